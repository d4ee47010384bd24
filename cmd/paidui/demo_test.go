package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// longTests tells whether the long forms of tests were asked for.
func longTests() bool { return os.Getenv("PAIDUI_LONG") != "" }

// inLongSuite leaves a test to make test-long: its pages take so long that make test would take more than ten minutes.
func inLongSuite(t *testing.T) {
	t.Helper()
	if !longTests() {
		t.Skip("in the long suite")
	}
}

// simulated gives a demo hall that has lived for span since noon of a day in its own time.
func simulated(t *testing.T, seed uint64, span queue.Millis) (*simulation, *queue.Hall) {
	t.Helper()
	layout, err := demoLayout()
	if err != nil {
		t.Fatal(err)
	}
	start := queue.At(time.Date(2026, 11, 23, 12, 0, 0, 0, layout.Location()))
	clock := holdClock(start)
	hall, err := queue.Open(t.Context(), &queue.MemoryJournal{}, clock.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hall.Close() })
	if _, err := hall.Do(t.Context(), queue.Origin{}, queue.SetUp{Layout: *layout}); err != nil {
		t.Fatal(err)
	}
	s := newSimulation(hall, layout, clock, seed, slog.New(slog.DiscardHandler))
	live(t, s, start.Add(span))
	return s, hall
}

// live lets the simulation go on until a moment.
func live(t *testing.T, s *simulation, until queue.Instant) {
	t.Helper()
	for at := queue.Instant(0); at <= until; {
		var err error
		if at, err = s.next(until); err != nil {
			t.Fatal(err)
		}
	}
	s.clock.advance(until)
}

func TestDemoMorning(t *testing.T) {
	_, hall := simulated(t, 1, demoMorning)
	hall.View(func(st *queue.State) {
		if served := st.Count(queue.StatusServed); served < 40 {
			t.Errorf("%d served", served)
		}
		if waiting := st.Count(queue.StatusWaiting); waiting < 10 || waiting > 35 {
			t.Errorf("%d waiting", waiting)
		}
		if w := st.Window(visitorWindow); w.Shift != 0 {
			t.Error("the visitor's window is not free")
		}
		if st.WaitingCount("social") == 0 {
			t.Error("nobody waits for the visitor's service")
		}
	})
}

// TestDemoLivesOn holds the hall to what a visitor should see, and to bounded queues, over hours and midnight.
func TestDemoLivesOn(t *testing.T) {
	t.Parallel()
	span := 14 * 60 * queue.Minute
	if longTests() {
		span = 3 * 24 * 60 * queue.Minute
	}
	s, hall := simulated(t, 2, 0)
	most, until := 0, s.clock.now().Add(span)
	kinds := map[string]int{}
	seen := uint64(0)
	for s.clock.now() < until {
		live(t, s, s.clock.now().Add(10*queue.Minute))
		hall.View(func(st *queue.State) { most = max(most, st.Count(queue.StatusWaiting)) })
		seen = tally(t, hall, seen, kinds)
	}
	if most > 45 {
		t.Errorf("%d people waited at once", most)
	}
	for _, kind := range []string{
		"issued", "called", "recalled", "started", "finished", "marked_no_show", "requeued", "cancelled", "rated",
		"signed_in", "signed_out", "paused", "unpaused", "day_opened", "day_closed",
	} {
		if kinds[kind] == 0 {
			t.Errorf("no event %q in %d hours", kind, span/60/queue.Minute)
		}
	}
	per := float64(kinds["issued"]) / float64(span/queue.Minute)
	if per < 3 || per > 9 {
		t.Errorf("%.1f citizens a minute", per)
	}
	t.Logf("at most %d waiting, %.1f citizens a minute, %v", most, per, kinds)
}

// tally counts the events after seq by kind and gives the last seq.
func tally(t *testing.T, hall *queue.Hall, after uint64, kinds map[string]int) uint64 {
	t.Helper()
	var last uint64
	hall.View(func(st *queue.State) { last = st.Seq() })
	if last == after {
		return last
	}
	stop := errors.New("enough")
	err := hall.Watch(t.Context(), after, func(e queue.Entry) error {
		for _, ev := range e.Events {
			kinds[ev.Kind()]++
		}
		if e.Seq >= last {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	return last
}

func TestSameSeedSameDay(t *testing.T) {
	days := [2]string{}
	for i := range days {
		_, hall := simulated(t, 7, 10*queue.Minute)
		hall.View(func(st *queue.State) {
			for _, ticket := range st.Tickets() {
				days[i] += fmt.Sprintln(*ticket)
			}
		})
	}
	if days[0] != days[1] || days[0] == "" {
		t.Error("two days of one seed differ")
	}
}

func TestVisitorTakesAWindow(t *testing.T) {
	s, hall := simulated(t, 3, demoMorning)
	for n := queue.WindowNumber(1); n <= 12; n++ {
		g, err := s.visit(queue.Grant{Role: queue.RoleCounter, Window: n})
		if err != nil {
			t.Fatal(err)
		}
		if g.Window != n || g.Staff == "" {
			t.Errorf("grant %v", g)
		}
		if _, err := hall.Do(t.Context(), queue.Origin{}, queue.SignIn{Window: n, Staff: g.Staff}); err != nil {
			t.Error(err)
		}
	}
	live(t, s, s.clock.now().Add(60*queue.Minute))
	hall.View(func(st *queue.State) {
		for n := queue.WindowNumber(1); n <= 12; n++ {
			if st.Current(n) != nil || st.Window(n).Shift == 0 {
				t.Errorf("somebody else worked at %s", n)
			}
		}
		if waiting := st.Count(queue.StatusWaiting); waiting < 12 || waiting > 15*waitingPerWindow+8 {
			t.Errorf("%d waiting in a hall that only the visitor serves", waiting)
		}
	})
	if _, err := s.visit(queue.Grant{Role: queue.RoleCounter, Window: 1}); err != nil {
		t.Errorf("second visit: %v", err)
	}
	hall.View(func(st *queue.State) {
		if st.Window(1).Shift == 0 {
			t.Error("the visitor was signed out")
		}
	})
}

func TestVisitRefuses(t *testing.T) {
	s, _ := simulated(t, 4, queue.Minute)
	for _, g := range []queue.Grant{{Role: "boss"}, {}, {Role: queue.RoleCounter, Window: 99}, {Role: queue.RoleScreen, Zone: "9F"}} {
		if _, err := s.visit(g); err == nil {
			t.Errorf("%v was granted", g)
		}
	}
	if g, err := s.visit(queue.Grant{Role: queue.RoleCounter}); err != nil || g.Window != visitorWindow {
		t.Errorf("%v, %v", g, err)
	}
}

func TestSimulationEndsWithTheHall(t *testing.T) {
	s, hall := simulated(t, 5, queue.Minute)
	s.clock.release()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	if err := hall.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, queue.ErrClosed) {
		t.Errorf("error %v", err)
	}
	cancel()
	if err := s.run(ctx); err != nil && !errors.Is(err, queue.ErrClosed) {
		t.Errorf("error %v", err)
	}
}
