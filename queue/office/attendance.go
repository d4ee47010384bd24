package office

import (
	"cmp"
	"slices"

	"github.com/paidui/paidui/queue"
)

// dutyRow is the attendance of one member of staff over a period, of a month as a rule (月度考勤汇总). It adds up the turns of
// the report of shifts; Staff is empty for who signed in without a number.
type dutyRow struct {
	Staff queue.StaffNo `json:"staff"`
	Name  string        `json:"name"`
	// Days is on how many days they were signed in, Shifts how many turns that were.
	Days   int `json:"days"`
	Shifts int `json:"shifts"`
	// Substitutes are turns in which they stood in for others, Reliefs those in which they took over from somebody.
	Substitutes int `json:"substitute_shifts"`
	Reliefs     int `json:"relief_shifts"`
	// LateCount and EarlyCount are of sessions, Late and Early how long it was in all.
	LateCount  int          `json:"late_count"`
	Late       queue.Millis `json:"late_ms"`
	EarlyCount int          `json:"early_count"`
	Early      queue.Millis `json:"early_ms"`
	// Unprepared sessions were begun without the minutes of preparation, Forgotten turns were signed out by the day's end.
	Unprepared int          `json:"unprepared_count"`
	Forgotten  int          `json:"forgotten_count"`
	SignedIn   queue.Millis `json:"signed_in_ms"`
	Paused     queue.Millis `json:"paused_ms"`
	PauseCount int          `json:"pause_count"`
	Away       queue.Millis `json:"away_ms"`
	LeftAlone  int          `json:"left_alone"`
}

// duty adds up the turns of each member of staff, those of the layout that had none included.
func (l *ledger) duty() (table, error) {
	turns, err := l.turns()
	if err != nil {
		return table{}, err
	}
	of := map[queue.StaffNo]*dutyRow{}
	row := func(no queue.StaffNo) *dutyRow {
		if of[no] == nil {
			of[no] = &dutyRow{Staff: no}
			if member, ok := l.layout.StaffMember(no); ok {
				of[no].Name = member.Name
			}
		}
		return of[no]
	}
	for i := range l.layout.Staff {
		row(l.layout.Staff[i].Number)
	}
	last := map[queue.StaffNo]queue.Date{} // turns come in the order of their days
	for i := range turns {
		t, r := &turns[i], row(turns[i].Staff)
		if last[t.Staff] != t.Date {
			last[t.Staff] = t.Date
			r.Days++
		}
		r.add(t)
		end := cmp.Or(t.SignedOutAt, l.now)
		r.SignedIn += max(0, end.Since(t.SignedInAt))
	}
	rows := make([]dutyRow, 0, len(of))
	for _, r := range of {
		rows = append(rows, *r)
	}
	slices.SortFunc(rows, func(a, b dutyRow) int { return cmp.Compare(a.Staff, b.Staff) })
	return tableOf(rows), nil
}

// add counts one turn.
func (r *dutyRow) add(t *shiftRow) {
	r.Shifts++
	r.Substitutes += one(t.Substitute)
	r.Reliefs += one(t.Relief)
	r.LateCount += one(t.Late > 0)
	r.EarlyCount += one(t.Early > 0)
	r.Unprepared += one(t.Prepared != nil && !*t.Prepared)
	r.Forgotten += one(t.Forgotten)
	r.Late, r.Early, r.Paused, r.Away = r.Late+t.Late, r.Early+t.Early, r.Paused+t.Paused, r.Away+t.Away
	r.PauseCount, r.LeftAlone = r.PauseCount+t.PauseCount, r.LeftAlone+t.LeftAlone
}

func (r dutyRow) cells() []cell {
	return []cell{
		{"staff", string(r.Staff)}, {"name", r.Name}, count("days", r.Days), count("shifts", r.Shifts),
		count("substitute_shifts", r.Substitutes), count("relief_shifts", r.Reliefs), count("late_count", r.LateCount), span("late_ms", &r.Late),
		count("early_count", r.EarlyCount), span("early_ms", &r.Early), count("unprepared_count", r.Unprepared),
		count("forgotten_count", r.Forgotten), span("signed_in_ms", &r.SignedIn), span("paused_ms", &r.Paused),
		count("pause_count", r.PauseCount), span("away_ms", &r.Away), count("left_alone", r.LeftAlone),
	}
}
