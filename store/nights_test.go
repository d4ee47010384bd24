package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// killed gives a directory with what the disk holds of dir while its hall still runs, as a kill leaves it.
func killed(t *testing.T, dir string) string {
	t.Helper()
	left := t.TempDir()
	if err := os.CopyFS(left, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(left, "paidui.db")); err != nil {
		t.Fatal(err)
	}
	return left
}

// TestThreeDaysWithAKillEachNight: what must outlive a day outlives a kill as well; nothing of yesterday waits.
func TestThreeDaysWithAKillEachNight(t *testing.T) {
	w, dir := newWall(), t.TempDir()
	l := layout()
	_ = l.Hours.Sessions[0].UnmarshalText([]byte("08:30-18:00"))
	var served queue.TicketID
	for night := range 4 {
		s := openStore(t, dir)
		h := openHall(t, s, w)
		if night == 0 {
			must(t, h, queue.SetUp{Layout: l})
			must(t, h, queue.AppointSubstitute{Staff: "1002", Until: monday.AddDays(2)})
		}
		e := must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal})
		if number := e.Ticket().Number; number != "A001" {
			t.Errorf("day %d begins with %s", night+1, number)
		}
		e = must(t, h, queue.SignIn{Window: 1, Staff: "1002"})
		if in := e.Window(); in.Substitute != (night < 3) {
			t.Errorf("day %d: the substitute until the third day is one: %v", night+1, in.Substitute)
		}
		if night == 0 {
			must(t, h, queue.CallNext{Window: 1})
			must(t, h, queue.Start{Window: 1})
			w.add(5 * time.Minute)
			e = must(t, h, queue.Finish{Window: 1})
			served = e.Ticket().ID
			must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal})
		}
		h.View(func(v *queue.State) {
			if waiting := v.WaitingCount("social"); waiting != 1 {
				t.Errorf("day %d: %d wait, want the one of today", night+1, waiting)
			}
		})
		if night == 2 {
			must(t, h, queue.Rate{Ticket: served, Level: 5})
		}
		dir = killed(t, dir)
		w.add(24 * time.Hour)
	}
	if _, err := Verify(dir); err != nil {
		t.Error(err)
	}
}
