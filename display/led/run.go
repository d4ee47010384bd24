package led

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/paidui/paidui/queue"
)

// times are those by which strips are kept.
type times struct {
	pace    time.Duration // between two looks at the hall
	tick    time.Duration // between two looks at what changes with time alone
	within  time.Duration // what a strip may take to accept a text
	again   time.Duration // until a text that failed is tried again, at first
	most    time.Duration // and at the most
	refresh time.Duration // until a strip is told the same again: one that was switched off has forgotten it
}

var usual = times{
	pace: 200 * time.Millisecond, tick: time.Second, within: 5 * time.Second, again: time.Second, most: 30 * time.Second, refresh: time.Minute,
}

// Runner keeps the strips of a hall showing what they should.
type Runner struct {
	Hall  *queue.Hall
	Words Words
	// Driver gives the driver of a strip.
	Driver func(queue.LEDScreen) (Driver, error)
	Log    *slog.Logger

	times times
}

// Run keeps the strips until ctx ends. They come and go with the hall's layout.
func (r *Runner) Run(ctx context.Context) {
	if r.times == (times{}) {
		r.times = usual
	}
	now := &shift{stop: func() {}}
	defer func() { now.end() }()
	ticker := time.NewTicker(r.times.tick)
	defer ticker.Stop()
	for {
		changed, stirred, tick := r.Hall.Changed(), r.Hall.Stirred(), ticker.C
		if wanted := r.screens(); !slices.Equal(wanted, now.screens) {
			now.end()
			now = r.start(ctx, wanted)
		}
		if len(now.strips) == 0 {
			changed, tick = stirred, nil // the first strip of a layout has time
		}
		r.tell(now.strips)
		select {
		case <-ctx.Done():
			return
		case <-time.After(r.times.pace):
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-tick:
		}
	}
}

// screens gives the strips of the layout in force.
func (r *Runner) screens() (screens []queue.LEDScreen) {
	r.Hall.View(func(s *queue.State) { screens = s.Layout().LED })
	return screens
}

// shift is the strips of one layout, each with a worker.
type shift struct {
	screens []queue.LEDScreen
	strips  []*strip
	stop    context.CancelFunc
	workers sync.WaitGroup
}

// end stops the workers and returns when they have.
func (s *shift) end() {
	s.stop()
	s.workers.Wait()
}

// start gives a worker to each strip.
func (r *Runner) start(ctx context.Context, screens []queue.LEDScreen) *shift {
	now := &shift{screens: screens}
	ctx, now.stop = context.WithCancel(ctx)
	for _, screen := range screens {
		driver, err := r.Driver(screen)
		if err != nil {
			r.Log.Error("LED strip cannot be driven", "address", screen.Address, "error", err)
			continue
		}
		s := &strip{screen: screen, driver: driver, log: r.Log, times: r.times, wanted: make(chan string, 1)}
		now.strips = append(now.strips, s)
		now.workers.Go(func() { s.run(ctx) })
	}
	return now
}

// tell says to each strip what it should show now.
func (r *Runner) tell(strips []*strip) {
	now := r.Hall.Now()
	r.Hall.View(func(state *queue.State) {
		at := max(now, state.At())
		for _, s := range strips {
			s.want(Text(state, at, &s.screen, r.Words))
		}
	})
}

// strip is one strip with its worker.
type strip struct {
	screen queue.LEDScreen
	driver Driver
	log    *slog.Logger
	times  times
	last   string // what was wanted last; the runner's alone
	wanted chan string
}

// want replaces what the strip should show. It does not wait.
func (s *strip) want(text string) {
	if text == s.last {
		return
	}
	s.last = text
	select {
	case <-s.wanted:
	default:
	}
	s.wanted <- text
}

// run brings to the strip what is wanted, again after a failure and now and then.
func (s *strip) run(ctx context.Context) {
	text, known, failing, wait := "", false, false, s.times.refresh
	for {
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case text = <-s.wanted:
			known = true
		case <-timer.C:
		}
		timer.Stop()
		if !known {
			continue
		}
		err := s.show(ctx, text)
		switch {
		case err == nil:
			if failing {
				s.log.Info("LED strip shows again what it should", "address", s.screen.Address)
			}
			failing, wait = false, s.times.refresh
		case ctx.Err() != nil:
			return
		case !failing:
			s.log.Warn("LED strip cannot be reached", "address", s.screen.Address, "error", err)
			failing, wait = true, s.times.again
		default:
			wait = min(2*wait, s.times.most)
		}
	}
}

func (s *strip) show(ctx context.Context, text string) error {
	ctx, cancel := context.WithTimeout(ctx, s.times.within)
	defer cancel()
	return s.driver.Show(ctx, text)
}
