package office

import (
	"context"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

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

// TestSpreadsAreExact holds the quantiles of groups to counting, for few and for many, with spans up to a day.
func TestSpreadsAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 3, 9, 10, 11, 59, 60, 511, 512, 513, 2000} {
		for _, longest := range []int64{20, 100_000, int64(queue.LongestPossible)} {
			l := &ledger{period: rushed(), limits: limits{}, clock: newClock(rushed().layout), wanted: []subject{byWindow, byAll}}
			waits := map[queue.WindowNumber][]queue.Millis{}
			for range n {
				w, span := queue.WindowNumber(1+r.IntN(3)), queue.Millis(r.Int64N(longest+1))
				waits[w], waits[0] = append(waits[w], span), append(waits[0], span)
				l.visit(&queue.Visit{Window: w, FirstCalledAt: 1, CallCount: 1, WaitedFor: span})
			}
			l.rank()
			for w, values := range waits {
				s := l.columns[byAll].group(0).spreads[wait].spread()
				if w != 0 {
					s = l.columns[byWindow].group(l.windows.place(w)).spreads[wait].spread()
				}
				sum, most := queue.Millis(0), queue.Millis(0)
				for _, v := range values {
					sum, most = sum+v, max(most, v)
				}
				if *s.P50 != naiveRank(values, 50) || *s.P90 != naiveRank(values, 90) || *s.Max != most || s.N != len(values) {
					t.Fatalf("%d of up to %d at %d: %d of p50 %d, p90 %d, max %d", n, longest, w, s.N, *s.P50, *s.P90, *s.Max)
				}
				if math.Abs(float64(*s.Mean)-float64(sum)/float64(len(values))) > .5 {
					t.Fatalf("mean of %v: %d", values, *s.Mean)
				}
			}
		}
	}
	if s := new(ranks).spread(); s.N != 0 || s.Mean != nil || s.P50 != nil || s.P90 != nil || s.Max != nil {
		t.Errorf("spread of nothing: %+v", s)
	}
}

// fixed is a store of given visits and shifts.
type fixed struct {
	visits []queue.Visit
	shifts []queue.ShiftRecord
	chosen []queue.OutOfOrder
	err    error
}

func (f *fixed) Visits(_ context.Context, _, _ queue.Date, see func(*queue.Visit) error) error {
	for _, v := range f.visits {
		if err := see(&v); err != nil {
			return err
		}
	}
	return f.err
}

func (f *fixed) Shifts(_ context.Context, _, _ queue.Date, see func(*queue.ShiftRecord) error) error {
	for _, s := range f.shifts {
		if err := see(&s); err != nil {
			return err
		}
	}
	return f.err
}

func (f *fixed) Feedback(context.Context, queue.Date, queue.Date, func(*queue.Feedback) error) error {
	return f.err
}

func (f *fixed) Cards(context.Context, queue.Date, queue.Date, func(*queue.Card) error) error {
	return f.err
}

func (f *fixed) DayStart(context.Context, queue.Date) (uint64, error) { return 0, f.err }

func (f *fixed) FollowUps(context.Context, queue.Date, queue.Date, func(*queue.FollowUp) error) error {
	return f.err
}

func (f *fixed) AlertsSeen(context.Context, queue.Date, queue.Date, func(*queue.Alert) error) error {
	return f.err
}

func (f *fixed) OutOfOrder(_ context.Context, _, _ queue.Date, see func(*queue.OutOfOrder) error) error {
	for _, o := range f.chosen {
		if err := see(&o); err != nil {
			return err
		}
	}
	return f.err
}

func (f *fixed) Read(context.Context, uint64, int) ([]queue.Entry, error) { return nil, f.err }

func (f *fixed) Download(func(bool) io.Writer) error { return f.err }

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
	l, err := read(t.Context(), morning(), rushed(), byWindow)
	if err != nil || len(l.windows.keys) != 1 {
		t.Fatalf("%v, %v", l.windows, err)
	}
	f, d := l.columns[byWindow].group(0).figures(), l.columns[byWindow].group(0).duty()
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
	l := &ledger{period: rushed(), clock: newClock(rushed().layout), wanted: []subject{byAll}}
	for _, wait := range []queue.Millis{5 * queue.Minute, queue.LongestPossible, queue.LongestPossible + 1, 56 * 365 * queue.LongestPossible} {
		l.visit(&queue.Visit{FirstCalledAt: 1, CalledAt: 1, StartedAt: 1, FinishedAt: queue.Instant(1 + wait), WaitedFor: wait, Status: queue.StatusServed, CallCount: 1})
	}
	l.rank()
	sum := l.columns[byAll].group(0)
	for _, m := range []measure{wait, service} {
		if s := sum.spreads[m]; s.n != 2 || s.max != queue.LongestPossible {
			t.Errorf("measure %d counts %+v", m, s)
		}
	}
	if sum.counts[called] != 4 {
		t.Errorf("%d calls count", sum.counts[called])
	}
}

func TestServicesCountWhatWasNeverCalled(t *testing.T) {
	l, err := read(t.Context(), morning(), rushed(), byService)
	if err != nil {
		t.Fatal(err)
	}
	if s := l.columns[byService].group(l.services.place("social")).counts; s[issued] != 8 || s[cancelled] != 1 || s[expired] != 1 || s[noShow] != 1 {
		t.Errorf("issued %d, cancelled %d, expired %d, no-show %d", s[issued], s[cancelled], s[expired], s[noShow])
	}
}

