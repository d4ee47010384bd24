package queue

// Finish ends the service of the ticket at a window. Ticket, when not empty, must be that one. Outcome may be empty;
// refused and returned need a Reason.
type Finish struct {
	Window  WindowNumber
	Ticket  TicketID
	Outcome Outcome
	Reason  string
	CaseNo  string
}

// Finished: a service ended.
type Finished struct {
	of
	// Service is how long it took, in milliseconds; zero when its end was inferred.
	Service Millis `json:"service_ms"`
}

var _ = register(func() Event { return new(Finished) })

// Kind implements Event.
func (*Finished) Kind() string { return "finished" }

func (c Finish) decide(s *State, at Instant) ([]Event, error) {
	if !c.Outcome.Valid() {
		return nil, s.refuse(c, ErrBadRequest, "outcome is not known")
	}
	t, err := s.atWindow(c, c.Window, c.Ticket, moveFinish)
	if err != nil {
		return nil, err
	}
	if c.Outcome.needsReason() && c.Reason == "" {
		return nil, s.refuse(c, ErrReasonRequired)
	}
	t.Reason, t.CaseNo = c.Reason, c.CaseNo
	return finish(t, at, c.Outcome), nil
}

// finish gives the events that end t's service: its start first, taken to be the call, when nobody pressed it.
func finish(t Ticket, at Instant, outcome Outcome) []Event {
	var events []Event
	if t.Status == StatusCalled {
		t.Status, t.StartedAt, t.StartInferred = moveStart.to, t.CalledAt, true
		events = append(events, &Started{of{t}})
	}
	t.Status, t.FinishedAt, t.Outcome = moveFinish.to, at, outcome
	return append(events, &Finished{of{t}, t.ServiceTime()})
}

func (f *Finished) apply(s *State, _ *Entry) {
	s.put(&f.Ticket)
	s.done[f.Ticket.Window] = f.Ticket.ID
	if f.Service > 0 {
		l := s.learned[f.Ticket.Service]
		s.learned[f.Ticket.Service] = Learned{l.Visits + 1, l.Sum + f.Service}
	}
}

func (c Finish) String() string { return "finish at " + c.Window.String() }
