package queue

// Finish ends the service of the ticket at a window. Ticket, when not empty, must be that one. At a service with a next
// step a ticket that is accepted goes on to it, unless the Result says to stay.
type Finish struct {
	Window WindowNumber
	Ticket TicketID
	Result
}

// Finished: a service ended, and the ticket with it.
type Finished struct {
	of
	// Service is how long it took, in milliseconds; zero when its end was inferred.
	Service Millis `json:"service_ms"`
	// Slip is the slip of missing papers that its citizen was given; nil for any other outcome.
	Slip *MissingSlip `json:"slip,omitempty"`
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
	result := c.outcome()
	if err := s.checkResult(c, &result, at); err != nil {
		return nil, err
	}
	return s.finish(t, result, at), nil
}

// finish gives the events that end t's service with r: its start first, taken to be the call, when nobody pressed it.
func (s *State) finish(t Ticket, r Result, at Instant) []Event {
	var events []Event
	if t.Status == StatusCalled {
		t.Status, t.StartedAt, t.StartInferred = moveStart.to, t.CalledAt, true
		events = append(events, &Started{of{t}})
	}
	t.Status, t.FinishedAt = moveFinish.to, at
	if next := s.nextStep(&t, &r); next != "" {
		return append(events, s.sendOn(t, r, next, at))
	}
	r.enter(&t)
	return append(events, &Finished{of{t}, t.ServiceTime(), s.missingSlip(&t, &r, at)})
}

func (f *Finished) apply(s *State, _ *Entry) {
	s.put(&f.Ticket)
	s.putSlip(f.Ticket.ID, f.Slip)
	s.done[f.Ticket.Window] = f.Ticket.ID
	s.learn(&f.Ticket, 1, f.Service)
}

func (c Finish) String() string { return "finish at " + c.Window.String() }
