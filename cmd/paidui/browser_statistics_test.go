package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// livedIn is a hall like the demo's that has had so many workdays, with as many visits each as it has windows times perWindow.
// They are put into its journal as they ended: the mornings are full, every twelfth citizen is let go first.
func livedIn(t testing.TB, days, perWindow int) *rig {
	t.Helper()
	file, err := loadHall("")
	if err != nil {
		t.Fatal(err)
	}
	g := newRig(t, func(l *queue.Layout) {
		of := l.Settings
		*l = *file
		l.Settings.KioskPerMinute, l.Settings.PublicURL = of.KioskPerMinute, of.PublicURL
	})
	var layout queue.Layout
	seq := uint64(0)
	g.hall.View(func(s *queue.State) { layout, seq = *s.Layout(), s.Seq() })
	_ = g.hall.Close()
	year := &yearWriter{g: g, layout: &layout, seq: seq, r: rand.New(rand.NewPCG(4, 4))}
	for n := 0; n < days; {
		g.clock.Add(24 * 3_600_000)
		date := queue.DateOf(g.now(), layout.Location())
		at, _ := time.ParseInLocation(time.DateOnly, string(date), layout.Location())
		if len(layout.Hours.On(date, layout.Location())) > 0 {
			year.day(date, queue.At(at), perWindow)
			n++
		}
	}
	g.restart()
	return g
}

// yearWriter puts days into a journal.
type yearWriter struct {
	g       *rig
	layout  *queue.Layout
	seq     uint64
	r       *rand.Rand
	entries []queue.Entry
}

func (y *yearWriter) put(at queue.Instant, events ...queue.Event) {
	y.seq++
	y.entries = append(y.entries, queue.Entry{Seq: y.seq, At: at, Events: events})
}

// day is one day from its midnight on: a turn in the morning and one in the afternoon at each window, and the visits there.
func (y *yearWriter) day(date queue.Date, midnight queue.Instant, perWindow int) {
	y.put(midnight, &queue.DayClosed{})
	y.put(midnight, &queue.DayOpened{Date: date, Layout: *y.layout})
	n := 0
	for w := range y.layout.Windows {
		window := &y.layout.Windows[w]
		if len(window.Services) == 0 {
			continue
		}
		staff := y.layout.Staff[w%len(y.layout.Staff)].Number
		for _, from := range []queue.Millis{8*60 + 15, 14*60 + 15} {
			in := midnight.Add((from + queue.Millis(y.r.IntN(24))) * queue.Minute)
			out := new(queue.SignedOut)
			out.Shift = queue.Shift{
				ID: y.seq + 1, Window: window.Number, Staff: staff, SignedInAt: in, OpensAt: midnight.Add((from + 15) * queue.Minute),
				SignedOutAt: midnight.Add((from + 225 - queue.Millis(y.r.IntN(12))) * queue.Minute), Paused: queue.Millis(y.r.IntN(20)) * queue.Minute,
				Away: queue.Millis(y.r.IntN(10)) * queue.Minute, PauseCount: y.r.IntN(3), Consultations: y.r.IntN(4), Substitute: y.r.IntN(30) == 0,
			}
			out.AfterWindow().Number = window.Number
			y.put(in, out)
		}
		for range perWindow {
			y.visit(date, midnight, window, staff, n)
			n++
		}
	}
	for len(y.entries) > 0 {
		some := min(1000, len(y.entries))
		if err := y.g.store.Append(y.g.t.Context(), y.entries[:some]...); err != nil {
			y.g.t.Fatal(date, err)
		}
		y.entries = y.entries[some:]
	}
}

