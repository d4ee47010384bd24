package queue

import (
	"cmp"
	"fmt"
)

// Result is how a service ended, as its clerk says it. All of it may be empty; the outcome alone is usual.
type Result struct {
	Outcome Outcome
	// Reason is why it was refused or returned.
	Reason string
	CaseNo string
	// Missing are the papers that are missing, by their Chinese names in the service's guide or in the clerk's words, and
	// Note is what else their slip says. Both are for OutcomeIncomplete alone; papers without an outcome mean that one.
	Missing []string
	Note    string
	// Due is the day by which the matter is decided, PickUp the day on which what was made can be collected.
	Due    Date
	PickUp Date
	// Matters is how many matters were done with the number (件数), 1 to 99; 0 means one.
	Matters int
	// Stay: the ticket ends here, though its service has a next step.
	Stay bool
}

// Bounds of a result.
const (
	mostMatters = 99
	// mostDaysAhead is how far ahead a matter can be due.
	mostDaysAhead = 366
)

// checkResult tells whether a service can end with r at the moment at.
func (s *State) checkResult(c Command, r *Result, at Instant) error {
	switch {
	case !r.Outcome.Valid():
		return s.refuse(c, ErrBadRequest, "outcome is not known")
	case r.Outcome == "" && s.layout.Settings.OutcomeRequired:
		return s.refuse(c, ErrOutcomeRequired)
	case r.Outcome.needsReason() && r.Reason == "":
		return s.refuse(c, ErrReasonRequired)
	case r.Outcome != OutcomeIncomplete && (len(r.Missing) > 0 || r.Note != ""):
		return s.refuse(c, ErrBadRequest, "missing and note are for the outcome incomplete")
	case r.Matters < 0 || r.Matters > mostMatters:
		return s.refuse(c, ErrBadRequest, fmt.Sprintf("matters is not 1 to %d", mostMatters))
	case !s.ahead(r.Due, at):
		return s.refuse(c, ErrBadRequest, "due is not a day from today to a year from now")
	case !s.ahead(r.PickUp, at):
		return s.refuse(c, ErrBadRequest, "pick_up is not a day from today to a year from now")
	}
	return nil
}

// ahead tells whether d is no day at all, or one that somebody can be told to wait for.
func (s *State) ahead(d Date, at Instant) bool {
	if d == "" {
		return true
	}
	today := DateOf(at, s.loc)
	_, err := ParseDate(string(d))
	return err == nil && d >= today && d <= today.AddDays(mostDaysAhead)
}

// outcome gives r with the outcome that its papers tell of.
func (r Result) outcome() Result {
	if len(r.Missing) > 0 {
		r.Outcome = cmp.Or(r.Outcome, OutcomeIncomplete)
	}
	return r
}

// enter puts r into t. Dates and a case number that an earlier step gave stay where r has none.
func (r *Result) enter(t *Ticket) {
	t.Outcome, t.Reason, t.Matters = r.Outcome, r.Reason, r.Matters
	t.CaseNo, t.Due, t.PickUp = cmp.Or(r.CaseNo, t.CaseNo), cmp.Or(r.Due, t.Due), cmp.Or(r.PickUp, t.PickUp)
}

// forgetResult takes out of t what a Result put in.
func (t *Ticket) forgetResult() {
	t.Outcome, t.Reason, t.CaseNo, t.Due, t.PickUp, t.Matters = "", "", "", "", "", 0
}
