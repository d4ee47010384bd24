package printing

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

const (
	// answerWithin is how long a question may take with nobody waiting for it.
	answerWithin = 5 * time.Second
	// silentFor is how long a printer that answers no questions is not asked again: each try takes it as long as a
	// printer may take to answer, and in that time it prints nothing.
	silentFor = time.Minute
)

// setup is what a station is for; a printer that is set up otherwise is another station.
type setup struct {
	printer queue.Printer
	agentOf queue.KioskNumber
}

// station is one printer and what is known of it.
type station struct {
	setup   setup
	printer escpos.Printer
	profile escpos.Profile
	now     queue.Clock
	turn    chan struct{} // holds one token: whose it is speaks with the printer

	mu       sync.Mutex
	known    escpos.State
	since    queue.Instant // when known was first so; zero before the first answer
	silentTo time.Time     // until when it is not asked
	asking   chan struct{} // closed when the question under way is answered; nil: none is
}

func newStation(as setup, way escpos.Printer, now queue.Clock) *station {
	s := &station{setup: as, printer: way, profile: Profile(&as.printer), now: now, turn: make(chan struct{}, 1)}
	s.turn <- struct{}{}
	return s
}

// state gives how the printer was when it was last heard of, and since when.
func (s *station) state() (escpos.State, queue.Instant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known, s.since
}

// question gives what asks the printer how it is, for the caller to run; nil when it is being asked already, prints, or
// is known to answer nothing. answered is closed when more will not be known soon.
func (s *station) question() (run func(context.Context), answered <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asking != nil {
		return nil, s.asking
	}
	select {
	case <-s.turn:
	default:
		return nil, closed
	}
	if time.Now().Before(s.silentTo) {
		s.turn <- struct{}{}
		return nil, closed
	}
	asking := make(chan struct{})
	s.asking = asking
	return func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(ctx, answerWithin)
		defer cancel()
		state, err := s.printer.State(ctx)
		s.heard(state, err)
		s.mu.Lock()
		s.asking = nil
		s.mu.Unlock()
		s.turn <- struct{}{}
		close(asking)
	}, asking
}

var closed = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// heard notes how the printer is. An error means that there is no way to it.
func (s *station) heard(state escpos.State, err error) {
	if err != nil {
		state = escpos.State{Offline: true}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.silentTo = time.Time{}
	if state == (escpos.State{}) {
		s.silentTo = time.Now().Add(silentFor)
	}
	if s.since == 0 || state.Word() != s.known.Word() {
		s.since = s.now()
	}
	s.known = state
}

// print sends a job when it is its turn, and notes what the printer says to it.
func (s *station) print(ctx context.Context, job []byte) error {
	select {
	case <-s.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	err := s.printer.Print(ctx, job)
	var stopped *escpos.Stopped
	if errors.As(err, &stopped) {
		s.heard(stopped.State, nil)
	}
	s.turn <- struct{}{}
	return err
}

// ask asks the printer why a job went wrong, even one that is known to answer nothing: it may be gone by now.
func (s *station) ask(ctx context.Context) {
	s.mu.Lock()
	s.silentTo = time.Time{}
	s.mu.Unlock()
	if question, _ := s.question(); question != nil {
		question(ctx)
	}
}
