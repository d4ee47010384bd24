package office

import (
	"context"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paidui/paidui/queue"
)

// naiveRank counts: the smallest value that at least percent of all do not exceed.
func naiveRank(values []queue.Millis, percent float64) queue.Millis {
	best := queue.Millis(math.MaxInt64)
	for _, v := range values {
		below := 0
		for _, w := range values {
			if w <= v {
				below++
			}
		}
		if float64(below) >= percent/100*float64(len(values)) && v < best {
			best = v
		}
	}
	return best
}

func TestSpreadIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n < 60; n++ {
		values := make([]queue.Millis, n)
		sum, longest := queue.Millis(0), queue.Millis(0)
		for i := range values {
			values[i] = queue.Millis(r.IntN(20))
			sum, longest = sum+values[i], max(longest, values[i])
		}
		s := spreadOf(slices.Clone(values))
		if *s.P50 != naiveRank(values, 50) || *s.P90 != naiveRank(values, 90) || *s.Max != longest || s.N != n {
			t.Fatalf("spread of %v: p50 %d, p90 %d, max %d", values, *s.P50, *s.P90, *s.Max)
		}
		if math.Abs(float64(*s.Mean)-float64(sum)/float64(n)) > .5 {
			t.Fatalf("mean of %v: %d", values, *s.Mean)
		}
	}
	if s := spreadOf(nil); s.N != 0 || s.Mean != nil || s.P50 != nil || s.P90 != nil || s.Max != nil {
		t.Errorf("spread of nothing: %+v", s)
	}
}

// fixed is a store of given visits and shifts.
type fixed struct {
	visits []queue.Visit
	shifts []queue.ShiftRecord
	err    error
}

func (f *fixed) Visits(_ context.Context, _, _ queue.Date, see func(queue.Visit) error) error {
	for _, v := range f.visits {
		if err := see(v); err != nil {
			return err
		}
	}
	return f.err
}

func (f *fixed) Shifts(_ context.Context, _, _ queue.Date, see func(queue.ShiftRecord) error) error {
	for _, s := range f.shifts {
		if err := see(s); err != nil {
			return err
		}
	}
	return f.err
}

func (f *fixed) Feedback(context.Context, queue.Date, queue.Date, func(queue.Feedback) error) error {
	return f.err
}

func (f *fixed) Cards(context.Context, queue.Date, queue.Date, func(queue.Card) error) error {
	return f.err
}

func (f *fixed) DayStart(context.Context, queue.Date) (uint64, error) { return 0, f.err }

func (f *fixed) FollowUps(context.Context, queue.Date, queue.Date, func(queue.FollowUp) error) error {
	return f.err
}

func (f *fixed) Read(context.Context, uint64, int) ([]queue.Entry, error) { return nil, f.err }

func (f *fixed) Backup(io.Writer) (int64, error) { return 0, f.err }

const minute = queue.Instant(queue.Minute)

// morning has each way in which a visit can end.
func morning() *fixed {
	called := func(id uint64, status queue.Status, waited queue.Millis) queue.Visit {
		first := queue.Instant(waited) + 1
		return queue.Visit{
			ID: id, First: true, Service: "social", Status: status, IssuedAt: 1, WaitFrom: 1, Window: 3, Staff: "1001",
			FirstCalledAt: first, CalledAt: first, CallCount: 1, WaitedFor: waited,
		}
	}
	served := func(id uint64, waited, walked, took queue.Millis) queue.Visit {
		v := called(id, queue.StatusServed, waited)
		v.StartedAt = v.CalledAt.Add(walked)
		v.FinishedAt = v.StartedAt.Add(took)
		return v
	}
	good := served(1, 10*queue.Minute, 20*queue.Second, 8*queue.Minute)
	good.Rating, good.CallCount = 5, 3
	bad := served(2, 30*queue.Minute, 40*queue.Second, 4*queue.Minute)
	bad.Rating = 2
	inferred := served(3, queue.Minute, 0, 90*queue.Minute)
	inferred.StartInferred, inferred.FinishInferred = true, true
	missed := called(4, queue.StatusExpired, 5*queue.Minute)
	missed.NoShowAt = 10 * minute
	returned := called(5, queue.StatusNoShow, 6*queue.Minute)
	returned.NoShowAt, returned.Recovered = 10*minute, true
	again := served(6, 2*queue.Minute, 10*queue.Second, 2*queue.Minute)
	again.First = false
	serving := called(7, queue.StatusServing, 3*queue.Minute)
	serving.StartedAt = 95 * minute
	waiting := queue.Visit{ID: 8, First: true, Service: "social", Status: queue.StatusCancelled, IssuedAt: 1, WaitFrom: 1}
	expired := queue.Visit{ID: 9, First: true, Service: "social", Status: queue.StatusExpired, IssuedAt: 1, WaitFrom: 1}
	return &fixed{
		visits: []queue.Visit{good, bad, inferred, missed, returned, again, serving, waiting, expired},
		shifts: []queue.ShiftRecord{
			{Shift: queue.Shift{ID: 1, Window: 3, Staff: "1001", SignedInAt: minute, SignedOutAt: 61 * minute, Paused: 20 * queue.Minute}},
			{Shift: queue.Shift{ID: 2, Window: 3, SignedInAt: 80 * minute}, PausedSince: 90 * minute},
		},
	}
}

