package queue

// CallNext calls the first waiting ticket of a window's services. With Finish, the ticket at the window is finished
// in the same entry with the Result, started if need be. Ticket, when not empty, must be the one at the window.
type CallNext struct {
	Window WindowNumber
	Finish bool
	Ticket TicketID
	Result
}

// Called: a ticket was called to a window.
type Called struct {
	of
	called
}

// called is what a call and a recall tell screens and voices.
type called struct {
	WindowName Text     `json:"window_name"`
	Place      Text     `json:"place"`
	Zones      []ZoneID `json:"zones"`
}

// Call is one call or recall as screens show and speak it.
type Call struct {
	Seq        uint64       `json:"seq"`
	At         Instant      `json:"at"`
	Ticket     TicketID     `json:"ticket"`
	Number     TicketNo     `json:"number"`
	Window     WindowNumber `json:"window"`
	WindowName Text         `json:"window_name"`
	Place      Text         `json:"place"`
	Zones      []ZoneID     `json:"zones"`
	CallCount  int          `json:"call_count"`
	// Transferred: another window sent the ticket, so that its citizen goes on rather than begins.
	Transferred bool `json:"transferred,omitempty"`
}

var _ = register(func() Event { return new(Called) })

// Kind implements Event.
func (*Called) Kind() string { return "called" }

func (c CallNext) decide(s *State, at Instant) ([]Event, error) {
	current := s.current[c.Window]
	if c.Ticket != "" && (current == nil || current.ID != c.Ticket) {
		return nil, s.refuse(c, ErrWrongState, "another ticket is at the window")
	}
	if current != nil && !c.Finish {
		return nil, s.refuse(c, ErrWindowBusy)
	}
	w, shift, err := s.opened(c, c.Window, at)
	if err != nil {
		return nil, err
	}
	var events []Event
	if current != nil {
		if current.Status == StatusCalled && !s.present(current, at) {
			return nil, s.refuse(c, ErrNotStarted)
		}
		result := c.outcome()
		if err := s.checkResult(c, &result, at); err != nil {
			return nil, err
		}
		events = s.finish(*current, result, at)
	}
	t, why := s.next(w, at)
	if t == nil {
		return nil, s.refuse(c, ErrNobodyWaiting)
	}
	return append(events, s.call(*t, w, &shift, why, at)), nil
}

// present tells whether a called ticket may be taken to have been served: it was called long enough ago that somebody
// who did not come would have been passed over.
func (s *State) present(t *Ticket, at Instant) bool {
	return at.Since(t.CalledAt) >= Millis(s.layout.Settings.MinPresenceSeconds)*Second
}

// call is the event that calls t to w.
func (s *State) call(t Ticket, w *Window, shift *WindowState, why Why, at Instant) *Called {
	t.Status, t.Window, t.Staff, t.Why = moveCall.to, w.Number, shift.Staff, why
	t.FirstCalledAt, t.CalledAt, t.CallCount = at, at, 1
	t.WaitedFor = s.WaitedAt(&t, at)
	return &Called{of{t}, s.announce(&t, w)}
}

// announce gathers who must hear of a call of t to w, and where it leads.
func (s *State) announce(t *Ticket, w *Window) called {
	zones := []ZoneID{w.Zone}
	if service, ok := s.layout.Service(t.Service); ok {
		for _, z := range service.Zones {
			if z != w.Zone {
				zones = append(zones, z)
			}
		}
	}
	return called{WindowName: w.Name, Place: w.Location, Zones: zones}
}

func (c *Called) apply(s *State, e *Entry) {
	s.put(&c.Ticket)
	s.learnCall(&c.Ticket)
	s.heard(&c.Ticket, c.called, e)
}

// heard adds a call to those that screens show and speak.
func (s *State) heard(t *Ticket, c called, e *Entry) {
	s.calls = append(s.calls, Call{
		Seq: e.Seq, At: e.At, Ticket: t.ID, Number: t.Number, Window: t.Window, WindowName: c.WindowName, Place: c.Place,
		Zones: c.Zones, CallCount: t.CallCount, Transferred: t.Placed == WhyTransferred,
	})
}

func (c CallNext) String() string { return "call next at " + c.Window.String() }
