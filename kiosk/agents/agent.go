package agents

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/paidui/paidui/kiosk/agents/readers"
	"github.com/paidui/paidui/kiosk/escpos"
)

// AgentPath is the path of a relay's socket below the hall's URL.
const AgentPath = "/ws/kiosk-agent"

// AgentConfig is what an agent works with.
type AgentConfig struct {
	// Server is the hall's URL, http or https; Token is that of a kiosk with a number.
	Server, Token string
	// Printer is nil where the agent prints nothing, Reader where it carries no cards.
	Printer escpos.Printer
	Reader  readers.Reader
	// Good tells whether a number can be that of a card; small letters are capital by then.
	Good func(number string) bool
	Log  *slog.Logger
}

// Agent is the hall's program on a kiosk's computer.
type Agent struct {
	cfg      AgentConfig
	url      string
	instance string
	every    intervals
	pauses   pauses

	printing chan *task    // what is to be printed
	look     chan struct{} // holds a token when the printer may be otherwise now

	wake     chan struct{} // holds a token when there is something to tell
	mu       sync.Mutex
	told     told
	lying    lying
	card     *Card // laid at the moment at, and not told yet
	at       time.Time
	tasks    []*task // in order of their coming
	stopping bool
}

// ErrServer is returned for a URL that no hall can have.
var ErrServer = errors.New("server is not of the form http://192.168.1.10:8080")

// NewAgent gives an agent that does nothing before Run.
func NewAgent(cfg AgentConfig) (*Agent, error) {
	u, err := url.Parse(strings.TrimSuffix(cfg.Server, "/"))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, ErrServer
	}
	u.Scheme = strings.Replace(u.Scheme, "http", "ws", 1)
	a := &Agent{
		cfg: cfg, url: u.String() + AgentPath, instance: newID(), every: defaults, pauses: usualPauses,
		printing: make(chan *task, mostTasks), look: make(chan struct{}, 1), wake: make(chan struct{}, 1),
		told: told{Reader: ReaderNone},
	}
	if cfg.Printer != nil {
		a.told.Printer = &escpos.State{}
	}
	if cfg.Reader != nil {
		a.told.Reader = ReaderFault // until it works
	}
	return a, nil
}

// Run works until ctx ends. Then it finishes the slip that is being printed, tells the hall of it, and returns.
func (a *Agent) Run(ctx context.Context) {
	var parts, line sync.WaitGroup
	if a.cfg.Printer != nil {
		parts.Go(func() { a.watchPrinter(ctx) })
		parts.Go(func() { a.print(ctx) })
	}
	if a.cfg.Reader != nil {
		parts.Go(func() { a.cfg.Reader.Run(ctx, a.found, a.works) })
		parts.Go(func() { a.watchCard(ctx) })
	}
	connected, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	line.Go(func() {
		if a.cfg.Printer != nil {
			a.askPrinter(connected) // a hall that hears of no state takes it that the printer has none to tell
		}
		a.connect(connected)
	})
	<-ctx.Done()
	parts.Wait()
	hangUp()
	line.Wait()
}

// found takes what the reader has read.
func (a *Agent) found(number string) {
	number = strings.ToUpper(strings.TrimSpace(number))
	if !a.cfg.Good(number) {
		number = ""
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if now := time.Now(); a.lying.read(number, now) {
		a.card, a.at = &Card{IDNumber: number}, now
		poke(a.wake)
	}
	a.told.Lying = a.lying.number != ""
}

// works takes whether the reader can be used.
func (a *Agent) works(ok bool) {
	state := ReaderFault
	if ok {
		state = ReaderOK
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.told.Reader != state {
		a.cfg.Log.Info("card reader", "state", state)
		a.told.Reader = state
		poke(a.wake)
	}
}

// watchCard sees cards being taken away.
func (a *Agent) watchCard(ctx context.Context) {
	for wait(ctx, 200*time.Millisecond) {
		a.mu.Lock()
		if a.lying.pass(time.Now()) {
			a.told.Lying = false
			poke(a.wake)
		}
		a.mu.Unlock()
	}
}

// wait lets time pass; false when ctx ends first.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// now gives how the agent's machines are.
func (a *Agent) now() told {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.told
}

// next takes what the hall is to be told now on a line.
func (a *Agent) next(l *line) (frames []fromAgent) {
	a.mu.Lock()
	defer a.mu.Unlock()
	state := a.told
	frames = append(frames, fromAgent{State: &state})
	if a.card != nil && time.Since(a.at) <= a.every.card {
		frames = append(frames, fromAgent{Card: a.card})
	}
	a.card = nil
	for _, t := range a.tasks {
		if t.ended && t.answered != l {
			t.answered = l
			outcome := t.outcome
			frames = append(frames, fromAgent{Printed: &outcome})
		}
	}
	return frames
}
