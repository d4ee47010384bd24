package queue

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/paidui/paidui/queue/measured"
)

// every gives n moments from one on, so far apart.
func every(from time.Time, apart time.Duration, n int) (steps []time.Time) {
	for i := range n {
		steps = append(steps, from.Add(time.Duration(i)*apart))
	}
	return steps
}

func in(zone, text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, mustLocation(zone))
	if err != nil {
		panic(err)
	}
	return at
}

// tried is a step of the clock and back, in the middle of a morning.
func tried(by time.Duration) []time.Time {
	nine := in("Asia/Shanghai", "2026-11-23 09:00")
	return slices.Concat(every(nine, time.Minute, 20), every(nine.Add(20*time.Minute+by), time.Minute, 20), every(nine.Add(40*time.Minute), time.Minute, 20))
}

// clockCases are what clocks do.
var clockCases = []struct {
	name, zone string
	steps      []time.Time
}{
	{"an hour ahead and back", "Asia/Shanghai", tried(time.Hour)},
	{"an hour behind", "Asia/Shanghai", tried(-time.Hour)},
	{"a day ahead and back", "Asia/Shanghai", tried(24 * time.Hour)},
	{"a day behind", "Asia/Shanghai", tried(-24 * time.Hour)},
	{"1970 in the middle of the day", "Asia/Shanghai", tried(-in("Asia/Shanghai", "2026-11-23 09:20").Sub(time.UnixMilli(0)))},
	{"begun in 1970", "Asia/Shanghai", slices.Concat(every(time.UnixMilli(0), time.Minute, 20), every(in("Asia/Shanghai", "2026-11-23 08:00"), 20*time.Minute, 90))},
	{"summer time begins", "Europe/Berlin", every(in("Europe/Berlin", "2026-03-28 20:00"), 10*time.Minute, 200)},
	{"summer time ends", "Europe/Berlin", every(in("Europe/Berlin", "2026-10-24 20:00"), 10*time.Minute, 200)},
	{"a day without 00:00", "America/Sao_Paulo", every(in("America/Sao_Paulo", "2018-11-03 18:00"), 10*time.Minute, 200)},
	{"a midnight that comes twice", "America/Havana", every(in("America/Havana", "2026-10-31 18:00"), 10*time.Minute, 200)},
	{"a date that is left out", "Pacific/Apia", every(in("Pacific/Apia", "2011-12-29 12:00"), 20*time.Minute, 150)},
	{"29 February", "Asia/Shanghai", every(in("Asia/Shanghai", "2028-02-28 08:00"), 30*time.Minute, 150)},
	{"the year's end", "Asia/Shanghai", every(in("Asia/Shanghai", "2026-12-31 08:00"), 30*time.Minute, 100)},
	{"NTP steps", "Asia/Shanghai", jitter(every(in("Asia/Shanghai", "2026-11-23 08:00"), 2*time.Second, 400))},
}

// jitter sets each moment up to five seconds wrong.
func jitter(steps []time.Time) []time.Time {
	r := rand.New(rand.NewPCG(1, 1))
	for i := range steps {
		steps[i] = steps[i].Add(time.Duration(r.IntN(10_000)-5000) * time.Millisecond)
	}
	return steps
}

// TestClocks: whatever the clock does, no number is given twice in a day, nothing happens before what it follows, no span
// is negative, and the journal replays.
func TestClocks(t *testing.T) {
	for _, c := range clockCases {
		for name, layout := range map[string]Layout{"sessions": world(), "round the clock": roundTheClock()} {
			t.Run(c.name+", "+name, func(t *testing.T) {
				layout.TimeZone = c.zone
				layout.Hours.Days = []Weekday{0, 1, 2, 3, 4, 5, 6}
				layout.Settings.MinPresenceSeconds, layout.Settings.MaxCalls = 0, 1
				j, w := &MemoryJournal{}, &wall{}
				w.now.Store(c.steps[0].UnixMilli())
				h := openHall(t, j, w, layout)
				for i, at := range c.steps {
					w.now.Store(at.UnixMilli())
					atTheClock(t, h, i)
				}
				checkTimes(t, j)
				live := ""
				h.View(func(s *State) { live = dump(s) })
				if err := h.Close(); err != nil {
					t.Fatal(err)
				}
				openHall(t, j, w, layout).View(func(s *State) {
					if dump(s) != live {
						t.Error("the journal replays to another state")
					}
				})
			})
		}
	}
}

// atTheClock does what a hall does at a moment; refusals are part of it.
func atTheClock(t *testing.T, h *Hall, i int) {
	t.Helper()
	commands := []Command{
		SignIn{Window: 1}, SignIn{Window: 2}, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk},
		Take{Service: "medical", Class: ClassNormal, Source: SourceKiosk}, CallNext{Window: 1, Finish: true}, Start{Window: 1},
	}
	switch i % 5 {
	case 0:
		commands = append(commands, CallNext{Window: 2, Finish: true}, MarkNoShow{Window: 2})
	case 3:
		commands = append(commands, Finish{Window: 1}, SignOut{Window: 2})
	}
	for _, c := range commands {
		_, err := h.Do(t.Context(), Origin{}, c)
		var refused *Refused
		if err != nil && (!errors.As(err, &refused) || refused.Err == ErrInternal || refused.Err == ErrStorage) {
			t.Fatalf("%s: %v", c, err)
		}
	}
}

