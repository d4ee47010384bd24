package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// fold makes visits and shifts from entries in the plainest way, to hold the stored ones against.
type fold struct {
	visits map[uint64]queue.Visit
	shifts map[uint64]queue.ShiftRecord
	day    map[uint64]queue.Date // by entry
}

func foldEntries(entries []queue.Entry) *fold {
	f := &fold{map[uint64]queue.Visit{}, map[uint64]queue.ShiftRecord{}, map[uint64]queue.Date{}}
	var today queue.Date
	for _, e := range entries {
		if date, ok := e.Opens(); ok {
			today = date
		}
		f.day[e.Seq] = today
		for _, ev := range e.Events {
			f.window(ev)
			f.ticket(ev)
		}
	}
	return f
}

func (f *fold) window(ev queue.Event) {
	if over, ok := ev.(*queue.TakenOver); ok {
		f.shifts[over.Shift.ID] = queue.ShiftRecord{Shift: over.Shift}
	}
	if out, ok := ev.(*queue.SignedOut); ok {
		f.shifts[out.Shift.ID] = queue.ShiftRecord{Shift: out.Shift}
	} else if ev, ok := ev.(queue.WindowEvent); ok {
		w := ev.AfterWindow()
		r := queue.ShiftRecord{Shift: queue.Shift{
			ID: w.Shift, Window: w.Number, Staff: w.Staff, SignedInAt: w.SignedInAt, OpensAt: w.OpensAt, Paused: w.Paused, Away: w.Away,
			PauseCount: w.PauseCount, LeftAlone: w.LeftAlone, Substitute: w.Substitute, Relief: w.Relief,
		}}
		if w.Pause != nil {
			r.PausedSince = w.Pause.Since
		}
		f.shifts[w.Shift] = r
	}
}

func (f *fold) ticket(ev queue.Event) {
	te, ok := ev.(queue.TicketEvent)
	if !ok {
		return
	}
	t := te.After()
	if rated, ok := ev.(*queue.Rated); ok {
		v := f.visits[t.Visit]
		v.Rating = rated.Level
		f.visits[t.Visit] = v
		return
	}
	if again, ok := ev.(*queue.Requeued); ok {
		v := f.visits[again.Recovered]
		v.Recovered = true
		f.visits[again.Recovered] = v
	}
	if again, ok := ev.(*queue.Arrived); ok {
		v := f.visits[again.Recovered]
		v.Recovered = true
		f.visits[again.Recovered] = v
	}
	_, issued := ev.(*queue.Issued)
	if leaves, ok := ev.(queue.LeavesVisit); ok {
		f.put(leaves.LeftVisit(), false)
	}
	f.put(t, issued)
}

func (f *fold) put(t *queue.Ticket, issued bool) {
	f.visits[t.Visit] = queue.Visit{
		ID: t.Visit, First: issued || f.visits[t.Visit].First, Recovered: f.visits[t.Visit].Recovered,
		Service: t.Service, Class: t.Class, Source: t.Source, Status: t.Status, IssuedAt: t.IssuedAt, WaitFrom: t.WaitFrom,
		Window: t.Window, Staff: t.Staff, FirstCalledAt: t.FirstCalledAt, WaitedFor: t.WaitedFor, Held: t.Held, CalledAt: t.CalledAt,
		CallCount: t.CallCount, StartedAt: t.StartedAt, StartInferred: t.StartInferred, FinishedAt: t.FinishedAt,
		FinishInferred: t.FinishInferred, NoShowAt: t.NoShowAt, Outcome: t.Outcome, Rating: t.Rating, Why: t.Why,
		Chosen: t.CallReason != "",
	}
}

// between gives what began from … to, in order.
func between[R any](f *fold, all map[uint64]R, from, to queue.Date) []R {
	var some []R
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if d := f.day[id]; d >= from && (to == "" || d <= to) {
			some = append(some, all[id])
		}
	}
	return some
}

