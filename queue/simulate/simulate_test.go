package simulate

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// hall is a layout of services and of windows that serve all of them.
func hall(windows int, services ...queue.ServiceID) *queue.Layout {
	l := &queue.Layout{
		Name: queue.Text{ZH: "厅"}, TimeZone: "Asia/Shanghai", Zones: []queue.Zone{{ID: "1F", Name: queue.Text{ZH: "一楼"}}},
		Hours:    queue.BusinessHours{Days: []queue.Weekday{1}, Sessions: []queue.Session{{Open: 9 * 60, Close: 12 * 60}}},
		Settings: queue.DefaultSettings(),
	}
	for i, id := range services {
		l.Services = append(l.Services, queue.Service{ID: id, Prefix: string(rune('A' + i)), Name: queue.Text{ZH: string(id)}, StandardMinutes: 8, Quota: 3})
	}
	for n := range windows {
		l.Windows = append(l.Windows, queue.Window{Number: queue.WindowNumber(n + 1), Name: queue.Text{ZH: "窗"}, Zone: "1F", Services: services})
	}
	return l
}

const morning = queue.Instant(1_767_574_800_000) // 2026-01-05 09:00 in Shanghai

// TestAgainstTheRecursion holds one service at c windows to the recursion of Kiefer and Wolfowitz: whoever comes is
// served at the window that is free first, as soon as it is.
func TestAgainstTheRecursion(t *testing.T) {
	tickets := 4_000
	if os.Getenv("PAIDUI_LONG") != "" {
		tickets = 40_000
	}
	for _, c := range []int{1, 4, 12} {
		for _, utilisation := range []float64{0.5, 0.8, 0.95} {
			t.Run(fmt.Sprintf("c=%d utilisation=%v", c, utilisation), func(t *testing.T) {
				r := rand.New(rand.NewPCG(uint64(c), math.Float64bits(utilisation)))
				const mean = 300_000
				visits, at := make([]Visit, tickets), morning
				for i := range visits {
					at += queue.Instant(math.Round(r.ExpFloat64() * mean / float64(c) / utilisation))
					takes := queue.Millis(math.Round(mean * math.Exp(0.7*r.NormFloat64()-0.245)))
					visits[i] = Visit{At: at, Service: "a", Takes: takes, Shows: true}
				}
				results, err := Run(Config{Layout: hall(c, "a"), blind: true}, visits)
				if err != nil {
					t.Fatal(err)
				}
				free := make([]queue.Instant, c)
				for i, v := range visits {
					called := max(v.At, slices.Min(free))
					window := slices.IndexFunc(free, func(f queue.Instant) bool { return f <= called })
					free[window] = called.Add(v.Takes)
					if got := results[i]; got.IssuedAt != v.At || got.CalledAt != called || got.StartedAt != called ||
						got.FinishedAt != free[window] || got.Window != queue.WindowNumber(window+1) || got.Status != queue.StatusServed {
						t.Fatalf("ticket %d: %+v; by the recursion it is called at %s to window %d and done at %s", i, got, called, window+1, free[window])
					}
				}
			})
		}
	}
}