func TestReportsGiveTheStoresError(t *testing.T) {
	broken := &fixed{err: errors.New("disk gone")}
	for _, r := range reports {
		l, err := read(t.Context(), broken, rushed(), r.by...)
		if err == nil {
			_, err = r.rows(l)
		}
		if !errors.Is(err, broken.err) {
			t.Errorf("%s: %v", r.name, err)
		}
		before := rushed()
		before.from = ""
		l, err = read(t.Context(), &fixed{}, before, r.by...)
		if err != nil {
			t.Fatal(err)
		}
		if table, err := r.rows(l); err != nil || table.list == nil {
			t.Errorf("%s before the first day: %v, %v", r.name, table, err)
		}
	}
}

// TestOrderCountsEachCallOnce: what staff chose by its reason, head starts by their class, and what an earlier version kept
// without either.
func TestOrderCountsEachCallOnce(t *testing.T) {
	call := func(id uint64, why queue.Why, class queue.Class, chosen bool) queue.Visit {
		return queue.Visit{ID: id, First: true, Window: 3, Class: class, FirstCalledAt: 1, CallCount: 1, Why: why, Chosen: chosen}
	}
	store := &fixed{
		visits: []queue.Visit{
			call(1, queue.WhyFirst, queue.ClassNormal, false), call(2, queue.WhyHeadStart, queue.ClassElder, false),
			call(3, queue.WhyHeadStart, queue.ClassElder, false), call(4, queue.WhyHeadStart, queue.ClassInfant, false),
			call(5, queue.WhySpecific, queue.ClassNormal, true), call(6, queue.WhySpecific, queue.ClassNormal, true),
			call(7, queue.WhyWalkUp, queue.ClassNormal, true), call(8, queue.WhyWalkUp, queue.ClassNormal, false),
			call(9, "", queue.ClassNormal, false), {ID: 10, First: true},
		},
		chosen: []queue.OutOfOrder{{Visit: 5, Why: queue.WhySpecific, Reason: "残疾人"}, {Visit: 7, Why: queue.WhyWalkUp, Reason: "急事急办"}},
	}
	l, err := read(t.Context(), store, rushed(), byAll, byWhy)
	if err != nil {
		t.Fatal(err)
	}
	got, err := l.order()
	if err != nil {
		t.Fatal(err)
	}
	ninth := func(n int) *float64 { return rate(n, 9) }
	want := []orderRow{
		{queue.WhyHeadStart, "elder", true, 2, ninth(2)}, {"", "", false, 1, ninth(1)}, {queue.WhyFirst, "", false, 1, ninth(1)},
		{queue.WhyHeadStart, "infant", true, 1, ninth(1)}, {queue.WhySpecific, "", true, 1, ninth(1)},
		{queue.WhySpecific, "残疾人", true, 1, ninth(1)}, {queue.WhyWalkUp, "", false, 1, ninth(1)}, {queue.WhyWalkUp, "急事急办", true, 1, ninth(1)},
	}
	if !reflect.DeepEqual(got.list, want) {
		t.Errorf("order %+v", got.rows)
	}
	if n := l.columns[byAll].group(0).figures(); n.OutOfOrder != 6 || *n.OutOfOrderRate != 6./9 {
		t.Errorf("out of order: %d", n.OutOfOrder)
	}
}

// TestWindowsThatWereSignedIn: a turn gives each half hour its part of it, on days on which somebody came.
func TestWindowsThatWereSignedIn(t *testing.T) {
	at := func(clock string) queue.Instant {
		when, err := time.Parse("2006-01-02 15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		return queue.At(when)
	}
	turn := func(window queue.WindowNumber, from, opens, to string) queue.ShiftRecord {
		r := queue.ShiftRecord{Shift: queue.Shift{Window: window, SignedInAt: at(from), SignedOutAt: at(to)}}
		if opens != "" {
			r.OpensAt = at(opens)
		}
		return r
	}
	came := queue.Visit{First: true, IssuedAt: at("2026-11-23 09:10"), WaitFrom: at("2026-11-23 09:10")}
	again := queue.Visit{First: true, IssuedAt: at("2026-11-30 09:10"), WaitFrom: at("2026-11-30 09:10")}
	store := &fixed{visits: []queue.Visit{came, again}, shifts: []queue.ShiftRecord{
		turn(1, "2026-11-23 08:20", "2026-11-23 09:00", "2026-11-23 10:00"), turn(2, "2026-11-23 09:15", "", "2026-11-23 09:20"),
		turn(3, "2026-11-24 09:00", "", "2026-11-24 10:00"), turn(4, "2026-11-30 08:00", "", "2026-12-04 08:00"),
	}}
	p := rushed()
	p.layout.TimeZone = "UTC"
	l, err := read(t.Context(), store, p, byHalfHour)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := l.peaks()
	rows := got.list.([]peakRow)
	// Of two Mondays the first had window 1 for all of the half hour and window 2 for five minutes of it; window 4 was
	// signed in for days, which nobody is.
	if len(rows) != 1 || rows[0].Days != 2 || rows[0].SignedIn == nil || math.Abs(*rows[0].SignedIn-35./60) > 1e-12 {
		t.Errorf("peaks %+v", got.rows)
	}
	if n := l.signedIn[0*48+17]; n != 0 {
		t.Errorf("before it opened window 1 gave %d ms", n)
	}
}

func TestTableHasTheHeadsOfItsCells(t *testing.T) {
	f := tally{}
	f.counts[called], f.spreads[wait] = 1, ranks{n: 1, sum: 60000, p50: 60000, p90: 60000, max: 60000}
	row := windowRow{Window: 3, Name: queue.Text{ZH: "社保窗口"}, figures: f.figures(), duty: f.duty()}
	got := map[string]string{}
	for _, x := range tableOf([]windowRow{row}).rows[0] {
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
