package office

import (
	"time"

	"github.com/paidui/paidui/queue"
)

// dayRow is the figures of one day on which anybody came, by the hall's calendar; Month is the same of a month: 2026-11.
type dayRow struct {
	Date    queue.Date    `json:"date"`
	Weekday queue.Weekday `json:"weekday"`
	ofTickets
}

type monthRow struct {
	Month string `json:"month"`
	ofTickets
}

// hourRow is the figures of the visits that began in one hour of the day.
type hourRow struct {
	Hour int `json:"hour"`
	ofTickets
}

// weekdayRow is the figures of one day of the week. Days is on how many of them somebody came.
type weekdayRow struct {
	Weekday queue.Weekday `json:"weekday"`
	Days    int           `json:"days"`
	ofTickets
}

// peakRow is one half hour of a day of the week: how many come on such a day, and how many windows they need.
type peakRow struct {
	Weekday queue.Weekday   `json:"weekday"`
	From    queue.TimeOfDay `json:"from"`
	Days    int             `json:"days"`
	Issued  int             `json:"issued"`
	// PerDay is Issued by Days.
	PerDay  *float64 `json:"per_day"`
	Wait    spread   `json:"wait_ms"`
	Service spread   `json:"service_ms"`
	// Windows is how many work 85 of 100 minutes when so many come and take so long as they do then; null when nobody was
	// served.
	Windows *float64 `json:"windows_needed"`
	// SignedIn is how many windows were signed in and open then on such a day, on average; one that is paused among them.
	SignedIn *float64 `json:"windows_signed_in"`
}

// ofDays tells of the days on which anybody came.
func (l *ledger) ofDays() (table, error) {
	rows := []dayRow{}
	each(nil, &l.days, &l.columns[byDay], func(day int, t *tally) {
		at := time.Unix(int64(day)*86_400, 0).UTC()
		rows = append(rows, dayRow{queue.Date(at.Format(time.DateOnly)), queue.Weekday(at.Weekday()), t.ofTickets()})
	})
	return tableOf(rows), nil
}

// ofMonths tells of the months in which anybody came.
func (l *ledger) ofMonths() (table, error) {
	rows := []monthRow{}
	each(nil, &l.months, &l.columns[byMonth], func(month string, t *tally) { rows = append(rows, monthRow{month, t.ofTickets()}) })
	return tableOf(rows), nil
}

// ofHours tells of the hours of the day in which anybody came.
func (l *ledger) ofHours() (table, error) {
	rows := []hourRow{}
	each(nil, &l.hours, &l.columns[byHour], func(hour int, t *tally) { rows = append(rows, hourRow{hour, t.ofTickets()}) })
	return tableOf(rows), nil
}

// ofWeekdays tells of the days of the week on which anybody came, Monday first.
func (l *ledger) ofWeekdays() (table, error) {
	rows := []weekdayRow{}
	each(nil, &l.weekdays, &l.columns[byWeekday], func(day int, t *tally) {
		rows = append(rows, weekdayRow{weekday(day), l.clock.days[day], t.ofTickets()})
	})
	return tableOf(rows), nil
}

// peaks tells of the half hours of the week in which anybody came.
func (l *ledger) peaks() (table, error) {
	rows := []peakRow{}
	each(nil, &l.halfHours, &l.columns[byHalfHour], func(bucket int, t *tally) {
		day, half := bucket/48, bucket%48
		days := l.clock.days[day]
		row := peakRow{
			Weekday: weekday(day), From: queue.TimeOfDay(half * 30), Days: days, Issued: t.counts[issued],
			PerDay: rate(t.counts[issued], days), Wait: t.spreads[wait].spread(), Service: t.spreads[service].spread(),
			SignedIn: rate(l.signedIn[bucket], queue.Millis(days)*30*queue.Minute),
		}
		if mean := row.Service.Mean; mean != nil && days > 0 {
			row.Windows = rate(queue.Millis(row.Issued)*100**mean, queue.Millis(days*85)*30*queue.Minute)
		}
		rows = append(rows, row)
	})
	return tableOf(rows), nil
}

// weekday gives the day of the week that many days after Monday.
func weekday(sinceMonday int) queue.Weekday { return queue.Weekday((sinceMonday + 1) % 7) }

// clock tells in which half hour moments lie by the hall's calendar, and counts the days on which somebody came.
type clock struct {
	loc *time.Location
	// from and until are the ends of the half hour that was asked for last, which last is.
	from, until queue.Instant
	last        when
	seen        map[int]bool
	days        [7]int // how many of each day of the week were seen, Monday first
	today       int    // the day that was seen last
}

// when is a half hour, from 0 to 47, of a day since 1970, with its day of the week, from Monday on, and its month.
type when struct {
	halfHour, day, weekday int
	month                  string
}

func newClock(l *queue.Layout) *clock {
	return &clock{loc: l.Location(), seen: map[int]bool{}, today: -1}
}

// at gives the half hour of the moment i. Visits come in the order in which they began, so that most of them lie in that of
// the one before.
func (c *clock) at(i queue.Instant) *when {
	if i >= c.from && i < c.until {
		return &c.last
	}
	t := i.Time().In(c.loc)
	into := queue.Millis(t.Minute()%30)*queue.Minute + queue.Millis(t.Second())*queue.Second + queue.Millis(t.Nanosecond()/1_000_000)
	c.from, c.until = i.Add(-into), i.Add(30*queue.Minute-into)
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86_400
	c.last = when{t.Hour()*2 + t.Minute()/30, int(day), (int(t.Weekday()) + 6) % 7, t.Format("2006-01")}
	return &c.last
}

// see counts a day on which somebody came.
func (c *clock) see(day, weekday int) {
	if day == c.today {
		return
	}
	c.today = day
	if !c.seen[day] {
		c.seen[day] = true
		c.days[weekday]++
	}
}

func (r dayRow) cells() []cell {
	return append([]cell{{"date", string(r.Date)}, {"weekday", name(r.Weekday)}}, r.ofTickets.cells()...)
}

func (r monthRow) cells() []cell { return append([]cell{{"month", r.Month}}, r.ofTickets.cells()...) }

func (r hourRow) cells() []cell { return append([]cell{{"hour", r.Hour}}, r.ofTickets.cells()...) }

func (r weekdayRow) cells() []cell {
	return append([]cell{{"weekday", name(r.Weekday)}, count("days", r.Days)}, r.ofTickets.cells()...)
}

func (r peakRow) cells() []cell {
	cells := []cell{
		{"weekday", name(r.Weekday)}, {"from", r.From.String()}, count("days", r.Days), count("issued", r.Issued), share("per_day", r.PerDay),
	}
	cells = append(append(cells, r.Wait.cells("wait_ms")...), r.Service.cells("service_ms")...)
	return append(cells, share("windows_needed", r.Windows), share("windows_signed_in", r.SignedIn))
}

// name gives mon … sun.
func name(d queue.Weekday) string {
	text, _ := d.MarshalText()
	return string(text)
}
