package queue

// Move sends a waiting ticket to another service or window, for a citizen who took the wrong number: the guide desk's
// Transfer. Number and first issue time go along.
type Move struct {
	Ticket    TicketID
	ToService ServiceID
	ToWindow  WindowNumber
}

// Moved: a waiting ticket was sent to another queue; its wait goes on.
type Moved struct {
	of
	FromService ServiceID `json:"from_service"`
}

// Uncancel brings back a cancelled ticket with its place, within the time the settings give: somebody else cancelled a
// slip they had found, or the citizen changed their mind.
type Uncancel struct {
	Ticket TicketID
}

// Uncancelled: a cancelled ticket waits again.
type Uncancelled struct{ of }

var _ = register(func() Event { return new(Moved) }, func() Event { return new(Uncancelled) })

// Kind implements Event.
func (*Moved) Kind() string { return "moved" }

// Kind implements Event.
func (*Uncancelled) Kind() string { return "uncancelled" }

func (c Move) decide(s *State, _ Instant) ([]Event, error) {
	t, err := s.ticket(c, c.Ticket, moveMove)
	if err != nil {
		return nil, err
	}
	if c.ToService == "" && c.ToWindow == 0 {
		return nil, s.refuse(c, ErrBadRequest, "to_service or to_window is required")
	}
	from := t.Service
	if c.ToService != "" {
		if service, ok := s.layout.Service(c.ToService); !ok || service.Retired {
			return nil, s.refuse(c, ErrUnknownService)
		}
		t.Service = c.ToService
	}
	if c.ToWindow != 0 {
		if w, ok := s.layout.Window(c.ToWindow); !ok || w.Retired {
			return nil, s.refuse(c, ErrUnknownWindow)
		}
	}
	t.ForWindow, t.First, t.Placed = c.ToWindow, false, WhyTransferred
	t.EffectiveAt = t.effective(s)
	return []Event{&Moved{of{t}, from}}, nil
}

func (c Uncancel) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.ticket(c, c.Ticket, moveUncancel)
	if err != nil {
		return nil, err
	}
	if at.Since(t.FinishedAt) > Millis(s.layout.Settings.UncancelMinutes)*Minute {
		return nil, s.refuse(c, ErrTooLate)
	}
	if t.NoShowAt != 0 {
		return nil, s.refuse(c, ErrWrongState, "it had been passed over before it was cancelled")
	}
	if slip, ok := s.slips[t.Return]; ok && slip.Taken != t.ID {
		return nil, s.refuse(c, ErrWrongState, "its code has given another number")
	}
	t.Status, t.FinishedAt = moveUncancel.to, 0
	return []Event{&Uncancelled{of{t}}}, nil
}

func (c Move) String() string { return "move ticket " + string(c.Ticket) }

func (c Uncancel) String() string { return "uncancel ticket " + string(c.Ticket) }
