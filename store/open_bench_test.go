package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// BenchmarkOpen is queue.Open on a day of 3,000 tickets, each called, recalled, started and finished. Aim: 250 ms at
// the most.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	s, w := openStore(b, dir), newWall()
	h := openHall(b, s, w)
	must(b, h, queue.SignIn{Window: 1, Staff: "1001"})
	for range 3000 {
		w.add(time.Second)
		must(b, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		for _, c := range []queue.Command{
			queue.CallNext{Window: 1}, queue.Recall{Window: 1}, queue.Start{Window: 1}, queue.Finish{Window: 1, Result: queue.Result{Outcome: queue.OutcomeAccepted}},
		} {
			must(b, h, c)
		}
	}
	if err := h.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		h, err := queue.Open(b.Context(), s, w.clock)
		if err != nil {
			b.Fatal(err)
		}
		if err := h.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), fmt.Sprintf("ms/%d-tickets", 3000))
}
