package queue

// TakeOver signs Staff in over whoever is at a window, without closing it; the ticket there passes over.
type TakeOver struct {
	Window WindowNumber
	Staff  StaffNo
}

// TakenOver: another member of staff took a window over. Shift is the turn that ended.
type TakenOver struct {
	ofWindow
	Shift Shift `json:"shift"`
}

// HandedOver: a ticket at a window passed to another member of staff.
type HandedOver struct{ of }

var _ = register(func() Event { return new(TakenOver) }, func() Event { return new(HandedOver) })

// Kind implements Event.
func (*TakenOver) Kind() string { return "taken_over" }

// Kind implements Event.
func (*HandedOver) Kind() string { return "handed_over" }

func (c TakeOver) decide(s *State, at Instant) ([]Event, error) {
	w, err := s.signedIn(c, c.Window)
	if err != nil {
		return nil, err
	}
	if c.Staff == w.Staff {
		return nil, s.refuse(c, ErrWrongState, "the window is theirs")
	}
	if err := s.mayStaff(c, c.Staff); err != nil {
		return nil, err
	}
	taken := WindowState{
		Number: w.Number, Shift: s.seq + 1, Staff: c.Staff, SignedInAt: at, OpensAt: max(w.OpensAt, at), Pause: w.Pause,
		Substitute: s.substitutes(c.Staff, at), Relief: true,
	}
	if w.Pause != nil {
		// The pause goes on, but each turn counts its own part.
		pause := *w.Pause
		pause.Since = at
		taken.Pause, taken.PauseCount = &pause, 1
	}
	ended := s.endShift(&w, at)
	ended.Relieved = true
	events := []Event{&TakenOver{ofWindow{taken}, ended}}
	if held := s.current[c.Window]; held != nil {
		t := *held
		t.Staff = c.Staff
		events = append(events, &HandedOver{of{t}})
	}
	return events, nil
}

// mayStaff tells whether a member of staff can sign in now: known, and at no other window.
func (s *State) mayStaff(c Command, no StaffNo) error {
	if no == "" {
		return nil
	}
	if _, ok := s.layout.StaffMember(no); !ok {
		return s.refuse(c, ErrUnknownStaff)
	}
	if n := s.SignedInAt(no); n != 0 {
		return s.refuse(c, ErrStaffElsewhere, n.String())
	}
	return nil
}

// SignedInAt gives the window at which a member of staff is signed in; zero when at none.
func (s *State) SignedInAt(no StaffNo) WindowNumber {
	for _, w := range s.windows {
		if w.Staff == no && w.Shift != 0 {
			return w.Number
		}
	}
	return 0
}

func (c TakeOver) String() string { return "take over " + c.Window.String() }
