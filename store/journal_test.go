package store

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paidui/paidui/queue"
)

// TestJournalIsTheMemoryJournal runs a store and the journal in memory side by side, over restarts.
func TestJournalIsTheMemoryJournal(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir := t.TempDir()
		s, model := openStore(t, dir), &queue.MemoryJournal{}
		defer func() { closeStore(t, s) }()
		var last uint64
		date := monday
		r.Repeat(map[string]func(*rapid.T){
			"append": func(r *rapid.T) {
				first := last + 1 + uint64(rapid.SampledFrom([]int{0, 0, 0, 0, 0, 1, 7}).Draw(r, "skip"))
				entries := make([]queue.Entry, rapid.IntRange(0, 5).Draw(r, "entries"))
				for i := range entries {
					entries[i] = anyEntry(r, first+uint64(i), &date)
				}
				got, want := s.Append(t.Context(), entries...), model.Append(t.Context(), entries...)
				if !errors.Is(got, want) {
					r.Fatalf("append %d from %d after %d: %v, want %v", len(entries), first, last, got, want)
				}
				if want == nil {
					last += uint64(len(entries))
				}
			},
			"read": func(r *rapid.T) {
				after, limit := rapid.Uint64Range(0, last+3).Draw(r, "after"), rapid.IntRange(-1, 9).Draw(r, "limit")
				sameEntries(r, s, model, after, limit)
			},
			"day": func(r *rapid.T) {
				day := rapid.SampledFrom([]queue.Date{"", monday, date, date.AddDays(1)}).Draw(r, "day")
				got, err := s.DayStart(t.Context(), day)
				want, _ := model.DayStart(t.Context(), day)
				if got != want || err != nil {
					r.Fatalf("day %q starts after %d, %v; want %d", day, got, err, want)
				}
			},
			"reopen": func(r *rapid.T) {
				closeStore(t, s)
				s = openStore(t, dir)
			},
		})
		sameEntries(r, s, model, 0, math.MaxInt)
	})
}

// anyEntry gives some entry; one that opens a day opens a later one than date.
func anyEntry(r *rapid.T, seq uint64, date *queue.Date) queue.Entry {
	e := queue.Entry{
		Seq: seq, At: queue.Instant(rapid.Int64Range(1, 1<<40).Draw(r, "at")), By: rapid.String().Draw(r, "by"),
		Request: rapid.SampledFrom([]string{"", "key"}).Draw(r, "request"),
	}
	switch rapid.IntRange(0, 3).Draw(r, "kind") {
	case 0:
		*date = date.AddDays(1)
		e.Events = []queue.Event{&queue.DayOpened{Date: *date}}
	case 1:
		e.Events = []queue.Event{&queue.NumbersMoved{First: int(seq)}, &queue.DayClosed{Date: *date}}
	default:
		e.Events = []queue.Event{issued(seq)}
	}
	return e
}

// sameEntries compares what both journals give, but for the hash, which only the store's has.
func sameEntries(t interface{ Fatalf(string, ...any) }, s, model queue.Journal, after uint64, limit int) {
	got, err := s.Read(context.Background(), after, limit)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	want, err := model.Read(context.Background(), after, limit)
	if err != nil {
		t.Fatalf("read the model: %v", err)
	}
	for i := range got {
		if len(got[i].Hash) != 64 {
			t.Fatalf("entry %d has the hash %q", got[i].Seq, got[i].Hash)
		}
		got[i].Hash = ""
	}
	if g, w := asJSON(got), asJSON(want); g != w {
		t.Fatalf("after %d, %d at most:\n%s, want\n%s", after, limit, g, w)
	}
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func TestAppendRefusesWhatDoesNotFollow(t *testing.T) {
	s := openStore(t, t.TempDir())
	appendVisits(t, s, 1, 3)
	for _, seqs := range [][]uint64{{3}, {5}, {0}, {4, 6}, {4, 4}} {
		var entries []queue.Entry
		for _, seq := range seqs {
			entries = append(entries, queue.Entry{Seq: seq, Events: []queue.Event{issued(seq)}})
		}
		if err := s.Append(t.Context(), entries...); !errors.Is(err, queue.ErrConflict) || errors.Is(err, queue.ErrNotWritten) {
			t.Errorf("append %v after 3: %v", seqs, err)
		}
	}
	if n := len(visits(t, s, "", "")); n != 3 {
		t.Errorf("%d visits after refused entries, want 3", n)
	}
	appendVisits(t, s, 4, 1)
}

// unspeakable is an event that cannot be written.
type unspeakable struct{ queue.DayClosed }

func (unspeakable) Kind() string                 { return "unspeakable" }
func (unspeakable) MarshalJSON() ([]byte, error) { return nil, errors.New("no words") }

func TestAppendOfWhatCannotBeWrittenWritesNothing(t *testing.T) {
	s := openStore(t, t.TempDir())
	bad := []queue.Entry{{Seq: 1, Events: []queue.Event{issued(1)}}, {Seq: 2, Events: []queue.Event{&unspeakable{}}}}
	if err := s.Append(t.Context(), bad...); !errors.Is(err, queue.ErrNotWritten) {
		t.Errorf("an event that cannot be written: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Append(ended, bad[0]); !errors.Is(err, queue.ErrNotWritten) || !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
	appendVisits(t, s, 1, 1)
}

func TestHashOfAnEntryThatWasReadIsNotWritten(t *testing.T) {
	s := openStore(t, t.TempDir())
	if err := s.Append(t.Context(), queue.Entry{Seq: 1, Hash: "another journal's", Events: []queue.Event{issued(1)}}); err != nil {
		t.Fatal(err)
	}
	if e := readAll(t, s)[0]; len(e.Hash) != 64 {
		t.Errorf("the hash is %q", e.Hash)
	}
}

func TestReadersWhileAppending(t *testing.T) {
	s := openStore(t, t.TempDir())
	appendVisits(t, s, 1, 1)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for seen := 0; ; {
				select {
				case <-done:
					return
				default:
				}
				entries, err := s.Read(context.Background(), uint64(seen), 50)
				if err != nil {
					t.Error(err)
					return
				}
				for _, e := range entries {
					if seen++; e.Seq != uint64(seen) {
						t.Errorf("entry %d came as number %d", e.Seq, seen)
						return
					}
				}
				n := 0
				err = s.Visits(context.Background(), "", "", func(*queue.Visit) error { n++; return nil })
				if err != nil || n < seen {
					t.Errorf("%d visits of %d entries, %v", n, seen, err)
					return
				}
			}
		})
	}
	for seq := uint64(2); seq <= 100; seq++ {
		appendVisits(t, s, seq, 1)
	}
	close(done)
	wg.Wait()
}

func TestHallOverTheStoreSurvivesRestarts(t *testing.T) {
	dir, w := t.TempDir(), newWall()
	var tickets []queue.TicketID
	for range 3 {
		s := openStore(t, dir)
		h := openHall(t, s, w)
		for range 4 {
			w.add(time.Minute)
			e := must(t, h, queue.Take{Service: "tax", Class: queue.ClassNormal, Source: queue.SourceKiosk})
			tickets = append(tickets, e.Ticket().ID)
		}
		h.View(func(st *queue.State) {
			for i, held := range st.Tickets() {
				if held.ID != tickets[i] {
					t.Errorf("ticket %d is %s, want %s", i, held.ID, tickets[i])
				}
			}
			if len(st.Tickets()) != len(tickets) {
				t.Errorf("%d tickets, want %d", len(st.Tickets()), len(tickets))
			}
		})
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		closeStore(t, s)
	}
}
