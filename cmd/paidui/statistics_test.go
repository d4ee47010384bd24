package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/office"
)

// month lives through weekdays of a hall in which everything happens that figures tell of, by commands that chance gives.
func (g *rig) month(days int) {
	g.t.Helper()
	r := rand.New(rand.NewPCG(20, 26))
	do := func(c queue.Command) queue.Entry {
		e, _ := g.hall.Do(g.t.Context(), queue.Origin{By: "month"}, c) // what the hall refuses did not happen
		return e
	}
	for range days {
		signIn := func() {
			for n, staff := range []queue.StaffNo{3: "1001", 5: "1002"} {
				if staff != "" {
					g.clock.Add(int64(r.IntN(25 * 60_000)))
					do(queue.SignIn{Window: queue.WindowNumber(n), Staff: staff})
				}
			}
		}
		signIn()
		var issued []queue.TicketID
		for range 260 {
			g.clock.Add(int64(r.IntN(110_000)))
			n := []queue.WindowNumber{3, 5}[r.IntN(2)]
			some := func() queue.TicketID {
				if len(issued) == 0 {
					return ""
				}
				return issued[r.IntN(len(issued))]
			}
			switch r.IntN(20) {
			case 18, 19:
				g.seldom(r, n, some(), do)
				if r.IntN(4) == 0 {
					signIn()
				}
			case 0, 1, 2, 3:
				e := do(queue.Take{
					Service: []queue.ServiceID{"social", "tax"}[r.IntN(2)], Class: queue.Classes[r.IntN(3)], Source: queue.SourceKiosk,
				})
				if t := e.Ticket(); t != nil {
					issued = append(issued, t.ID)
				}
			case 4, 5:
				do(queue.CallNext{Window: n, Finish: true, Result: queue.Result{Outcome: queue.OutcomeAccepted}})
			case 6, 7, 8:
				do(queue.Start{Window: n})
			case 9, 10:
				do(queue.Finish{Window: n, Result: queue.Result{Outcome: queue.OutcomeConsulted}})
			case 11:
				do(queue.Recall{Window: n})
				do(queue.MarkNoShow{Window: n})
			case 12:
				do(queue.Requeue{Ticket: some()})
			case 13:
				do(queue.Hold{Window: n})
				g.clock.Add(int64(r.IntN(90_000)))
				do(queue.Resume{Window: n, Ticket: some()})
			case 14:
				do(queue.Rate{Ticket: some(), Level: 1 + r.IntN(5)})
			case 15:
				do(queue.Pause{Window: n, Reason: "用餐"})
				g.clock.Add(int64(r.IntN(300_000)))
				do(queue.Unpause{Window: n})
				do(queue.Consult{Window: n})
			case 16:
				do(queue.Cancel{Ticket: some()})
			case 17:
				do(queue.Transfer{Window: n, ToService: []queue.ServiceID{"social", "tax"}[r.IntN(2)], Position: queue.PositionByTime})
			}
		}
		g.clock.Add(24*3_600_000 - g.clock.Load()%(24*3_600_000) + 30*60_000) // half past eight of the next day in Shanghai
	}
}

// seldom gives one of the commands that a day has few of.
func (g *rig) seldom(r *rand.Rand, n queue.WindowNumber, ticket queue.TicketID, do func(queue.Command) queue.Entry) {
	by := queue.Helper{Role: queue.RoleSupervisor}
	some := func(texts ...string) string { return texts[r.IntN(len(texts))] }
	switch r.IntN(11) {
	case 0, 1:
		do(queue.CallSpecific{Window: n, Ticket: ticket, Reason: some("残疾人", "急事急办", "过号到场")})
	case 2:
		do(queue.WalkUp{Window: n, Service: map[queue.WindowNumber]queue.ServiceID{3: "social", 5: "tax"}[n], Reason: some("", "只问一句")})
	case 3:
		do(queue.SignOut{Window: n, Anyway: true})
	case 4:
		do(queue.TakeOver{Window: n, Staff: queue.StaffNo(some("1003", "1001", "1002"))})
	case 5:
		kind := []queue.FeedbackKind{queue.FeedbackComplaint, queue.FeedbackSuggestion}[r.IntN(2)]
		do(queue.GiveFeedback{Ticket: ticket, Kind: kind, Category: queue.FeedbackCategories[r.IntN(5)], Sealed: "x"})
	case 6:
		given := do(queue.GiveCard{Staff: "1001", Level: queue.Level(some("yellow", "red")), Reason: "离岗", By: by})
		if card := given.Card(); card != nil && r.IntN(2) == 0 {
			do(queue.AppealCard{ID: card.ID, Appeal: "取资料"})
			do(queue.RuleCard{ID: card.ID, Ruling: queue.Ruling(some("upheld", "withdrawn")), Note: "属实", By: queue.Helper{Role: queue.RoleAdmin}})
		}
	case 7, 8:
		var open []queue.FollowUp
		g.hall.View(func(s *queue.State) { open = append(open, s.FollowUps()...) })
		for _, f := range open {
			if r.IntN(12) == 0 {
				do(queue.CallBack{ID: f.ID, Note: "已道歉"})
				do(queue.CloseFollowUp{ID: f.ID, Note: "已培训", By: by})
			}
		}
	case 9:
		var alerts []queue.Alert
		g.hall.View(func(s *queue.State) { alerts = s.Alerts(g.now()) })
		for _, a := range alerts {
			do(queue.AcknowledgeAlert{ID: a.ID, Reason: "已处理", By: by})
		}
	case 10:
		do(queue.AppointSubstitute{Staff: "1003", Until: queue.DateOf(g.now(), time.UTC)})
	}
}

