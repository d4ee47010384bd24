package queue

import (
	"slices"
	"strconv"
)

// FollowUpID names a follow-up for ever: the sequence number of the rating that opened it.
type FollowUpID uint64

// FollowUp is what the centre does about a bad rating (差评): it calls the citizen back, and puts right what was wrong.
// Events hold it as it stands after them. It knows the ticket's number and who served it, not the citizen.
type FollowUp struct {
	ID      FollowUpID   `json:"id"`
	Number  TicketNo     `json:"number"`
	Service ServiceID    `json:"service"`
	Window  WindowNumber `json:"window"`
	Staff   StaffNo      `json:"staff,omitempty"`
	Level   int          `json:"level"`
	Reasons []string     `json:"reasons,omitempty"`
	Comment string       `json:"comment,omitempty"`
	At      Instant      `json:"at"`
	// CallBackBy and CorrectBy are the last days for either.
	CallBackBy Date `json:"call_back_by"`
	CorrectBy  Date `json:"correct_by"`
	// CalledBack is what the citizen said when called back, or why nobody could be; Correction what was put right.
	CalledBack   string  `json:"called_back,omitempty"`
	CalledBackAt Instant `json:"called_back_at,omitempty"`
	Correction   string  `json:"correction,omitempty"`
	ClosedAt     Instant `json:"closed_at,omitempty"`
	ClosedBy     Helper  `json:"closed_by,omitzero"`
}

// A bad rating is one below those that count as satisfied. It is called back for within callBackDays workdays and put
// right within correctDays.
const (
	badBelow     = 3
	callBackDays = 1
	correctDays  = 15
)

// CallBack notes what a citizen said who was called back.
type CallBack struct {
	ID   FollowUpID
	Note string
}

// CloseFollowUp notes what was put right.
type CloseFollowUp struct {
	ID   FollowUpID
	Note string
	By   Helper
}

// ofFollowUp is what every event about a follow-up embeds.
type ofFollowUp struct {
	FollowUp FollowUp `json:"follow_up"`
}

// AfterFollowUp gives the follow-up as it stands after the event.
func (o *ofFollowUp) AfterFollowUp() *FollowUp { return &o.FollowUp }

func (o *ofFollowUp) apply(s *State, _ *Entry) {
	for i := range s.followUps {
		if s.followUps[i].ID == o.FollowUp.ID {
			s.followUps[i] = o.FollowUp
			return
		}
	}
	s.followUps = append(s.followUps, o.FollowUp)
}

// FollowUpEvent is an event about a follow-up.
type FollowUpEvent interface {
	Event
	AfterFollowUp() *FollowUp
}

// FollowUpOpened: a bad rating asks for the centre.
type FollowUpOpened struct{ ofFollowUp }

// CalledBack: the citizen was called back.
type CalledBack struct{ ofFollowUp }

// FollowUpClosed: what was wrong has been put right.
type FollowUpClosed struct{ ofFollowUp }

var _ = register(
	func() Event { return new(FollowUpOpened) }, func() Event { return new(CalledBack) }, func() Event { return new(FollowUpClosed) })

// Kind implements Event.
func (*FollowUpOpened) Kind() string { return "follow_up_opened" }

// Kind implements Event.
func (*CalledBack) Kind() string { return "called_back" }

// Kind implements Event.
func (*FollowUpClosed) Kind() string { return "follow_up_closed" }

// followUp gives the events that a rating of t causes beside itself: one for a bad rating, none for another.
func (s *State) followUp(t *Ticket, c *Rate, at Instant) []Event {
	if c.Level >= badBelow {
		return nil
	}
	today := DateOf(at, s.loc)
	return []Event{&FollowUpOpened{ofFollowUp{FollowUp{
		ID: FollowUpID(s.seq + 1), Number: t.Number, Service: t.Service, Window: t.Window, Staff: t.Staff,
		Level: c.Level, Reasons: c.Reasons, Comment: c.Comment, At: at,
		CallBackBy: s.layout.Hours.WorkdayAfter(today, callBackDays), CorrectBy: s.layout.Hours.WorkdayAfter(today, correctDays),
	}}}}
}

