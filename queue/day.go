package queue

import (
	"cmp"
	"maps"
	"slices"
)

// OpenDay begins the business day Date with the layout in force. Hall gives it before the day's first command.
type OpenDay struct {
	Date Date
}

// DayOpened begins a business day. It holds all that an earlier day left and that a later decision asks for, so that
// a journal is read from the last DayOpened on.
type DayOpened struct {
	Date    Date    `json:"date"`
	Layout  Layout  `json:"layout"`
	Carried Carried `json:"carried"`
}

// Carried is what outlives a day.
type Carried struct {
	// Tickets, Windows and Calls go over midnight in a hall that never closes.
	Tickets []Ticket      `json:"tickets,omitempty"`
	Windows []WindowState `json:"windows,omitempty"`
	Calls   []Call        `json:"calls,omitempty"`
	// Appointments are those of the new day and later; Misses those that may still keep somebody from booking.
	Appointments []Appointment `json:"appointments,omitempty"`
	Misses       []Miss        `json:"misses,omitempty"`
	// Past are tickets of earlier days that their citizens may still ask for, cut down to what is told of them: those that
	// may still be rated, and those with a day that is still to come.
	Past []Ticket `json:"rateable,omitempty"`
	// Slips are those of missing papers whose codes are still good.
	Slips []MissingSlip `json:"slips,omitempty"`
	// Requests are those of the last minutes, so that one that is tried again over midnight finds its answer.
	Requests map[string]Answered `json:"requests,omitempty"`
	// Suspended goes over midnight in a hall that never closes; Substitutes with their last day always.
	Suspended   map[ServiceID]Suspension `json:"suspended,omitempty"`
	Substitutes map[StaffNo]Date         `json:"substitutes,omitempty"`
	// Emergency lasts until somebody ends it.
	Emergency *Emergency `json:"emergency,omitempty"`
	// Helps are those that are still open; Notices stand until they are withdrawn or old.
	Helps   []Help        `json:"helps,omitempty"`
	Notices []StaffNotice `json:"staff_notices,omitempty"`
	// Cards can still be appealed against, or have an appeal that is not decided.
	Cards []Card `json:"cards,omitempty"`
	// Changes are the last that were made of the layout.
	Changes []LayoutChange `json:"changes,omitempty"`
	// FollowUps are what is still to be done about bad ratings.
	FollowUps []FollowUp `json:"follow_ups,omitempty"`
	// Learned is what visits took, with no more weight than learnedWeight visits; Profile all that forecasts are made from.
	Learned map[ServiceID]Learned `json:"learned,omitempty"`
	Profile *Profile              `json:"profile,omitempty"`
}

// CloseDay ends the business day: what is served counts as served with its end inferred, what waits expires, and
// forgotten sign-outs are closed. In a hall that never closes all goes on.
type CloseDay struct{}

// DayClosed ends a business day.
type DayClosed struct {
	Date Date `json:"date"`
}

// Expired: the day ended before the ticket's turn.
type Expired struct{ of }

var _ = register(
	func() Event { return new(DayOpened) }, func() Event { return new(DayClosed) }, func() Event { return new(Expired) })

// Kind implements Event.
func (*DayOpened) Kind() string { return "day_opened" }

// Kind implements Event.
func (*DayClosed) Kind() string { return "day_closed" }

// Kind implements Event.
func (*Expired) Kind() string { return "expired" }

// Opens tells whether the entry begins a business day, and which.
func (e *Entry) Opens() (Date, bool) {
	if len(e.Events) > 0 {
		if d, ok := e.Events[0].(*DayOpened); ok {
			return d.Date, true
		}
	}
	return "", false
}

func (c CloseDay) decide(s *State, at Instant) ([]Event, error) {
	if !s.running {
		return nil, s.refuse(c, ErrWrongState, "no day is open")
	}
	if s.aside != nil {
		return nil, s.refuse(c, ErrTrial)
	}
	if DateOf(at, s.loc) <= s.date {
		return nil, s.refuse(c, ErrDayNotOver)
	}
	var events []Event
	if !s.layout.Hours.AlwaysOpen() {
		end := s.dayEnd(at)
		events = s.endTickets(end)
		for _, n := range slices.Sorted(maps.Keys(s.windows)) {
			if w := s.Window(n); w.Shift != 0 {
				out := s.signOut(&w, ofLeaving{}, end)
				out.Shift.Forgotten = true
				events = append(events, out)
			}
		}
	}
	events = append(events, s.missedToday(s.dayEnd(at))...)
	return append(events, &DayClosed{s.date}), nil
}

// dayEnd is when what was forgotten at the day's end is taken to have ended: with the last session, or with the last
// thing that happened after it. The closing itself may come much later, when the hall is next switched on.
func (s *State) dayEnd(at Instant) Instant {
	end := s.at
	if spans := s.today; len(spans) > 0 {
		end = max(end, spans[len(spans)-1].Close)
	}
	return min(at, end)
}

// endTickets gives the events that end every open ticket with the day, at the moment at.
func (s *State) endTickets(at Instant) []Event {
	var events []Event
	for _, held := range s.issued {
		t := *held
		switch {
		case moveEnd.allows(t.Status):
			t.Status, t.FinishedAt, t.FinishInferred, t.Outcome = moveEnd.to, at, true, OutcomeNotDone
			events = append(events, &Finished{of: of{t}})
		case moveExpire.allows(t.Status):
			t.Status, t.FinishedAt = moveExpire.to, at
			events = append(events, &Expired{of{t}})
		}
	}
	return events
}

