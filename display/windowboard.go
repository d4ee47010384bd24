package display

import (
	"cmp"

	"github.com/paidui/paidui/queue"
)

// WindowBoard is the screen over one window.
type WindowBoard struct {
	head
	session
	Hotline string       `json:"hotline"`
	Window  PublicWindow `json:"window"`
	// Scope names what the window serves, for the plate.
	Scope []queue.Text `json:"scope"`
	// Ticket is the one at the window.
	Ticket *TicketSign `json:"ticket,omitempty"`
	// Last is the last ticket that was called here and served, for the goodbye or to show it the way.
	Last *Farewell `json:"last,omitempty"`
	// OnHold are to come back to the window when their papers are in order.
	OnHold []queue.TicketNo `json:"on_hold,omitempty"`
	// Rate is there while the tablet asks for a rating.
	Rate *RatingPrompt `json:"rate,omitempty"`
}

// RatingPrompt is whose rating a window's tablet asks for, and until when.
type RatingPrompt struct {
	Ticket queue.TicketID `json:"ticket"`
	Number queue.TicketNo `json:"number"`
	Until  queue.Instant  `json:"until"`
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
	StartedAt queue.Instant  `json:"started_at,omitempty"`
}

// Farewell is what a window's screen says goodbye with.
type Farewell struct {
	Number     queue.TicketNo `json:"number"`
	Outcome    queue.Outcome  `json:"outcome,omitempty"`
	FinishedAt queue.Instant  `json:"finished_at"`
	// PickUp is the day on which what was made can be collected.
	PickUp queue.Date `json:"pick_up,omitempty"`
	// NextStep is the service that the ticket went on to, and NextZone where its people wait.
	NextStep *queue.Text `json:"next_step,omitempty"`
	NextZone *queue.Text `json:"next_zone,omitempty"`
}

func drawWindow(s *queue.State, at queue.Instant, n queue.WindowNumber) (any, bool) {
	w, ok := s.Layout().Window(n)
	if !ok {
		return nil, false
	}
	shift := s.Window(n)
	b := &WindowBoard{
		head: drawHead(s, KindWindow), session: drawSession(s, at), Hotline: s.Layout().Settings.Hotline,
		Window: PublicWindow{s.Layout().WindowView(&shift, at), publicPause(s.Layout(), shift.Pause)}, Last: farewell(s, n),
		Scope: make([]queue.Text, 0, len(w.Services)), OnHold: heldAt(s, n), Rate: prompt(s, n, at),
	}
	for _, id := range w.Services {
		if service, ok := s.Layout().Service(id); ok {
			b.Scope = append(b.Scope, service.Name)
		}
	}
	if t := s.Current(n); t != nil {
		b.Ticket = &TicketSign{Number: t.Number, Status: t.Status, CallCount: t.CallCount, CalledAt: t.CalledAt, StartedAt: t.StartedAt}
	}
	return b, true
}

// farewell gives the last ticket served at window n; nil when there is none, or another was passed over since.
func farewell(s *queue.State, n queue.WindowNumber) *Farewell {
	t := cmp.Or(s.LastDone(n), s.LastSentOn(n))
	if t == nil || t.Status != queue.StatusServed {
		return nil
	}
	return farewellTo(s, t)
}

// prompt gives what the citizen before window n is asked to rate; nil when nobody is.
func prompt(s *queue.State, n queue.WindowNumber, at queue.Instant) *RatingPrompt {
	t, until := s.RatingAskedFor(n, at)
	if t == nil {
		return nil
	}
	return &RatingPrompt{Ticket: t.ID, Number: t.Number, Until: until}
}

// heldAt gives the numbers that are to come back to window n.
func heldAt(s *queue.State, n queue.WindowNumber) []queue.TicketNo {
	var held []queue.TicketNo
	for _, t := range s.OnHold() {
		if t.Window == n {
			held = append(held, t.Number)
		}
	}
	return held
}

// farewellTo says goodbye to t as it was served; one that waits again went on to a next step.
func farewellTo(s *queue.State, t *queue.Ticket) *Farewell {
	f := &Farewell{Number: t.Number, Outcome: t.Outcome, FinishedAt: t.FinishedAt, PickUp: t.PickUp}
	now, ok := s.Ticket(t.ID)
	if !ok || now.Visit == t.Visit {
		return f
	}
	if service, ok := s.Layout().Service(now.Service); ok {
		f.NextStep = &service.Name
	}
	if zone, ok := s.Layout().Zone(s.WaitingZone(now.Service)); ok {
		f.NextZone = &zone.Name
	}
	return f
}
