package queue

// Reopen undoes the last finish or no-show of a window, within the time the settings give and while no other ticket is
// there. A rating of the ticket is withdrawn.
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
	held, ok := s.tickets[s.done[c.Window]]
	if !ok || c.Ticket != "" && c.Ticket != held.ID {
		return nil, s.refuse(c, ErrWrongState, "it is not the last ticket of the window")
	}
	t := *held
	e := &Reopened{Undone: t.Status, Service: t.ServiceTime(), Reason: c.Reason}
	since := t.FinishedAt
	switch {
	case moveReopened.allows(t.Status):
		t.Status = moveReopened.to
	case moveRecalled.allows(t.Status) && t.StartedAt == 0:
		t.Status, since = moveRecalled.to, t.NoShowAt
	default:
		return nil, s.refuse(c, ErrWrongState, "ticket "+string(t.Number)+" is "+string(t.Status))
	}
	if at.Since(since) > Millis(s.layout.Settings.ReopenMinutes)*Minute {
		return nil, s.refuse(c, ErrTooLate)
	}
	t.FinishedAt, t.NoShowAt, t.Outcome, t.Reason, t.CaseNo, t.Rating = 0, 0, "", "", "", 0
	e.Ticket = t
	return []Event{e}, nil
}

func (r *Reopened) apply(s *State, _ *Entry) {
	s.put(&r.Ticket)
	delete(s.done, r.Ticket.Window)
	if r.Service > 0 {
		l := s.learned[r.Ticket.Service]
		s.learned[r.Ticket.Service] = Learned{l.Visits - 1, l.Sum - r.Service}
	}
}

// LastDone gives the ticket that Reopen would undo at window n, nil when there is none.
func (s *State) LastDone(n WindowNumber) *Ticket { return s.tickets[s.done[n]] }

func (c Reopen) String() string { return "reopen at " + c.Window.String() }
