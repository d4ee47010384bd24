package queue

import (
	"maps"
	"slices"
	"strconv"
)

// Trial is a day for training and for trying the hall out (试运行): open whatever the calendar says, and dropped at its end.
type Trial struct {
	// Seq is the entry that began it, and tells its tickets from those of every other day.
	Seq   uint64  `json:"seq"`
	Since Instant `json:"since"`
	// Until is when it ends by itself: when the next numbers can be taken in earnest, or with the day.
	Until Instant `json:"until"`
}

// StartTrial begins a trial day at once. It is refused while somebody waits, is served or is signed in, and while the hall
// serves in earnest; a hall that never had a day may try itself out at any time.
type StartTrial struct{}

// EndTrial drops the trial day: the real one goes on where it was.
type EndTrial struct{}

// TrialStarted: the hall is tried out. The real day is put aside.
type TrialStarted struct {
	Trial Trial `json:"trial"`
}

// TrialEnded: the hall is as it was before the trial, but for what Entry.Trial does not mark.
type TrialEnded struct {
	Trial Trial `json:"trial"`
}

var _ = register(func() Event { return new(TrialStarted) }, func() Event { return new(TrialEnded) })

// Kind implements Event.
func (*TrialStarted) Kind() string { return "trial_started" }

// Kind implements Event.
func (*TrialEnded) Kind() string { return "trial_ended" }

func (c StartTrial) decide(s *State, at Instant) ([]Event, error) {
	if err := s.calm(c); err != nil {
		return nil, err
	}
	_, within := s.within(at)
	_, issuing := s.issuing(at)
	fresh := s.before == nil && len(s.issued) == 0
	switch {
	case !s.running:
		return nil, s.refuse(c, ErrWrongState, "no day is open")
	case s.aside != nil:
		return nil, s.refuse(c, ErrTrial)
	case s.occupied():
		return nil, s.refuse(c, ErrHallBusy)
	case (within || issuing) && !fresh:
		return nil, s.refuse(c, ErrHallServing)
	}
	return []Event{&TrialStarted{Trial{s.seq + 1, at, s.trialUntil(at)}}}, nil
}

// occupied tells whether somebody waits or is served, or works at a window. Who did not come when called keeps nobody.
func (s *State) occupied() bool {
	for _, status := range []Status{StatusWaiting, StatusCalled, StatusServing, StatusOnHold} {
		if s.counts[status] > 0 {
			return true
		}
	}
	for _, w := range s.windows {
		if w.Shift != 0 {
			return true
		}
	}
	return false
}

// trialUntil is when a trial that begins at the moment at has to make room for the real day.
func (s *State) trialUntil(at Instant) Instant {
	for _, span := range s.today {
		if from := span.Open.Add(-s.issueStart()); from > at {
			return from
		}
	}
	return s.date.AddDays(1).at(0, s.loc)
}

func (c EndTrial) decide(s *State, at Instant) ([]Event, error) {
	if s.aside == nil {
		return nil, s.refuse(c, ErrWrongState, "the hall is not being tried out")
	}
	events := s.endTickets(at)
	for _, n := range slices.Sorted(maps.Keys(s.windows)) {
		if w := s.Window(n); w.Shift != 0 {
			events = append(events, s.signOut(&w, ofLeaving{}, at))
		}
	}
	return append(events, &TrialEnded{s.trial}), nil
}

// apply begins a day of its own, which knows what is kept of the past, so that whoever asks for it meanwhile is served.
func (t *TrialStarted) apply(s *State, _ *Entry) {
	real := *s
	s.reset()
	s.aside, s.trial, s.foreseen = &real, t.Trial, nil
	s.today = []Span{{t.Trial.Since, t.Trial.Until}}
	s.before, s.learned = real.before, maps.Clone(real.learned)
	s.requests, s.revisions, s.changes = maps.Clone(real.requests), slices.Clone(real.revisions), real.changes
	s.appointments, s.misses = maps.Clone(real.appointments), slices.Clone(real.misses)
	s.slips, s.past = maps.Clone(real.slips), maps.Clone(real.past)
	for _, held := range real.issued {
		if held.Status == StatusServed {
			s.past[held.ID] = held
		}
	}
	s.cards, s.followUps = slices.Clone(real.cards), slices.Clone(real.followUps)
}

func (*TrialEnded) apply(s *State, _ *Entry) {
	if s.aside == nil {
		return
	}
	real := s.aside
	maps.Copy(real.requests, s.requests)
	*s = *real
	s.foreseen = nil
}

// ofTrial tells whether events are about the trial alone. What is asked of the real hall meanwhile holds beyond it: a change
// of the layout, an appointment, an emergency, and what becomes of an earlier day's tickets, cards and follow-ups.
func (s *State) ofTrial(events []Event) bool {
	if s.aside == nil {
		return false
	}
	switch ev := events[0].(type) {
	case *LayoutChanged, *EmergencyRaised, *EmergencyEnded, *NumbersMoved, AppointmentEvent:
		return false
	case CardEvent:
		_, known := s.aside.Card(ev.AfterCard().ID)
		return !known
	case FollowUpEvent:
		id := ev.AfterFollowUp().ID
		return !slices.ContainsFunc(s.aside.followUps, func(f FollowUp) bool { return f.ID == id })
	case TicketEvent:
		_, today := s.Ticket(ev.After().ID)
		_, past := s.past[ev.After().ID]
		return today || !past
	}
	return true
}

// Trial gives the trial day that goes on; nil on a real one.
func (s *State) Trial() *Trial {
	if s.aside == nil {
		return nil
	}
	t := s.trial
	return &t
}

// DayName names the day for who keeps what it knows of the day's tickets: another while the hall is tried out.
func (s *State) DayName() string {
	if s.aside == nil {
		return string(s.date)
	}
	return string(s.date) + " trial " + strconv.FormatUint(s.trial.Seq, 10)
}

func (StartTrial) String() string { return "start a trial day" }

func (EndTrial) String() string { return "end the trial day" }