// byDay gives a hall two sessions a day, at the end of which everything ends.
func byDay(l *queue.Layout) {
	l.Hours = queue.BusinessHours{Days: []queue.Weekday{1, 2, 3, 4, 5, 6, 0}, Sessions: []queue.Session{{Open: 9 * 60, Close: 11 * 60}, {Open: 11*60 + 15, Close: 20 * 60}}}
	l.Staff = append(l.Staff, queue.Staff{Number: "1003", Name: "王芳"})
	l.Departments = []queue.Department{{ID: "hrss", Name: queue.Text{ZH: "人社局"}}}
	l.Services[0].Department = "hrss"
}

// TestFiguresOfAMonthAreRecomputed has every figure of a month, in the quick suite of a week, worked out from the journal by a program that shares
// nothing with this one.
func TestFiguresOfAMonthAreRecomputed(t *testing.T) {
	t.Parallel()
	g := newRig(t, byDay)
	days := 5
	if os.Getenv("PAIDUI_LONG") != "" {
		days = 22
	}
	g.month(days)
	_, _ = g.hall.Do(t.Context(), queue.Origin{}, queue.Cancel{}) // the last day is closed before it is read, not while
	var journal bytes.Buffer
	for after := 0; ; {
		entries := g.ask("admin", http.MethodGet, fmt.Sprintf("/api/v1/journal?limit=1000&after=%d", after), "").want(http.StatusOK).list()
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			line, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			journal.Write(append(line, '\n'))
		}
		after = int(entries[len(entries)-1]["seq"].(float64))
	}
	program := exec.Command("go", "run", "./queue/office/testdata/recompute", g.hall.Now().String())
	program.Dir, program.Stdin = root, &journal
	out, err := program.Output()
	if err != nil {
		t.Fatalf("recompute: %v", err)
	}
	rows := map[string]map[string]any{}
	sections := g.ask("supervisor", http.MethodGet, "/api/v1/statistics/report?from=2026-11-01", "").want(http.StatusOK).object()["sections"].(map[string]any)
	for _, report := range allReports {
		list := g.ask("supervisor", http.MethodGet, "/api/v1/statistics/"+report+"?from=2026-11-01", "").want(http.StatusOK).list()
		for i, row := range list {
			rows[report+" "+rowKey(row)] = row
			if same := sections[report].([]any)[i]; !reflect.DeepEqual(map[string]any(row), same) {
				t.Errorf("the whole report has %v of %s, which has %v", same, report, row)
			}
		}
	}
	compared, moved := 0, map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		var again struct {
			Report, Key string
			Figures     map[string]any
		}
		if err := json.Unmarshal([]byte(line), &again); err != nil {
			t.Fatal(err)
		}
		row := rows[again.Report+" "+again.Key]
		for figure, value := range row {
			want, known := again.Figures[figure]
			if !known {
				continue // what the row is of
			}
			if !sameFigure(value, want) {
				t.Errorf("%s %s: %s is %v, recomputed %v", again.Report, again.Key, figure, value, want)
			}
			compared++
			moved[figure] = moved[figure] || value != nil && value != false && !reflect.DeepEqual(value, 0.0)
		}
		delete(rows, again.Report+" "+again.Key)
	}
	for left, row := range rows {
		if row["called"] != 0.0 && row["count"] != 0.0 {
			t.Errorf("nothing was recomputed for %s: %v", left, row)
		}
	}
	for figure, does := range moved {
		if !does && os.Getenv("PAIDUI_LONG") != "" {
			t.Errorf("%s was zero all month", figure)
		}
	}
	t.Logf("%d figures", compared)
}

// allReports are the names of all tables.
var allReports = []string{
	"overview", "windows", "services", "staff", "departments", "days", "months", "hours", "weekdays", "peaks", "order", "follow-ups", "feedback", "cards",
	"alerts", "duty", "shifts",
}

