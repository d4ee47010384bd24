package display

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// WindowBoard is the screen over one window.
type WindowBoard struct {
	head
	session
	Hotline string       `json:"hotline"`
	Window  PublicWindow `json:"window"`
	// Ticket is the one at the window.
	Ticket *TicketSign `json:"ticket,omitempty"`
	// Last is the last ticket that was called here and served, for the goodbye.
	Last *Farewell `json:"last,omitempty"`
}

// PublicWindow is a window as its citizens read it: with the clerk's plate and the public pause sign, without a ticket.
type PublicWindow struct {
	queue.WindowView
	Pause *PublicPause `json:"pause,omitempty"`
}

// TicketSign is the number that a window's screen shows.
type TicketSign struct {
	Number    queue.TicketNo `json:"number"`
	Status    queue.Status   `json:"status"`
	CallCount int            `json:"call_count"`
	CalledAt  queue.Instant  `json:"called_at"`
}

// Farewell is what a window's screen says goodbye with.
type Farewell struct {
	Number     queue.TicketNo `json:"number"`
	Outcome    queue.Outcome  `json:"outcome,omitempty"`
	FinishedAt queue.Instant  `json:"finished_at"`
}

func drawWindow(s *queue.State, at queue.Instant, n queue.WindowNumber) (any, bool) {
	if _, ok := s.Layout().Window(n); !ok {
		return nil, false
	}
	shift := s.Window(n)
	b := &WindowBoard{
		head: drawHead(s, KindWindow), session: drawSession(s, at), Hotline: s.Layout().Settings.Hotline,
		Window: PublicWindow{s.Layout().WindowView(&shift, at), publicPause(s.Layout(), shift.Pause)}, Last: farewell(s, n),
	}
	if t := s.Current(n); t != nil {
		b.Ticket = &TicketSign{Number: t.Number, Status: t.Status, CallCount: t.CallCount, CalledAt: t.CalledAt}
	}
	return b, true
}

// farewellCalls is how many of the hall's last calls are searched for a window's last served ticket. A goodbye is said for
// seconds, so that an older one is of no use.
const farewellCalls = 1000

// farewell gives the last ticket served at window n; nil when there is none of late.
func farewell(s *queue.State, n queue.WindowNumber) *Farewell {
	calls := s.Calls()
	for _, call := range slices.Backward(calls[max(0, len(calls)-farewellCalls):]) {
		if call.Window != n {
			continue
		}
		if t, ok := s.Ticket(call.Ticket); ok && t.Status == queue.StatusServed && t.Window == n {
			return &Farewell{Number: t.Number, Outcome: t.Outcome, FinishedAt: t.FinishedAt}
		}
	}
	return nil
}
