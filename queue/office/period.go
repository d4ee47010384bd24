package office

import (
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
	p := &period{now: s.hall.Now()}
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