// rowKey is what a row is about, in the words of the program that recomputes it.
func rowKey(row map[string]any) string {
	for _, heads := range [][]string{
		{"window", "signed_in_at"}, {"weekday", "from"}, {"why", "reason"}, {"kind", "category"}, {"window"}, {"service"}, {"staff"}, {"department"},
		{"date"}, {"month"}, {"hour"}, {"weekday"}, {"level"}, {"kind"},
	} {
		var key []string
		for _, head := range heads {
			if value, ok := row[head]; ok {
				key = append(key, fmt.Sprint(value))
			}
		}
		if len(key) == len(heads) {
			return strings.Join(key, " ")
		}
	}
	return ""
}

// sameFigure tells whether two figures are equal; the last bit of a quotient may depend on the order of divisions.
func sameFigure(a, b any) bool {
	x, isNumber := a.(float64)
	y, too := b.(float64)
	if isNumber && too {
		return x == y || math.Abs(x-y) <= 1e-12*math.Abs(x)
	}
	return reflect.DeepEqual(a, b)
}

// livedThrough is a hall after a day in which everything happened; that day is closed, so that nothing changes while it is read.
func livedThrough(t *testing.T) *rig {
	t.Helper()
	g := newRig(t, byDay)
	g.month(1)
	_, _ = g.hall.Do(t.Context(), queue.Origin{}, queue.Cancel{})
	return g
}

// thatDay asks for the day of livedThrough.
const thatDay = "?from=2026-11-01&to=2026-11-23"

// TestTablesAgree holds CSV and XLSX to the JSON, value by value.
func TestTablesAgree(t *testing.T) {
	g := livedThrough(t)
	for _, report := range allReports {
		path := "/api/v1/statistics/" + report + thatDay
		rows := g.ask("admin", http.MethodGet, path, "").want(http.StatusOK).list()
		table, err := csv.NewReader(g.ask("admin", http.MethodGet, path+"&format=csv", "").want(http.StatusOK).Body).ReadAll()
		if err != nil || len(table) != len(rows)+1 {
			t.Fatalf("%s: %d lines for %d rows: %v", report, len(table), len(rows), err)
		}
		answer := g.ask("admin", http.MethodGet, path+"&format=xlsx", "").want(http.StatusOK)
		book, err := excelize.OpenReader(bytes.NewReader(answer.Body.Bytes()))
		if err != nil || !strings.HasPrefix(answer.Header().Get("Content-Disposition"), `attachment; filename="`+report+"-") {
			t.Fatalf("%s: %v, %v", report, err, answer.Header())
		}
		sheet, err := book.GetRows(report)
		if err != nil || len(sheet) != len(table) {
			t.Fatalf("%s: the sheet has %d rows: %v", report, len(sheet), err)
		}
		for i, line := range table {
			for j, text := range line {
				if j < len(sheet[i]) && !sameText(sheet[i][j], text) || j >= len(sheet[i]) && text != "" {
					t.Errorf("%s: row %d, %s: CSV %q, XLSX %v", report, i, table[0][j], text, sheet[i])
				}
				if value, there := rows[max(i, 1)-1][table[0][j]]; i > 0 && there && !sameText(text, asText(value)) {
					t.Errorf("%s: row %d, %s: CSV %q, JSON %v", report, i, table[0][j], text, value)
				}
			}
		}
	}
}

