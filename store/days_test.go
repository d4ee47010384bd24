package store

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/measured"
)

// dayFigures are what a day of a hall costs.
type dayFigures struct {
	heap    uint64 // after the day, with nothing but the hall
	file    int64  // what the file grew by
	restart time.Duration
}

// TestTwentyDays runs 3,000 tickets a day over the real store: memory and the time of a restart stay as they are, and the
// file grows by as much every day.
func TestTwentyDays(t *testing.T) {
	days, tickets := 3, 60
	if os.Getenv("PAIDUI_LONG") != "" {
		days, tickets = 20, 3000
	}
	dir, w := t.TempDir(), newWall()
	var figures []dayFigures
	length := int64(0)
	// A test holds what its cleanups close until it ends: each day has tests of its own, so that only its hall is in memory.
	for day := range days {
		t.Run("day", func(t *testing.T) { workADay(t, dir, w, day == 0, tickets) })
		t.Run("restart", func(t *testing.T) {
			f := restart(t, dir, w)
			f.file, length = f.file-length, f.file
			figures = append(figures, f)
		})
		w.now.Store((w.now.Load()/86_400_000+1)*86_400_000 + 3_600_000) // nine in the morning of the next day
	}
	// A hall remembers the tickets of the days before for their phones; from the fifth day on nothing more is added.
	fifth, last := figures[min(4, days-2)], figures[days-1]
	measured.Tell(t, "%d days of %d tickets over the store: fifth day %.1f MB of memory, %.2f MB of file, restart %v; last day %.1f MB, %.2f MB, %v",
		days, tickets, float64(fifth.heap)/1e6, float64(fifth.file)/1e6, fifth.restart.Round(time.Millisecond),
		float64(last.heap)/1e6, float64(last.file)/1e6, last.restart.Round(time.Millisecond))
	if days >= 20 && (last.heap > fifth.heap*5/4 || last.file > fifth.file*5/4) {
		t.Error("a day costs more than one at the beginning")
	}
}

// workADay has so many people come to window 1 one after the other.
func workADay(t *testing.T, dir string, w *wall, first bool, tickets int) {
	s := openStore(t, dir)
	h := openHall(t, s, w)
	if first {
		must(t, h, queue.SignIn{Window: 1, Staff: "1001"})
	}
	for range tickets {
		must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		must(t, h, queue.CallNext{Window: 1, Finish: true})
		w.add(10 * time.Second)
		must(t, h, queue.Start{Window: 1})
		w.add(10 * time.Second)
	}
	must(t, h, queue.Finish{Window: 1, Result: queue.Result{Outcome: queue.OutcomeAccepted}})
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
}

// restart opens the hall once more and tells what that costs; file is its whole length.
func restart(t *testing.T, dir string, w *wall) (f dayFigures) {
	began := time.Now()
	s := openStore(t, dir)
	h := openHall(t, s, w)
	f.restart = time.Since(began)
	runtime.GC()
	runtime.GC() // of what pools kept over the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	r, err := VerifyFile(backupOf(t, s))
	if err != nil {
		t.Fatal(err)
	}
	f.heap, f.file = m.HeapAlloc, r.Bytes
	runtime.KeepAlive(h)
	return f
}

// backupOf gives the file of a backup, which is as long as what is in it.
func backupOf(t *testing.T, s *Store) string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "backup.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := s.Backup(f); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}
