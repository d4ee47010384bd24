package display

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// durable is a journal that knows up to where it has promised durability.
type durable struct {
	queue.MemoryJournal
	last  atomic.Uint64
	write atomic.Pointer[func() error] // what the disk does first; nil for nothing
}

func (d *durable) Append(ctx context.Context, entries ...queue.Entry) error {
	if write := d.write.Load(); write != nil {
		if err := (*write)(); err != nil {
			return err
		}
	}
	err := d.MemoryJournal.Append(ctx, entries...)
	if err == nil {
		d.last.Store(entries[len(entries)-1].Seq)
	}
	return err
}

// stage is a hall at a clock that the test moves.
type stage struct {
	t       testing.TB
	journal durable
	hall    *queue.Hall
	clock   atomic.Int64
}

var shanghai = time.FixedZone("CST", 8*3600)

// instant reads "2006-01-02 15:04:05", or a time alone for Monday, 23 November 2026.
func instant(t testing.TB, text string) queue.Instant {
	if !strings.Contains(text, " ") {
		text = "2026-11-23 " + text
	}
	when, err := time.ParseInLocation("2006-01-02 15:04:05", text, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return queue.At(when)
}

func (st *stage) at(text string) { st.clock.Store(int64(instant(st.t, text))) }

func (st *stage) pass(d queue.Millis) { st.clock.Add(int64(d)) }

// newStage opens a hall with layout at that time.
func newStage(t testing.TB, layout queue.Layout, text string) *stage {
	st := &stage{t: t}
	st.at(text)
	hall, err := queue.Open(t.Context(), &st.journal, func() queue.Instant { return queue.Instant(st.clock.Load()) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hall.Close() })
	st.hall = hall
	st.do(queue.SetUp{Layout: layout})
	st.turn()
	return st
}

// turn makes the hall look at the calendar, as it does with every command and every second.
func (st *stage) turn() {
	if _, err := st.hall.Do(st.t.Context(), queue.Origin{}, queue.Start{Window: 999}); err == nil {
		st.t.Fatal("started a ticket at no window")
	}
}

func (st *stage) do(c queue.Command) queue.Entry {
	st.t.Helper()
	e, err := st.hall.Do(st.t.Context(), queue.Origin{}, c)
	if err != nil {
		st.t.Fatal(err)
	}
	return e
}

func (st *stage) take(service queue.ServiceID, n int) {
	st.t.Helper()
	for range n {
		st.do(queue.Take{Service: service, Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
}

// call calls the next ticket to a window and gives the entry's number.
func (st *stage) call(n queue.WindowNumber) uint64 {
	st.t.Helper()
	return st.do(queue.CallNext{Window: n}).Seq
}

// draw gives the board of p as its JSON reads.
func (st *stage) draw(p Profile) map[string]any {
	st.t.Helper()
	now := st.hall.Now()
	var board any
	ok := false
	st.hall.View(func(s *queue.State) { board, ok = Draw(s, now, p) })
	if !ok {
		st.t.Fatalf("the hall has no %s", p)
	}
	return fields(st.t, encode(board))
}

func fields(t testing.TB, text []byte) map[string]any {
	t.Helper()
	var read map[string]any
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

// at gives what stands at a path such as windows.0.status, as JSON; "absent" where nothing does.
func at(v any, path string) string {
	if path != "" {
		for _, step := range strings.Split(path, ".") {
			switch in := v.(type) {
			case map[string]any:
				inner, ok := in[step]
				if !ok {
					return "absent"
				}
				v = inner
			case []any:
				i, err := strconv.Atoi(step)
				if err != nil || i >= len(in) {
					return "absent"
				}
				v = in[i]
			default:
				return "absent"
			}
		}
	}
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// daily is a hall of two floors with ordinary hours.
func daily() queue.Layout {
	settings := queue.DefaultSettings()
	settings.Hotline = "12345"
	zh := func(text string) queue.Text { return queue.Text{ZH: text} }
	return queue.Layout{
		Name: queue.Text{ZH: "原州区政务服务中心", EN: "Yuanzhou Government Service Centre"}, TimeZone: "Asia/Shanghai",
		Hours: queue.BusinessHours{
			Days:     []queue.Weekday{1, 2, 3, 4, 5},
			Sessions: []queue.Session{{Open: 8*60 + 30, Close: 12 * 60}, {Open: 14*60 + 30, Close: 18 * 60}},
		},
		Zones: []queue.Zone{{ID: "1F", Name: zh("一楼大厅"), Floor: "1F"}, {ID: "2F", Name: zh("二楼大厅"), Floor: "2F"}},
		Services: []queue.Service{
			{ID: "social", Prefix: "A", Name: zh("社会保险"), StandardMinutes: 8},
			{ID: "medical", Prefix: "F", Name: zh("医疗保险"), StandardMinutes: 6},
			{ID: "tax", Prefix: "H", Name: zh("税务"), StandardMinutes: 10, Zones: []queue.ZoneID{"1F"}},
			{ID: "estate", Prefix: "K", Name: zh("不动产登记"), StandardMinutes: 20},
		},
		Windows: []queue.Window{
			{Number: 1, Name: zh("社保窗口"), Location: zh("一楼东侧"), Zone: "1F", Services: []queue.ServiceID{"social"}},
			{
				Number: 3, Name: zh("医保窗口"), Location: zh("一楼西侧"), Zone: "1F", Services: []queue.ServiceID{"medical"},
				Fallback: []queue.ServiceID{"social"},
			},
			{Number: 5, Name: zh("税务窗口"), Location: zh("二楼东侧"), Zone: "2F", Services: []queue.ServiceID{"tax"}},
			{Number: 12, Name: zh("不动产窗口"), Zone: "2F", Services: []queue.ServiceID{"estate"}},
		},
		Staff:    []queue.Staff{{Number: "1001", Name: "张晓梅", Title: "科员", Post: "社保受理"}},
		Settings: settings,
	}
}

// nightly is daily without closing hours.
func nightly() queue.Layout {
	l := daily()
	l.Hours = queue.BusinessHours{
		Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{{Open: 0, Close: 24 * 60}},
	}
	return l
}

// large is a hall of 8 services and n windows in one zone, every one of them signed in, with that many waiting.
func large(t testing.TB, windows, waiting int) *stage {
	l := nightly()
	l.Zones = l.Zones[:1]
	l.Services, l.Windows = nil, nil
	for i := range 8 {
		l.Services = append(l.Services, queue.Service{
			ID: queue.ServiceID(fmt.Sprint("s", i)), Prefix: string(rune('A' + i)), StandardMinutes: 8,
			Name: queue.Text{ZH: "企业登记与注销综合服务", EN: "Company registration"},
		})
	}
	for i := range windows {
		l.Windows = append(l.Windows, queue.Window{
			Number: queue.WindowNumber(i + 1), Name: queue.Text{ZH: "综合受理窗口", EN: "General"}, Zone: "1F",
			Location: queue.Text{ZH: "一楼大厅东侧", EN: "Ground floor, east"}, Services: []queue.ServiceID{l.Services[i%8].ID},
		})
	}
	st := newStage(t, l, "09:00:00")
	for i := range windows {
		st.do(queue.SignIn{Window: queue.WindowNumber(i + 1)})
	}
	for i := range waiting {
		st.take(l.Services[i%8].ID, 1)
	}
	return st
}

// nobodys gives no ID number's last four.
func nobodys(*queue.Ticket) string { return "" }
