package queue

// Duty is what a turn at a window says of attendance (考勤).
type Duty struct {
	// Late is how long after its session's start the turn began, Early how long before its session's end it ended; zero
	// within the minutes that the settings let pass.
	Late, Early Millis
	// Prepared tells whether a turn that opens a session began in time to prepare for it; nil for any other turn.
	Prepared *bool
	// Away is the time within sessions that whose turn it was paused, or was signed out before it.
	Away Millis
}

// Duties holds the turns of one person on one day, in order, against the layout's hours; what lasts counts until now.
//
// Coming late and leaving early is of the first and the last turn in a session: who changes the window, or comes back,
// was away in between. Nobody is late who takes over from somebody or stands in for them, nor early whom somebody
// relieves or whom the day's end signed out. A tidal window has no times of its own, and a hall that never closes no
// sessions.
func (l *Layout) Duties(turns []ShiftRecord, now Instant) []Duty {
	duties := make([]Duty, len(turns))
	for i := range turns {
		t, d := &turns[i], &duties[i]
		spans := l.Hours.On(DateOf(t.SignedInAt, l.Location()), l.Location())
		d.Away = t.Away
		if l.Hours.AlwaysOpen() {
			if t.PausedSince != 0 {
				d.Away += max(0, now.Since(t.PausedSince))
			}
			continue
		}
		if t.PausedSince != 0 {
			d.Away += overlap(spans, t.PausedSince, now)
		}
		var before, after *ShiftRecord
		if i > 0 {
			before = &turns[i-1]
		}
		if i+1 < len(turns) {
			after = &turns[i+1]
		}
		l.began(d, t, before, spans)
		l.ended(d, t, after, spans)
	}
	return duties
}

// began looks at the start of turn t, which followed before.
func (l *Layout) began(d *Duty, t, before *ShiftRecord, spans []Span) {
	span, ok := endingAfter(spans, t.SignedInAt)
	if !ok || l.anyTime(t) || t.Relief {
		return
	}
	if before != nil && before.SignedOutAt > span.Open {
		if !before.Relieved {
			d.Away += t.SignedInAt.Since(before.SignedOutAt)
		}
		return
	}
	prepared := t.SignedInAt <= span.Open.Add(-Millis(l.Settings.PrepareMinutes)*Minute)
	d.Prepared = &prepared
	if late := t.SignedInAt.Since(span.Open); late > Millis(l.Settings.LateMinutes)*Minute {
		d.Late = late
	}
}

// ended looks at the end of turn t, which after followed.
func (l *Layout) ended(d *Duty, t, after *ShiftRecord, spans []Span) {
	span, ok := endingAfter(spans, t.SignedOutAt)
	if !ok || l.anyTime(t) || t.SignedOutAt <= span.Open || t.Relieved || t.Forgotten {
		return
	}
	if after != nil && after.SignedInAt < span.Close {
		return
	}
	if early := span.Close.Since(t.SignedOutAt); early > Millis(l.Settings.EarlyMinutes)*Minute {
		d.Early = early
	}
}

// anyTime tells whether the turn may begin and end when it likes.
func (l *Layout) anyTime(t *ShiftRecord) bool {
	w, ok := l.Window(t.Window)
	return t.Substitute || ok && w.Mode == ModeTidal
}
