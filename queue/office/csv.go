package office

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// cell is one value under its head: a string, an int, an int64, a float64, a bool, or nil for what is null.
type cell struct {
	head  string
	value any
}

// text gives the value as it stands in a CSV, with all digits that the JSON has.
func (x cell) text() string {
	switch v := x.value.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return plainText(v)
	default:
		return fmt.Sprint(v)
	}
}

// plainText keeps a spreadsheet from taking a text for a formula, which could send away what stands beside it.
func plainText(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}

// row is a report's row as it stands in a table.
type row interface{ cells() []cell }

// table is a report's rows: list as they are written in JSON, heads and rows as they stand in a file.
type table struct {
	list  any
	heads []string
	rows  [][]cell
}

func tableOf[R row](rows []R) table {
	var empty R
	t := table{list: rows, heads: texts(empty.cells(), func(x cell) string { return x.head })}
	for _, r := range rows {
		t.rows = append(t.rows, r.cells())
	}
	return t
}

// sendCSV answers with a table in UTF-8, its heads named as in the JSON. Spans are in milliseconds, what is null there is
// empty here.
func sendCSV(c echo.Context, file string, t table) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "text/csv; charset=utf-8")
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+file+`"`)
	c.Response().WriteHeader(http.StatusOK)
	w := csv.NewWriter(c.Response())
	w.UseCRLF = true
	if err := w.Write(t.heads); err != nil {
		return err
	}
	for _, r := range t.rows {
		if err := w.Write(texts(r, cell.text)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func texts(cells []cell, of func(cell) string) []string {
	all := make([]string, len(cells))
	for i, x := range cells {
		all[i] = of(x)
	}
	return all
}

func (r windowRow) cells() []cell {
	head := []cell{{"window", int(r.Window)}, {"name", r.Name.ZH}}
	return append(append(head, r.figures.cells()...), r.duty.cells()...)
}

func (r staffRow) cells() []cell {
	head := []cell{{"staff", string(r.Staff)}, {"name", r.Name}}
	return append(append(head, r.figures.cells()...), r.duty.cells()...)
}

func (r serviceRow) cells() []cell {
	return append([]cell{{"service", string(r.Service)}, {"prefix", r.Prefix}, {"name", r.Name.ZH}}, r.ofTickets.cells()...)
}

func (r departmentRow) cells() []cell {
	return append([]cell{{"department", string(r.Department)}, {"name", r.Name.ZH}}, r.ofTickets.cells()...)
}

func (r overviewRow) cells() []cell {
	return append(append([]cell{count("days", r.Days)}, r.ofTickets.cells()...), r.duty.cells()...)
}

func (o *ofTickets) cells() []cell {
	return append(append([]cell{count("issued", o.Issued)}, o.figures.cells()...),
		count("cancelled", o.Cancelled), count("expired", o.Expired), count("abandoned", o.Abandoned), share("abandon_rate", o.AbandonRate))
}

func (f *figures) cells() []cell {
	cells := []cell{
		count("called", f.Called), count("served", f.Served), count("no_show", f.NoShow), count("recovered", f.Recovered),
		count("left", f.Left), count("recalls", f.Recalls),
	}
	cells = append(cells, f.Wait.cells("wait_ms")...)
	cells = append(cells, f.NoShowWait.cells("no_show_wait_ms")...)
	cells = append(cells, f.Service.cells("service_ms")...)
	cells = append(cells, f.Walk.cells("walk_ms")...)
	cells = append(cells, share("no_show_rate", f.NoShowRate), share("wait_over_rate", f.WaitOverRate),
		share("service_over_rate", f.ServiceOverRate), count("rated", f.Rated))
	for i, n := range f.Levels {
		cells = append(cells, count("rating_"+strconv.Itoa(len(f.Levels)-i), n))
	}
	return append(cells, share("rating_rate", f.RatingRate), share("satisfaction_rate", f.Satisfaction), share("recall_rate", f.RecallRate),
		count("out_of_order", f.OutOfOrder), share("out_of_order_rate", f.OutOfOrderRate))
}

func (d *duty) cells() []cell {
	return []cell{
		span("signed_in_ms", &d.SignedIn), span("paused_ms", &d.Paused), count("pause_count", d.PauseCount),
		span("away_ms", &d.Away), span("serving_ms", &d.Serving),
		share("utilisation", d.Utilisation), count("consultations", d.Consultations),
	}
}

func (s *spread) cells(name string) []cell {
	return []cell{
		count(name+"_n", s.N), span(name+"_mean", s.Mean), span(name+"_p50", s.P50), span(name+"_p90", s.P90), span(name+"_max", s.Max),
	}
}

func count(head string, n int) cell { return cell{head, n} }

func span(head string, m *queue.Millis) cell {
	if m == nil {
		return cell{head, nil}
	}
	return cell{head, int64(*m)}
}

func share(head string, r *float64) cell {
	if r == nil {
		return cell{head, nil}
	}
	return cell{head, *r}
}
