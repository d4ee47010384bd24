package queue

// Pause stops a window for a while: Reason says why, BackAt when it serves again, GoTo which window serves
// meanwhile; the last two may be zero.
type Pause struct {
	Window WindowNumber
	Reason string
	BackAt Instant
	GoTo   WindowNumber
}

// Paused: a window stopped for a while.
type Paused struct{ ofWindow }

// Unpause lets a paused window serve again.
type Unpause struct {
	Window WindowNumber
}

// Unpaused: a paused window serves again. Pause is what ended.
type Unpaused struct {
	ofWindow
	Pause PauseSign `json:"pause"`
}

var _ = register(func() Event { return new(Paused) }, func() Event { return new(Unpaused) })

// Kind implements Event.
func (*Paused) Kind() string { return "paused" }

// Kind implements Event.
func (*Unpaused) Kind() string { return "unpaused" }

func (c Pause) decide(s *State, at Instant) ([]Event, error) {
	w, err := s.signedIn(c, c.Window)
	if err != nil {
		return nil, err
	}
	if w.Pause != nil {
		return nil, s.refuse(c, ErrWrongState, "the window is paused")
	}
	if c.Reason == "" {
		return nil, s.refuse(c, ErrReasonRequired)
	}
	if _, ok := s.layout.Window(c.GoTo); c.GoTo != 0 && (!ok || c.GoTo == c.Window) {
		return nil, s.refuse(c, ErrUnknownWindow, "go_to is not another window")
	}
	if c.BackAt != 0 && c.BackAt <= at {
		return nil, s.refuse(c, ErrBadRequest, "back_at is in the past")
	}
	w.Pause = &PauseSign{Reason: c.Reason, Since: at, BackAt: c.BackAt, GoTo: c.GoTo}
	return []Event{&Paused{ofWindow{w}}}, nil
}

func (c Unpause) decide(s *State, at Instant) ([]Event, error) {
	w, err := s.signedIn(c, c.Window)
	if err != nil {
		return nil, err
	}
	if w.Pause == nil {
		return nil, s.refuse(c, ErrWrongState, "the window is not paused")
	}
	ended := *w.Pause
	w.Pause, w.Paused = nil, w.Paused+at.Since(ended.Since)
	return []Event{&Unpaused{ofWindow{w}, ended}}, nil
}

func (c Pause) String() string { return "pause " + c.Window.String() }

func (c Unpause) String() string { return "unpause " + c.Window.String() }
