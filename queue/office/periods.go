package office

import (
	"cmp"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// departmentRow is the figures of one department's services; Department is empty for services of none.
type departmentRow struct {
	Department queue.DepartmentID `json:"department"`
	Name       queue.Text         `json:"name"`
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
}

// began is when v's wait began as people see it: the issue of its number, or what put it into a queue again.
func began(v *queue.Visit) queue.Instant {
	if v.First {
		return v.IssuedAt
	}
	return v.WaitFrom
}

// getDepartments reports on every department of the layout, by the services that it has now.
func (s *Service) getDepartments(c echo.Context) error {
	p, err := s.readPeriod(c)
	if err != nil {
		return err
	}
	of := map[queue.ServiceID]queue.DepartmentID{}
	for i := range p.layout.Services {
		of[p.layout.Services[i].ID] = p.layout.Services[i].Department
	}
	all, err := tallies(c.Request().Context(), s.store, p,
		func(v *queue.Visit) (queue.DepartmentID, bool) { return of[v.Service], true }, nil)
	if err != nil {
		return err
	}
	var known []queue.DepartmentID
	names := map[queue.DepartmentID]queue.Text{}
	for _, d := range p.layout.Departments {
		known, names[d.ID] = append(known, d.ID), d.Name
	}
	rows := []departmentRow{}
	for _, id := range keys(known, all) {
		rows = append(rows, departmentRow{id, names[id], cmp.Or(all[id], &tally{}).ofTickets()})
	}
	return send(c, p, "departments", rows)
}

// getHours reports on the hours of the day in which anybody came.
func (s *Service) getHours(c echo.Context) error {
	p, err := s.readPeriod(c)
	if err != nil {
		return err
	}
	clock := newClock(p.layout)
	all, err := tallies(c.Request().Context(), s.store, p,
		func(v *queue.Visit) (int, bool) { return clock.at(began(v)).halfHour / 2, true }, nil)
	if err != nil {
		return err
	}
	rows := []hourRow{}
	for _, hour := range keys(nil, all) {
		rows = append(rows, hourRow{hour, all[hour].ofTickets()})
	}
	return send(c, p, "hours", rows)
}

// getWeekdays reports on the days of the week on which anybody came, Monday first.
func (s *Service) getWeekdays(c echo.Context) error {
	p, err := s.readPeriod(c)
	if err != nil {
		return err
	}
	clock := newClock(p.layout)
	all, err := tallies(c.Request().Context(), s.store, p,
		func(v *queue.Visit) (int, bool) { return clock.at(began(v)).sinceMonday(), true }, nil)
	if err != nil {
		return err
	}
	rows := []weekdayRow{}
	for _, day := range keys(nil, all) {
		rows = append(rows, weekdayRow{weekday(day), clock.days[day], all[day].ofTickets()})
	}
	return send(c, p, "weekdays", rows)
}

// getPeaks reports on the half hours of the week in which anybody came.
func (s *Service) getPeaks(c echo.Context) error {
	p, err := s.readPeriod(c)
	if err != nil {
		return err
	}
	clock := newClock(p.layout)
	all, err := tallies(c.Request().Context(), s.store, p, func(v *queue.Visit) (int, bool) {
		at := clock.at(began(v))
		return at.sinceMonday()*48 + at.halfHour, true
	}, nil)
	if err != nil {
		return err
	}
	rows := []peakRow{}
	for _, bucket := range keys(nil, all) {
		day, half := bucket/48, bucket%48
		rows = append(rows, all[bucket].peak(weekday(day), queue.TimeOfDay(half*30), clock.days[day]))
	}
	return send(c, p, "peaks", rows)
}

// peak gives t as the half hour of a weekday of which there were so many days.
func (t *tally) peak(day queue.Weekday, from queue.TimeOfDay, days int) peakRow {
	row := peakRow{
		Weekday: day, From: from, Days: days, Issued: t.issued, PerDay: rate(t.issued, days), Wait: spreadOf(t.wait), Service: spreadOf(t.service),
	}
	if mean := row.Service.Mean; mean != nil && days > 0 {
		row.Windows = rate(queue.Millis(t.issued)*100**mean, queue.Millis(days*85)*30*queue.Minute)
	}
	return row
}

// weekday gives the day of the week that many days after Monday.
func weekday(sinceMonday int) queue.Weekday { return queue.Weekday((sinceMonday + 1) % 7) }

// clock tells in which half hour of which day of the week moments lie, and counts the days.
type clock struct {
	loc  *time.Location
	last struct {
		from, until queue.Instant
		when
	}
	seen map[int]bool // days since 1970, by the hall's calendar
	days [7]int       // how many of each day of the week were seen, Monday first
}

// when is a half hour of the day, from 0 to 47, and the day of the week.
type when struct {
	halfHour int
	day      time.Weekday
}

func newClock(l *queue.Layout) *clock { return &clock{loc: l.Location(), seen: map[int]bool{}} }

func (w when) sinceMonday() int { return (int(w.day) + 6) % 7 }

// at gives when the moment i is. Visits come in the order in which they began, so that most of them lie in the half hour
// of the one before.
func (c *clock) at(i queue.Instant) when {
	if i >= c.last.from && i < c.last.until {
		return c.last.when
	}
	t := i.Time().In(c.loc)
	w := when{t.Hour()*2 + t.Minute()/30, t.Weekday()}
	into := queue.Millis(t.Minute()%30)*queue.Minute + queue.Millis(t.Second())*queue.Second + queue.Millis(t.Nanosecond()/1_000_000)
	c.last.from, c.last.until, c.last.when = i.Add(-into), i.Add(30*queue.Minute-into), w
	day := int(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86_400)
	if !c.seen[day] {
		c.seen[day] = true
		c.days[w.sinceMonday()]++
	}
	return w
}

func (r departmentRow) cells() []cell {
	return append([]cell{{"department", string(r.Department)}, {"name", r.Name.ZH}}, r.ofTickets.cells()...)
}

func (r hourRow) cells() []cell { return append([]cell{{"hour", r.Hour}}, r.ofTickets.cells()...) }

func (r weekdayRow) cells() []cell {
	return append([]cell{{"weekday", name(r.Weekday)}, count("days", r.Days)}, r.ofTickets.cells()...)
}

func (r peakRow) cells() []cell {
	cells := []cell{
		{"weekday", name(r.Weekday)}, {"from", r.From.String()}, count("days", r.Days), count("issued", r.Issued), share("per_day", r.PerDay),
	}
	return append(append(append(cells, r.Wait.cells("wait_ms")...), r.Service.cells("service_ms")...), share("windows_needed", r.Windows))
}

// name gives mon … sun.
func name(d queue.Weekday) string {
	text, _ := d.MarshalText()
	return string(text)
}
