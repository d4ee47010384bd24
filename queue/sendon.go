package queue

import "cmp"

// SentOn: a service ended and its ticket went on to the service's next step (联办, 一票到底), under the same number and by
// its first issue. Left is the visit as it was served: it counts where it was, with its outcome and its service time.
// The ticket itself ends, and is rated, where no next step follows.
type SentOn struct {
	leaving
	// Service is how long the step took, in milliseconds.
	Service Millis `json:"service_ms"`
}

var _ = register(func() Event { return new(SentOn) })

var _ = register(func() Event { return new(SentOn) })

// Kind implements Event.
func (*SentOn) Kind() string { return "sent_on" }

// nextStep gives the service that t goes on to when it is finished with r; "" when it ends. Only what is accepted goes on.
// A finish without an outcome counts as that: whoever only ever presses "next" must not lose the citizens who still have
// to pay, and one of them who had left already costs the next window a call.
func (s *State) nextStep(t *Ticket, r *Result) ServiceID {
	service, ok := s.layout.Service(t.Service)
	if !ok || r.Stay || r.Outcome != "" && r.Outcome != OutcomeAccepted {
		return ""
	}
	if next, ok := s.layout.Service(service.NextStep); !ok || next.Retired {
		return ""
	}
	return service.NextStep
}

// sendOn gives the event that ends t's visit with r and begins one at next. Nothing but an acceptance leads there, so
// that a result without an outcome is taken to be one. The case number and the dates go along.
func (s *State) sendOn(t Ticket, r Result, next ServiceID, at Instant) *SentOn {
	r.Outcome = cmp.Or(r.Outcome, OutcomeAccepted)
	r.enter(&t)
	again := s.waitAgain(&t, t.effective(s), at)
	again.Status, again.Service, again.Placed = moveSendOn.to, next, WhyTransferred
	again.CaseNo, again.Due, again.PickUp = t.CaseNo, t.Due, t.PickUp
	if w, ok := s.layout.Window(t.Window); ok {
		again.From = w.Zone
	}
	return &SentOn{leaving{of{again}, t}, t.ServiceTime()}
}

// sent is what window has sent on today: how many, and the last as its visit there ended, with the visit that it began.
type sent struct {
	count int
	last  Ticket
	next  uint64
}

func (e *SentOn) apply(s *State, _ *Entry) {
	s.put(&e.Ticket)
	n := e.Left.Window
	s.done[n] = e.Ticket.ID
	s.sent[n] = sent{s.sent[n].count + 1, e.Left, e.Ticket.Visit}
	s.learn(&e.Left, 1, e.Service)
}

// LastSentOn gives the last ticket that went on from window n, as it was finished there, while nobody has called it since
// and nothing else was done there; nil when there is none.
func (s *State) LastSentOn(n WindowNumber) *Ticket {
	last, ok := s.sent[n]
	if !ok || s.done[n] != last.last.ID {
		return nil
	}
	t, _ := s.Ticket(last.last.ID)
	if t == nil || !moveUnsend.allows(t.Status) || t.Visit != last.next {
		return nil
	}
	return &last.last
}

// unsend takes back that the last ticket was sent on from window n, if it was t's visit.
func (s *State) unsend(n WindowNumber, t *Ticket) {
	if last, ok := s.sent[n]; ok && last.last.ID == t.ID && last.last.Visit == t.Visit {
		s.sent[n] = sent{count: last.count - 1}
	}
}

// SentOn tells how many tickets window n has finished today that went on to a next step. They are at other windows now.
func (s *State) SentOn(n WindowNumber) int { return s.sent[n].count }
