package queue

import (
	"slices"
	"strconv"
)

// TicketID names a ticket for ever: its date and number, 20261123-A001; of a trial 20261123-trial812-A001.
type TicketID string

// TicketNo is what the citizen reads and hears: prefix and at least three digits, A001.
type TicketNo string

// Holder is the citizen of a ticket as a keyed hash, so that two tickets of one person are known for that.
type Holder string

// Class says whether a ticket has a head start, and why.
type Class string

// The classes. To citizens only priority, appointment or return is ever shown.
const (
	ClassNormal       Class = "normal"
	ClassElder        Class = "elder"
	ClassDisabled     Class = "disabled"
	ClassPregnant     Class = "pregnant"
	ClassInfant       Class = "infant"
	ClassMilitary     Class = "military"
	ClassMartyrFamily Class = "martyr_family"
	ClassFireRescue   Class = "fire_rescue"
	ClassSeriouslyIll Class = "seriously_ill"
	ClassAppointment  Class = "appointment"
	ClassReturn       Class = "return"
	ClassUrgent       Class = "urgent"
)

// Classes are all classes, in the order in which staff are offered them.
var Classes = []Class{
	ClassNormal, ClassElder, ClassDisabled, ClassPregnant, ClassInfant, ClassMilitary, ClassMartyrFamily,
	ClassFireRescue, ClassSeriouslyIll, ClassAppointment, ClassReturn, ClassUrgent,
}

// slow tells whether people of the class are given more time to come to the window.
func (c Class) slow() bool {
	return c == ClassElder || c == ClassDisabled || c == ClassPregnant || c == ClassInfant
}

// Valid tells whether c is one of Classes.
func (c Class) Valid() bool { return slices.Contains(Classes, c) }

// Source says through which face a ticket was taken.
type Source string

// The sources.
const (
	SourceKiosk       Source = "kiosk"
	SourceAppointment Source = "appointment"
	SourceDesk        Source = "desk"
	SourceWeb         Source = "web"
	SourceCounter     Source = "counter"
)

// staffed tells whether staff saw who took the ticket, and may do without a card.
func (s Source) staffed() bool { return s == SourceDesk || s == SourceCounter }

// Status is where a ticket stands.
type Status string

// The statuses of the ticket machine.
const (
	StatusWaiting   Status = "waiting"
	StatusCalled    Status = "called"
	StatusServing   Status = "serving"
	StatusOnHold    Status = "on_hold"
	StatusServed    Status = "served"
	StatusNoShow    Status = "no_show"
	StatusCancelled Status = "cancelled"
	StatusExpired   Status = "expired"
)

// Statuses are all statuses.
var Statuses = []Status{
	StatusWaiting, StatusCalled, StatusServing, StatusOnHold, StatusServed, StatusNoShow, StatusCancelled, StatusExpired,
}

// Outcome is how a service ended (办理结果). Empty: not recorded.
type Outcome string

// The outcomes.
const (
	OutcomeAccepted   Outcome = "accepted"
	OutcomeIncomplete Outcome = "incomplete"
	OutcomeRefused    Outcome = "refused"
	OutcomeReturned   Outcome = "returned"
	OutcomeConsulted  Outcome = "consulted"
	OutcomeCollected  Outcome = "collected"
	OutcomeNotDone    Outcome = "not_done"
)

// Outcomes are all outcomes, in the order in which the counter offers them.
var Outcomes = []Outcome{
	OutcomeAccepted, OutcomeIncomplete, OutcomeRefused, OutcomeReturned, OutcomeConsulted, OutcomeCollected, OutcomeNotDone,
}

// Valid tells whether o is empty or one of Outcomes.
func (o Outcome) Valid() bool { return o == "" || slices.Contains(Outcomes, o) }

// needsReason tells whether o may not be recorded without saying why.
func (o Outcome) needsReason() bool { return o == OutcomeRefused || o == OutcomeReturned }

