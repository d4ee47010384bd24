package store

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// monday is the day on which the tests begin, at nine in the morning of a hall that never closes.
const monday queue.Date = "2026-11-23"

// wall is a clock that a test moves.
type wall struct{ now atomic.Int64 }

func newWall() *wall {
	w := &wall{}
	w.now.Store(time.Date(2026, 11, 23, 9, 0, 0, 0, shanghai).UnixMilli())
	return w
}

var shanghai = time.FixedZone("CST", 8*60*60)

func (w *wall) clock() queue.Instant { return queue.Instant(w.now.Load()) }
func (w *wall) add(by time.Duration) { w.now.Add(by.Milliseconds()) }

func layout() queue.Layout {
	settings := queue.DefaultSettings()
	settings.MaxCalls, settings.MinPresenceSeconds, settings.RequeueMax = 1, 0, 2
	text := queue.Text{ZH: "厅"}
	return queue.Layout{
		Name: text, TimeZone: "Asia/Shanghai",
		Hours:    queue.BusinessHours{Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{{Open: 0, Close: 24 * 60}}},
		Zones:    []queue.Zone{{ID: "1F", Name: text}},
		Services: []queue.Service{{ID: "social", Prefix: "A", Name: text, StandardMinutes: 8}, {ID: "tax", Prefix: "H", Name: text, StandardMinutes: 8}},
		Windows: []queue.Window{
			{Number: 1, Name: text, Zone: "1F", Services: []queue.ServiceID{"social"}},
			{Number: 2, Name: text, Zone: "1F", Services: []queue.ServiceID{"tax"}, Fallback: []queue.ServiceID{"social"}},
		},
		Staff:    []queue.Staff{{Number: "1001", Name: "张晓梅"}, {Number: "1002", Name: "李建国"}},
		Settings: settings,
	}
}

// openStore opens the database in dir, made when it is not there, for the length of the test.
func openStore(t testing.TB, dir string) *Store {
	t.Helper()
	if err := Create(dir); err != nil && !errors.Is(err, ErrExists) {
		t.Fatal(err)
	}
	s, err := Open(dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeStore(t, s) })
	return s
}

// closeStore closes s; once more does no harm.
func closeStore(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
		t.Error(err)
	}
}

// openHall runs a hall over j, set up when it is new.
func openHall(t testing.TB, j queue.Journal, w *wall) *queue.Hall {
	t.Helper()
	h, err := queue.Open(t.Context(), j, w.clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	var last uint64
	h.View(func(s *queue.State) { last = s.Seq() })
	if last == 0 {
		must(t, h, queue.SetUp{Layout: layout()})
	}
	return h
}

// must carries out a command that may not be refused.
func must(t testing.TB, h *queue.Hall, c queue.Command) queue.Entry {
	t.Helper()
	e, err := h.Do(t.Context(), queue.Origin{By: "test"}, c)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// play gives a hall n commands by chance, most of them sensible, while time goes on; refusals are part of it.
func play(t testing.TB, h *queue.Hall, w *wall, r *rand.Rand, n int) {
	t.Helper()
	services := []queue.ServiceID{"social", "tax"}
	for range n {
		w.add(time.Duration(r.IntN(40_000)) * time.Millisecond)
		window := queue.WindowNumber(1 + r.IntN(2))
		_, err := h.Do(t.Context(), queue.Origin{By: "test"}, chance(h, r, services[r.IntN(2)], window))
		var refused *queue.Refused
		if err != nil && (!errors.As(err, &refused) || refused.Err == queue.ErrInternal || refused.Err == queue.ErrStorage) {
			t.Fatal(err)
		}
	}
}

// chance gives one command.
func chance(h *queue.Hall, r *rand.Rand, service queue.ServiceID, window queue.WindowNumber) queue.Command {
	var ticket queue.TicketID
	h.View(func(s *queue.State) {
		ids := s.PastTickets()
		for _, t := range s.Tickets() {
			ids = append(ids, t.ID)
		}
		if len(ids) > 0 {
			ticket = ids[r.IntN(len(ids))]
		}
		if held := s.OnHold(); len(held) > 0 && r.IntN(2) == 0 {
			ticket = held[0].ID
		}
	})
	switch r.IntN(18) {
	case 13, 14, 15, 16:
		return rarer(r, service, window, ticket)
	case 0:
		return queue.SignIn{Window: window, Staff: []queue.StaffNo{"", "1001", "1002"}[r.IntN(3)]}
	case 1, 2:
		return queue.CallNext{Window: window, Finish: r.IntN(2) == 0}
	case 3:
		return queue.Recall{Window: window}
	case 4:
		return queue.Start{Window: window}
	case 5:
		return queue.Finish{Window: window, Result: queue.Result{Outcome: queue.OutcomeAccepted}}
	case 6:
		return queue.MarkNoShow{Window: window}
	case 7:
		return queue.Requeue{Ticket: ticket}
	case 8:
		return queue.Rate{Ticket: ticket, Level: 1 + r.IntN(5)}
	case 9:
		switch r.IntN(4) {
		case 0:
			return queue.SignOut{Window: window}
		case 1:
			return queue.Pause{Window: window, Reason: "用餐"}
		case 2:
			return queue.Cancel{Ticket: ticket}
		}
		return queue.Unpause{Window: window}
	}
	return queue.Take{Service: service, Class: queue.Classes[r.IntN(len(queue.Classes))], Source: queue.SourceKiosk}
}

// rarer gives one of the commands by which tickets change windows and visits.
func rarer(r *rand.Rand, service queue.ServiceID, window queue.WindowNumber, ticket queue.TicketID) queue.Command {
	switch r.IntN(12) {
	case 0, 9, 10, 11:
		return queue.Hold{Window: window}
	case 1, 2:
		return queue.Resume{Window: window, Ticket: ticket}
	case 3:
		return queue.Transfer{Window: window, ToService: service}
	case 4:
		return queue.ReturnToQueue{Window: window}
	case 5:
		return queue.Arrive{Window: window, Ticket: ticket}
	case 6:
		return queue.Reopen{Window: window}
	case 7:
		return queue.TakeOver{Window: window, Staff: []queue.StaffNo{"1001", "1002"}[r.IntN(2)]}
	}
	return queue.WalkUp{Window: window, Service: service, Reason: "只问一句"}
}

// played is a directory with the database of a hall that ran for some days.
func played(t testing.TB, commands int) string {
	t.Helper()
	dir := t.TempDir()
	s := openStore(t, dir)
	w := newWall()
	h := openHall(t, s, w)
	r := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		play(t, h, w, r, commands/3)
		w.add(24 * time.Hour)
	}
	must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	return dir
}

// readAll gives all entries of a journal.
func readAll(t testing.TB, j queue.Journal) []queue.Entry {
	t.Helper()
	var all []queue.Entry
	for {
		entries, err := j.Read(t.Context(), uint64(len(all)), 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) == 0 {
			return all
		}
		all = append(all, entries...)
	}
}
