package queue

// Pause stops a window for a while: Reason says why, BackAt when it serves again, GoTo which window serves
// meanwhile; the last two may be zero. Who asks is refused with ErrLastWindow where people would be left without a
// window, unless Anyway is set and they are told when or where they are served; faces that people press ask.
type Pause struct {
	Window      WindowNumber
	Reason      string
	BackAt      Instant
	GoTo        WindowNumber
	Ask, Anyway bool
}

// Paused: a window stopped for a while.
type Paused struct {
	ofWindow
	ofLeaving
}

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
	told := c.BackAt != 0 || c.GoTo != 0
	left, err := s.leaves(c, c.Window, at, c.Ask, c.Anyway && told)
	if err != nil {
		return nil, err
	}
	w.Pause = &PauseSign{Reason: c.Reason, Since: at, BackAt: c.BackAt, GoTo: c.GoTo}
	w.PauseCount++
	w.count(&left)
	return []Event{&Paused{ofWindow{w}, left}}, nil
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
	w.Paused, w.Away = w.Paused+at.Since(ended.Since), w.Away+s.inSessions(ended.Since, at)
	w.Pause, w.UnpausedAt = nil, at
	return []Event{&Unpaused{ofWindow{w}, ended}}, nil
}

// PauseOf gives the sign that stands for a service while none of the windows that have it among their own is open at the
// moment at: that of the paused one which is back first; nil when one is open or none is paused.
func (s *State) PauseOf(service ServiceID, at Instant) *PauseSign {
	var sign *PauseSign
	for i := range s.layout.Windows {
		w := &s.layout.Windows[i]
		if !w.serves(service) {
			continue
		}
		shift := s.Window(w.Number)
		if shift.StatusAt(at) == WindowOpen {
			return nil
		}
		if p := shift.Pause; p != nil && (sign == nil || p.BackAt != 0 && (sign.BackAt == 0 || p.BackAt < sign.BackAt)) {
			sign = p
		}
	}
	return sign
}

func (c Pause) String() string { return "pause " + c.Window.String() }

func (c Unpause) String() string { return "unpause " + c.Window.String() }
