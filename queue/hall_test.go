package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// busyHall is a hall at nine with window 1 open and people waiting for it.
func busyHall(t *testing.T, people int) (*Hall, *MemoryJournal, *wall) {
	j, w := &MemoryJournal{}, &wall{}
	w.set(t, monday, "09:00")
	h := openHall(t, j, w, roundTheClock())
	mustDo(t, h, SignIn{Window: 1})
	for range people {
		mustDo(t, h, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
	}
	return h, j, w
}

func TestRepeatedRequestGetsTheFirstAnswer(t *testing.T) {
	h, j, w := busyHall(t, 3)
	o := Origin{By: "counter", Request: "key", Digest: "body"}
	first, err := h.Do(t.Context(), o, CallNext{Window: 1})
	if err != nil {
		t.Fatal(err)
	}
	check := func(h *Hall) {
		t.Helper()
		again, err := h.Do(t.Context(), o, CallNext{Window: 1})
		if err != nil || again.Seq != first.Seq || again.Ticket().Number != "A001" {
			t.Errorf("again: entry %d ticket %v, %v; want entry %d", again.Seq, again.Ticket(), err, first.Seq)
		}
		o := o
		o.Digest = "another"
		if _, err := h.Do(t.Context(), o, CallNext{Window: 1}); !errors.Is(err, ErrKeyReused) {
			t.Errorf("another body with the key: %v", err)
		}
	}
	check(h)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	check(openHall(t, j, w, roundTheClock()))
}

func TestRepeatedRequestInOneBatch(t *testing.T) {
	h, _, _ := busyHall(t, 3)
	var wg sync.WaitGroup
	seqs := make([]uint64, 50)
	for i := range seqs {
		wg.Go(func() {
			e, err := h.Do(context.Background(), Origin{Request: "double press"}, CallNext{Window: 1})
			if err != nil {
				t.Error(err)
			}
			seqs[i] = e.Seq
		})
	}
	wg.Wait()
	if len(slices.Compact(seqs)) != 1 {
		t.Errorf("one press gave the entries %v", seqs)
	}
}

func TestRefusalsAreNotRemembered(t *testing.T) {
	h, _, _ := busyHall(t, 0)
	o := Origin{Request: "key"}
	if _, err := h.Do(t.Context(), o, CallNext{Window: 1}); !errors.Is(err, ErrNobodyWaiting) {
		t.Fatal(err)
	}
	mustDo(t, h, Take{Service: "social", Class: ClassNormal})
	if _, err := h.Do(t.Context(), o, CallNext{Window: 1}); err != nil {
		t.Errorf("the key of a refusal is taken for a repetition: %v", err)
	}
}

func TestTwoWindowsNeverGetOneTicket(t *testing.T) {
	h, _, _ := busyHall(t, 200)
	mustDo(t, h, SignIn{Window: 2})
	var mu sync.Mutex
	var called []TicketID
	var wg sync.WaitGroup
	for _, n := range []WindowNumber{1, 2} {
		wg.Go(func() {
			for range 100 {
				e, err := h.Do(context.Background(), Origin{}, CallNext{Window: n})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				called = append(called, e.Ticket().ID)
				mu.Unlock()
				for _, c := range []Command{Start{Window: n}, Finish{Window: n}} {
					if _, err := h.Do(context.Background(), Origin{}, c); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(called)
	if len(called) != 200 || len(slices.Compact(called)) != 200 {
		t.Errorf("%d calls of %d tickets", len(called), len(slices.Compact(called)))
	}
}

// held is a journal whose appends wait for leave, so that a test can look at what is not yet durable.
type held struct {
	MemoryJournal
	leave      chan error
	unreadable atomic.Bool
}

func (h *held) Read(ctx context.Context, after uint64, limit int) ([]Entry, error) {
	if h.unreadable.Load() {
		return nil, errors.New("input/output error")
	}
	return h.MemoryJournal.Read(ctx, after, limit)
}

func (h *held) Append(ctx context.Context, entries ...Entry) error {
	if h.leave != nil {
		if err := <-h.leave; err != nil {
			return err
		}
	}
	return h.MemoryJournal.Append(ctx, entries...)
}

// heldHall opens a hall with a window whose journal waits for leave from now on.
func heldHall(t *testing.T) (*Hall, *held) {
	j, w := &held{}, &wall{}
	w.set(t, monday, "09:00")
	h := openHall(t, j, w, roundTheClock())
	mustDo(t, h, SignIn{Window: 1})
	j.leave = make(chan error)
	return h, j
}

func TestNothingIsSeenOrAnsweredBeforeItIsDurable(t *testing.T) {
	h, j := heldHall(t)
	answered := make(chan error, 2)
	ask := func(c Command) {
		_, err := h.Do(context.Background(), Origin{}, c)
		answered <- err
	}
	go ask(Take{Service: "social", Class: ClassNormal})
	time.Sleep(50 * time.Millisecond)
	// A refusal that rests on what is not durable waits as well.
	go ask(Take{Service: "nothing"})
	select {
	case err := <-answered:
		t.Fatalf("answered before it was durable: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	h.View(func(s *State) {
		if s.WaitingCount("social") != 0 {
			t.Error("seen before it was durable")
		}
	})
	close(j.leave)
	<-answered
	<-answered
	h.View(func(s *State) {
		if s.WaitingCount("social") != 1 {
			t.Error("not seen when it was durable")
		}
	})
}

func TestAFullDiskRefusesAndRecovers(t *testing.T) {
	h, j, _ := busyHall(t, 1)
	before := live(h)
	full := fmt.Errorf("%w: no space left on device", ErrNotWritten)
	setFail(j, func() error { return full })
	for range 3 {
		if _, err := h.Do(t.Context(), Origin{Request: "r"}, CallNext{Window: 1}); !errors.Is(err, ErrStorage) {
			t.Fatalf("on a full disk: %v", err)
		}
	}
	if live(h) != before {
		t.Error("a refused command left a trace")
	}
	setFail(j, nil)
	e, err := h.Do(t.Context(), Origin{Request: "r"}, CallNext{Window: 1})
	if err != nil || e.Ticket().Number != "A001" {
		t.Fatalf("after the disk recovered: %v %v", e.Ticket(), err)
	}
	if l, r := live(h), replayed(t, j); l != r {
		t.Errorf("live\n%s\nreplayed\n%s", l, r)
	}
}

func setFail(j *MemoryJournal, fail func() error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.Fail = fail
}

// fullJournal is a journal that can run out of room.
type fullJournal struct {
	*MemoryJournal
	full bool
}

func (f *fullJournal) Sparing() bool { return f.full }

func TestAJournalWithoutRoomServesThoseWhoWait(t *testing.T) {
	j, w := &fullJournal{&MemoryJournal{}, false}, &wall{}
	w.set(t, monday, "09:00")
	h := openHall(t, j, w, roundTheClock())
	mustDo(t, h, SignIn{Window: 1})
	mustDo(t, h, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
	j.full = true
	for _, c := range []Command{Take{Service: "social", Class: ClassNormal}, Book{}, CheckIn{}, GiveFeedback{}} {
		if _, err := h.Do(t.Context(), Origin{}, c); !errors.Is(err, ErrStorage) {
			t.Errorf("%s: %v", c, err)
		}
	}
	for _, c := range []Command{CallNext{Window: 1}, Recall{Window: 1}, Start{Window: 1}, Finish{Window: 1}} {
		mustDo(t, h, c)
	}
	j.full = false
	mustDo(t, h, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
}

func TestAnUnknownOutcomeEndsTheHall(t *testing.T) {
	h, j, _ := busyHall(t, 1)
	setFail(j, func() error { return errors.New("fsync: input/output error") })
	if _, err := h.Do(t.Context(), Origin{}, CallNext{Window: 1}); !errors.Is(err, ErrClosed) {
		t.Errorf("an unproven command was answered: %v", err)
	}
	<-h.Done()
	if h.Err() == nil || !strings.Contains(h.Err().Error(), "input/output error") {
		t.Errorf("the hall ended with %v", h.Err())
	}
	if _, err := h.Do(t.Context(), Origin{}, CallNext{Window: 1}); !errors.Is(err, ErrClosed) {
		t.Errorf("a hall that has ended answered %v", err)
	}
}

// poison is an event that breaks while it is folded, after it has changed something.
type poison struct{ of }

func (*poison) Kind() string { return "poison" }

func (p *poison) apply(s *State, _ *Entry) {
	s.put(&p.Ticket)
	panic("poison")
}

type givePoison struct{}

func (givePoison) decide(s *State, _ Instant) ([]Event, error) {
	t := *s.issued[0]
	t.Status = StatusServed
	return []Event{&poison{of{t}}}, nil
}

func (givePoison) String() string { return "give poison" }

func TestAnEntryThatBreaksIsRefusedAndNotWritten(t *testing.T) {
	h, j, _ := busyHall(t, 2)
	before := live(h)
	if _, err := h.Do(t.Context(), Origin{}, givePoison{}); !errors.Is(err, ErrInternal) {
		t.Fatalf("poison: %v", err)
	}
	if live(h) != before || replayed(t, j) != before {
		t.Error("poison left a trace")
	}
	if e := mustDo(t, h, CallNext{Window: 1}); e.Ticket().Number != "A001" {
		t.Errorf("after poison %s is called", e.Ticket().Number)
	}
}

func TestWatchMissesNothing(t *testing.T) {
	h, _, _ := busyHall(t, 0)
	ctx, cancel := context.WithCancel(t.Context())
	var seen []uint64
	done := make(chan error)
	total := recentEntries*2 + 500
	go func() {
		done <- h.Watch(ctx, 0, func(e Entry) error {
			seen = append(seen, e.Seq)
			if len(seen)%1000 == 0 {
				time.Sleep(time.Millisecond) // slow enough to fall behind what memory keeps
			}
			if len(seen) == total {
				cancel()
			}
			return nil
		})
	}()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range total/8 + 8 {
				_, _ = h.Do(context.Background(), Origin{}, Take{Service: "social", Class: ClassNormal})
			}
		})
	}
	wg.Wait()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	for i, seq := range seen {
		if seq != uint64(i+1) {
			t.Fatalf("entry %d came in place %d", seq, i+1)
		}
	}
	if err := h.Watch(t.Context(), 1, func(Entry) error { return errBroken }); !errors.Is(err, errBroken) {
		t.Errorf("the watcher's own error came back as %v", err)
	}
}

func TestTheDayTurnsByTheClockAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &MemoryJournal{}
		h, err := Open(t.Context(), j, func() Instant { return At(time.Now()) })
		if err != nil {
			t.Fatal(err)
		}
		mustDo(t, h, SetUp{Layout: world()})
		for range 5 {
			time.Sleep(24 * time.Hour)
		}
		synctest.Wait()
		var date Date
		h.View(func(s *State) { date = s.Date() })
		if want := DateOf(At(time.Now()), shanghai); date != want {
			t.Errorf("after five days the business day is %s, want %s", date, want)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		opened := 0
		for _, r := range j.records {
			if strings.Contains(string(r), `"kind":"day_opened"`) {
				opened++
			}
		}
		if opened != 6 {
			t.Errorf("%d days were opened", opened)
		}
	})
}

func TestTimeNeverGoesBack(t *testing.T) {
	h, _, w := busyHall(t, 1)
	at := mustDo(t, h, CallNext{Window: 1}).At
	w.set(t, "1970-01-02", "08:00")
	e := mustDo(t, h, Start{Window: 1})
	if e.At < at || h.Now() < at {
		t.Errorf("the clock went back and so did the hall: %s after %s", e.At, at)
	}
}

func TestCloseAnswersWhatWasAsked(t *testing.T) {
	h, j, _ := busyHall(t, 0)
	var mu sync.Mutex
	acknowledged := 0
	var wg sync.WaitGroup
	for range 32 {
		wg.Go(func() {
			for {
				_, err := h.Do(context.Background(), Origin{}, Take{Service: "social", Class: ClassNormal})
				if errors.Is(err, ErrClosed) {
					return
				}
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				acknowledged++
				mu.Unlock()
			}
		})
	}
	time.Sleep(50 * time.Millisecond)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	s := NewState()
	if err := replay(t.Context(), j, s); err != nil {
		t.Fatal(err)
	}
	if got := len(s.Tickets()); got < acknowledged {
		t.Errorf("%d acknowledged, %d in the journal", acknowledged, got)
	}
}

// Who has time is told once of all that has happened within a second, and of nothing when nothing has.
func TestStirred(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wall{}
		w.set(t, monday, "09:00")
		h := openHall(t, &MemoryJournal{}, w, world())
		defer h.Close()
		told := func(in time.Duration) int {
			for n, over := 0, time.After(in); ; n++ {
				select {
				case <-h.Stirred():
				case <-over:
					return n
				}
			}
		}
		time.Sleep(5*time.Second + tick/2) // the day has begun, and that is told
		if n := told(time.Minute); n != 0 {
			t.Errorf("told %d times of nothing", n)
		}
		stirred := h.Stirred()
		for range 3 {
			mustDo(t, h, Take{Service: "tax", Class: ClassNormal, Source: SourceKiosk})
		}
		select {
		case <-stirred:
			t.Error("told at once")
		default:
		}
		if n := told(2 * tick); n != 1 {
			t.Errorf("told %d times of three numbers", n)
		}
	})
}