func rushed() *period {
	return &period{from: "2026-11-23", to: "2026-11-23", now: 100 * minute, layout: &queue.Layout{Settings: queue.DefaultSettings()}}
}

func TestFiguresByTheFormulas(t *testing.T) {
	all, err := tallies(t.Context(), morning(), rushed(),
		func(v *queue.Visit) (queue.WindowNumber, bool) { return v.Window, v.Window != 0 },
		func(r *queue.ShiftRecord) queue.WindowNumber { return r.Window })
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	f, d := all[3].figures(), all[3].duty()
	if f.Called != 7 || f.Served != 4 || f.NoShow != 1 || f.Recovered != 1 || f.Recalls != 2 || f.Rated != 2 {
		t.Errorf("counts %+v", f)
	}
	for name, c := range map[string]struct {
		s              spread
		n              int
		p50, p90, most queue.Millis
	}{
		"wait":    {f.Wait, 5, 3 * queue.Minute, 30 * queue.Minute, 30 * queue.Minute},
		"missed":  {f.NoShowWait, 2, 5 * queue.Minute, 6 * queue.Minute, 6 * queue.Minute},
		"service": {f.Service, 3, 4 * queue.Minute, 8 * queue.Minute, 8 * queue.Minute},
		"walk":    {f.Walk, 4, 20 * queue.Second, 91*queue.Minute + 59*queue.Second + 999, 91*queue.Minute + 59*queue.Second + 999},
	} {
		if c.s.N != c.n || *c.s.P50 != c.p50 || *c.s.P90 != c.p90 || *c.s.Max != c.most {
			t.Errorf("%s: %d of p50 %d p90 %d max %d", name, c.s.N, *c.s.P50, *c.s.P90, *c.s.Max)
		}
	}
	for name, c := range map[string]struct {
		got  *float64
		want float64
	}{
		"no-show": {f.NoShowRate, 1. / 7}, "wait over": {f.WaitOverRate, 1. / 7}, "rating": {f.RatingRate, .5}, "satisfied": {f.Satisfaction, .5},
		"utilisation": {d.Utilisation, 19. / 50},
	} {
		if c.got == nil || math.Abs(*c.got-c.want) > 1e-9 {
			t.Errorf("%s rate %v, want %v", name, c.got, c.want)
		}
	}
	if d.SignedIn != 80*queue.Minute || d.Paused != 30*queue.Minute || d.Serving != 19*queue.Minute {
		t.Errorf("duty %+v", d)
	}
}

// A clock that was in 1970 when a number was issued makes nobody wait for half a century.
func TestImpossibleSpansCountForNothing(t *testing.T) {
	var sum tally
	for _, wait := range []queue.Millis{5 * queue.Minute, queue.LongestPossible, queue.LongestPossible + 1, 56 * 365 * queue.LongestPossible} {
		sum.visit(&queue.Visit{FirstCalledAt: 1, CalledAt: 1, StartedAt: 1, FinishedAt: queue.Instant(1 + wait), WaitedFor: wait, Status: queue.StatusServed, CallCount: 1}, limits{}, 0)
	}
	for name, spans := range map[string][]queue.Millis{"wait": sum.wait, "service": sum.service} {
		if len(spans) != 2 || spans[1] != queue.LongestPossible {
			t.Errorf("%s counts %v", name, spans)
		}
	}
	if sum.called != 4 {
		t.Errorf("%d calls count", sum.called)
	}
}

func TestServicesCountWhatWasNeverCalled(t *testing.T) {
	all, err := tallies(t.Context(), morning(), rushed(), func(v *queue.Visit) (queue.ServiceID, bool) { return v.Service, true }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := all["social"]; s.issued != 8 || s.cancelled != 1 || s.expired != 1 || s.noShow != 1 {
		t.Errorf("issued %d, cancelled %d, expired %d, no-show %d", s.issued, s.cancelled, s.expired, s.noShow)
	}
}

func TestTalliesGiveTheStoresError(t *testing.T) {
	broken := &fixed{err: errors.New("disk gone")}
	_, err := tallies(t.Context(), broken, rushed(), func(*queue.Visit) (int, bool) { return 0, true }, func(*queue.ShiftRecord) int { return 0 })
	if !errors.Is(err, broken.err) {
		t.Errorf("%v", err)
	}
	before := rushed()
	before.from = ""
	if all, err := tallies(t.Context(), broken, before, func(*queue.Visit) (int, bool) { return 0, true }, nil); err != nil || len(all) != 0 {
		t.Errorf("before the first day: %v, %v", all, err)
	}
}

func TestTableHasTheHeadsOfItsCells(t *testing.T) {
	f := tally{wait: []queue.Millis{60000}, called: 1}
	row := windowRow{Window: 3, Name: queue.Text{ZH: "社保窗口"}, figures: f.figures(), duty: f.duty()}
	got := map[string]string{}
	for _, x := range row.cells() {
		if _, twice := got[x.head]; twice {
			t.Errorf("head %s twice", x.head)
		}
		got[x.head] = x.text()
	}
	for head, want := range map[string]string{
		"window": "3", "name": "社保窗口", "wait_ms_p90": "60000", "service_ms_mean": "", "no_show_rate": "0", "utilisation": "", "served": "0",
	} {
		if got[head] != want {
			t.Errorf("%s: %q, want %q", head, got[head], want)
		}
	}
}
