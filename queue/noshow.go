package queue

import "fmt"

// MarkNoShow passes over the called ticket of a window that did not come. Ticket, when not empty, must be that one.
// Paced holds it to the time that the settings give people to come, as Recall.Paced does.
type MarkNoShow struct {
	Window WindowNumber
	Ticket TicketID
	Paced  bool
}

// MarkedNoShow: a called ticket did not come.
type MarkedNoShow struct{ of }

// Requeue puts a no-show back into its queue, behind a set number of waiting people. A ticket that was finished without
// ever being started, within two minutes, counts as one: its citizen may have been passed over by mistake.
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
	t, err := s.atWindow(c, c.Window, c.Ticket, moveNoShow)
	if err != nil {
		return nil, err
	}
	if most := s.layout.Settings.MaxCalls; t.CallCount < most {
		return nil, s.refuse(c, ErrTooFewCalls, fmt.Sprintf("called %d of %d times", t.CallCount, most))
	}
	if _, from := s.PacedFrom(&t); c.Paced && at < from {
		return nil, s.refuse(c, ErrTooSoon, "first called less than "+from.Since(t.FirstCalledAt).Duration().String()+" ago")
	}
	t.Status, t.NoShowAt = moveNoShow.to, at
	return []Event{&MarkedNoShow{of{t}}}, nil
}

// patience is how long after its first call a ticket may be passed over: longer for people who walk slowly and for
// those who wait on another floor.
func (s *State) patience(t *Ticket) Millis {
	settings := &s.layout.Settings
	if t.Class.slow() || s.floor(t.From) != s.floorOf(t.Window) {
		return Millis(settings.NoShowAfterSlowSeconds) * Second
	}
	return Millis(settings.NoShowAfterSeconds) * Second
}

// floor gives the floor of a zone; the zone itself where the layout names no floors.
func (s *State) floor(id ZoneID) string {
	if z, ok := s.layout.Zone(id); ok && z.Floor != "" {
		return z.Floor
	}
	return string(id)
}

func (s *State) floorOf(n WindowNumber) string {
	if w, ok := s.layout.Window(n); ok {
		return s.floor(w.Zone)
	}
	return ""
}

func (m *MarkedNoShow) apply(s *State, _ *Entry) {
	s.put(&m.Ticket)
	s.learnNoShow(&m.Ticket)
	s.done[m.Ticket.Window] = m.Ticket.ID
}

func (c Requeue) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.ticket(c, c.Ticket, moveRequeue)
	if err != nil {
		return nil, err
	}
	if t.Status == StatusServed && (!t.StartInferred || t.ServiceTime() >= wronglyServed) {
		return nil, s.refuse(c, ErrWrongState, "ticket "+string(t.Number)+" has been served")
	}
	settings := &s.layout.Settings
	if t.RequeueCount >= settings.RequeueMax {
		return nil, s.refuse(c, ErrRequeueLimit)
	}
	recovered := t.Visit
	t = s.waitAgain(&t, s.behind(t.Service, settings.RequeueBehind, at), at)
	t.Placed = WhyRequeued
	t.RequeueCount++
	return []Event{&Requeued{of{t}, recovered, s.PeopleAhead(&t)}}, nil
}

// wronglyServed is the service time under which a ticket that nobody started may have been finished by mistake.
const wronglyServed = 2 * Minute

// waitAgain gives t as it waits once more from the moment at, in a new visit, placed by effective.
func (s *State) waitAgain(t *Ticket, effective, at Instant) Ticket {
	again := t.again()
	again.EffectiveAt, again.Place, again.Visit, again.WaitFrom = effective, s.seq+1, s.seq+1, s.waitFrom(at)
	return again
}

func (c MarkNoShow) String() string { return "no-show at " + c.Window.String() }

func (r *Requeued) apply(s *State, _ *Entry) {
	s.put(&r.Ticket)
	s.putSlip(r.Ticket.ID, nil)
}

func (c Requeue) String() string { return "requeue ticket " + string(c.Ticket) }
