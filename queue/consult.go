package queue

// Consult counts a question that was answered at a window without a number: it takes no ticket, and whoever is at the
// window stays there.
type Consult struct {
	Window WindowNumber
}

// Consulted: somebody only asked something at a window.
type Consulted struct {
	ofWindow
}

var _ = register(func() Event { return new(Consulted) })

// Kind implements Event.
func (*Consulted) Kind() string { return "consulted" }

func (c Consult) decide(s *State, at Instant) ([]Event, error) {
	w, err := s.signedIn(c, c.Window)
	if err != nil {
		return nil, err
	}
	if status := w.StatusAt(at); status != WindowOpen && status != WindowPreparing {
		return nil, s.refuse(c, ErrWrongState, "the window is paused")
	}
	w.Consultations++
	return []Event{&Consulted{ofWindow{w}}}, nil
}

func (c Consult) String() string { return "consult at " + c.Window.String() }
