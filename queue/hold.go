package queue

import "slices"

// Hold puts the ticket being served aside, while its citizen fills in a form or fetches a paper. Note says why and may
// be empty.
type Hold struct {
	Window WindowNumber
	Ticket TicketID
	Note   string
}

// WasHeld: a ticket was put on hold.
type WasHeld struct {
	of
	Note string `json:"note,omitempty"`
}

// Resume goes on serving a ticket on hold at its own window; at another only when that one is not signed in or the
// ticket has been on hold for the time the settings give, and only where its service is served.
type Resume struct {
	Window WindowNumber
	Ticket TicketID
}

// Resumed: the service of a ticket on hold went on.
type Resumed struct{ of }

// LapseHold makes a ticket a no-show whose citizen has not come back in the time the settings give. Hall gives it.
type LapseHold struct {
	Ticket TicketID
}

var _ = register(func() Event { return new(WasHeld) }, func() Event { return new(Resumed) })

// Kind implements Event.
func (*WasHeld) Kind() string { return "held" }

// Kind implements Event.
func (*Resumed) Kind() string { return "resumed" }

func (c Hold) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.atWindow(c, c.Window, c.Ticket, moveHold)
	if err != nil {
		return nil, err
	}
	t.Status, t.HeldAt = moveHold.to, at
	return []Event{&WasHeld{of{t}, c.Note}}, nil
}

func (c Resume) decide(s *State, at Instant) ([]Event, error) {
	w, shift, err := s.free(c, c.Window, at)
	if err != nil {
		return nil, err
	}
	t, err := s.ticket(c, c.Ticket, moveResume)
	if err != nil {
		return nil, err
	}
	if !s.resumable(&t, w, at) {
		return nil, s.refuse(c, ErrWrongState, "ticket "+string(t.Number)+" is on hold at "+t.Window.String())
	}
	t.Status, t.Window, t.Staff = moveResume.to, w.Number, shift.Staff
	t.Held, t.HeldAt = t.Held+at.Since(t.HeldAt), 0
	return []Event{&Resumed{of{t}}}, nil
}

func (c LapseHold) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.ticket(c, c.Ticket, moveLapse)
	if err != nil {
		return nil, err
	}
	if at < s.holdLapses(&t) {
		return nil, s.refuse(c, ErrTooSoon)
	}
	t.Status, t.NoShowAt = moveLapse.to, at
	t.Held, t.HeldAt = t.Held+at.Since(t.HeldAt), 0
	return []Event{&MarkedNoShow{of{t}}}, nil
}

// holdLapses is when a ticket on hold becomes a no-show.
func (s *State) holdLapses(t *Ticket) Instant {
	return t.HeldAt.Add(Millis(s.layout.Settings.HoldNoShowMinutes) * Minute)
}

// OnHold gives the tickets on hold, in order of issue.
func (s *State) OnHold() []*Ticket {
	var held []*Ticket
	if s.counts[StatusOnHold] == 0 {
		return nil
	}
	for _, t := range s.issued {
		if t.Status == StatusOnHold {
			held = append(held, t)
		}
	}
	return held
}

// Resumable gives the tickets on hold that window n may resume at the moment at, in order of issue: its own, and those
// of its services that no longer wait for their own window.
func (s *State) Resumable(n WindowNumber, at Instant) []*Ticket {
	w, ok := s.layout.Window(n)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(s.OnHold(), func(t *Ticket) bool { return !s.resumable(t, w, at) })
}

func (s *State) resumable(t *Ticket, w *Window, at Instant) bool {
	waited := at.Since(t.HeldAt) >= Millis(s.layout.Settings.HoldAnyMinutes)*Minute
	return t.Window == w.Number || w.offers(t.Service) && (waited || s.Window(t.Window).Shift == 0)
}

func (c Hold) String() string { return "hold at " + c.Window.String() }

func (c Resume) String() string {
	return "resume ticket " + string(c.Ticket) + " at " + c.Window.String()
}

func (c LapseHold) String() string { return "lapse hold of ticket " + string(c.Ticket) }
