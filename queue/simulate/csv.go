package simulate

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paidui/paidui/queue"
)

// SomeDay is the date of visits that tell the time of day alone: a Monday.
const SomeDay queue.Date = "2026-01-05"

// table reads a CSV by its head: columns in any order, those that nobody asks for left aside.
type table struct {
	file  *csv.Reader
	place map[string]int
	row   []string
}

// errEmpty is a file without a head.
var errEmpty = errors.New("the file is empty; its first line names the columns")

func newTable(r io.Reader, need ...string) (*table, error) {
	t := &table{file: csv.NewReader(r), place: map[string]int{}}
	t.file.ReuseRecord = true
	head, err := t.file.Read()
	if errors.Is(err, io.EOF) {
		return nil, errEmpty
	}
	if err != nil {
		return nil, err
	}
	for i, name := range head {
		t.place[strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))] = i
	}
	for _, name := range need {
		if _, ok := t.place[name]; !ok {
			return nil, fmt.Errorf("there is no column %q; needed are %s", name, strings.Join(need, ", "))
		}
	}
	return t, nil
}

// next reads a row; false at the end.
func (t *table) next() (ok bool, err error) {
	t.row, err = t.file.Read()
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, err
}

// cell gives what stands in the column with that name.
func (t *table) cell(name string) string { return strings.TrimSpace(t.row[t.place[name]]) }

// fail names the line of err.
func (t *table) fail(err error) error {
	line, _ := t.file.FieldPos(0)
	return fmt.Errorf("line %d: %w", line, err)
}

// ReadDay reads visits of a hall with that layout: at, service, class, service_ms, shows. A time of day is one of
// SomeDay in the hall's zone. The error names the line.
func ReadDay(r io.Reader, l *queue.Layout) ([]Visit, error) {
	t, err := newTable(r, "at", "service", "class", "service_ms", "shows")
	if err != nil {
		return nil, err
	}
	var visits []Visit
	for {
		ok, err := t.next()
		if err != nil || !ok {
			return visits, err
		}
		v, err := t.visit(l)
		if err != nil {
			return nil, t.fail(err)
		}
		visits = append(visits, v)
	}
}

func (t *table) visit(l *queue.Layout) (v Visit, err error) {
	v.Service, v.Class = queue.ServiceID(t.cell("service")), queue.Class(t.cell("class"))
	if v.At, err = moment(t.cell("at"), l.Location()); err != nil {
		return v, err
	}
	if _, ok := l.Service(v.Service); !ok {
		return v, fmt.Errorf("the hall has no service %q", v.Service)
	}
	if v.Class != "" && !v.Class.Valid() {
		return v, fmt.Errorf("class %q is not known", v.Class)
	}
	takes, err := strconv.ParseInt(t.cell("service_ms"), 10, 64)
	if err != nil || takes < 0 {
		return v, fmt.Errorf("service_ms %q is not a whole number of milliseconds", t.cell("service_ms"))
	}
	v.Takes = queue.Millis(takes)
	if v.Shows, err = strconv.ParseBool(t.cell("shows")); err != nil {
		return v, fmt.Errorf("shows %q is neither true nor false", t.cell("shows"))
	}
	return v, nil
}

// moment reads RFC 3339 or a time of SomeDay in loc.
func moment(text string, loc *time.Location) (queue.Instant, error) {
	var at queue.Instant
	if err := at.UnmarshalText([]byte(text)); err == nil {
		return at, nil
	}
	t, err := time.ParseInLocation(time.DateOnly+" 15:04:05", string(SomeDay)+" "+text, loc)
	if err != nil {
		return 0, fmt.Errorf("at %q is neither RFC 3339 nor HH:MM:SS", text)
	}
	return queue.At(t), nil
}

// columns are the head of results.
var columns = []string{
	"number", "service", "class", "issued_at", "estimate_p50_ms", "estimate_p90_ms", "called_at", "window", "started_at", "finished_at",
	"status",
}

// WriteResults writes results with their head; what was not reached is empty.
func WriteResults(w io.Writer, results []Result) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for i := range results {
		r := &results[i]
		p50, p90, window := "", "", ""
		if e := r.Estimate; e != nil {
			p50, p90 = strconv.FormatInt(int64(e.P50), 10), strconv.FormatInt(int64(e.P90), 10)
		}
		if r.Window != 0 {
			window = strconv.Itoa(int(r.Window))
		}
		if err := out.Write([]string{
			string(r.Number), string(r.Service), string(r.Class), written(r.IssuedAt), p50, p90, written(r.CalledAt), window,
			written(r.StartedAt), written(r.FinishedAt), string(r.Status),
		}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func written(at queue.Instant) string {
	if at == 0 {
		return ""
	}
	return at.String()
}

// ReadResults reads what WriteResults wrote, of one day or of several under one head; the head may come again between
// them. The error names the line.
func ReadResults(r io.Reader) ([]Result, error) {
	t, err := newTable(r, columns...)
	if err != nil {
		return nil, err
	}
	var results []Result
	for {
		ok, err := t.next()
		if err != nil || !ok {
			return results, err
		}
		if slices.Equal(t.row, columns) {
			continue
		}
		read, err := t.result()
		if err != nil {
			return nil, t.fail(err)
		}
		results = append(results, read)
	}
}

func (t *table) result() (r Result, err error) {
	r.Number, r.Service = queue.TicketNo(t.cell("number")), queue.ServiceID(t.cell("service"))
	r.Class, r.Status = queue.Class(t.cell("class")), queue.Status(t.cell("status"))
	for name, at := range map[string]*queue.Instant{
		"issued_at": &r.IssuedAt, "called_at": &r.CalledAt, "started_at": &r.StartedAt, "finished_at": &r.FinishedAt,
	} {
		if text := t.cell(name); text != "" {
			if err := at.UnmarshalText([]byte(text)); err != nil {
				return r, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	if text := t.cell("window"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return r, fmt.Errorf("window %q is not a number", text)
		}
		r.Window = queue.WindowNumber(n)
	}
	if r.IssuedAt == 0 {
		return r, errors.New("issued_at is empty")
	}
	return r, t.estimate(&r)
}

// estimate reads what r's citizen was told; nothing when either part is empty.
func (t *table) estimate(r *Result) error {
	told := [2]int64{}
	for i, name := range []string{"estimate_p50_ms", "estimate_p90_ms"} {
		text := t.cell(name)
		if text == "" {
			return nil
		}
		var err error
		if told[i], err = strconv.ParseInt(text, 10, 64); err != nil {
			return fmt.Errorf("%s %q is not a whole number of milliseconds", name, text)
		}
	}
	r.Estimate = &queue.Estimate{P50: queue.Millis(told[0]), P90: queue.Millis(told[1])}
	return nil
}