func run(t *testing.T, cfg Config, day string) string {
	t.Helper()
	visits, err := ReadDay(strings.NewReader(day), cfg.Layout)
	if err != nil {
		t.Fatal(err)
	}
	results, err := Run(cfg, visits)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := WriteResults(&out, results); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// brief is what results say without the estimates and the date.
func brief(out string) []string {
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
		cells := strings.Split(line, ",")
		cells = slices.Concat(cells[:4], cells[6:])
		for i, c := range cells {
			if at := strings.TrimPrefix(c, "2026-01-05T"); at != c {
				cells[i] = strings.TrimSuffix(at, "Z")
			}
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return lines
}

// TestADay: closed hours, quotas and the order of rows do not matter, head starts do; who does not come costs the window
// three calls and a gap; of free windows the lowest calls.
func TestADay(t *testing.T) {
	day := "at,service,class,service_ms,shows,remark\n" +
		"06:00:00,a,,600000,true,before the hall opens\n" +
		"06:00:05,a,normal,60000,true,\n" +
		"06:00:20,a,normal,60000,true,\n" +
		"06:00:30,a,elder,90000,false,\n" +
		"06:00:30,b,normal,1,true,nobody serves it\n" +
		"05:59:00,a,normal,30000,true,\n" +
		"2026-01-05T06:00:40.500+08:00,a,normal,0,true,\n"
	layout := hall(2, "a")
	layout.Services = append(layout.Services, queue.Service{ID: "b", Prefix: "B", StandardMinutes: 5})
	got := brief(run(t, Config{Layout: layout, Walk: 20 * queue.Second}, day))
	want := []string{
		"A001 a normal 21:59:00.000 21:59:00.000 1 21:59:20.000 21:59:50.000 served",
		"A002 a normal 22:00:00.000 22:00:00.000 1 22:00:20.000 22:10:20.000 served",
		"A003 a normal 22:00:05.000 22:00:05.000 2 22:00:25.000 22:01:25.000 served",
		"A004 a normal 22:00:20.000 22:02:25.000 2 22:02:45.000 22:03:45.000 served",
		"A005 a elder 22:00:30.000 22:01:25.000 2   no_show",
		"B001 b normal 22:00:30.000     waiting",
		"A006 a normal 22:00:40.500 22:03:45.000 2 22:04:05.000 22:04:05.000 served",
	}
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "2026-01-04T", "")
		got[i] = strings.ReplaceAll(got[i], "Z", "")
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestSameInputSameOutput runs a busy day twice, and reads back what was written.
func TestSameInputSameOutput(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var day strings.Builder
	fmt.Fprintln(&day, strings.Join([]string{"at", "service", "class", "service_ms", "shows"}, ","))
	for range 300 {
		fmt.Fprintf(&day, "%02d:%02d:%02d,%s,%s,%d,%t\n", 9+r.IntN(3), r.IntN(60), r.IntN(60), []string{"a", "b"}[r.IntN(2)],
			queue.Classes[r.IntN(3)], r.IntN(900_000), r.IntN(10) > 0)
	}
	cfg := Config{Layout: hall(5, "a", "b"), Walk: 15 * queue.Second}
	once := run(t, cfg, day.String())
	if again := run(t, cfg, day.String()); again != once {
		t.Error("the same day came out otherwise")
	}
	results, err := ReadResults(strings.NewReader(once + once))
	if err != nil || len(results) != 600 {
		t.Fatalf("%d results are read back: %v", len(results), err)
	}
	var again bytes.Buffer
	if err := WriteResults(&again, results[300:]); err != nil || again.String() != once {
		t.Errorf("results are not read as they were written: %v", err)
	}
	cfg.History = results
	if with := run(t, cfg, day.String()); with == once || !slices.Equal(brief(with), brief(once)) {
		t.Error("a history has to change the estimates, and them alone")
	}
}

func TestFaultsAreTold(t *testing.T) {
	head := "at,service,class,service_ms,shows\n"
	for day, want := range map[string]string{
		"":                                   "empty",
		"at,service\n":                       `no column "class"`,
		head + "09:00:00,a,normal,1":         "wrong number of fields",
		head + "\n9 o'clock,a,normal,1,true": "line 3: at",
		head + "09:00:00,z,normal,1,true":    `no service "z"`,
		head + "09:00:00,a,vip,1,true":       `class "vip"`,
		head + "09:00:00,a,normal,-1,true":   "service_ms",
		head + "09:00:00,a,normal,1,perhaps": `shows "perhaps"`,
	} {
		if _, err := ReadDay(strings.NewReader(day), hall(1, "a")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v; want %s", day, err, want)
		}
	}
	if results, err := Run(Config{Layout: hall(1, "a")}, nil); len(results) != 0 || err != nil {
		t.Errorf("nobody came: %v, %v", results, err)
	}
	head = strings.Join(columns, ",") + "\n"
	for history, want := range map[string]string{
		head + "A001,a,normal,yesterday,,,,,,,served":                "issued_at",
		head + "A001,a,normal,,,,,,,,served":                         "issued_at is empty",
		head + "A001,a,normal,2026-01-05T09:00:00Z,1,x,,,,,waiting":  "estimate_p90_ms",
		head + "A001,a,normal,2026-01-05T09:00:00Z,,,,one,,,waiting": "window",
	} {
		if _, err := ReadResults(strings.NewReader(history)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v; want %s", history, err, want)
		}
	}
}
