package queue

// Start begins the service of the called ticket of a window. Ticket, when not empty, must be that one.
type Start struct {
	Window WindowNumber
	Ticket TicketID
}

// Started: the citizen came and the service began.
type Started struct{ of }

var _ = register(func() Event { return new(Started) })

// Kind implements Event.
func (*Started) Kind() string { return "started" }

func (c Start) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.atWindow(c, c.Window, c.Ticket, moveStart)
	if err != nil {
		return nil, err
	}
	t.Status, t.StartedAt = moveStart.to, at
	return []Event{&Started{of{t}}}, nil
}

func (e *Started) apply(s *State, _ *Entry) {
	s.put(&e.Ticket)
	s.learnStart(&e.Ticket)
}

func (c Start) String() string { return "start at " + c.Window.String() }
