package kiosk

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paidui/paidui/queue"
)

func TestKeysAreShreddedWhenTheirDaysAreOver(t *testing.T) {
	for _, c := range []struct{ days, left int }{{0, 1}, {1, 1}, {2, 2}, {30, 4}} {
		synctest.Test(t, func(t *testing.T) {
			s, hall, clock := running(t)
			keys := s.seals.keys.(*memoryKeys)
			l := *s.layout()
			l.Settings.IdentityDays = max(1, c.days)
			do(t, hall, queue.SetUp{Layout: l})
			for _, name := range []string{"day-2026-11-22", "day-2026-11-23", "day-2026-11-24", "day-2026-11-25"} {
				if _, err := keys.MakeKey(name); err != nil {
					t.Fatal(err)
				}
			}
			ctx, stop := context.WithCancel(t.Context())
			go s.ShredKeys(ctx, func(err error) { t.Error(err) })
			clock.Add(48 * 3600_000)
			time.Sleep(5 * time.Second) // the writer sees the days turn
			stop()
			synctest.Wait()
			if _, ok := keys.Key("day-2026-11-25"); !ok || len(keys.keys) != c.left {
				t.Errorf("kept %d days: %d keys, want %d", c.days, len(keys.keys), c.left)
			}
		})
	}
}

func TestShreddingIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, hall, _ := running(t)
		keys := s.seals.keys.(*memoryKeys)
		keys.fail = errors.New("the disk is gone")
		ctx, stop := context.WithCancel(t.Context())
		failed := 0
		go s.ShredKeys(ctx, func(error) { failed++ })
		time.Sleep(2 * time.Second) // it hears of the day a while after it has begun
		for range 3 {               // what happens in the hall meanwhile is no reason to hurry
			do(t, hall, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
			time.Sleep(2 * time.Second)
		}
		synctest.Wait()
		if failed != 1 || keys.shredded != 3 {
			t.Errorf("tried %d times, told %d times", keys.shredded, failed)
		}
		keys.mu.Lock()
		keys.fail = nil
		keys.mu.Unlock()
		time.Sleep(2 * shredAgain)
		synctest.Wait()
		if failed != 1 || keys.shredded != 6 || keys.before["day"] == "" {
			t.Errorf("a minute later: tried %d times, told %d times", keys.shredded, failed)
		}
		stop()
		synctest.Wait()
	})
}

// TestMonthsOfBookingsAreKeptWhileMissesCount: the key of a month goes when its last day is more than MissDays past.
func TestMonthsOfBookingsAreKeptWhileMissesCount(t *testing.T) {
	for days, want := range map[int64]kept{
		0: {"2026-11-23", "2026-10", "2026-05"}, 7: {"2026-11-30", "2026-10", "2026-06"}, 8: {"2026-12-01", "2026-11", "2026-06"},
		37: {"2026-12-30", "2026-11", "2026-07"}, 38: {"2026-12-31", "2026-12", "2026-07"},
	} {
		s, hall, clock := running(t)
		clock.Add(days * 24 * 3600_000)
		_, _ = hall.Do(t.Context(), queue.Origin{}, queue.Cancel{}) // refused, but the day turns
		if got := s.keptFrom(); got != want {
			t.Errorf("after %d days: kept from %v, want %v", days, got, want)
		}
	}
}