// checkTimes looks at every entry for what cannot be.
func checkTimes(t *testing.T, j Journal) {
	t.Helper()
	entries, err := j.Read(t.Context(), 0, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	var last Instant
	date, ids, numbers := Date(""), map[TicketID]bool{}, map[string]bool{}
	issued := 0
	for _, e := range entries {
		if e.At < last {
			t.Errorf("entry %d is of %v, the one before of %v", e.Seq, e.At, last)
		}
		last = e.At
		if d, opens := e.Opens(); opens {
			if d <= date {
				t.Errorf("day %s is opened after %s", d, date)
			}
			date = d
		}
		for _, ev := range e.Events {
			of, ok := ev.(TicketEvent)
			if !ok {
				continue
			}
			ticket := of.After()
			if ev.Kind() == "issued" {
				number := fmt.Sprint(date, ticket.Number)
				if ids[ticket.ID] || numbers[number] {
					t.Errorf("entry %d: %s is given twice on %s", e.Seq, ticket.Number, date)
				}
				ids[ticket.ID], numbers[number] = true, true
				issued++
			}
			for _, span := range [][2]Instant{{ticket.IssuedAt, ticket.CalledAt}, {ticket.CalledAt, ticket.StartedAt}, {ticket.StartedAt, ticket.FinishedAt}} {
				if span[0] != 0 && span[1] < span[0] && span[1] != 0 {
					t.Errorf("entry %d, %s: %s from %v to %v", e.Seq, ev.Kind(), ticket.Number, span[0], span[1])
				}
			}
		}
	}
	if issued < 10 {
		t.Errorf("%d numbers were issued: nothing was tried", issued)
	}
}

// forgetful is a journal that keeps the present day alone, as one whose closed days have been moved away.
type forgetful struct {
	MemoryJournal
	before uint64 // the entries that are forgotten
}

// Append implements Journal. What stands before the last DayOpened of a batch is forgotten with all that came before.
func (f *forgetful) Append(ctx context.Context, entries ...Entry) error {
	for i := range slices.Backward(entries) {
		if _, opens := entries[i].Opens(); opens {
			f.before, f.MemoryJournal = entries[i].Seq-1, MemoryJournal{}
			entries = entries[i:]
			break
		}
	}
	moved := slices.Clone(entries)
	for i := range moved {
		moved[i].Seq -= f.before
	}
	return f.MemoryJournal.Append(ctx, moved...)
}

// TestAVirtualYear runs 3,000 tickets a day at 20 windows for a year, or a few days, and looks whether anything grows.
func TestAVirtualYear(t *testing.T) {
	days, tickets := 4, 300
	if os.Getenv("PAIDUI_LONG") != "" {
		days, tickets = 365, 3000
	}
	l := world()
	l.Hours = BusinessHours{Days: []Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []Session{{0, 23 * 60}}}
	l.Settings.MinPresenceSeconds = 0
	l.Services[0].StandardMinutes = 1
	l.Windows = nil
	for n := range 20 {
		l.Windows = append(l.Windows, Window{Number: WindowNumber(n + 1), Name: Text{ZH: "窗口"}, Zone: "1F", Services: []ServiceID{"social", "medical", "tax", "estate"}})
	}
	j, w := &forgetful{}, &wall{}
	began := w.set(t, monday, "00:00")
	h := openHall(t, j, w, l)
	var heaps []uint64
	started := time.Now()
	for day := range days {
		w.now.Store(int64(began) + int64(day)*int64(24*60*Minute))
		aVirtualDay(t, h, w, tickets)
		if day == days/4 || day == days-1 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			heaps = append(heaps, m.HeapAlloc)
		}
	}
	measured.Tell(t, "virtual year: %d days of %d tickets at 20 windows in %v; heap %.1f MB after a quarter, %.1f MB at the end",
		days, tickets, time.Since(started).Round(time.Second/10), float64(heaps[0])/1e6, float64(heaps[1])/1e6)
	if days > 300 && heaps[1] > heaps[0]*5/4 {
		t.Error("memory grows with the days")
	}
}

// aVirtualDay issues the tickets over 20 hours; all are called, started and finished.
func aVirtualDay(t *testing.T, h *Hall, w *wall, tickets int) {
	t.Helper()
	for n := range 20 {
		mustDo(t, h, SignIn{Window: WindowNumber(n + 1)})
	}
	for n := range tickets {
		w.now.Add(int64(20*60*Minute) / int64(tickets))
		mustDo(t, h, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
		window := WindowNumber(n%20 + 1)
		if called := mustDo(t, h, CallNext{Window: window, Finish: true}); called.Ticket() == nil {
			t.Fatal("nobody was called")
		}
		mustDo(t, h, Start{Window: window})
	}
	h.View(func(s *State) {
		if waiting := s.WaitingCount("social"); waiting != 0 || len(s.Tickets()) != tickets {
			t.Fatalf("%d wait, %d tickets today, want none and %d", waiting, len(s.Tickets()), tickets)
		}
	})
}
