package queue

import (
	"slices"
	"time"
)

// State is the hall as its entries made it: one business day, its tickets, windows and numbers. It is not safe for
// concurrent use; Hall.View gives it to readers. What a State hands out by pointer is for reading only.
type State struct {
	seq     uint64
	at      Instant
	date    Date
	running bool // between DayOpened and DayClosed

	layout *Layout
	loc    *time.Location
	// revision is the entry that put layout in force, revisions are the changes of today.
	revision  uint64
	revisions []Revision
	changes   []LayoutChange // of earlier days

	issued  []*Ticket        // in order of issue, each as the last event left it
	places  map[TicketID]int // where each stands in issued
	current map[WindowNumber]*Ticket
	windows map[WindowNumber]*WindowState
	left    map[WindowNumber]Instant // when somebody last signed out there
	queues  map[ServiceID]*waiting
	counts  map[Status]int
	// reserved are the tickets that wait for one window; atWindows counts a holder's tickets at windows, open those
	// that are not over.
	reserved     map[WindowNumber]*line
	atWindows    map[Holder]int
	open         map[Holder][]*Ticket
	suspended    map[ServiceID]Suspension
	halted       map[ServiceID][]Span // the day's suspensions that are over, in order
	emergency    Emergency            // zero while there is none
	substitute   map[StaffNo]Date     // the last day of each
	appointments map[AppointmentID]*Appointment
	misses       []Miss                    // by slot
	done         map[WindowNumber]TicketID // the last that was finished or passed over there
	taken        map[sessionQuota]int

	numbers  map[string]int // the last number of each prefix
	requests map[string]Answered
	calls    []Call
	learned  map[ServiceID]Learned
	before   *Profile             // what days before taught; never changed
	profile  *Profile             // what today taught
	helps    []Help               // as asked for
	notices  []StaffNotice        // as posted
	past     map[TicketID]*Ticket // those of earlier days that are still asked for
	slips    map[TicketID]*MissingSlip
	sent     map[WindowNumber]sent
	history  map[TicketID][]Step
	acks     map[AlertID]Acknowledgement
	doubled  map[string]Instant // by device: when it was last found to be used twice at once
	cards    []Card             // as given
	checks   []DayCheck
	// followUps are those of bad ratings, as opened.
	followUps []FollowUp

	// foreseen is the forecast that estimates are read from, nil for none. It comes from outside, like the time: no entry
	// makes it, and none needs it.
	foreseen *Forecast
	// aside is the real day while the hall is tried out, and trial is that; nil on a real day.
	aside *State
	trial Trial
	// today are the sessions of the business day; a trial is one session.
	today []Span
}

// Answered is a request that has been carried out.
type Answered struct {
	Seq    uint64  `json:"seq"`
	At     Instant `json:"at"`
	Digest string  `json:"digest,omitempty"`
}

// Learned is what a service's visits took: how many, and their sum in milliseconds.
type Learned struct {
	Visits int    `json:"visits"`
	Sum    Millis `json:"sum_ms"`
}

// NewState gives the state before the first entry.
func NewState() *State {
	s := &State{layout: &Layout{}, loc: time.UTC}
	s.reset()
	return s
}

// reset forgets the day; layout, clock and sequence stay.
func (s *State) reset() {
	s.places = map[TicketID]int{}
	s.issued, s.calls, s.helps, s.notices = nil, nil, nil, nil
	s.current = map[WindowNumber]*Ticket{}
	s.windows = map[WindowNumber]*WindowState{}
	s.left = map[WindowNumber]Instant{}
	s.queues = map[ServiceID]*waiting{}
	s.counts = map[Status]int{}
	s.reserved = map[WindowNumber]*line{}
	s.atWindows = map[Holder]int{}
	s.open = map[Holder][]*Ticket{}
	s.suspended = map[ServiceID]Suspension{}
	s.halted = map[ServiceID][]Span{}
	s.emergency = Emergency{}
	s.substitute = map[StaffNo]Date{}
	s.done = map[WindowNumber]TicketID{}
	s.appointments = map[AppointmentID]*Appointment{}
	s.misses = nil
	s.taken = map[sessionQuota]int{}
	s.numbers = map[string]int{}
	s.requests = map[string]Answered{}
	s.learned = map[ServiceID]Learned{}
	s.before, s.profile = nil, &Profile{}
	s.past = map[TicketID]*Ticket{}
	s.slips = map[TicketID]*MissingSlip{}
	s.sent = map[WindowNumber]sent{}
	s.history = map[TicketID][]Step{}
	s.acks = map[AlertID]Acknowledgement{}
	s.doubled = map[string]Instant{}
	s.cards, s.checks, s.revisions, s.changes, s.followUps = nil, nil, nil, nil, nil
}

