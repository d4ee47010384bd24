package queue

// ReturnToQueue puts the called ticket of a window back where it stood, because it was called by mistake or the window
// cannot serve it.
type ReturnToQueue struct {
	Window WindowNumber
	Ticket TicketID
}

// Returned: a called ticket waits again where it stood.
type Returned struct{ leaving }

// Arrive puts a no-show who came to the window after all before everybody else there; it uses up no requeue.
type Arrive struct {
	Window WindowNumber
	Ticket TicketID
}

// Arrived: a no-show came to its window and is next there. Recovered is the visit that no longer counts as a no-show.
type Arrived struct {
	of
	Recovered uint64 `json:"recovered"`
}

var _ = register(func() Event { return new(Returned) }, func() Event { return new(Arrived) })

// Kind implements Event.
func (*Returned) Kind() string { return "returned" }

// Kind implements Event.
func (*Arrived) Kind() string { return "arrived" }

func (c ReturnToQueue) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.atWindow(c, c.Window, c.Ticket, moveReturn)
	if err != nil {
		return nil, err
	}
	left := t.leave(at)
	again := s.waitAgain(&t, t.EffectiveAt, at)
	again.Place, again.Placed = t.Place, WhyReturned
	return []Event{&Returned{leaving{of{again}, left}}}, nil
}

func (c Arrive) decide(s *State, at Instant) ([]Event, error) {
	if _, err := s.signedIn(c, c.Window); err != nil {
		return nil, err
	}
	t, err := s.ticket(c, c.Ticket, moveArrive)
	if err != nil {
		return nil, err
	}
	if t.Window != c.Window {
		return nil, s.refuse(c, ErrWrongState, "ticket "+string(t.Number)+" was called to "+t.Window.String())
	}
	if !s.Arrivable(&t, at) {
		return nil, s.refuse(c, ErrTooLate)
	}
	recovered := t.Visit
	again := s.waitAgain(&t, t.EffectiveAt, at)
	again.Place, again.Placed, again.ForWindow, again.First = t.Place, WhyArrived, c.Window, true
	return []Event{&Arrived{of{again}, recovered}}, nil
}

// Arrivable tells whether t is a no-show that may still come to its window at the moment at.
func (s *State) Arrivable(t *Ticket, at Instant) bool {
	return moveArrive.allows(t.Status) && at.Since(t.NoShowAt) <= Millis(s.layout.Settings.ArriveMinutes)*Minute
}

func (c ReturnToQueue) String() string { return "return to queue at " + c.Window.String() }

func (c Arrive) String() string {
	return "arrive ticket " + string(c.Ticket) + " at " + c.Window.String()
}
