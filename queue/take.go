package queue

// Take issues the next number of a service.
type Take struct {
	Service ServiceID
	Class   Class
	Source  Source
}

// Issued: a number was taken.
type Issued struct {
	of
	// PeopleAhead and Estimate are what the citizen was told.
	PeopleAhead int       `json:"people_ahead"`
	Estimate    *Estimate `json:"estimated_wait_ms,omitempty"`
}

var _ = register(func() Event { return new(Issued) })

// Kind implements Event.
func (*Issued) Kind() string { return "issued" }

func (c Take) decide(s *State, at Instant) ([]Event, error) {
	service, ok := s.layout.Service(c.Service)
	if !ok {
		return nil, s.refuse(c, ErrUnknownService)
	}
	if !c.Class.Valid() {
		return nil, s.refuse(c, ErrBadRequest, "class is not known")
	}
	if _, ok := s.issuing(at); !ok {
		return nil, s.refuse(c, ErrNotIssuing)
	}
	number := ticketNo(service.Prefix, s.numbers[service.Prefix]+1)
	t := Ticket{
		ID:          TicketID(s.date.Compact() + "-" + string(number)),
		Number:      number,
		Service:     service.ID,
		Class:       c.Class,
		Source:      c.Source,
		Status:      StatusWaiting,
		IssuedAt:    at,
		EffectiveAt: at.Add(-s.layout.Settings.headStart(c.Class)),
		Place:       s.seq + 1,
		Visit:       s.seq + 1,
		WaitFrom:    s.waitFrom(at),
	}
	ahead := s.PeopleAhead(&t)
	return []Event{&Issued{of{t}, ahead, s.EstimateAt(service.ID, ahead, at)}}, nil
}

func (i *Issued) apply(s *State, _ *Entry) {
	s.put(&i.Ticket)
	if service, ok := s.layout.Service(i.Ticket.Service); ok {
		s.numbers[service.Prefix]++
	}
}

func (c Take) String() string { return "take " + string(c.Service) }