// Apply folds e into the state. It cannot fail and decides nothing.
func (s *State) Apply(e Entry) {
	for _, ev := range e.Events {
		if s.aside != nil && !e.Trial {
			ev.apply(s.aside, &e)
			s.aside.remember(ev, e.At)
		}
		ev.apply(s, &e)
		s.remember(ev, e.At)
	}
	s.seq, s.at = e.Seq, e.At
	if e.Request != "" {
		s.requests[e.Request] = Answered{Seq: e.Seq, At: e.At, Digest: e.Digest}
	}
}

// put makes the after-image t the present one, wherever tickets are listed. The event's own ticket is kept, by as many states
// as it is applied to: from here on nobody changes it.
func (s *State) put(t *Ticket) {
	if place, ok := s.places[t.ID]; ok {
		s.leave(s.issued[place])
		s.issued[place] = t
	} else {
		s.places[t.ID] = len(s.issued)
		s.issued = append(s.issued, t)
	}
	s.counts[t.Status]++
	if t.Status == StatusWaiting {
		q, ok := s.queues[t.Service]
		if !ok {
			q = newWaiting()
			s.queues[t.Service] = q
		}
		q.insert(t)
		if t.ForWindow != 0 {
			s.reserve(t.ForWindow).insert(t)
		}
	}
	if t.atWindow() {
		s.current[t.Window] = t
		s.atWindows[t.Holder]++
	}
	if t.Holder != "" && t.Open() {
		s.open[t.Holder] = append(s.open[t.Holder], t)
	}
}

// leave takes t out of every list it stands in.
func (s *State) leave(t *Ticket) {
	s.counts[t.Status]--
	if t.Status == StatusWaiting {
		s.queue(t.Service).remove(t)
		if t.ForWindow != 0 {
			s.reserve(t.ForWindow).remove(t)
		}
	}
	if t.atWindow() {
		delete(s.current, t.Window)
		s.atWindows[t.Holder]--
	}
	if t.Holder != "" {
		s.open[t.Holder] = slices.DeleteFunc(s.open[t.Holder], func(o *Ticket) bool { return o == t })
	}
}

func (s *State) reserve(n WindowNumber) *line {
	l, ok := s.reserved[n]
	if !ok {
		l = &line{less: inReserved}
		s.reserved[n] = l
	}
	return l
}

func (s *State) putWindow(w WindowState) { s.windows[w.Number] = &w }

func (s *State) setLayout(l *Layout) {
	s.layout, s.loc = l, l.Location()
	if s.aside == nil {
		s.today = l.Hours.On(s.date, s.loc)
	}
}

// queue gives a service's queue for reading.
func (s *State) queue(id ServiceID) *waiting {
	if q, ok := s.queues[id]; ok {
		return q
	}
	return &nobody
}

// nobody is the queue of a service that nobody has taken a number for; it is never changed.
var nobody waiting

// Seq gives the sequence number of the last entry, 0 before the first.
func (s *State) Seq() uint64 { return s.seq }

// At gives the moment of the last entry.
func (s *State) At() Instant { return s.at }

// Date gives the business day; "" before the first.
func (s *State) Date() Date { return s.date }

// Layout gives the layout in force.
func (s *State) Layout() *Layout { return s.layout }

// Location gives the hall's time zone.
func (s *State) Location() *time.Location { return s.loc }

// Ticket gives the ticket with id.
func (s *State) Ticket(id TicketID) (*Ticket, bool) {
	place, ok := s.places[id]
	if !ok {
		return nil, false
	}
	return s.issued[place], true
}

// TicketByNumber gives today's ticket with that number, the latest when numbers of two days are open.
func (s *State) TicketByNumber(no TicketNo) (*Ticket, bool) {
	for _, t := range slices.Backward(s.issued) {
		if t.Number == no {
			return t, true
		}
	}
	return nil, false
}

// Tickets gives the day's tickets in order of issue.
func (s *State) Tickets() []*Ticket { return s.issued }

// Past gives a served ticket of an earlier day that its citizen may still ask for: to rate it, or for what they were told.
func (s *State) Past(id TicketID) (*Ticket, bool) {
	t, ok := s.past[id]
	return t, ok
}

// PastTickets gives the ids of the tickets that Past knows, in no order.
func (s *State) PastTickets() []TicketID {
	ids := make([]TicketID, 0, len(s.past))
	for id := range s.past {
		ids = append(ids, id)
	}
	return ids
}

// Current gives the ticket that keeps window n busy, nil when none does.
func (s *State) Current(n WindowNumber) *Ticket { return s.current[n] }

// Window gives window n's shift; that of a closed window when nobody has signed in.
func (s *State) Window(n WindowNumber) WindowState {
	if w, ok := s.windows[n]; ok {
		return *w
	}
	return WindowState{Number: n}
}

// Count tells how many of the day's tickets have that status.
func (s *State) Count(status Status) int { return s.counts[status] }

// Calls gives the day's calls and recalls, oldest first.
func (s *State) Calls() []Call { return s.calls }
