package queue

import "fmt"

// MarkNoShow passes over the called ticket of a window that did not come. Ticket, when not empty, must be that one.
type MarkNoShow struct {
	Window WindowNumber
	Ticket TicketID
}

// MarkedNoShow: a called ticket did not come.
type MarkedNoShow struct{ of }

// Requeue puts a no-show back into its queue, behind a set number of waiting people.
type Requeue struct {
	Ticket TicketID
}

// Requeued: a no-show waits again, in a visit of its own.
type Requeued struct {
	of
	// Recovered is the visit that ended as a no-show and no longer counts as one.
	Recovered   uint64 `json:"recovered"`
	PeopleAhead int    `json:"people_ahead"`
}

var _ = register(func() Event { return new(MarkedNoShow) }, func() Event { return new(Requeued) })

// Kind implements Event.
func (*MarkedNoShow) Kind() string { return "marked_no_show" }

// Kind implements Event.
func (*Requeued) Kind() string { return "requeued" }

func (c MarkNoShow) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.atWindow(c, c.Window, c.Ticket, StatusCalled)
	if err != nil {
		return nil, err
	}
	if most := s.layout.Settings.MaxCalls; t.CallCount < most {
		return nil, s.refuse(c, ErrTooFewCalls, fmt.Sprintf("called %d of %d times", t.CallCount, most))
	}
	t.Status, t.NoShowAt = StatusNoShow, at
	return []Event{&MarkedNoShow{of{t}}}, nil
}

func (c Requeue) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.ticket(c, c.Ticket, StatusNoShow)
	if err != nil {
		return nil, err
	}
	settings := &s.layout.Settings
	if t.RequeueCount >= settings.RequeueMax {
		return nil, s.refuse(c, ErrRequeueLimit)
	}
	t = s.waitAgain(t, s.behind(t.Service, settings.RequeueBehind, at), at)
	t.RequeueCount++
	return []Event{&Requeued{of{t}, s.tickets[t.ID].Visit, s.PeopleAhead(&t)}}, nil
}

// waitAgain gives t as it waits once more from the moment at, in a new visit, placed by effective.
func (s *State) waitAgain(t Ticket, effective, at Instant) Ticket {
	return Ticket{
		ID: t.ID, Number: t.Number, Service: t.Service, Class: t.Class, Source: t.Source, IssuedAt: t.IssuedAt,
		RequeueCount: t.RequeueCount,
		Status:       StatusWaiting, EffectiveAt: effective, Place: s.seq + 1, Visit: s.seq + 1, WaitFrom: s.waitFrom(at),
	}
}

func (c MarkNoShow) String() string { return "no-show at " + c.Window.String() }

func (c Requeue) String() string { return "requeue ticket " + string(c.Ticket) }