// Ticket is one citizen's turn. Events hold it as it stands after them.
//
// A ticket's visits are its waits: the first begins when it is issued, another when it is put back into a queue.
// The fields from Window on belong to the present visit.
type Ticket struct {
	ID       TicketID  `json:"id"`
	Number   TicketNo  `json:"number"`
	Service  ServiceID `json:"service"`
	Class    Class     `json:"class"`
	Source   Source    `json:"source"`
	Status   Status    `json:"status"`
	IssuedAt Instant   `json:"issued_at"`
	// Session is the start of the session the number was issued for; Slot that of its appointment.
	Session Instant `json:"session,omitempty"`
	Slot    Instant `json:"slot,omitempty"`
	// Holder names the citizen without telling who; empty where no name was asked for.
	Holder Holder `json:"holder,omitempty"`
	// Typed: the holder's ID number was typed by somebody, not read from a card, so that it proves nothing.
	Typed bool `json:"typed,omitempty"`
	// Sealed is what only the key of its day opens: the last of the ID number, the year of birth, the phone number.
	Sealed string `json:"sealed,omitempty"`
	// From is the zone where the citizen waits.
	From ZoneID `json:"from,omitempty"`
	// Needs are what its citizen needs at the window.
	Needs Needs `json:"needs,omitempty"`
	// Return is the ticket whose slip of missing papers its citizen came back with.
	Return TicketID `json:"return,omitempty"`
	// EffectiveAt and Place are its place in the order: the smaller goes first, by EffectiveAt, then by Place.
	EffectiveAt Instant `json:"effective_at,omitempty"`
	Place       uint64  `json:"place,omitempty"`
	// Visit is the sequence number of the entry that began the present wait; WaitFrom is when that wait began to count.
	Visit        uint64  `json:"visit"`
	WaitFrom     Instant `json:"wait_from,omitempty"`
	RequeueCount int     `json:"requeue_count,omitempty"`
	DeferCount   int     `json:"defer_count,omitempty"`
	// NotBefore is when it may be called again after its citizen asked for later.
	NotBefore Instant `json:"not_before,omitempty"`
	// ForWindow is the window it waits for while somebody is signed in there; First: before all others.
	ForWindow WindowNumber `json:"for_window,omitempty"`
	First     bool         `json:"first,omitempty"`
	// Placed says what put it where it stands, when that was not its issue.
	Placed Why `json:"placed,omitempty"`

	Window        WindowNumber `json:"window,omitempty"`
	Staff         StaffNo      `json:"staff,omitempty"`
	FirstCalledAt Instant      `json:"first_called_at,omitempty"`
	CalledAt      Instant      `json:"called_at,omitempty"`
	CallCount     int          `json:"call_count,omitempty"`
	Why           Why          `json:"why,omitempty"`
	// CallReason is why staff called it out of order.
	CallReason string `json:"call_reason,omitempty"`
	// WaitedFor is how long this visit waited until its first call, closed time left out.
	WaitedFor Millis  `json:"waited_ms,omitempty"`
	StartedAt Instant `json:"started_at,omitempty"`
	// StartInferred: nobody pressed start, the start is taken to be the call.
	StartInferred bool    `json:"start_inferred,omitempty"`
	FinishedAt    Instant `json:"finished_at,omitempty"`
	// HeldAt is when it was put on hold; Held the length of its ended holds, which is no service time.
	HeldAt Instant `json:"held_at,omitempty"`
	Held   Millis  `json:"held_ms,omitempty"`
	// FinishInferred: the day's end finished it; its service time is not counted.
	FinishInferred bool    `json:"finish_inferred,omitempty"`
	NoShowAt       Instant `json:"no_show_at,omitempty"`
	Outcome        Outcome `json:"outcome,omitempty"`
	Reason         string  `json:"reason,omitempty"`
	CaseNo         string  `json:"case_no,omitempty"`
	// Due, PickUp and Matters are a Result's; no Matters is one.
	Due     Date `json:"due,omitempty"`
	PickUp  Date `json:"pick_up,omitempty"`
	Matters int  `json:"matters,omitempty"`
	Rating  int  `json:"rating,omitempty"`
	// RatingAskedAt is when its citizen was last asked to rate, beside being asked at the end of the service.
	RatingAskedAt Instant `json:"rating_asked_at,omitempty"`
	// FeedbackCount is how often its citizen complained or suggested something.
	FeedbackCount int `json:"feedback_count,omitempty"`
}

// ServiceTime is how long the service took without its holds; zero while it lasts and when its end was inferred.
func (t *Ticket) ServiceTime() Millis {
	if t.StartedAt == 0 || t.FinishedAt == 0 || t.FinishInferred {
		return 0
	}
	return max(0, t.FinishedAt.Since(t.StartedAt)-t.Held)
}

// again gives t as it begins another visit: number, issue and holder stay, the marks of the last visit go. The caller
// sets its place.
func (t *Ticket) again() Ticket {
	return Ticket{
		ID: t.ID, Number: t.Number, Service: t.Service, Class: t.Class, Source: t.Source, Status: StatusWaiting,
		IssuedAt: t.IssuedAt, Session: t.Session, Slot: t.Slot, Holder: t.Holder, Typed: t.Typed,
		Sealed: t.Sealed, From: t.From,
		RequeueCount: t.RequeueCount, DeferCount: t.DeferCount, Needs: t.Needs, Return: t.Return, FeedbackCount: t.FeedbackCount,
	}
}

// atWindow tells whether the ticket keeps its window busy.
func (t *Ticket) atWindow() bool { return t.Status == StatusCalled || t.Status == StatusServing }

// Open tells whether the ticket's day is not over.
func (t *Ticket) Open() bool {
	return t.Status != StatusServed && t.Status != StatusCancelled && t.Status != StatusExpired
}

// ticketNo writes the n-th number of prefix: three digits, more when they must be.
func ticketNo(prefix string, n int) TicketNo {
	return TicketNo(appendNo(make([]byte, 0, len(prefix)+8), prefix, n))
}

func appendNo(text []byte, prefix string, n int) []byte {
	text = append(text, prefix...)
	for under := 100; under > 1 && n < under; under /= 10 {
		text = append(text, '0')
	}
	return strconv.AppendInt(text, int64(n), 10)
}
