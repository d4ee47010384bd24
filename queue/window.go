package queue

// WindowStatus is what a window does, as people see it.
type WindowStatus string

// The window's statuses.
const (
	WindowClosed    WindowStatus = "closed"
	WindowPreparing WindowStatus = "preparing"
	WindowOpen      WindowStatus = "open"
	WindowPaused    WindowStatus = "paused"
)

// WindowState is a window's shift: who is signed in and whether it is paused. Events hold it as it stands after them.
type WindowState struct {
	Number WindowNumber `json:"number"`
	// Shift is the sequence number of the sign-in; zero when nobody is signed in.
	Shift      uint64  `json:"shift,omitempty"`
	Staff      StaffNo `json:"staff,omitempty"`
	SignedInAt Instant `json:"signed_in_at,omitempty"`
	// Substitute: Staff stands in for somebody.
	Substitute bool `json:"substitute,omitempty"`
	// OpensAt is when the window opens; until then it is preparing.
	OpensAt Instant    `json:"opens_at,omitempty"`
	Pause   *PauseSign `json:"pause,omitempty"`
	// Paused is the length of this shift's ended pauses, in milliseconds.
	Paused Millis `json:"paused_ms,omitempty"`
}

// PauseSign is why a window does not serve, and where its people go meanwhile.
type PauseSign struct {
	Reason string  `json:"reason"`
	Since  Instant `json:"since"`
	// BackAt is when it serves again; GoTo is the window that serves meanwhile. Both may be zero.
	BackAt Instant      `json:"back_at,omitempty"`
	GoTo   WindowNumber `json:"go_to,omitempty"`
}

// PauseKind is the kind of sign a paused window shows.
type PauseKind string

// The kinds of pause sign: go to another window, or wait.
const (
	PauseGoTo     PauseKind = "go_to"
	PauseBackSoon PauseKind = "back_soon"
)

// Kind tells which sign the pause puts up.
func (p *PauseSign) Kind() PauseKind {
	if p.GoTo != 0 {
		return PauseGoTo
	}
	return PauseBackSoon
}

// StatusAt tells what the window does at the moment at.
func (w *WindowState) StatusAt(at Instant) WindowStatus {
	switch {
	case w.Shift == 0:
		return WindowClosed
	case w.Pause != nil:
		return WindowPaused
	case at < w.OpensAt:
		return WindowPreparing
	}
	return WindowOpen
}

// Shift is one person's turn at a window, closed by signing out.
type Shift struct {
	ID          uint64       `json:"id"`
	Window      WindowNumber `json:"window"`
	Staff       StaffNo      `json:"staff,omitempty"`
	SignedInAt  Instant      `json:"signed_in_at"`
	OpensAt     Instant      `json:"opens_at"`
	SignedOutAt Instant      `json:"signed_out_at"`
	Paused      Millis       `json:"paused_ms"`
	// Forgotten: the day's end signed out.
	Forgotten bool `json:"forgotten,omitempty"`
}

// shift gives w's turn as it ends at the moment at.
func (w *WindowState) shift(at Instant) Shift {
	s := Shift{
		ID: w.Shift, Window: w.Number, Staff: w.Staff, SignedInAt: w.SignedInAt, OpensAt: w.OpensAt, SignedOutAt: at, Paused: w.Paused,
	}
	if w.Pause != nil {
		s.Paused += max(0, at.Since(w.Pause.Since))
	}
	return s
}
