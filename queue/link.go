package queue

// Link says that two open tickets are one person's, so that neither is called while the person is at a window with the
// other (without it, two numbers taken without a card are two people).
type Link struct {
	Ticket, Other TicketID
}

// Linked: a ticket got the holder of another.
type Linked struct{ of }

var _ = register(func() Event { return new(Linked) })

// Kind implements Event.
func (*Linked) Kind() string { return "linked" }

func (c Link) decide(s *State, _ Instant) ([]Event, error) {
	a, okA := s.Ticket(c.Ticket)
	b, okB := s.Ticket(c.Other)
	switch {
	case !okA || !okB:
		return nil, s.refuse(c, ErrUnknownTicket)
	case a == b || !a.Open() || !b.Open():
		return nil, s.refuse(c, ErrWrongState, "two open tickets are needed")
	case a.Holder != "" && b.Holder != "":
		return nil, s.refuse(c, ErrWrongState, "both tickets have a holder")
	}
	holder := a.Holder
	if holder == "" {
		holder = b.Holder
	}
	if holder == "" {
		holder = Holder("linked-" + a.ID)
	}
	var events []Event
	for _, held := range []*Ticket{a, b} {
		if held.Holder == "" {
			t := *held
			t.Holder = holder
			events = append(events, &Linked{of{t}})
		}
	}
	return events, nil
}

func (c Link) String() string { return "link tickets " + string(c.Ticket) + " and " + string(c.Other) }
