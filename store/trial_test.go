package store

import (
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// A trial day leaves the journal and nothing else: neither visits nor turns, cards or follow-ups. What is asked of an earlier
// ticket meanwhile counts, and the file is whole throughout.
func TestATrialLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	s, w := openStore(t, dir), newWall()
	h := openHall(t, s, w)
	hours := layout()
	hours.Hours.Sessions = []queue.Session{{Open: 8*60 + 30, Close: 12 * 60}}
	must(t, h, queue.SetUp{Layout: hours})
	day := func(level int) queue.TicketID {
		must(t, h, queue.SignIn{Window: 1, Staff: "1001"})
		taken := must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		id := taken.Ticket().ID
		must(t, h, queue.CallNext{Window: 1})
		must(t, h, queue.Start{Window: 1})
		w.add(5 * time.Minute)
		must(t, h, queue.Finish{Window: 1})
		must(t, h, queue.SignOut{Window: 1})
		if level > 0 {
			must(t, h, queue.Rate{Ticket: id, Level: level})
		}
		return id
	}
	real := day(0)
	w.add(6 * time.Hour)
	must(t, h, queue.StartTrial{})
	if tried := day(1); tried == real {
		t.Errorf("two tickets are called %s", tried)
	}
	must(t, h, queue.GiveCard{Staff: "1001", Level: queue.LevelRed, Reason: "试发"})
	must(t, h, queue.Rate{Ticket: real, Level: 2})
	check := func(when string) {
		t.Helper()
		if v, r := visits(t, s, "", ""), shifts(t, s, "", ""); len(v) != 1 || v[0].Rating != 2 || len(r) != 1 {
			t.Errorf("%s: %d visits and %d turns are kept: %+v", when, len(v), len(r), v)
		}
		kept := 0
		count := func(*queue.Card) error { kept++; return nil }
		if err := s.Cards(t.Context(), "", "", count); err != nil || kept != 0 {
			t.Errorf("%s: %d cards are kept, %v", when, kept, err)
		}
		err := s.FollowUps(t.Context(), "", "", func(f *queue.FollowUp) error { kept += f.Level; return nil })
		if err != nil || kept != 2 {
			t.Errorf("%s: the follow-ups' levels make %d, %v", when, kept, err)
		}
	}
	check("in the trial")
	for _, ends := range []bool{true, false} {
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		closeStore(t, s)
		if _, err := Verify(dir); err != nil {
			t.Fatal(err)
		}
		s = openStore(t, dir)
		h = openHall(t, s, w)
		h.View(func(st *queue.State) {
			if trial := st.Trial() != nil; trial != ends || st.Count(queue.StatusServed) != 1 {
				t.Errorf("after opening: trial %v, %d served", trial, st.Count(queue.StatusServed))
			}
		})
		if ends {
			must(t, h, queue.EndTrial{})
		}
		check("opened again")
	}
}
