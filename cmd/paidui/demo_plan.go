package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paidui/paidui/queue"
)

// simulation plays the citizens and clerks of the demo hall. They act by the commands that real ones give, one after
// the other; what they do next is planned ahead, so that the same seed and clock make the same day.
type simulation struct {
	hall   *queue.Hall
	layout *queue.Layout
	clock  *demoClock
	log    *slog.Logger

	mu      sync.Mutex // one act at a time
	rand    *rand.Rand
	plans   []plan // by time
	planned uint64
	clerks  map[queue.WindowNumber]*clerk
	// own are the open tickets that simulated citizens hold; the visitor's are left to the visitor.
	own map[queue.TicketID]bool
}

// plan is something that somebody will do.
type plan struct {
	at queue.Instant
	n  uint64 // orders plans of the same moment
	do func(at queue.Instant) error
}

// newSimulation makes the clerks and plans the first citizen. The visitor's window is left free.
func newSimulation(hall *queue.Hall, layout *queue.Layout, clock *demoClock, seed uint64, log *slog.Logger) *simulation {
	s := &simulation{
		hall: hall, layout: layout, clock: clock, log: log, rand: rand.New(rand.NewPCG(seed, 1)),
		clerks: map[queue.WindowNumber]*clerk{}, own: map[queue.TicketID]bool{},
	}
	at := clock.now()
	for _, w := range layout.Windows {
		if w.Number == visitorWindow {
			continue
		}
		c := &clerk{sim: s, window: w, staff: demoStaff[w.Number]}
		s.clerks[w.Number] = c
		s.plan(at, s.seconds(0, 20), c.act)
	}
	s.plan(at, 0, s.arrive)
	return s
}

// plan has something done d after at.
func (s *simulation) plan(at queue.Instant, d queue.Millis, do func(queue.Instant) error) {
	s.planned++
	p := plan{at.Add(d), s.planned, do}
	i, _ := slices.BinarySearchFunc(s.plans, p, func(a, b plan) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.n, b.n))
	})
	s.plans = slices.Insert(s.plans, i, p)
}

// seconds gives a span between low and high seconds.
func (s *simulation) seconds(low, high int) queue.Millis {
	return queue.Millis(low)*queue.Second + queue.Millis(s.rand.Int64N(int64(high-low)*1000+1))
}

// chance is true p times out of 1.
func (s *simulation) chance(p float64) bool { return s.rand.Float64() < p }

// next does what is planned first when that is due by the moment limit, and gives when the one after it is.
func (s *simulation) next(limit queue.Instant) (queue.Instant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.plans) > 0 && s.plans[0].at <= limit {
		p := s.plans[0]
		s.plans = s.plans[1:]
		s.clock.advance(p.at)
		if err := s.forgive(p.do(s.clock.now())); err != nil {
			return 0, err
		}
	}
	if len(s.plans) == 0 {
		return limit.Add(queue.Minute), nil
	}
	return s.plans[0].at, nil
}

// forgive takes no offence at a refusal: the visitor was quicker.
func (s *simulation) forgive(err error) error {
	var refused *queue.Refused
	if errors.As(err, &refused) && !errors.Is(err, queue.ErrClosed) {
		s.log.Debug("simulated command refused", "why", err)
		return nil
	}
	return err
}

// fastForward lives through what is planned until the clock's present in no time, then lets the clock run.
func (s *simulation) fastForward(until queue.Instant) error {
	defer s.clock.release()
	for {
		at, err := s.next(until)
		if err != nil || at > until {
			return err
		}
	}
}

// run lives on until ctx ends or the hall does.
func (s *simulation) run(ctx context.Context) error {
	for {
		at, err := s.next(s.clock.now())
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(at.Since(s.clock.now()).Duration()):
		}
	}
}

// do gives a command as somebody simulated.
func (s *simulation) do(by queue.Grant, c queue.Command) (queue.Entry, error) {
	return s.hall.Do(context.Background(), queue.Origin{By: "simulated " + by.String()}, c)
}

// demoClock stands still at a moment that is advanced by hand until it is released; then it is the wall clock.
type demoClock struct {
	held atomic.Int64 // 0: released
}

func holdClock(at queue.Instant) *demoClock {
	c := &demoClock{}
	c.held.Store(int64(at))
	return c
}

// now gives the present moment.
func (c *demoClock) now() queue.Instant {
	if at := c.held.Load(); at != 0 {
		return queue.Instant(at)
	}
	return queue.At(time.Now())
}

// advance moves a held clock on to at.
func (c *demoClock) advance(at queue.Instant) {
	if held := c.held.Load(); held != 0 && queue.Instant(held) < at {
		c.held.Store(int64(at))
	}
}

func (c *demoClock) release() { c.held.Store(0) }