// openFollowUp gives the follow-up with id for c, which needs a note.
func (s *State) openFollowUp(c Command, id FollowUpID, note string) (FollowUp, error) {
	i := slices.IndexFunc(s.followUps, func(f FollowUp) bool { return f.ID == id })
	switch {
	case i < 0:
		return FollowUp{}, s.refuse(c, ErrUnknownFollowUp)
	case note == "":
		return FollowUp{}, s.refuse(c, ErrReasonRequired)
	case s.followUps[i].ClosedAt != 0:
		return FollowUp{}, s.refuse(c, ErrWrongState, "it is closed")
	}
	return s.followUps[i], nil
}

func (c CallBack) decide(s *State, at Instant) ([]Event, error) {
	f, err := s.openFollowUp(c, c.ID, c.Note)
	if err != nil {
		return nil, err
	}
	if f.CalledBackAt != 0 {
		return nil, s.refuse(c, ErrWrongState, "the citizen has been called back")
	}
	f.CalledBack, f.CalledBackAt = c.Note, at
	return []Event{&CalledBack{ofFollowUp{f}}}, nil
}

func (c CloseFollowUp) decide(s *State, at Instant) ([]Event, error) {
	f, err := s.openFollowUp(c, c.ID, c.Note)
	if err != nil {
		return nil, err
	}
	if f.CalledBackAt == 0 {
		return nil, s.refuse(c, ErrWrongState, "nobody has called the citizen back")
	}
	f.Correction, f.ClosedAt, f.ClosedBy = c.Note, at, c.By
	return []Event{&FollowUpClosed{ofFollowUp{f}}}, nil
}

// FollowUps gives those that are open, and those that were closed today, oldest first.
func (s *State) FollowUps() []FollowUp { return s.followUps }

// carryFollowUps gives those that are open.
func (s *State) carryFollowUps() []FollowUp {
	return slices.DeleteFunc(slices.Clone(s.followUps), func(f FollowUp) bool { return f.ClosedAt != 0 })
}

// followUpAlerts adds what is overdue: citizens to be called back, and what is to be put right. Either goes by the last bad rating
// whose term is over, so that another one is news.
func (s *State) followUpAlerts(all []Alert, at Instant) []Alert {
	today := DateOf(at, s.loc)
	overdue := [2]Alert{{Kind: AlertCallBack, Level: LevelYellow}, {Kind: AlertCorrection, Level: LevelYellow}}
	for i := range s.followUps {
		f := &s.followUps[i]
		for k, term := range [2]struct {
			by   Date
			done Instant
		}{{f.CallBackBy, f.CalledBackAt}, {f.CorrectBy, f.ClosedAt}} {
			if term.done != 0 || term.by >= today {
				continue
			}
			a := &overdue[k]
			if over := term.by.AddDays(1).at(0, s.loc); a.Count == 0 || over < a.Since {
				a.Since = over
			}
			a.ID = AlertID(string(a.Kind) + ":" + strconv.FormatUint(uint64(f.ID), 10))
			a.Count++
		}
	}
	for _, a := range overdue {
		if a.Count > 0 {
			all = append(all, a)
		}
	}
	return all
}

// FollowUp gives the follow-up that the entry is about; nil when it is about none.
func (e *Entry) FollowUp() *FollowUp {
	for _, ev := range e.Events {
		if f, ok := ev.(FollowUpEvent); ok {
			return f.AfterFollowUp()
		}
	}
	return nil
}

func (c CallBack) String() string { return "call back for " + strconv.FormatUint(uint64(c.ID), 10) }

func (c CloseFollowUp) String() string {
	return "close follow-up " + strconv.FormatUint(uint64(c.ID), 10)
}
