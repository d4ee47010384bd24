package agents

import (
	"cmp"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// Relay is the hall's end of the lines to agents and kiosk pages. It keeps everything in memory. It is safe for many
// goroutines.
type Relay struct {
	clock queue.Clock
	log   *slog.Logger
	every intervals

	stop    chan struct{}
	mu      sync.Mutex
	closing bool
	kiosks  map[queue.KioskNumber]*station
	lines   map[*line]struct{}
	serving sync.WaitGroup
}

// station is what is known of one kiosk. The relay's mutex guards it.
type station struct {
	number queue.KioskNumber
	agent  *agentLine // nil while none is connected
	pages  map[*pageLine]struct{}
	jobs   []*job // whose outcome is not known yet, in order
	// told is what the agent said last; since is when it came or went, and seen when it was heard last; zero before the
	// first agent.
	told        told
	since, seen queue.Instant
}

// NewRelay gives a relay that knows no kiosk yet. Close ends it.
func NewRelay(clock queue.Clock, log *slog.Logger) *Relay {
	return &Relay{
		clock: clock, log: log, every: defaults, stop: make(chan struct{}),
		kiosks: map[queue.KioskNumber]*station{}, lines: map[*line]struct{}{},
	}
}

// Close ends every line and returns when that is done; after a while it does not ask the other ends. The relay serves
// nobody afterwards. Later calls do nothing more.
func (r *Relay) Close() {
	r.mu.Lock()
	if !r.closing {
		r.closing = true
		close(r.stop)
	}
	r.mu.Unlock()
	timer := time.AfterFunc(2*r.every.bye, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		for l := range r.lines {
			_ = l.conn.NetConn().Close()
		}
	})
	defer timer.Stop()
	r.serving.Wait()
}

// enter counts a line in; false when the relay is closing.
func (r *Relay) enter(l *line) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closing {
		return false
	}
	r.lines[l] = struct{}{}
	r.serving.Add(1)
	return true
}

func (r *Relay) leave(l *line) {
	r.mu.Lock()
	delete(r.lines, l)
	r.mu.Unlock()
	r.serving.Done()
}

// station gives that of a kiosk; the mutex is held.
func (r *Relay) station(number queue.KioskNumber) *station {
	s, ok := r.kiosks[number]
	if !ok {
		s = &station{number: number, pages: map[*pageLine]struct{}{}}
		r.kiosks[number] = s
	}
	return s
}

// State is how the agent of a kiosk is.
type State struct {
	Kiosk     queue.KioskNumber `json:"-"`
	Connected bool              `json:"connected"`
	// Since is when it connected, or when it went.
	Since queue.Instant `json:"since,omitempty"`
	// Seen is when it was heard last.
	Seen queue.Instant `json:"seen,omitempty"`
	// Reader and Printer are what it said last: how its reader is, and its printer by a word of escpos.State, or none.
	Reader  ReaderState `json:"reader"`
	Printer string      `json:"printer"`
}

// States gives the agents that have been connected since the relay was made, by kiosk.
func (r *Relay) States() []State {
	r.mu.Lock()
	defer r.mu.Unlock()
	states := []State{}
	for number, s := range r.kiosks {
		if s.since == 0 {
			continue
		}
		state := State{Kiosk: number, Connected: s.agent != nil, Since: s.since, Seen: s.seen, Reader: s.told.Reader, Printer: "none"}
		if s.told.Printer != nil {
			state.Printer = s.told.Printer.Word()
		}
		states = append(states, state)
	}
	slices.SortFunc(states, func(a, b State) int { return cmp.Compare(a.Kiosk, b.Kiosk) })
	return states
}

// Connected counts the agents that are connected.
func (r *Relay) Connected() (n int) {
	for _, s := range r.States() {
		if s.Connected {
			n++
		}
	}
	return n
}

// printer gives what the printer of a kiosk's agent is said to be.
func (r *Relay) printer(kiosk queue.KioskNumber) (escpos.State, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.kiosks[kiosk]
	switch {
	case !ok || s.agent == nil:
		return escpos.State{Offline: true}, nil
	case s.told.Printer == nil:
		return escpos.State{}, escpos.ErrNoPrinter
	}
	return *s.told.Printer, nil
}
