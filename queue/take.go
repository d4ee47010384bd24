package queue

// Take issues the next number of a service.
type Take struct {
	Service ServiceID
	Class   Class
	Source  Source
	// Holder is whose number it is; empty where no name is asked for.
	Holder Holder
	// Typed: Holder is from an ID number that was typed; a card beats it. Sealed goes with the ticket unread.
	Typed  bool
	Sealed string
	// Slot is the start of the appointment's slot that the number is taken for; zero for a walk-in.
	Slot Instant
	// Return is the ticket whose slip of missing papers its citizen comes back with; empty: none. Service may then be
	// empty: it is the slip's.
	Return TicketID
	// From is the zone where the citizen waits; empty: that of the service's first window.
	From ZoneID
	// Needs are what the citizen needs at the window.
	Needs Needs
	// Reason is what staff saw that gave the class; the entry keeps it.
	Reason string
	// Number is a number that was given by hand, from slips printed in reserve, while none could be taken; empty: the
	// next. It is entered whatever the hall issues now, since its citizen has it, and the count goes on past it.
	Number TicketNo
}

// Issued: a number was taken.
type Issued struct {
	of
	// PeopleAhead and Estimate are what the citizen was told.
	PeopleAhead int       `json:"people_ahead"`
	Estimate    *Estimate `json:"estimated_wait_ms,omitempty"`
	// Reason is what staff saw that gave the class.
	Reason string `json:"reason,omitempty"`
}

var _ = register(func() Event { return new(Issued) })

// Kind implements Event.
func (*Issued) Kind() string { return "issued" }

func (c Take) decide(s *State, at Instant) ([]Event, error) {
	if c.Return != "" {
		var err error
		if c, err = s.returning(c); err != nil {
			return nil, err
		}
	}
	service, ok := s.layout.Service(c.Service)
	if !ok {
		return nil, s.refuse(c, ErrUnknownService)
	}
	if !c.Class.Valid() || !c.Needs.Valid() {
		return nil, s.refuse(c, ErrBadRequest, "class or needs are not known")
	}
	// Whoever comes back has said who they are at the first visit, where the service asks.
	if service.RealName == RealNameRequired && c.Holder == "" && c.Return == "" && !c.Source.staffed() {
		return nil, s.refuse(c, ErrIDRequired)
	}
	admit := s.admit
	switch {
	case c.Number != "":
		admit = s.admitReserve
	case c.Return != "":
		admit = s.admitReturn
	}
	if err := admit(c, service, at); err != nil {
		return nil, err
	}
	t := s.issue(c, service, at)
	ahead := s.PeopleAhead(&t)
	return []Event{&Issued{of{t}, ahead, s.EstimateOf(&t, at), c.Reason}}, nil
}

// issue gives the ticket with c's number, or with the next number of service. An appointment has its head start from its
// slot.
func (s *State) issue(c Take, service *Service, at Instant) Ticket {
	number := c.Number
	if number == "" {
		number = ticketNo(service.Prefix, s.nextNumber(service.Prefix))
	}
	t := Ticket{
		ID:          s.idToday(number),
		Number:      number,
		Service:     service.ID,
		Class:       c.Class,
		Source:      c.Source,
		Status:      StatusWaiting,
		IssuedAt:    at,
		Slot:        c.Slot,
		Holder:      c.Holder,
		Typed:       c.Typed,
		Sealed:      c.Sealed,
		From:        c.From,
		Needs:       c.Needs,
		Return:      c.Return,
		ForWindow:   s.preferredWindow(c),
		EffectiveAt: max(at, c.Slot).Add(-s.layout.Settings.headStart(c.Class)),
		Place:       s.seq + 1,
		Visit:       s.seq + 1,
		WaitFrom:    max(s.waitFrom(at), c.Slot),
	}
	if span, ok := s.session(at); ok {
		t.Session = span.Open
	}
	if t.From == "" {
		t.From = s.WaitingZone(service.ID)
	}
	return t
}

// WaitingZone is where the people of service wait: the zone of its first window.
func (s *State) WaitingZone(service ServiceID) ZoneID {
	for i := range s.layout.Windows {
		if w := &s.layout.Windows[i]; w.serves(service) {
			return w.Zone
		}
	}
	return ""
}

func (i *Issued) apply(s *State, _ *Entry) {
	if service, ok := s.layout.Service(i.Ticket.Service); ok {
		var room [idRoom]byte
		if next := s.nextNumber(service.Prefix); string(i.Ticket.Number) == string(appendNo(room[:0], service.Prefix, next)) {
			s.numbers[service.Prefix] = next
		}
	}
	s.put(&i.Ticket)
	s.learnIssue(&i.Ticket)
	s.takeSlip(&i.Ticket)
	s.taken[sessionQuota{i.Ticket.Service, i.Ticket.Session}]++
}

func (c Take) String() string {
	if c.Return != "" {
		return "take return of " + string(c.Return)
	}
	return "take " + string(c.Service)
}