// visit is the n-th of a day.
func (y *yearWriter) visit(date queue.Date, midnight queue.Instant, window *queue.Window, staff queue.StaffNo, n int) {
	id := window.Services[y.r.IntN(len(window.Services))]
	service, _ := y.layout.Service(id)
	// Two peaks: one at half past nine, a smaller one at three.
	minute := 9*60 + 30 + int(y.r.NormFloat64()*55)
	if y.r.IntN(5) < 2 {
		minute = 15*60 + 15 + int(y.r.NormFloat64()*50)
	}
	minute = max(8*60+5, min(17*60+50, minute))
	came := midnight.Add(queue.Millis(minute)*queue.Minute + queue.Millis(y.r.IntN(60_000)))
	waited := queue.Millis(math.Exp(y.r.NormFloat64()*.7)*7*60_000) * queue.Millis(2+minute%3) / 3
	called := came.Add(waited)
	started := called.Add(queue.Millis(8_000 + y.r.IntN(40_000)))
	took := queue.Millis(math.Exp(y.r.NormFloat64()*.5) * float64(service.StandardMinutes) * 45_000)
	t := queue.Ticket{
		ID: queue.TicketID(fmt.Sprintf("%s-%s%04d", date.Compact(), service.Prefix, n)), Number: queue.TicketNo(fmt.Sprintf("%s%03d", service.Prefix, n)),
		Service: id, Class: queue.ClassNormal, Source: queue.SourceKiosk, Status: queue.StatusServed, IssuedAt: came, WaitFrom: came, Visit: y.seq + 1,
		Window: window.Number, Staff: staff, FirstCalledAt: called, CalledAt: called, CallCount: 1 + y.r.IntN(10)/8, Why: queue.WhyFirst,
		WaitedFor: waited, StartedAt: started, FinishedAt: started.Add(took), Outcome: queue.OutcomeAccepted,
	}
	switch y.r.IntN(24) {
	case 0:
		t.Status, t.StartedAt, t.FinishedAt, t.NoShowAt, t.Outcome = queue.StatusExpired, 0, 0, called.Add(120_000), ""
	case 1:
		t = queue.Ticket{ID: t.ID, Service: id, Class: t.Class, Source: t.Source, Status: queue.StatusCancelled, IssuedAt: came, WaitFrom: came, Visit: t.Visit}
	case 2, 3:
		t.Class, t.Why = queue.ClassElder, queue.WhyHeadStart
	case 4:
		t.Why, t.CallReason = queue.WhySpecific, []string{"残疾人", "急事急办", "补正返回"}[y.r.IntN(3)]
	}
	issued, callEvent := new(queue.Issued), new(queue.Called)
	if t.Status == queue.StatusServed && y.r.IntN(3) == 0 {
		t.Rating = []int{5, 5, 5, 4, 4, 3, 5, 5, 4, 5, 2}[y.r.IntN(11)]
	}
	*issued.After(), *callEvent.After() = t, t
	events := []queue.Event{issued}
	if t.FirstCalledAt != 0 {
		events = append(events, callEvent)
	}
	if t.Rating == 2 {
		opened := new(queue.FollowUpOpened)
		*opened.AfterFollowUp() = queue.FollowUp{
			ID: queue.FollowUpID(y.seq + 1), Number: t.Number, Service: id, Window: window.Number, Level: 2, At: t.FinishedAt,
			CallBackBy: date.AddDays(1), CorrectBy: date.AddDays(21), CalledBack: "已道歉", CalledBackAt: t.FinishedAt.Add(queue.Millis(y.r.IntN(3)) * 20 * 60 * queue.Minute),
		}
		events = append(events, opened)
	}
	y.put(came, events...)
}

// shownFigures reads what the table of a report shows, by row and column.
func (f *face) shownFigures(kind string) (rows []string, figures map[string]string) {
	f.t.Helper()
	f.see(`[data-of="` + kind + `"]`)
	figures = ask[map[string]string](f, `(() => {
		const all = {};
		document.querySelectorAll('[data-of="`+kind+`"] tbody tr').forEach((row, i) => row.querySelectorAll("[data-col]").forEach((cell) => { all[i + " " + cell.dataset.col] = cell.innerText; }));
		return all;
	})()`)
	rows = ask[[]string](f, `[...document.querySelectorAll('[data-of="`+kind+`"] tbody th')].map(e => e.innerText)`)
	return rows, figures
}

