package office

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// report is a table that can be asked for by its name: by which subjects the period has to be read for it, and its rows.
type report struct {
	name string
	by   []subject
	rows func(*ledger) (table, error)
}

// reports are all tables, in the order in which the whole report has them.
var reports = []report{
	{"overview", []subject{byAll}, (*ledger).overview},
	{"services", []subject{byService}, (*ledger).ofServices},
	{"windows", []subject{byWindow}, (*ledger).ofWindows},
	{"staff", []subject{byStaff}, (*ledger).ofStaff},
	{"departments", []subject{byDepartment}, (*ledger).ofDepartments},
	{"days", []subject{byDay}, (*ledger).ofDays},
	{"months", []subject{byMonth}, (*ledger).ofMonths},
	{"hours", []subject{byHour}, (*ledger).ofHours},
	{"weekdays", []subject{byWeekday}, (*ledger).ofWeekdays},
	{"peaks", []subject{byHalfHour}, (*ledger).peaks},
	{"order", []subject{byAll, byWhy}, (*ledger).order},
	{"follow-ups", nil, (*ledger).followedUp},
	{"feedback", nil, (*ledger).heard},
	{"cards", nil, (*ledger).cards},
	{"alerts", nil, (*ledger).alerts},
	{"duty", nil, (*ledger).duty},
	{"shifts", nil, (*ledger).shifts},
}

// statistics adds a route for each of the reports, and for all of them in one.
func (s *Service) statistics(api *echo.Group) {
	for _, r := range reports {
		api.GET("/statistics/"+r.name, func(c echo.Context) error { return s.getTable(c, r) })
	}
	api.GET("/statistics/report", s.getReport)
}

// getTable answers with one report of a period.
func (s *Service) getTable(c echo.Context, r report) error {
	readPeriod := s.readPeriod
	if slices.Contains(ownReports, r.name) {
		readPeriod = s.readOwnPeriod
	}
	p, err := readPeriod(c)
	if err != nil {
		return err
	}
	l, err := read(c.Request().Context(), s.store, p, r.by...)
	if err != nil {
		return err
	}
	t, err := r.rows(l)
	if err != nil {
		return err
	}
	file := r.name + "-" + p.from.Compact() + "-" + p.to.Compact()
	switch p.format {
	case formatCSV:
		return sendCSV(c, file+".csv", t)
	case formatXLSX:
		return sendXLSX(c, file+".xlsx", r.name, t)
	}
	return c.JSON(http.StatusOK, t.list)
}

// windowRow is one window's figures.
type windowRow struct {
	Window queue.WindowNumber `json:"window"`
	Name   queue.Text         `json:"name"`
	figures
	duty
}

// serviceRow is one service's figures.
type serviceRow struct {
	Service queue.ServiceID `json:"service"`
	Prefix  string          `json:"prefix"`
	Name    queue.Text      `json:"name"`
	ofTickets
}

// staffRow is one member of staff's figures; Staff is empty for who signed in without a number.
type staffRow struct {
	Staff queue.StaffNo `json:"staff"`
	Name  string        `json:"name"`
	figures
	duty
}

// departmentRow is the figures of one department's services; Department is empty for services of none.
type departmentRow struct {
	Department queue.DepartmentID `json:"department"`
	Name       queue.Text         `json:"name"`
	ofTickets
}

// overviewRow is the whole hall. Days is on how many days somebody came.
type overviewRow struct {
	Days int `json:"days"`
	ofTickets
	duty
}

// each gives the keys of the layout in its order and after them those that only figures know, sorted, with what they come
// to.
func each[K cmp.Ordered](known []K, x *index[K], c *column, see func(K, *tally)) {
	others := slices.DeleteFunc(slices.Sorted(slices.Values(x.keys)), func(key K) bool { return slices.Contains(known, key) })
	for _, key := range append(slices.Clone(known), others...) {
		t := &tally{}
		if place, ok := x.places[key]; ok {
			t = c.group(place)
		}
		see(key, t)
	}
}

// overview gives the whole hall as one row.
func (l *ledger) overview() (table, error) {
	t := l.columns[byAll].group(0)
	return tableOf([]overviewRow{{len(l.clock.seen), t.ofTickets(), t.duty()}}), nil
}

// ofWindows tells of every window of the layout and of those that had visits.
func (l *ledger) ofWindows() (table, error) {
	var known []queue.WindowNumber
	for i := range l.layout.Windows {
		if key := l.layout.Windows[i].Number; l.hasWindow(key) {
			known = append(known, key)
		}
	}
	slices.Sort(known)
	rows := []windowRow{}
	each(known, &l.windows, &l.columns[byWindow], func(n queue.WindowNumber, t *tally) {
		row := windowRow{Window: n, figures: t.figures(), duty: t.duty()}
		if w, ok := l.layout.Window(n); ok {
			row.Name = w.Name
		}
		rows = append(rows, row)
	})
	return tableOf(rows), nil
}

// ofServices tells of every service of the layout and of those that had visits.
func (l *ledger) ofServices() (table, error) {
	var known []queue.ServiceID
	for i := range l.layout.Services {
		if key := l.layout.Services[i].ID; l.has(key) {
			known = append(known, key)
		}
	}
	rows := []serviceRow{}
	each(known, &l.services, &l.columns[byService], func(id queue.ServiceID, t *tally) {
		row := serviceRow{Service: id, ofTickets: t.ofTickets()}
		if of, ok := l.layout.Service(id); ok {
			row.Prefix, row.Name = of.Prefix, of.Name
		}
		rows = append(rows, row)
	})
	return tableOf(rows), nil
}

// ofStaff tells of every member of staff of the layout and of those that had visits.
func (l *ledger) ofStaff() (table, error) {
	var known []queue.StaffNo
	for i := range l.layout.Staff {
		if key := l.layout.Staff[i].Number; l.hasStaff(key) {
			known = append(known, key)
		}
	}
	slices.Sort(known)
	rows := []staffRow{}
	each(known, &l.staff, &l.columns[byStaff], func(no queue.StaffNo, t *tally) {
		row := staffRow{Staff: no, figures: t.figures(), duty: t.duty()}
		if member, ok := l.layout.StaffMember(no); ok {
			row.Name = member.Name
		}
		rows = append(rows, row)
	})
	return tableOf(rows), nil
}

// ofDepartments tells of every department of the layout, by the services that it has now.
func (l *ledger) ofDepartments() (table, error) {
	var known []queue.DepartmentID
	names := map[queue.DepartmentID]queue.Text{}
	for _, d := range l.layout.Departments {
		known, names[d.ID] = append(known, d.ID), d.Name
	}
	rows := []departmentRow{}
	each(known, &l.departments, &l.columns[byDepartment], func(id queue.DepartmentID, t *tally) {
		rows = append(rows, departmentRow{id, names[id], t.ofTickets()})
	})
	return tableOf(rows), nil
}
