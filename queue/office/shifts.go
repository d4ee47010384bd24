package office

import "github.com/paidui/paidui/queue"

// shiftRow is one turn at a window. Its times are exact, what it says of attendance goes by the hours and settings that
// are in force now.
type shiftRow struct {
	Date       queue.Date         `json:"date"`
	Staff      queue.StaffNo      `json:"staff"` // empty for who signed in without a number
	Name       string             `json:"name"`
	Window     queue.WindowNumber `json:"window"`
	SignedInAt queue.Instant      `json:"signed_in_at"`
	// SignedOutAt is absent while the turn lasts.
	SignedOutAt queue.Instant `json:"signed_out_at,omitempty"`
	Late        queue.Millis  `json:"late_ms"`
	Early       queue.Millis  `json:"early_ms"`
	// Prepared is null for a turn that does not open a session.
	Prepared *bool `json:"prepared"`
	// Paused is all of the time paused, Away what of it lay within sessions, with the time signed out between two turns.
	Paused     queue.Millis `json:"paused_ms"`
	Away       queue.Millis `json:"away_ms"`
	PauseCount int          `json:"pause_count"`
	// LeftAlone is how often people were left without a window.
	LeftAlone  int  `json:"left_alone"`
	Substitute bool `json:"substitute"`
	Relief     bool `json:"relief"`
	Relieved   bool `json:"relieved"`
	Forgotten  bool `json:"forgotten"`
}

// shifts lists the turns at windows, in the order in which they began.
func (l *ledger) shifts() (table, error) {
	rows, err := l.turns()
	return tableOf(rows), err
}

// person is whose turns are held against one another: a member of staff on a day, or a window where nobody gave a number.
type person struct {
	date   queue.Date
	staff  queue.StaffNo
	window queue.WindowNumber
}

// turns gives them, held against the hours.
func (l *ledger) turns() ([]shiftRow, error) {
	rows := []shiftRow{}
	turns, place := map[person][]queue.ShiftRecord{}, map[person][]int{}
	if l.from == "" { // no business day has begun yet
		return rows, nil
	}
	loc := l.layout.Location()
	err := l.store.Shifts(l.ctx, l.from, l.to, func(r *queue.ShiftRecord) error {
		whose := person{date: queue.DateOf(r.SignedInAt, loc), staff: r.Staff}
		if r.Staff == "" {
			whose.window = r.Window
		}
		turns[whose], place[whose] = append(turns[whose], *r), append(place[whose], len(rows))
		row := shiftRow{
			Date: whose.date, Staff: r.Staff, Window: r.Window, SignedInAt: r.SignedInAt, SignedOutAt: r.SignedOutAt,
			Paused: r.PausedUntil(l.now), PauseCount: r.PauseCount, LeftAlone: r.LeftAlone,
			Substitute: r.Substitute, Relief: r.Relief, Relieved: r.Relieved, Forgotten: r.Forgotten,
		}
		if member, ok := l.layout.StaffMember(r.Staff); ok {
			row.Name = member.Name
		}
		rows = append(rows, row)
		return nil
	})
	for whose, records := range turns {
		for i, d := range l.layout.Duties(records, l.now) {
			row := &rows[place[whose][i]]
			row.Late, row.Early, row.Prepared, row.Away = d.Late, d.Early, d.Prepared, d.Away
		}
	}
	return rows, err
}

func (r shiftRow) cells() []cell {
	return []cell{
		{"date", string(r.Date)}, {"staff", string(r.Staff)}, {"name", r.Name}, {"window", int(r.Window)},
		moment("signed_in_at", r.SignedInAt), moment("signed_out_at", r.SignedOutAt),
		span("late_ms", &r.Late), span("early_ms", &r.Early), maybe("prepared", r.Prepared),
		span("paused_ms", &r.Paused), span("away_ms", &r.Away), count("pause_count", r.PauseCount), count("left_alone", r.LeftAlone),
		maybe("substitute", &r.Substitute), maybe("relief", &r.Relief), maybe("relieved", &r.Relieved), maybe("forgotten", &r.Forgotten),
	}
}

func moment(head string, at queue.Instant) cell {
	if at == 0 {
		return cell{head, nil}
	}
	return cell{head, at.String()}
}

func maybe(head string, is *bool) cell {
	if is == nil {
		return cell{head, nil}
	}
	return cell{head, *is}
}
