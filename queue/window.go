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
	// Paused is the length of this shift's ended pauses, in milliseconds, Away what of it lay within sessions.
	Paused     Millis `json:"paused_ms,omitempty"`
	Away       Millis `json:"away_ms,omitempty"`
	PauseCount int    `json:"pause_count,omitempty"`
	// LeftAlone is how often the shift left people without a window, by a pause or a sign-out.
	LeftAlone int `json:"left_alone,omitempty"`
	// Consultations is how many only asked something, without a number.
	Consultations int `json:"consultations,omitempty"`
	// Relief: the shift began by taking over from somebody.
	Relief bool `json:"relief,omitempty"`
	// UnpausedAt is when the last pause ended.
	UnpausedAt Instant `json:"unpaused_at,omitempty"`
	// StayedAt is when the clerk last chose to go on after a session.
	StayedAt Instant `json:"stayed_at,omitempty"`
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
	// These are as in WindowState, with the pause that the end cut off.
	Paused        Millis `json:"paused_ms"`
	Away          Millis `json:"away_ms,omitempty"`
	PauseCount    int    `json:"pause_count,omitempty"`
	LeftAlone     int    `json:"left_alone,omitempty"`
	Consultations int    `json:"consultations,omitempty"`
	// Substitute: whose turn it was stood in for somebody.
	Substitute bool `json:"substitute,omitempty"`
	// Relief: it began by taking over from somebody; Relieved: it ended because somebody took over.
	Relief   bool `json:"relief,omitempty"`
	Relieved bool `json:"relieved,omitempty"`
	// Forgotten: the day's end signed out.
	Forgotten bool `json:"forgotten,omitempty"`
}

// Turn gives w's turn as far as it has come. A pause that lasts is counted, its length is not.
func (w *WindowState) Turn() Shift {
	return Shift{
		ID: w.Shift, Window: w.Number, Staff: w.Staff, SignedInAt: w.SignedInAt, OpensAt: w.OpensAt, Paused: w.Paused, Away: w.Away,
		PauseCount: w.PauseCount, LeftAlone: w.LeftAlone, Consultations: w.Consultations, Substitute: w.Substitute, Relief: w.Relief,
	}
}

// endShift gives w's turn as it ends at the moment at.
func (s *State) endShift(w *WindowState, at Instant) Shift {
	turn := w.Turn()
	turn.SignedOutAt = at
	if w.Pause != nil {
		turn.Paused += max(0, at.Since(w.Pause.Since))
		turn.Away += s.inSessions(w.Pause.Since, at)
	}
	return turn
}

// count notes that the shift left people alone, if it did.
func (w *WindowState) count(left *ofLeaving) {
	if left.waiting() > 0 {
		w.LeftAlone++
	}
}
