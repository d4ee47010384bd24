package queue

// WalkUp takes, calls and starts in one entry, for a citizen who stands at an idle window without a number. A Reason
// is needed while anybody waits who could be called there.
type WalkUp struct {
	Window  WindowNumber
	Service ServiceID
	Class   Class
	Reason  string
}

// CallSpecific calls a waiting ticket out of order, which needs a Reason and shows in the reports.
type CallSpecific struct {
	Window WindowNumber
	Ticket TicketID
	Reason string
}

// OutOfOrder is a call that staff made out of order, with the reason that they gave: the reports' record of it (插队).
type OutOfOrder struct {
	// Visit is that of the ticket which was called.
	Visit   uint64       `json:"visit"`
	At      Instant      `json:"at"`
	Number  TicketNo     `json:"number"`
	Service ServiceID    `json:"service"`
	Class   Class        `json:"class"`
	Why     Why          `json:"why"`
	Reason  string       `json:"reason"`
	Window  WindowNumber `json:"window"`
	Staff   StaffNo      `json:"staff,omitempty"`
}

// OutOfOrder gives the record of the call if staff gave a reason for it; nil if they did not.
func (c *Called) OutOfOrder() *OutOfOrder {
	t := &c.Ticket
	if t.CallReason == "" {
		return nil
	}
	return &OutOfOrder{t.Visit, t.CalledAt, t.Number, t.Service, t.Class, t.Why, t.CallReason, t.Window, t.Staff}
}

func (c WalkUp) decide(s *State, at Instant) ([]Event, error) {
	w, shift, err := s.free(c, c.Window, at)
	if err != nil {
		return nil, err
	}
	service, ok := s.layout.Service(c.Service)
	if !ok || !w.offers(c.Service) {
		return nil, s.refuse(c, ErrUnknownService)
	}
	if service.Retired {
		return nil, s.refuse(c, ErrNotIssuing, "the service is being closed")
	}
	if waiting, _ := s.next(w, at); waiting != nil && c.Reason == "" {
		return nil, s.refuse(c, ErrReasonRequired, "people are waiting")
	}
	if c.Class == "" {
		c.Class = ClassNormal
	}
	if !c.Class.Valid() {
		return nil, s.refuse(c, ErrBadRequest, "class is not known")
	}
	t := s.issue(Take{Service: c.Service, Class: c.Class, Source: SourceCounter, From: w.Zone}, service, at)
	t.WaitFrom = at
	called := s.call(t, w, &shift, WhyWalkUp, at)
	called.Ticket.CallReason = c.Reason
	started := called.Ticket
	started.Status, started.StartedAt = moveStart.to, at
	// No screen need show and no voice say the call of somebody who stands there.
	called.Zones = nil
	return []Event{&Issued{of: of{t}}, called, &Started{of{started}}}, nil
}

func (c CallSpecific) decide(s *State, at Instant) ([]Event, error) {
	w, shift, err := s.free(c, c.Window, at)
	if err != nil {
		return nil, err
	}
	t, err := s.ticket(c, c.Ticket, moveSpecific)
	if err != nil {
		return nil, err
	}
	if c.Reason == "" {
		return nil, s.refuse(c, ErrReasonRequired)
	}
	if s.elsewhere(&t) {
		return nil, s.refuse(c, ErrWrongState, "its holder is served at another window")
	}
	t.CallReason = c.Reason
	return []Event{s.call(t, w, &shift, WhySpecific, at)}, nil
}

func (c WalkUp) String() string { return "walk up at " + c.Window.String() }

func (c CallSpecific) String() string {
	return "call ticket " + string(c.Ticket) + " to " + c.Window.String()
}
