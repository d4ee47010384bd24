package store

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/measured"
)

// commit is how long one takes, in a store that has that many entries so far.
func commit(t testing.TB, s *Store, seq uint64) time.Duration {
	t.Helper()
	began := time.Now()
	if err := s.Append(t.Context(), queue.Entry{Seq: seq, At: 1, Events: []queue.Event{issued(seq)}}); err != nil {
		t.Fatal(err)
	}
	return time.Since(began)
}

// TestCommitAfterAMove compares what a commit takes in a new file and in one whose closed days have been moved, in turns in one
// run. Aim: 1.2 times at the most.
func TestCommitAfterAMove(t *testing.T) {
	entries, commits, most := 10_000, 100, 1e9
	if os.Getenv("PAIDUI_LONG") != "" {
		entries, commits, most = 500_000, 2000, 1.2
	}
	long := openStore(t, t.TempDir())
	appendVisits(t, long, 1, entries)
	next := uint64(entries) + 1
	if err := long.Append(t.Context(), queue.Entry{Seq: next, At: 1, Events: []queue.Event{&queue.DayOpened{Date: monday.AddDays(1)}}}); err != nil {
		t.Fatal(err)
	}
	done := tidy(t, long, Keep{Live: monday.AddDays(1), Figures: monday.AddDays(1)})
	if done.Moved != uint64(entries) || done.After > done.Before/5 {
		t.Errorf("%+v", done)
	}
	fresh := openStore(t, t.TempDir())
	appendVisits(t, fresh, 1, 1)
	took := [2][]time.Duration{}
	for i := range uint64(commits) {
		took[0] = append(took[0], commit(t, fresh, 2+i))
		took[1] = append(took[1], commit(t, long, next+1+i))
	}
	for _, all := range took {
		slices.Sort(all)
	}
	ratio := float64(took[1][commits/2]) / float64(took[0][commits/2])
	measured.Tell(t, "after %d entries were moved a commit takes %.2f times that of a new file (median of %d, one after the other); the file went from %.1f to %.1f MB",
		entries, ratio, commits, float64(done.Before)/1e6, float64(done.After)/1e6)
	if ratio > most {
		t.Errorf("a commit takes %.2f times that of a new file", ratio)
	}
}

// BenchmarkTidy moves the entries of a day of 3,000 tickets; pause-ms is the longest that a writer waited meanwhile.
func BenchmarkTidy(b *testing.B) {
	var longest time.Duration
	for range b.N {
		b.StopTimer()
		s := openStore(b, b.TempDir())
		appendVisits(b, s, 1, 15_000)
		next := uint64(15_001)
		if err := s.Append(b.Context(), queue.Entry{Seq: next, At: 1, Events: []queue.Event{&queue.DayOpened{Date: monday.AddDays(1)}}}); err != nil {
			b.Fatal(err)
		}
		over, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			for {
				select {
				case <-over:
					return
				default:
					next++
					longest = max(longest, commit(b, s, next))
				}
			}
		}()
		b.StartTimer()
		tidy(b, s, Keep{Live: monday.AddDays(1)})
		b.StopTimer()
		close(over)
		<-ended
		closeStore(b, s)
	}
	b.ReportMetric(float64(longest.Microseconds())/1000, "pause-ms")
}
