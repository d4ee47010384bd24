package queue

// Cancel gives a ticket back. Citizen: it is asked by who has the slip, who may be somebody that found it, and may do so
// only while the ticket waits.
type Cancel struct {
	Ticket  TicketID
	Citizen bool
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
	if c.Citizen && t.Status != StatusWaiting {
		return nil, s.refuse(c, ErrWrongState, "it has been called")
	}
	t.Status, t.FinishedAt = moveCancel.to, at
	return []Event{&Cancelled{of{t}}}, nil
}

func (c Cancel) String() string { return "cancel ticket " + string(c.Ticket) }