func visits(t testing.TB, s *Store, from, to queue.Date) (all []queue.Visit) {
	t.Helper()
	if err := s.Visits(t.Context(), from, to, func(v *queue.Visit) error { all = append(all, *v); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func shifts(t testing.TB, s *Store, from, to queue.Date) (all []queue.ShiftRecord) {
	t.Helper()
	if err := s.Shifts(t.Context(), from, to, func(r *queue.ShiftRecord) error { all = append(all, *r); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestStatisticsAreTheFoldOfTheJournal(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s, w := openStore(t, t.TempDir()), newWall()
			h, r := openHall(t, s, w), rand.New(rand.NewPCG(seed, 7))
			for range 4 {
				play(t, h, w, r, 250)
				w.add(time.Duration(8+r.IntN(30)) * time.Hour)
			}
			play(t, h, w, r, 50)
			f := foldEntries(readAll(t, s))
			checkKinds(t, f)
			days := slices.Sorted(maps.Values(f.day))
			for _, period := range [][2]queue.Date{
				{"", ""}, {monday, monday}, {monday.AddDays(1), monday.AddDays(2)}, {days[len(days)-1], ""},
				{"", monday.AddDays(-1)}, {monday.AddDays(2), monday}, {monday.AddDays(900), ""},
			} {
				from, to := period[0], period[1]
				same(t, fmt.Sprintf("visits %s … %s", from, to), visits(t, s, from, to), between(f, f.visits, from, to))
				same(t, fmt.Sprintf("shifts %s … %s", from, to), shifts(t, s, from, to), between(f, f.shifts, from, to))
			}
		})
	}
}

// checkKinds sees to it that the chance commands reached what the comparison is about.
func checkKinds(t *testing.T, f *fold) {
	t.Helper()
	seen := map[string]int{}
	for _, v := range f.visits {
		seen[string(v.Status)]++
		for name, is := range map[string]bool{
			"recovered": v.Recovered, "not first": !v.First, "rated": v.Rating > 0, "inferred": v.StartInferred, "recalled": v.CallCount > 1,
			"left": v.Left(), "held": v.Held > 0,
		} {
			if is {
				seen[name]++
			}
		}
	}
	for _, r := range f.shifts {
		if r.SignedOutAt == 0 {
			seen["shift lasts"]++
		}
		if r.Paused > 0 {
			seen["paused"]++
		}
	}
	for _, want := range []string{"served", "no_show", "cancelled", "recovered", "not first", "rated", "inferred", "recalled", "paused", "left", "held"} {
		if seen[want] == 0 {
			t.Errorf("the commands made nothing %s: %v", want, seen)
		}
	}
}

func same[R comparable](t *testing.T, what string, got, want []R) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d, want %d", what, len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%s: the %d-th is\n%+v, want\n%+v", what, i, got[i], want[i])
		}
	}
}

// A rating of an earlier day comes with a ticket that is cut down; the visit keeps its wait.
func TestLateRatingChangesOnlyTheRating(t *testing.T) {
	s, w := openStore(t, t.TempDir()), newWall()
	h := openHall(t, s, w)
	must(t, h, queue.SignIn{Window: 1, Staff: "1001"})
	id := must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	w.add(5 * time.Minute)
	must(t, h, queue.CallNext{Window: 1})
	must(t, h, queue.Start{Window: 1})
	w.add(time.Minute)
	must(t, h, queue.Finish{Window: 1})
	before := visits(t, s, monday, monday)[0]
	w.add(24 * time.Hour)
	must(t, h, queue.Rate{Ticket: id.Ticket().ID, Level: 4})
	after := visits(t, s, monday, monday)[0]
	before.Rating = 4
	if after != before || after.Waited() != 5*queue.Minute {
		t.Errorf("rated a day later: %+v, want %+v", after, before)
	}
}

// The seam between two batches loses nothing, and another write between them does no harm.
func TestVisitsOverManyBatches(t *testing.T) {
	s := openStore(t, t.TempDir())
	const n = 2*scanBatch + 10
	appendVisits(t, s, 1, n)
	var ids []uint64
	err := s.Visits(t.Context(), "", "", func(v *queue.Visit) error {
		if len(ids) == 5 {
			appendVisits(t, s, n+1, 1)
		}
		ids = append(ids, v.ID)
		return nil
	})
	if err != nil || len(ids) != n+1 || !slices.IsSorted(ids) {
		t.Fatalf("%d visits, %v; want %d in order", len(ids), err, n+1)
	}
	stop := fmt.Errorf("enough")
	if err := s.Visits(t.Context(), "", "", func(*queue.Visit) error { return stop }); err != stop {
		t.Errorf("an error of the caller's: %v", err)
	}
}

// appendVisits appends n entries from seq on, the first of which opens a day and each of which issues a ticket.
func appendVisits(t testing.TB, s *Store, seq uint64, n int) {
	t.Helper()
	entries := make([]queue.Entry, n)
	for i := range entries {
		entries[i] = queue.Entry{Seq: seq + uint64(i), At: 1, Events: []queue.Event{issued(seq + uint64(i))}}
	}
	if seq == 1 {
		entries[0].Events = append([]queue.Event{&queue.DayOpened{Date: monday}}, entries[0].Events...)
	}
	for len(entries) > 0 {
		some := min(1000, len(entries))
		if err := s.Append(t.Context(), entries[:some]...); err != nil {
			t.Fatal(err)
		}
		entries = entries[some:]
	}
}

// issued is the issue of a ticket by entry seq.
func issued(seq uint64) queue.Event {
	ev := new(queue.Issued)
	*ev.After() = queue.Ticket{
		ID: queue.TicketID(fmt.Sprint(seq)), Number: "A001", Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk,
		Status: queue.StatusWaiting, Visit: seq, IssuedAt: queue.Instant(seq), WaitFrom: queue.Instant(seq),
	}
	return ev
}
