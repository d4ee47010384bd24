package queue

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestAHoldLapsesWhileNobodyPresses: the clock alone lets other windows resume a ticket on hold, and makes it a no-show.
func TestAHoldLapsesWhileNobodyPresses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, err := Open(t.Context(), &MemoryJournal{}, func() Instant { return At(time.Now()) })
		if err != nil {
			t.Fatal(err)
		}
		mustDo(t, h, SetUp{Layout: roundTheClock()})
		for _, n := range []WindowNumber{1, 2} {
			mustDo(t, h, SignIn{Window: n})
		}
		mustDo(t, h, Take{Service: "social", Class: ClassNormal})
		mustDo(t, h, CallNext{Window: 1})
		mustDo(t, h, Start{Window: 1})
		e := mustDo(t, h, Hold{Window: 1})
		held := e.Ticket()
		look := func() (status Status, elsewhere int) {
			synctest.Wait()
			now := h.Now()
			h.View(func(s *State) {
				ticket, _ := s.Ticket(held.ID)
				status, elsewhere = ticket.Status, len(s.Resumable(2, now))
			})
			return status, elsewhere
		}
		for _, c := range []struct {
			pass      time.Duration
			status    Status
			elsewhere int
		}{
			{9 * time.Minute, StatusOnHold, 0}, {time.Minute, StatusOnHold, 1}, {19 * time.Minute, StatusOnHold, 1},
			{time.Minute + tick, StatusNoShow, 0},
		} {
			time.Sleep(c.pass)
			if status, elsewhere := look(); status != c.status || elsewhere != c.elsewhere {
				t.Errorf("%s: %s, and window 2 may resume %d; want %s and %d", h.Now(), status, elsewhere, c.status, c.elsewhere)
			}
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
