package queue

// SignIn opens a window for a member of staff: at once within a session, else when the next one of the day starts.
// Staff may be empty.
type SignIn struct {
	Window WindowNumber
	Staff  StaffNo
}

// SignedIn: a member of staff took a window.
type SignedIn struct{ ofWindow }

// SignOut closes a window. Ask and Anyway are as in Pause.
type SignOut struct {
	Window      WindowNumber
	Ask, Anyway bool
}

// SignedOut: a window was closed. Shift is the turn that ended.
type SignedOut struct {
	ofWindow
	ofLeaving
	Shift Shift `json:"shift"`
}

var _ = register(func() Event { return new(SignedIn) }, func() Event { return new(SignedOut) })

// Kind implements Event.
func (*SignedIn) Kind() string { return "signed_in" }

// Kind implements Event.
func (*SignedOut) Kind() string { return "signed_out" }

func (o *SignedOut) apply(s *State, e *Entry) {
	s.putWindow(o.Window)
	s.left[o.Window.Number] = e.At
}

func (c SignIn) decide(s *State, at Instant) ([]Event, error) {
	if w, ok := s.layout.Window(c.Window); !ok || w.Retired {
		return nil, s.refuse(c, ErrUnknownWindow)
	}
	if s.Window(c.Window).Shift != 0 {
		return nil, s.refuse(c, ErrWrongState, "the window is signed in")
	}
	if err := s.mayStaff(c, c.Staff); err != nil {
		return nil, err
	}
	return []Event{&SignedIn{ofWindow{WindowState{
		Number: c.Window, Shift: s.seq + 1, Staff: c.Staff, SignedInAt: at, OpensAt: s.opensAt(at),
		Substitute: s.substitutes(c.Staff, at),
	}}}}, nil
}

func (c SignOut) decide(s *State, at Instant) ([]Event, error) {
	w, err := s.signedIn(c, c.Window)
	if err != nil {
		return nil, err
	}
	if s.current[c.Window] != nil {
		return nil, s.refuse(c, ErrWindowBusy)
	}
	left, err := s.leaves(c, c.Window, at, c.Ask, c.Anyway)
	if err != nil {
		return nil, err
	}
	w.count(&left)
	return []Event{s.signOut(&w, left, at)}, nil
}

// signOut is the event that ends w's shift.
func (s *State) signOut(w *WindowState, left ofLeaving, at Instant) *SignedOut {
	return &SignedOut{ofWindow{WindowState{Number: w.Number}}, left, s.endShift(w, at)}
}

func (c SignIn) String() string { return "sign in at " + c.Window.String() }

func (c SignOut) String() string { return "sign out of " + c.Window.String() }
