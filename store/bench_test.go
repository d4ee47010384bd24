package store

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/paidui/paidui/queue"
)

// BenchmarkDo issues tickets through a hall; commits/op shows how many share a commit.
func BenchmarkDo(b *testing.B) {
	for _, callers := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s := openStore(b, b.TempDir())
			h := openHall(b, s, newWall())
			var left atomic.Int64
			left.Store(int64(b.N))
			before := s.Commits()
			b.ResetTimer()
			var wg sync.WaitGroup
			for range callers {
				wg.Go(func() {
					for left.Add(-1) >= 0 {
						take := queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk}
						if _, err := h.Do(context.Background(), queue.Origin{}, take); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(s.Commits()-before)/float64(b.N), "commits/op")
		})
	}
}

// BenchmarkVisits reads a month of a large hall.
func BenchmarkVisits(b *testing.B) {
	s := openStore(b, b.TempDir())
	appendVisits(b, s, 1, 66_000)
	b.ResetTimer()
	for range b.N {
		n := 0
		if err := s.Visits(b.Context(), "", "", func(*queue.Visit) error { n++; return nil }); err != nil || n != 66_000 {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkVerify reads the same from end to end.
func BenchmarkVerify(b *testing.B) {
	dir := b.TempDir()
	s := openStore(b, dir)
	appendVisits(b, s, 1, 66_000)
	closeStore(b, s)
	b.ResetTimer()
	for range b.N {
		if _, err := Verify(dir); err != nil {
			b.Fatal(err)
		}
	}
}
