package office

import "github.com/paidui/paidui/queue"

// followUpRow is what came of the bad ratings (差评) that were given in the period.
type followUpRow struct {
	Bad        int `json:"bad"`
	CalledBack int `json:"called_back"`
	// InTime are those of CalledBack, and of Closed, that were so on the last day for it at the latest.
	CalledBackInTime int `json:"called_back_in_time"`
	Closed           int `json:"closed"`
	ClosedInTime     int `json:"closed_in_time"`
	// Overdue are those not closed of which a last day has passed.
	Overdue int `json:"overdue"`
	// CallBackRate (回访率) and CorrectionRate (整改率) are CalledBack and Closed by Bad.
	CallBackRate   *float64 `json:"call_back_rate"`
	CorrectionRate *float64 `json:"correction_rate"`
}

// followedUp adds up the follow-ups.
func (l *ledger) followedUp() (table, error) {
	var r followUpRow
	loc := l.layout.Location()
	today := queue.DateOf(l.now, loc)
	err := l.store.FollowUps(l.ctx, l.from, l.to, func(f *queue.FollowUp) error {
		r.Bad++
		called, closed := f.CalledBackAt != 0, f.ClosedAt != 0
		r.CalledBack += one(called)
		r.CalledBackInTime += one(called && queue.DateOf(f.CalledBackAt, loc) <= f.CallBackBy)
		r.Closed += one(closed)
		r.ClosedInTime += one(closed && queue.DateOf(f.ClosedAt, loc) <= f.CorrectBy)
		r.Overdue += one(!called && f.CallBackBy < today || !closed && f.CorrectBy < today)
		return nil
	})
	r.CallBackRate, r.CorrectionRate = rate(r.CalledBack, r.Bad), rate(r.Closed, r.Bad)
	return tableOf([]followUpRow{r}), err
}

// one is 1 for what is.
func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// feedbackCount is how often citizens complained of something, or suggested something about it.
type feedbackCount struct {
	Kind     queue.FeedbackKind     `json:"kind"`
	Category queue.FeedbackCategory `json:"category"`
	Count    int                    `json:"count"`
}

// heard counts complaints and suggestions by category. What they say is read elsewhere, for a reason.
func (l *ledger) heard() (table, error) {
	counts := map[feedbackCount]int{}
	err := l.store.Feedback(l.ctx, l.from, l.to, func(f *queue.Feedback) error {
		counts[feedbackCount{Kind: f.Kind, Category: f.Category}]++
		return nil
	})
	var rows []feedbackCount
	for _, kind := range []queue.FeedbackKind{queue.FeedbackComplaint, queue.FeedbackSuggestion} {
		for _, category := range queue.FeedbackCategories {
			r := feedbackCount{Kind: kind, Category: category}
			r.Count = counts[r]
			rows = append(rows, r)
		}
	}
	return tableOf(rows), err
}

// cardRow is how many cards of a level were given in the period, and what has come of them.
type cardRow struct {
	Level     queue.Level `json:"level"`
	Given     int         `json:"given"`
	Appealed  int         `json:"appealed"`
	Upheld    int         `json:"upheld"`
	Withdrawn int         `json:"withdrawn"`
}

// cards counts the register of cards.
func (l *ledger) cards() (table, error) {
	rows := []cardRow{{Level: queue.LevelYellow}, {Level: queue.LevelRed}}
	err := l.store.Cards(l.ctx, l.from, l.to, func(c *queue.Card) error {
		r := &rows[one(c.Level == queue.LevelRed)]
		r.Given++
		r.Appealed += one(c.Appeal != "")
		r.Upheld += one(c.Ruling == queue.RulingUpheld)
		r.Withdrawn += one(c.Ruling == queue.RulingWithdrawn)
		return nil
	})
	return tableOf(rows), err
}

// alertRow is how many alerts of a kind somebody acknowledged, by the level that they had then. One that nobody saw is not
// kept; what was wrong is told by the waits, services and pauses themselves, and terms that were not kept by the follow-ups.
type alertRow struct {
	Kind    queue.AlertKind `json:"kind"`
	Warning int             `json:"warning"`
	Yellow  int             `json:"yellow"`
	Red     int             `json:"red"`
}

// alerts counts those that were acknowledged.
func (l *ledger) alerts() (table, error) {
	rows := []alertRow{}
	for _, kind := range []queue.AlertKind{
		queue.AlertWait, queue.AlertUnserved, queue.AlertPause, queue.AlertIdle, queue.AlertService, queue.AlertUnstaffed,
	} {
		rows = append(rows, alertRow{Kind: kind})
	}
	err := l.store.AlertsSeen(l.ctx, l.from, l.to, func(a *queue.Alert) error {
		for i := range rows {
			if r := &rows[i]; r.Kind == a.Kind {
				r.Warning += one(a.Level == queue.LevelWarning)
				r.Yellow += one(a.Level == queue.LevelYellow)
				r.Red += one(a.Level == queue.LevelRed)
			}
		}
		return nil
	})
	return tableOf(rows), err
}

func (r followUpRow) cells() []cell {
	return []cell{
		count("bad", r.Bad), count("called_back", r.CalledBack), count("called_back_in_time", r.CalledBackInTime), count("closed", r.Closed),
		count("closed_in_time", r.ClosedInTime), count("overdue", r.Overdue), share("call_back_rate", r.CallBackRate),
		share("correction_rate", r.CorrectionRate),
	}
}

func (r feedbackCount) cells() []cell {
	return []cell{{"kind", string(r.Kind)}, {"category", string(r.Category)}, count("count", r.Count)}
}

func (r cardRow) cells() []cell {
	return []cell{
		{"level", string(r.Level)}, count("given", r.Given), count("appealed", r.Appealed), count("upheld", r.Upheld), count("withdrawn", r.Withdrawn),
	}
}

func (r alertRow) cells() []cell {
	return []cell{{"kind", string(r.Kind)}, count("warning", r.Warning), count("yellow", r.Yellow), count("red", r.Red)}
}