// asShown is a figure of the interface as the page writes it.
func asShown(column string, row map[string]any) string {
	key, part, spread := strings.Cut(column, ".")
	value := row[key]
	if spread {
		value = value.(map[string]any)[part]
	}
	if level, ok := strings.CutPrefix(column, "rating_"); ok && len(level) == 1 {
		value = row["rating_levels"].([]any)[5-int(level[0]-'0')]
	}
	number, isNumber := value.(float64)
	switch {
	case value == nil || value == "":
		return "—"
	case value == true:
		return "✓"
	case value == false:
		return ""
	case strings.HasSuffix(key, "_ms"):
		return tenth(number / 60_000)
	case strings.HasSuffix(key, "_rate") || key == "utilisation" || key == "share":
		return tenth(number*100) + "%"
	case isNumber && number != math.Trunc(number):
		return tenth(number)
	}
	return fmt.Sprint(value)
}

// tenth writes a number to a tenth as JavaScript's toFixed does: of two that are as near the larger one.
func tenth(x float64) string {
	text := fmt.Sprintf("%.1f", x)
	if up := fmt.Sprintf("%.1f", x+.05); x*10-math.Floor(x*10) == .5 {
		return up
	}
	return text
}

// sameAsAnswered holds the table on the page to the interface, value by value.
func (f *face) sameAsAnswered(g *rig, kind, query string) {
	f.t.Helper()
	_, figures := f.shownFigures(kind)
	rows := g.ask("supervisor", http.MethodGet, "/api/v1/statistics/"+kind+query, "").want(http.StatusOK).list()
	if shown := min(len(rows), 400); len(figures) == 0 || len(figures)%shown != 0 {
		f.t.Fatalf("%s: %d figures for %d rows", kind, len(figures), len(rows))
	}
	for at, text := range figures {
		var i int
		var column string
		_, _ = fmt.Sscan(at, &i, &column)
		if _, isTime := rows[i]["signed_in_at"]; isTime && strings.HasSuffix(column, "_at") {
			continue
		}
		if want := asShown(column, rows[i]); text != want {
			f.t.Errorf("%s row %d: %s is %q on the page, %q in the answer", kind, i, column, text, want)
		}
	}
}

// legend points at each place of the chart and reads the line below it: what it is, how many, P50 and P90.
const legend = `(async () => {
	const over = document.querySelector("[data-plot] .u-over"), said = [];
	const n = document.querySelectorAll("[data-of] tbody tr").length, box = over.getBoundingClientRect();
	for (let i = 0; i < n; i++) {
		over.dispatchEvent(new MouseEvent("mousemove", { clientX: box.left + box.width * (i + .6) / (n + .2), clientY: box.top + 20, bubbles: true }));
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		said.push([...document.querySelectorAll("[data-plot] .u-value")].map((e) => e.innerText));
	}
	return said;
})()`

// chartAgrees holds the chart to the table beside it.
func (f *face) chartAgrees(kind string) {
	f.t.Helper()
	rows, figures := f.shownFigures(kind)
	if !slices.ContainsFunc(rows, func(string) bool { return true }) {
		f.t.Fatalf("%s has no rows", kind)
	}
	for i, said := range ask[[][]string](f, legend) {
		column := func(name string) string { return figures[fmt.Sprint(i, " ", name)] }
		if len(said) != 4 || said[0] != rows[i] || said[1] != column("served") || said[2] != column("wait_ms.p50") || said[3] != column("wait_ms.p90") {
			f.t.Errorf("%s: the chart says %q of row %d, %s: %s served, %s, %s", kind, said, i, rows[i], column("served"), column("wait_ms.p50"), column("wait_ms.p90"))
		}
	}
}

// TestStatisticsPage: the report of a month is picked with one press; tables and charts say what the interface says.
func TestStatisticsPage(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := livedIn(t, 8, 4)
	f := openAs(t, "statistics", g.tokens["supervisor"], g.live(), "/admin/statistics", counterScreen)
	f.press(`[data-period="month"]`)
	f.see(`[data-paper="report"][data-from="2026-12-01"]`)
	f.read(".paper-title", "2026年12月 月报")
	f.sameAsAnswered(g, "windows", "?from=2026-12-01&to=2026-12-31")
	f.fine("admin-report", false, false, "[data-heat]")
	f.accessible("report")
	f.press(`[data-kind="days"]`)
	f.see(`[data-of="days"]`)
	f.press(`[data-action="columns"]`)
	f.sameAsAnswered(g, "days", "?from=2026-12-01&to=2026-12-31")
	f.chartAgrees("days")
}

