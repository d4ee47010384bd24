package store

import (
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// TestAJourneyIsServedAtEveryStep: each step of one ticket is a visit of its own that was served, the ticket is issued
// once and rated once, at its end; and what is said afterwards is in the visit that it is about. Verify says so too.
func TestAJourneyIsServedAtEveryStep(t *testing.T) {
	dir := t.TempDir()
	s, w := openStore(t, dir), newWall()
	h := openHall(t, s, w)
	l := layout()
	l.Services[0].NextStep = "tax"
	must(t, h, queue.SetUp{Layout: l})
	must(t, h, queue.SignIn{Window: 1, Staff: "1001"})
	must(t, h, queue.SignIn{Window: 2, Staff: "1002"})
	taken := must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	id := taken.Ticket().ID
	step := func(n queue.WindowNumber, r queue.Result) {
		t.Helper()
		must(t, h, queue.CallNext{Window: n})
		must(t, h, queue.Start{Window: n})
		w.add(time.Minute)
		must(t, h, queue.Finish{Window: n, Result: r})
	}
	step(1, queue.Result{})
	must(t, h, queue.Reopen{Window: 1}) // the visit that it began at tax never came to anything
	w.add(time.Minute)
	must(t, h, queue.Finish{Window: 1, Result: queue.Result{PickUp: "2027-01-01"}})
	step(2, queue.Result{})
	must(t, h, queue.Rate{Ticket: id, Level: 4})
	must(t, h, queue.SetOutcome{Window: 2, Ticket: id, Result: queue.Result{Outcome: queue.OutcomeCollected}})

	got := visits(t, s, "", "")
	f := foldEntries(readAll(t, s))
	same(t, "visits", got, between(f, f.visits, "", ""))
	type seen struct {
		service queue.ServiceID
		window  queue.WindowNumber
		status  queue.Status
		first   bool
		called  bool
		took    queue.Millis
		outcome queue.Outcome
		rating  int
	}
	want := []seen{
		{"social", 1, queue.StatusServed, true, true, 2 * queue.Minute, queue.OutcomeAccepted, 0},
		{"tax", 0, queue.StatusWaiting, false, false, 0, "", 0},
		{"tax", 2, queue.StatusServed, false, true, queue.Minute, queue.OutcomeCollected, 4},
	}
	var told []seen
	for _, v := range got {
		told = append(told, seen{v.Service, v.Window, v.Status, v.First, v.Called(), v.ServiceTime(), v.Outcome, v.Rating})
	}
	same(t, "the journey", told, want)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	if _, err := Verify(dir); err != nil {
		t.Error(err)
	}
}
