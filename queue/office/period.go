package office

import (
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// period is what a report is about.
type period struct {
	from, to queue.Date
	// now ends what still lasts.
	now    queue.Instant
	layout *queue.Layout
	format format
	// department is whose figures alone are read; empty: all.
	department queue.DepartmentID
}

// format is what a report comes as.
type format string

// The formats.
const (
	formatJSON format = "json"
	formatCSV  format = "csv"
	formatXLSX format = "xlsx"
)

// readPeriod checks the right to figures and reads from, to and format. Without dates it is today; with one, that day up
// to today, or that day alone.
func (s *Service) readPeriod(c echo.Context) (*period, error) {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightStatistics, queue.Place{}); err != nil {
		return nil, err
	}
	return s.periodOf(c, "")
}

// ownReports are those of which a chief reads what is their department's.
var ownReports = []string{"services", "windows", "staff"}

// readOwnPeriod is readPeriod for figures that a department's chief may read as well, as far as they are its own.
func (s *Service) readOwnPeriod(c echo.Context) (*period, error) {
	actor := queue.ActorFrom(c.Request().Context())
	_, err := actor.Need(queue.RightStatistics, queue.Place{})
	if err == nil {
		return s.periodOf(c, "")
	}
	if chief, ok := actor.May(queue.RightDepartment, queue.Place{}); ok && chief.Department != "" {
		return s.periodOf(c, chief.Department)
	}
	return nil, err
}

// has tells whether figures of a service belong to who asks.
func (p *period) has(id queue.ServiceID) bool {
	if p.department == "" {
		return true
	}
	service, ok := p.layout.Service(id)
	return ok && service.Department == p.department
}

// hasWindow tells it of a window, by its services.
func (p *period) hasWindow(n queue.WindowNumber) bool {
	if p.department == "" {
		return true
	}
	w, ok := p.layout.Window(n)
	return ok && slices.ContainsFunc(w.Services, p.has)
}

// hasStaff tells it of somebody who has not been at work: by the posts of the windows.
func (p *period) hasStaff(no queue.StaffNo) bool {
	return p.department == "" || slices.ContainsFunc(p.layout.Windows, func(w queue.Window) bool {
		return p.hasWindow(w.Number) && (w.Post.AStaff == no || w.Post.BStaff == no)
	})
}

func (s *Service) periodOf(c echo.Context, department queue.DepartmentID) (*period, error) {
	p := &period{now: s.hall.Now(), department: department}
	var today queue.Date
	s.hall.View(func(state *queue.State) { p.layout, today = state.Layout(), state.Date() })
	var err error
	if p.to, err = date(c, "to", today); err != nil {
		return nil, err
	}
	if p.from, err = date(c, "from", p.to); err != nil {
		return nil, err
	}
	if p.from > p.to {
		return nil, badQuery("from is after to")
	}
	switch p.format = format(c.QueryParam("format")); p.format {
	case "", formatJSON, formatCSV, formatXLSX:
		return p, nil
	}
	return nil, badQuery("format is neither json, csv nor xlsx")
}

func date(c echo.Context, name string, missing queue.Date) (queue.Date, error) {
	text := c.QueryParam(name)
	if text == "" {
		return missing, nil
	}
	d, err := queue.ParseDate(text)
	if err != nil {
		return "", badQuery(name + ": " + err.Error())
	}
	return d, nil
}