// TestStatisticsPagesInTheLong: every table, of a month, of a year, and of days on which nobody came.
func TestStatisticsPagesInTheLong(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := livedIn(t, 280, 4)
	url := g.live()
	f := openAs(t, "statistics-long", g.tokens["supervisor"], url, "/admin/statistics", counterScreen, countPrints)
	today := string(queue.DateOf(g.now(), time.UTC))
	query := "?from=" + today[:5] + "01-01&to=" + today
	f.press(`[data-period="year"]`)
	f.see(`[data-paper="report"][data-from="` + today[:5] + `01-01"]`)
	f.fine("admin-report-year", false, false, `[data-plot="months"]`, "[data-heat]")
	f.accessible("report of a year")
	f.press(`[data-action="print"]`)
	if wide, high, pages := f.printed("admin-report-year"); math.Abs(wide-210) > 1 || math.Abs(high-297) > 1 || pages < 3 || pages > 8 {
		t.Errorf("the year is printed on %d pages of %.0f by %.0f mm", pages, wide, high)
	}
	for _, kind := range allReports {
		f.press(`[data-kind="` + kind + `"]`)
		f.see(`[data-of="` + kind + `"]`)
		if kind != "days" && kind != "shifts" { // which are hundreds of rows, and the same otherwise
			f.fine("admin-statistics-"+kind, false, false)
			f.accessible(kind)
		}
		if ask[bool](f, `!!document.querySelector("[data-action=columns][aria-pressed=false]")`) {
			f.press(`[data-action="columns"]`)
			f.sameAsAnswered(g, kind, query)
			f.press(`[data-action="columns"]`)
		} else if kind != "overview" && kind != "follow-ups" {
			f.sameAsAnswered(g, kind, query)
		}
		if kind == "months" || kind == "hours" || kind == "weekdays" {
			f.chartAgrees(kind)
		}
	}
	f.press(`[data-kind="peaks"]`)
	f.see("[data-peak]")
	peaks := g.ask("supervisor", http.MethodGet, "/api/v1/statistics/peaks"+query, "").want(http.StatusOK).list()
	for _, row := range peaks {
		cell := ask[string](f, fmt.Sprintf(`document.querySelector('[data-peak="%v %v"]').innerText.replace(/\s+/g, " ")`, row["weekday"], row["from"]))
		short := ""
		if needed, _ := row["windows_needed"].(float64); needed > row["windows_signed_in"].(float64) {
			short = "▲"
		}
		if want := asShown("per_day", row) + " " + asShown("wait_ms.p90", row) + " " + short + asShown("windows_needed", row) + "/" + asShown("windows_signed_in", row); cell != want {
			t.Errorf("the map says %q of %v %v: %q", cell, row["weekday"], row["from"], want)
		}
	}
	f.press(`[data-kind="report"]`)
	f.press(`[data-period="day"]`)
	for range 400 { // back to a Sunday
		if ask[bool](f, `new Date(document.querySelector("input[name=from]").value + "T00:00:00Z").getUTCDay() === 0`) {
			break
		}
		f.press(`[data-action="previous"]`)
	}
	f.fine("admin-report-empty", false, false, `[data-paper="report"]`)
	f.accessible("report of a day on which nobody came")
	for _, period := range []string{"week", "quarter"} {
		f.press(`[data-period="` + period + `"]`)
		f.press(`[data-action="previous"]`)
		f.see(`[data-paper="report"]`)
		f.fine("admin-report-"+period, false, false)
	}
	f.press(`[data-action="language"]`)
	f.read(".paper-head", "Quarter")
	f.fine("admin-report-en", false, false)
	if os.Getenv("PAIDUI_SHOTS") != "" {
		f.press(`[data-action="print"]`)
		f.printed("admin-report-quarter-en")
	}
}
