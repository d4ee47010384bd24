package queue

// Cancel gives a ticket back. A citizen may do so until the call.
type Cancel struct {
	Ticket TicketID
}

// Cancelled: a ticket was given back.
type Cancelled struct{ of }

var _ = register(func() Event { return new(Cancelled) })

// Kind implements Event.
func (*Cancelled) Kind() string { return "cancelled" }

func (c Cancel) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.ticket(c, c.Ticket, moveCancel)
	if err != nil {
		return nil, err
	}
	t.Status, t.FinishedAt = moveCancel.to, at
	return []Event{&Cancelled{of{t}}}, nil
}

func (c Cancel) String() string { return "cancel ticket " + string(c.Ticket) }
