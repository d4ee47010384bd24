package store

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// aDay has 3,000 people take numbers, be called, recalled, served and let go.
func aDay(b *testing.B, h *queue.Hall, w *wall) {
	b.Helper()
	for range 3000 {
		w.add(time.Second)
		must(b, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		for _, c := range []queue.Command{
			queue.CallNext{Window: 1}, queue.Recall{Window: 1}, queue.Start{Window: 1}, queue.Finish{Window: 1, Result: queue.Result{Outcome: queue.OutcomeAccepted}},
		} {
			must(b, h, c)
		}
	}
}

// reopened is the time that queue.Open takes.
func reopened(b *testing.B, s *Store, w *wall) {
	for b.Loop() {
		h, err := queue.Open(b.Context(), s, w.clock)
		if err != nil {
			b.Fatal(err)
		}
		if err := h.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen is queue.Open on a day of 3,000 tickets. Aim: 250 ms at the most.
func BenchmarkOpen(b *testing.B) {
	s, w := openStore(b, b.TempDir()), newWall()
	h := openHall(b, s, w)
	must(b, h, queue.SignIn{Window: 1, Staff: "1001"})
	aDay(b, h, w)
	if err := h.Close(); err != nil {
		b.Fatal(err)
	}
	reopened(b, s, w)
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), fmt.Sprintf("ms/%d-tickets", 3000))
}

// BenchmarkOpenAfter is the same after more and more such days in one file, and says how many bytes a day takes. Days are
// lived over a journal in memory, whose entries the store is then given many at a time.
func BenchmarkOpenAfter(b *testing.B) {
	for _, days := range []int{1, 4, 16} {
		b.Run(fmt.Sprintf("days=%d", days), func(b *testing.B) {
			s, w, lived := openStore(b, b.TempDir()), newWall(), &queue.MemoryJournal{}
			h := openHall(b, lived, w)
			must(b, h, queue.SignIn{Window: 1, Staff: "1001"})
			for range days {
				aDay(b, h, w)
				copied(b, s, lived)
				w.now.Store((w.now.Load()/86_400_000+1)*86_400_000 + 3_600_000) // nine in the morning of the next day
			}
			w.add(-24 * time.Hour)
			if err := h.Close(); err != nil {
				b.Fatal(err)
			}
			reopened(b, s, w)
			info, err := os.Stat(s.live.Load().Path())
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(info.Size())/float64(days), "bytes/day")
		})
	}
}

// copied appends to s what it has not of j.
func copied(b *testing.B, s *Store, j queue.Journal) {
	b.Helper()
	for after := uint64(0); ; {
		entries, err := s.Read(b.Context(), after, 1<<20)
		if err != nil {
			b.Fatal(err)
		}
		if len(entries) > 0 {
			after = entries[len(entries)-1].Seq
			continue
		}
		for {
			entries, err := j.Read(b.Context(), after, 1000)
			if err != nil {
				b.Fatal(err)
			}
			if len(entries) == 0 {
				return
			}
			if err := s.Append(b.Context(), entries...); err != nil {
				b.Fatal(err)
			}
			after = entries[len(entries)-1].Seq
		}
	}
}
