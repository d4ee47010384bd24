package queue

import "errors"

// HallState is what the hall as a whole does at a moment.
type HallState string

// The hall's states.
const (
	// HallPreparing: before the day's first session.
	HallPreparing HallState = "preparing"
	HallOpen      HallState = "open"
	// HallNoon: between two sessions.
	HallNoon HallState = "noon"
	// HallClosed: after the last session, or on a day without one.
	HallClosed HallState = "closed"
)

// HallStateAt tells what the hall does at the moment at, and when its next session starts: today or within the next
// 31 days, zero when there is none. While open the next start is zero.
func (s *State) HallStateAt(at Instant) (HallState, Instant) {
	for i, span := range s.today {
		switch {
		case at >= span.Open && at < span.Close:
			return HallOpen, 0
		case at < span.Open && i == 0:
			return HallPreparing, span.Open
		case at < span.Open:
			return HallNoon, span.Open
		}
	}
	return HallClosed, s.opensAnotherDay()
}

// opensAnotherDay is when the first session after the business day starts: within 31 days, zero when there is none.
func (s *State) opensAnotherDay() Instant {
	for day, ahead := s.date.AddDays(1), 1; ahead <= 31; day, ahead = day.AddDays(1), ahead+1 {
		if spans := s.layout.Hours.On(day, s.loc); len(spans) > 0 {
			return spans[0].Open
		}
	}
	return 0
}

// issuesAfter is from when on numbers can be taken for the session after span; zero: not known.
func (s *State) issuesAfter(span Span) Instant {
	opens := s.opensAnotherDay()
	for _, next := range s.today {
		if next.Open > span.Open {
			opens = next.Open
			break
		}
	}
	if opens == 0 {
		return 0
	}
	return opens.Add(-s.issueStart())
}

// issuable tells whether a number of service can be taken at the moment at, as far as it does not depend on who asks, and
// otherwise why not and from when on; zero: not known. Why is a HallState, or the code of the refusal.
func (s *State) issuable(service *Service, at Instant) (ok bool, why string, from Instant) {
	span, open := s.issuing(at)
	if !open {
		_, from = s.IssuingAt(at)
		state, _ := s.HallStateAt(at)
		return false, string(state), from
	}
	var refused *Refused
	if !errors.As(s.admit(Take{Service: service.ID}, service, at), &refused) {
		return true, "", 0
	}
	switch {
	case service.Retired, refused.Err == ErrEmergency:
	case refused.Err == ErrSuspended:
		from = s.suspended[service.ID].BackAt
	default:
		from = s.issuesAfter(span)
	}
	return false, refused.Err.Code(), from
}

// IssuingAt tells whether numbers can be taken at the moment at and, when not, from when on; zero: not known.
func (s *State) IssuingAt(at Instant) (bool, Instant) {
	if _, ok := s.issuing(at); ok {
		return true, 0
	}
	_, opens := s.HallStateAt(at)
	if opens == 0 {
		return false, 0
	}
	return false, opens.Add(-s.issueStart())
}

func (s *State) issueStart() Millis { return Millis(s.layout.Settings.IssueStartMinutes) * Minute }

// issuing gives the session that a number taken at the moment at is for.
func (s *State) issuing(at Instant) (Span, bool) {
	if s.aside != nil {
		return s.within(at)
	}
	if s.layout.Hours.bookedOnly(s.date) {
		return Span{}, false
	}
	for _, span := range s.today {
		stop := span.Close.Add(-Millis(s.layout.Settings.IssueStopMinutes) * Minute)
		if at >= span.Open.Add(-s.issueStart()) && at < stop {
			return span, true
		}
	}
	return Span{}, false
}

// within gives the session that the moment at lies in.
func (s *State) within(at Instant) (Span, bool) {
	for _, span := range s.today {
		if at >= span.Open && at < span.Close {
			return span, true
		}
	}
	return Span{}, false
}

// SessionOver gives the day's session that ended last, until the next begins; the zero Span within a session and before
// the first.
func (s *State) SessionOver(at Instant) Span {
	var over Span
	for _, span := range s.today {
		switch {
		case at >= span.Close:
			over = span
		case at >= span.Open:
			return Span{}
		}
	}
	return over
}

// inSessions gives how much of the time between two moments of the day lay within its sessions.
func (s *State) inSessions(from, to Instant) Millis {
	if s.layout.Hours.AlwaysOpen() {
		return max(0, to.Since(from)) // over midnight too
	}
	return overlap(s.today, from, to)
}

// session gives the session that somebody who comes at the moment at waits for: the first of the day that has not
// ended.
func (s *State) session(at Instant) (Span, bool) {
	return endingAfter(s.today, at)
}

// waitFrom is when the wait of somebody who comes at the moment at begins to count: not before the session.
func (s *State) waitFrom(at Instant) Instant {
	span, _ := s.session(at)
	return max(at, span.Open)
}

// opensAt is when a window opens whose clerk signs in at the moment at: at once within a session or after the last,
// else when the next session of the day starts.
func (s *State) opensAt(at Instant) Instant { return s.waitFrom(at) }