// TestWorkbookAgrees holds the workbook of the whole report to its JSON: people's words for its heads and keys, and minutes and
// shares that are the same numbers.
func TestWorkbookAgrees(t *testing.T) {
	g := livedThrough(t)
	sections := g.ask("admin", http.MethodGet, "/api/v1/statistics/report"+thatDay, "").want(http.StatusOK).object()["sections"].(map[string]any)
	answer := g.ask("admin", http.MethodGet, "/api/v1/statistics/report"+thatDay+"&format=xlsx", "").want(http.StatusOK)
	book, err := excelize.OpenReader(bytes.NewReader(answer.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	cover, err := book.GetRows(zh("stats.cover"))
	if err != nil || len(cover) != 6+len(office.Formulas) || cover[0][0] != "原州区政务服务中心" {
		t.Fatalf("cover %q, %v", cover, err)
	}
	for i, f := range office.Formulas {
		if line := cover[6+i]; len(line) != 2 || line[0] == "" || line[1] != zh("stats.formula."+f) {
			t.Errorf("formula %s: %q", f, line)
		}
	}
	for _, report := range allReports {
		sheet, err := book.GetRows(zh("stats."+strings.ReplaceAll(report, "-", "_")), excelize.Options{RawCellValue: true})
		if err != nil || len(sheet) != 1+len(sections[report].([]any)) {
			t.Fatalf("%s: the sheet has %d rows: %v", report, len(sheet), err)
		}
		table, err := csv.NewReader(g.ask("admin", http.MethodGet, "/api/v1/statistics/"+report+thatDay+"&format=csv", "").want(http.StatusOK).Body).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for j, head := range table[0] {
			if sheet[0][j] == head || sheet[0][j] == "" {
				t.Errorf("%s: the head of %s is %q", report, head, sheet[0][j])
			}
			for i := range table[1:] {
				text := ""
				if j < len(sheet[i+1]) {
					text = sheet[i+1][j]
				}
				if want := inWorkbook(head, table[i+1][j]); !sameText(text, want) {
					t.Errorf("%s row %d: %s is %q in the workbook, %q otherwise", report, i, head, text, want)
				}
			}
		}
	}
	g.ask("admin", http.MethodGet, "/api/v1/statistics/report?format=csv", "").want(http.StatusBadRequest)
}

// inWorkbook is a value of a CSV as the workbook has it: milliseconds are minutes, and keys are words.
func inWorkbook(head, text string) string {
	ms, err := strconv.ParseInt(text, 10, 64)
	switch {
	case strings.Contains(head, "_ms") && !strings.HasSuffix(head, "_n") && err == nil:
		return strconv.FormatFloat(float64(ms)/60_000, 'f', -1, 64)
	case text == "true":
		return zh("stats.yes")
	case text == "false":
		return zh("stats.no")
	case head == "why" && text == "":
		return zh("stats.why.unknown")
	}
	prefix := map[string]string{
		"weekday": "day.", "why": "why.", "kind": "stats.kind.", "category": "rate.reason.", "level": "level.", "reason": "class.",
	}[head]
	if word := zh(prefix + text); prefix != "" && text != "" && word != "" {
		return word
	}
	return text
}

// asText is a JSON value as a table has it.
func asText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case map[string]any:
		return fmt.Sprint(v["zh"])
	}
	return fmt.Sprint(value)
}

func sameText(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return strings.EqualFold(a, b) || errX == nil && errY == nil && math.Abs(x-y) <= 1e-9*math.Abs(x)
}

// fillJournal puts days of so many visits each into the journal, as they ended.
func (g *rig) fillJournal(days, visits int) {
	g.t.Helper()
	r := rand.New(rand.NewPCG(1, 9))
	layout, seq := rigLayout(), uint64(0)
	g.hall.View(func(s *queue.State) { seq = s.Seq() })
	_ = g.hall.Close()
	for day := range days {
		at := queue.Instant(g.clock.Add(24 * 3_600_000))
		date := queue.DateOf(at, layout.Location())
		entries := []queue.Entry{
			{Seq: seq + 1, At: at, Events: []queue.Event{&queue.DayClosed{}}},
			{Seq: seq + 2, At: at, Events: []queue.Event{&queue.DayOpened{Date: date, Layout: layout}}},
		}
		seq += 2
		for n := range visits {
			issued := new(queue.Issued)
			came := at.Add(queue.Millis(n) * 9_000)
			called := came.Add(queue.Millis(r.IntN(1_800_000)))
			*issued.After() = queue.Ticket{
				ID: queue.TicketID(fmt.Sprintf("%s-A%05d", date.Compact(), n)), Service: layout.Services[n%2].ID, Class: queue.ClassNormal,
				Source: queue.SourceKiosk, Status: queue.StatusServed, IssuedAt: came, WaitFrom: came, Visit: seq + 1,
				Window: queue.WindowNumber(1 + n%36), Staff: queue.StaffNo(fmt.Sprint(1000 + n%36)), FirstCalledAt: called, CalledAt: called, CallCount: 1,
				WaitedFor: called.Since(came), StartedAt: called.Add(15_000), FinishedAt: called.Add(15_000 + queue.Millis(r.IntN(900_000))), Rating: r.IntN(6),
			}
			seq++
			entries = append(entries, queue.Entry{Seq: seq, At: at, Events: []queue.Event{issued}})
		}
		for len(entries) > 0 {
			some := min(1000, len(entries))
			if err := g.store.Append(g.t.Context(), entries[:some]...); err != nil {
				g.t.Fatal(day, err)
			}
			entries = entries[some:]
		}
	}
	g.restart()
}

// BenchmarkStatistics answers reports of a month, and with PAIDUI_LONG of a year, of a large hall: 36 windows, 3,000 visits
// a day.
func BenchmarkStatistics(b *testing.B) {
	sizes := map[string]int{"month": 22}
	if os.Getenv("PAIDUI_LONG") != "" {
		sizes["year"] = 264
	}
	for name, days := range sizes {
		g := newRig(b, nil)
		g.fillJournal(days, 3000)
		for _, report := range []string{"windows", "services", "hours", "peaks", "report"} {
			b.Run(name+"/"+report, func(b *testing.B) {
				for b.Loop() {
					g.ask("admin", http.MethodGet, "/api/v1/statistics/"+report+"?from=2026-01-01", "").want(http.StatusOK)
				}
			})
		}
	}
}
