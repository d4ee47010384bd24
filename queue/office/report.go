package office

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// wholeReport is everything about a period: all reports, of one reading.
type wholeReport struct {
	Hall queue.Text `json:"hall"`
	From queue.Date `json:"from"`
	To   queue.Date `json:"to"`
	// MadeAt is when it was made: what still lasted was counted until then.
	MadeAt   queue.Instant  `json:"made_at"`
	Sections map[string]any `json:"sections"`
	loc      *time.Location
}

// getReport answers with all reports of a period (日报、周报、月报、季报、年报), or with a workbook of a sheet each.
func (s *Service) getReport(c echo.Context) error {
	p, err := s.readPeriod(c)
	if err != nil {
		return err
	}
	if p.format == formatCSV {
		return badQuery("the whole report is no single table: format is json or xlsx")
	}
	wanted := make([]subject, 0, subjects)
	for by := range subjects {
		wanted = append(wanted, by)
	}
	l, err := read(c.Request().Context(), s.store, p, wanted...)
	if err != nil {
		return err
	}
	tables := map[string]table{}
	whole := wholeReport{p.layout.Name, p.from, p.to, p.now, map[string]any{}, p.layout.Location()}
	for _, r := range reports {
		t, err := r.rows(l)
		if err != nil {
			return err
		}
		tables[r.name], whole.Sections[r.name] = t, t.list
	}
	if p.format == formatXLSX {
		return s.sendWorkbook(c, "report-"+p.from.Compact()+"-"+p.to.Compact()+".xlsx", &whole, tables)
	}
	return c.JSON(http.StatusOK, &whole)
}
