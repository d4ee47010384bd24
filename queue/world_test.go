package queue

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// monday is the day on which the tests' mornings play.
const monday Date = "2026-11-23"

// world is the hall that the tests run: two floors, four services, five windows.
func world() Layout {
	return Layout{
		Name:     Text{ZH: "原州区政务服务中心", EN: "Yuanzhou Government Service Centre"},
		TimeZone: "Asia/Shanghai",
		Hours: BusinessHours{
			Days:     []Weekday{1, 2, 3, 4, 5},
			Sessions: []Session{{8*60 + 30, 12 * 60}, {14*60 + 30, 18 * 60}},
		},
		Zones: []Zone{{ID: "1F", Name: Text{ZH: "一楼大厅"}}, {ID: "2F", Name: Text{ZH: "二楼大厅"}}},
		Services: []Service{
			{ID: "social", Prefix: "A", Name: Text{ZH: "社会保险"}, StandardMinutes: 8},
			{ID: "medical", Prefix: "F", Name: Text{ZH: "医疗保险"}, StandardMinutes: 6},
			{ID: "tax", Prefix: "H", Name: Text{ZH: "税务"}, StandardMinutes: 10, Zones: []ZoneID{"1F"}},
			{ID: "estate", Prefix: "K", Name: Text{ZH: "不动产登记"}, StandardMinutes: 20},
		},
		Windows: []Window{
			{Number: 1, Name: Text{ZH: "社保窗口"}, Location: Text{ZH: "一楼东侧"}, Zone: "1F", Services: []ServiceID{"social"}},
			{Number: 2, Name: Text{ZH: "综合窗口"}, Location: Text{ZH: "一楼东侧"}, Zone: "1F", Services: []ServiceID{"social", "medical"}},
			{Number: 3, Name: Text{ZH: "医保窗口"}, Location: Text{ZH: "一楼西侧"}, Zone: "1F", Services: []ServiceID{"medical"}, Fallback: []ServiceID{"social"}},
			{Number: 5, Name: Text{ZH: "税务窗口"}, Location: Text{ZH: "二楼东侧"}, Zone: "2F", Services: []ServiceID{"tax"}},
			{Number: 6, Name: Text{ZH: "不动产窗口"}, Location: Text{ZH: "二楼西侧"}, Zone: "2F", Services: []ServiceID{"estate"}},
		},
		Staff: []Staff{
			{Number: "1001", Name: "张晓梅"}, {Number: "1002", Name: "李建国"}, {Number: "1003", Name: "王芳"},
			{Number: "1005", Name: "马志强"}, {Number: "1006", Name: "赵丽华"},
		},
		Settings: DefaultSettings(),
	}
}

// roundTheClock is the world that never closes.
func roundTheClock() Layout {
	l := world()
	l.Hours = BusinessHours{Days: []Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []Session{{0, endOfDay}}}
	return l
}

// chiefs is the world with its departments, the chiefs of two of them, and a kiosk on each floor.
func chiefs() Layout {
	l := world()
	l.Departments = []Department{{ID: "hrss", Name: Text{ZH: "人社局"}}, {ID: "land", Name: Text{ZH: "不动产中心"}}}
	l.Services[0].Department, l.Services[1].Department, l.Services[3].Department = "hrss", "hrss", "land"
	l.Staff[1].Chief, l.Staff[3].Chief = true, true
	l.Kiosks = []Kiosk{{Number: 1, Name: Text{ZH: "东门取号机"}, Zone: "1F"}, {Number: 2, Name: Text{ZH: "二楼取号机"}, Zone: "2F"}}
	return l
}

// wall is a clock that a test moves.
type wall struct{ now atomic.Int64 }

func (w *wall) clock() Instant { return Instant(w.now.Load()) }

// set moves the clock to hh:mm[:ss[.mmm]] on date in Shanghai.
func (w *wall) set(t testing.TB, date Date, tod string) Instant {
	t.Helper()
	for _, layout := range []string{"2006-01-02 15:04:05.000", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if when, err := time.ParseInLocation(layout, string(date)+" "+tod, shanghai); err == nil {
			w.now.Store(when.UnixMilli())
			return At(when)
		}
	}
	t.Fatalf("time of day %q is not hh:mm[:ss[.mmm]]", tod)
	return 0
}

var shanghai = mustLocation("Asia/Shanghai")

func mustLocation(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// openHall starts a hall with layout over j at tod on monday; a new journal is set up first.
func openHall(t testing.TB, j Journal, w *wall, layout Layout) *Hall {
	t.Helper()
	h, err := Open(t.Context(), j, w.clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	set := false
	h.View(func(s *State) { set = s.Seq() > 0 })
	if !set {
		mustDo(t, h, SetUp{Layout: layout})
	}
	return h
}

func mustDo(t testing.TB, h *Hall, c Command) Entry {
	t.Helper()
	e, err := h.Do(t.Context(), Origin{}, c)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// dump writes all of a state, for comparing two.
func dump(s *State) string {
	var b strings.Builder
	line := func(name string, v any) {
		j, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&b, "%s %s\n", name, j)
	}
	line("head", []any{s.seq, s.at, s.date, s.running, s.layout})
	for _, id := range slices.Sorted(maps.Keys(s.places)) {
		line("ticket", s.issued[s.places[id]])
	}
	for _, id := range slices.Sorted(maps.Keys(s.queues)) {
		for _, t := range s.queues[id].order.tickets {
			line("order "+string(id), t.ID)
		}
		for _, t := range s.queues[id].wait.tickets {
			line("wait "+string(id), t.ID)
		}
	}
	line("left", s.left)
	line("halted", s.halted)
	for _, n := range slices.Sorted(maps.Keys(s.current)) {
		line("current "+n.String(), s.current[n].ID)
	}
	for _, n := range slices.Sorted(maps.Keys(s.reserved)) {
		for _, t := range s.reserved[n].tickets {
			line("reserved "+n.String(), t.ID)
		}
	}
	for _, h := range slices.Sorted(maps.Keys(s.open)) {
		for _, t := range s.open[h] {
			line("holder "+string(h), []any{s.atWindows[h], t.ID})
		}
	}
	counts := maps.Clone(s.counts)
	maps.DeleteFunc(counts, func(_ Status, n int) bool { return n == 0 })
	line("rest", []any{s.windows, counts, s.numbers, s.requests, s.calls, s.learned, s.before, s.profile, s.past, s.slips, s.history, s.suspended, s.emergency, s.done, s.substitute, s.appointments, s.misses, s.helps, s.notices})
	for _, n := range slices.Sorted(maps.Keys(s.sent)) {
		line("sent "+n.String(), []any{s.sent[n].count, s.sent[n].last, s.sent[n].next})
	}
	if s.aside != nil {
		b.WriteString("trial over\n" + dump(s.aside))
	}
	return b.String()
}

// replayed gives the dump of a state made anew from the journal.
func replayed(t testing.TB, j Journal) string {
	t.Helper()
	s := NewState()
	if err := replay(t.Context(), j, s); err != nil {
		t.Fatal(err)
	}
	return dump(s)
}

// live gives the dump of what the hall's readers see.
func live(h *Hall) (d string) {
	h.View(func(s *State) { d = dump(s) })
	return d
}
