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

	"github.com/xuri/excelize/v2"

	"github.com/paidui/paidui/queue"
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
		for n, staff := range map[queue.WindowNumber]queue.StaffNo{3: "1001", 5: "1002"} {
			do(queue.SignIn{Window: n, Staff: staff})
		}
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
			switch r.IntN(18) {
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

// TestFiguresOfAMonthAreRecomputed has every figure of a month, in the quick suite of a week, worked out from the journal by a program that shares
// nothing with this one.
func TestFiguresOfAMonthAreRecomputed(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) {
		l.Hours = queue.BusinessHours{Days: []queue.Weekday{1, 2, 3, 4, 5, 6, 0}, Sessions: []queue.Session{{Open: 8 * 60, Close: 20 * 60}}}
		l.Departments = []queue.Department{{ID: "hrss", Name: queue.Text{ZH: "人社局"}}}
		l.Services[0].Department = "hrss"
	})
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
	for _, report := range []string{"windows", "services", "staff", "departments", "hours", "weekdays", "peaks"} {
		for _, row := range g.ask("supervisor", http.MethodGet, "/api/v1/statistics/"+report+"?from=2026-11-01", "").want(http.StatusOK).list() {
			key := row[map[string]string{"windows": "window", "services": "service", "departments": "department", "hours": "hour", "staff": "staff"}[report]]
			switch report {
			case "weekdays":
				key = row["weekday"]
			case "peaks":
				key = fmt.Sprint(row["weekday"], " ", row["from"])
			}
			rows[report+" "+fmt.Sprint(key)] = row
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
			moved[figure] = moved[figure] || value != nil && !reflect.DeepEqual(value, 0.0)
		}
		delete(rows, again.Report+" "+again.Key)
	}
	for left, row := range rows {
		if row["called"] != 0.0 {
			t.Errorf("nothing was recomputed for %s: %v", left, row)
		}
	}
	for figure, does := range moved {
		if !does {
			t.Errorf("%s was zero all month", figure)
		}
	}
	t.Logf("%d figures", compared)
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

// TestTablesAgree holds CSV and XLSX to the JSON, value by value.
func TestTablesAgree(t *testing.T) {
	g := newRig(t, nil)
	g.month(1)
	for _, report := range []string{"windows", "services", "staff", "departments", "hours", "weekdays", "peaks", "shifts"} {
		path := "/api/v1/statistics/" + report
		rows := g.ask("admin", http.MethodGet, path, "").want(http.StatusOK).list()
		table, err := csv.NewReader(g.ask("admin", http.MethodGet, path+"?format=csv", "").want(http.StatusOK).Body).ReadAll()
		if err != nil || len(table) != len(rows)+1 {
			t.Fatalf("%s: %d lines for %d rows: %v", report, len(table), len(rows), err)
		}
		answer := g.ask("admin", http.MethodGet, path+"?format=xlsx", "").want(http.StatusOK)
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
		events := []queue.Event{&queue.DayClosed{}, &queue.DayOpened{Date: date, Layout: layout}}
		var entries []queue.Entry
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
			entries = append(entries, queue.Entry{Seq: seq, At: at, Events: append(events, issued)})
			events = nil
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
		for _, report := range []string{"windows", "services", "hours", "peaks"} {
			b.Run(name+"/"+report, func(b *testing.B) {
				for b.Loop() {
					g.ask("admin", http.MethodGet, "/api/v1/statistics/"+report+"?from=2026-01-01", "").want(http.StatusOK)
				}
			})
		}
	}
}