func (c OpenDay) decide(s *State, at Instant) ([]Event, error) {
	if s.running {
		return nil, s.refuse(c, ErrDayNotOver)
	}
	if c.Date <= s.date {
		return nil, s.refuse(c, ErrWrongState, "the day "+string(c.Date)+" has been")
	}
	return []Event{&DayOpened{c.Date, s.nextLayout(), s.carry(c.Date, at)}}, nil
}

// carry gathers what outlives the day, for today.
func (s *State) carry(today Date, at Instant) Carried {
	c := Carried{Requests: map[string]Answered{}, Learned: map[ServiceID]Learned{}, Emergency: s.Emergency(), Slips: s.carrySlips(today)}
	missing := map[TicketID]bool{}
	for i := range c.Slips {
		missing[c.Slips[i].Ticket] = true
	}
	for _, t := range s.issued {
		switch {
		case t.Open():
			c.Tickets = append(c.Tickets, *t)
		case missing[t.ID] || s.stillAsked(t, today, at):
			c.Past = append(c.Past, t.past())
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.past)) {
		if t := s.past[id]; missing[id] || s.stillAsked(t, today, at) {
			c.Past = append(c.Past, *t)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(s.windows)) {
		if w := s.windows[n]; w.Shift != 0 {
			c.Windows = append(c.Windows, *w)
		}
	}
	c.Appointments, c.Misses = s.carryAppointments(today, at)
	if s.layout.Hours.AlwaysOpen() {
		c.Suspended = maps.Clone(s.suspended)
	}
	c.Substitutes = maps.Clone(s.substitute)
	maps.DeleteFunc(c.Substitutes, func(_ StaffNo, until Date) bool { return until < today })
	c.Helps, c.Notices, c.Cards = s.carryHelps(), s.carryNotices(at), s.carryCards(today)
	c.FollowUps, c.Changes = s.carryFollowUps(), s.LayoutChanges()
	for key, r := range s.requests {
		if at.Since(r.At) <= carriedRequests {
			c.Requests[key] = r
		}
	}
	for _, call := range s.calls {
		if at.Since(call.At) <= carriedRequests {
			c.Calls = append(c.Calls, call)
		}
	}
	for id, l := range s.learned {
		c.Learned[id] = l.forget()
	}
	c.Profile = s.before.Day(s.profile)
	return c
}

// carriedRequests is how long a request or a call is remembered over a change of day.
const carriedRequests = 10 * Minute

// learnedWeight is how many visits the days before count for.
const learnedWeight = 30

// forget gives l with the weight it has on another day.
func (l Learned) forget() Learned {
	if l.Visits <= learnedWeight {
		return l
	}
	return Learned{learnedWeight, l.Sum * learnedWeight / Millis(l.Visits)}
}

// stillAsked tells whether t's citizen may still ask for it today: to rate it, or for the day that they were told, no
// longer than pastDays.
func (s *State) stillAsked(t *Ticket, today Date, at Instant) bool {
	dated := max(t.Due, t.PickUp) >= today && DateOf(t.FinishedAt, s.loc).AddDays(pastDays) >= today
	return t.Status == StatusServed && dated || s.stillRateable(t, at)
}

// pastDays bounds for how long a day is remembered that a citizen was told, since all that is remembered is written anew
// every day.
const pastDays = 31

// past cuts t down to what is told of it on another day, and to what a rating and its statistics ask for.
func (t *Ticket) past() Ticket {
	return Ticket{
		ID: t.ID, Number: t.Number, Service: t.Service, Class: t.Class, Source: t.Source, Status: t.Status, IssuedAt: t.IssuedAt,
		Visit: t.Visit, Window: t.Window, Staff: t.Staff, StartedAt: t.StartedAt, FinishedAt: t.FinishedAt, FinishInferred: t.FinishInferred,
		Outcome: t.Outcome, CaseNo: t.CaseNo, Due: t.Due, PickUp: t.PickUp, Matters: t.Matters, Rating: t.Rating,
		FeedbackCount: t.FeedbackCount,
	}
}

func (d *DayOpened) apply(s *State, e *Entry) {
	s.reset()
	s.revision = e.Seq
	s.date, s.running = d.Date, true
	s.setLayout(&d.Layout)
	c := &d.Carried
	slices.SortStableFunc(c.Tickets, func(a, b Ticket) int { return cmp.Compare(a.IssuedAt, b.IssuedAt) })
	for i := range c.Tickets {
		s.put(&c.Tickets[i])
	}
	for i := range c.Past {
		s.past[c.Past[i].ID] = &c.Past[i]
	}
	for i := range c.Slips {
		s.slips[c.Slips[i].Ticket] = &c.Slips[i]
	}
	for _, w := range c.Windows {
		s.putWindow(w)
	}
	s.calls = append(s.calls, c.Calls...)
	for i := range c.Appointments {
		s.appointments[c.Appointments[i].ID] = &c.Appointments[i]
	}
	s.misses = append(s.misses, c.Misses...)
	if c.Emergency != nil {
		s.emergency = *c.Emergency
	}
	s.helps, s.notices, s.cards = append(s.helps, c.Helps...), append(s.notices, c.Notices...), append(s.cards, c.Cards...)
	s.followUps, s.changes = append(s.followUps, c.FollowUps...), c.Changes
	maps.Copy(s.suspended, c.Suspended)
	maps.Copy(s.substitute, c.Substitutes)
	maps.Copy(s.requests, c.Requests)
	maps.Copy(s.learned, c.Learned)
	s.before = c.Profile
}

func (*DayClosed) apply(s *State, _ *Entry) { s.running = false }

func (c OpenDay) String() string { return "open day " + string(c.Date) }

func (c CloseDay) String() string { return "close day" }
