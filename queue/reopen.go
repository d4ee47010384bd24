package queue

import "cmp"

// Reopen undoes the last finish or no-show of a window, within the time the settings give and while no other ticket is
// there. A rating of the ticket and its slip of missing papers are withdrawn; one that was sent on comes back unless
// another window has called it.
type Reopen struct {
	Window WindowNumber
	Ticket TicketID
	Reason string
}

// Reopened: a finish or a no-show was undone. Undone is what the status was, Service the service time that no longer
// counts, in milliseconds.
type Reopened struct {
	of
	Undone  Status `json:"undone"`
	Service Millis `json:"service_ms,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

var _ = register(func() Event { return new(Reopened) })

// Kind implements Event.
func (*Reopened) Kind() string { return "reopened" }

func (c Reopen) decide(s *State, at Instant) ([]Event, error) {
	if _, err := s.signedIn(c, c.Window); err != nil {
		return nil, err
	}
	if s.current[c.Window] != nil {
		return nil, s.refuse(c, ErrWindowBusy)
	}
	held := s.undoable(c.Window)
	if held == nil || c.Ticket != "" && c.Ticket != held.ID {
		return nil, s.refuse(c, ErrWrongState, "it is not the last ticket of the window")
	}
	t := *held
	if slip, ok := s.slips[t.ID]; ok && s.SlipUsed(slip) {
		return nil, s.refuse(c, ErrWrongState, "a number was taken with its slip of missing papers")
	}
	e := &Reopened{Undone: t.Status, Service: t.ServiceTime(), Reason: c.Reason}
	until := s.reopens(held)
	if until == 0 {
		return nil, s.refuse(c, ErrWrongState, "ticket "+string(t.Number)+" is "+string(t.Status))
	}
	if at > until {
		return nil, s.refuse(c, ErrTooLate)
	}
	if t.Status = moveRecalled.to; moveReopened.allows(held.Status) {
		t.Status = moveReopened.to
	}
	t.forgetResult()
	t.FinishedAt, t.NoShowAt, t.Rating, t.RatingAskedAt = 0, 0, 0, 0
	e.Ticket = t
	return []Event{e}, nil
}

func (r *Reopened) apply(s *State, _ *Entry) {
	s.put(&r.Ticket)
	s.putSlip(r.Ticket.ID, nil)
	s.unsend(r.Ticket.Window, &r.Ticket)
	delete(s.done, r.Ticket.Window)
	s.learn(&r.Ticket, -1, r.Service)
}

// LastDone gives the ticket that was last finished or passed over at window n, nil when there is none or when it has
// been to another window since.
func (s *State) LastDone(n WindowNumber) *Ticket {
	t, _ := s.Ticket(s.done[n])
	if t == nil || t.Window != n {
		return nil
	}
	return t
}

// undoable is LastDone, or what went on from window n last.
func (s *State) undoable(n WindowNumber) *Ticket { return cmp.Or(s.LastDone(n), s.LastSentOn(n)) }

// Reopenable gives the ticket that Reopen would undo at window n at the moment at, and until when; nil when it would
// be refused.
func (s *State) Reopenable(n WindowNumber, at Instant) (*Ticket, Instant) {
	t := s.undoable(n)
	if t == nil || s.current[n] != nil || s.Window(n).Shift == 0 || at > s.reopens(t) {
		return nil, 0
	}
	return t, s.reopens(t)
}

// reopens is until when t's end may be undone; zero when it cannot be.
func (s *State) reopens(t *Ticket) Instant {
	within := Millis(s.layout.Settings.ReopenMinutes) * Minute
	switch {
	case moveReopened.allows(t.Status):
		return t.FinishedAt.Add(within)
	case moveRecalled.allows(t.Status) && t.StartedAt == 0:
		return t.NoShowAt.Add(within)
	}
	return 0
}

func (c Reopen) String() string { return "reopen at " + c.Window.String() }
