package queue

// Recall calls the called ticket of a window again. Ticket, when not empty, must be that one. Paced holds it to the
// gap between two calls that the settings give; the faces that people press are, programs keep their own time.
type Recall struct {
	Window WindowNumber
	Ticket TicketID
	Paced  bool
}

// Recalled: a ticket was called again.
type Recalled struct {
	of
	called
}

var _ = register(func() Event { return new(Recalled) })

// Kind implements Event.
func (*Recalled) Kind() string { return "recalled" }

func (c Recall) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.atWindow(c, c.Window, c.Ticket, moveRecall)
	if err != nil {
		return nil, err
	}
	if err := s.calm(c); err != nil {
		return nil, err
	}
	if from, _ := s.PacedFrom(&t); c.Paced && at < from {
		return nil, s.refuse(c, ErrTooSoon, "called less than "+from.Since(t.CalledAt).Duration().String()+" ago")
	}
	w, _ := s.layout.Window(c.Window)
	t.CalledAt = at
	t.CallCount++
	return []Event{&Recalled{of{t}, s.announce(&t, w)}}, nil
}

func (r *Recalled) apply(s *State, e *Entry) {
	s.put(&r.Ticket)
	s.heard(&r.Ticket, r.called, e)
}

// PacedFrom gives from when on a Paced recall and a Paced no-show of a called ticket are accepted, as far as time goes.
func (s *State) PacedFrom(t *Ticket) (recall, noShow Instant) {
	gap := Millis(s.layout.Settings.RecallGapSeconds) * Second
	return t.CalledAt.Add(gap), t.FirstCalledAt.Add(s.patience(t))
}

func (c Recall) String() string { return "recall at " + c.Window.String() }
