package queue

// Visit is what statistics keep of one wait of a ticket and of what came of it: the ticket's fields of that visit as
// the last event about them left them. A ticket has one visit for each time it was put into a queue.
type Visit struct {
	// ID is the sequence number of the entry that began the wait: Ticket.Visit.
	ID uint64 `json:"id"`
	// First: the visit began with the issue of its ticket, so that counting these counts tickets.
	First bool `json:"first,omitempty"`
	// Recovered: it ended as a no-show or was finished by mistake, and the citizen came back into the queue; it counts as
	// neither any more.
	Recovered bool `json:"recovered,omitempty"`
	// Why it was called before the others; empty until then, and for a call that an earlier version kept. Chosen: staff let
	// it go before those who had waited longer, and gave a reason.
	Why    Why  `json:"why,omitempty"`
	Chosen bool `json:"chosen,omitempty"`

	Service ServiceID `json:"service"`
	Class   Class     `json:"class"`
	Source  Source    `json:"source"`
	Status  Status    `json:"status"`
	// IssuedAt is the ticket's issue, WaitFrom when this visit's wait began to count.
	IssuedAt Instant `json:"issued_at"`
	WaitFrom Instant `json:"wait_from"`

	// Window is zero and Staff empty until the first call. Staff stays empty for a window signed in without a name.
	Window WindowNumber `json:"window,omitempty"`
	Staff  StaffNo      `json:"staff,omitempty"`
	// FirstCalledAt and CalledAt are the first and the last of CallCount calls.
	FirstCalledAt Instant `json:"first_called_at,omitempty"`
	// WaitedFor is the wait until the first call, closed time left out; Held the time on hold, which is no service.
	WaitedFor      Millis  `json:"waited_ms,omitempty"`
	Held           Millis  `json:"held_ms,omitempty"`
	CalledAt       Instant `json:"called_at,omitempty"`
	CallCount      int     `json:"call_count,omitempty"`
	StartedAt      Instant `json:"started_at,omitempty"`
	StartInferred  bool    `json:"start_inferred,omitempty"`
	FinishedAt     Instant `json:"finished_at,omitempty"`
	FinishInferred bool    `json:"finish_inferred,omitempty"`
	NoShowAt       Instant `json:"no_show_at,omitempty"`
	Outcome        Outcome `json:"outcome,omitempty"`
	// Rating is 5 to 1, zero for none.
	Rating int `json:"rating,omitempty"`
}

// Called tells whether the visit came to a call.
func (v *Visit) Called() bool { return v.FirstCalledAt != 0 }

// OutOfOrder tells whether it was called before somebody who had waited longer (插队): by a head start, by the choice of
// staff, because it had been missed just before, or back at the window that had asked for its papers.
func (v *Visit) OutOfOrder() bool {
	return v.Chosen || v.Why == WhyHeadStart || v.Why == WhySpecific || v.Why == WhyArrived || v.Why == WhyReturn
}

// Left tells whether the ticket went on to another service or window, or back into the queue: it was called, perhaps
// served for a while, and another visit began.
func (v *Visit) Left() bool {
	return v.FinishedAt != 0 && (v.Status == StatusCalled || v.Status == StatusServing)
}

// Waited is how long the visit waited for its first call; zero when there was none.
func (v *Visit) Waited() Millis {
	if v.FirstCalledAt == 0 {
		return 0
	}
	return v.WaitedFor
}

// ServiceTime is how long the service took; zero while it lasts and when its end was inferred.
func (v *Visit) ServiceTime() Millis {
	if v.StartedAt == 0 || v.FinishedAt == 0 || v.FinishInferred {
		return 0
	}
	return max(0, v.FinishedAt.Since(v.StartedAt)-v.Held)
}

// ShiftRecord is what statistics keep of a turn at a window. While it lasts SignedOutAt is zero.
type ShiftRecord struct {
	Shift
	// PausedSince is when the pause began that still lasts, zero when none does; Shift.Paused does not hold it yet.
	PausedSince Instant `json:"paused_since,omitempty"`
}

// End is when the turn ended, or now while it lasts.
func (r *ShiftRecord) End(now Instant) Instant {
	if r.SignedOutAt != 0 {
		return r.SignedOutAt
	}
	return now
}

// Attended is the time signed in until the end, or until now, without the pauses.
func (r *ShiftRecord) Attended(now Instant) Millis {
	return max(0, r.End(now).Since(r.SignedInAt)-r.PausedUntil(now))
}

// PausedUntil is the time paused until the end, or until now.
func (r *ShiftRecord) PausedUntil(now Instant) Millis {
	if r.PausedSince == 0 {
		return r.Paused
	}
	return r.Paused + max(0, r.End(now).Since(r.PausedSince))
}
