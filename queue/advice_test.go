package queue

import "testing"

// TestAdvice: a closed window is named for the people whom it helps, with what their longest wait becomes, and what is
// said comes true when it opens.
func TestAdvice(t *testing.T) {
	s, at := fullHall(2, 3, 60)
	advise := func() []Advice { return s.Outlook(at).Advice() }
	if advice := advise(); len(advice) != 0 {
		t.Errorf("with every window open: %+v", advice)
	}
	do := func(c Command) {
		t.Helper()
		events, err := s.Decide(at, c)
		if err != nil {
			t.Fatal(err)
		}
		s.Apply(Entry{Seq: s.seq + 1, At: at, Events: events})
	}
	do(Finish{Window: 3})
	do(Pause{Window: 3, Reason: "用餐"})
	advice := advise()
	if len(advice) != 2 || advice[0].gain() < advice[1].gain() {
		t.Fatalf("with window 3 paused: %+v", advice)
	}
	for _, a := range advice {
		if a.Window != 3 || a.Status != WindowPaused || a.Waiting != s.WaitingCount(a.Service) || a.Longest == nil || *a.Longest < a.Then+worthwhile {
			t.Errorf("advice %+v", a)
		}
	}
	do(Unpause{Window: 3})
	for id, longest := range s.Outlook(at).longest() {
		for _, a := range advice {
			if a.Service == id && (a.Then < longest*9/10 || a.Then > longest*11/10) {
				t.Errorf("%s was to wait %s, and now will %s", id, a.Then.Duration(), longest.Duration())
			}
		}
	}
	for n := WindowNumber(1); n <= 3; n++ {
		if s.current[n] != nil {
			do(Finish{Window: n})
		}
		do(Pause{Window: n, Reason: "用餐"})
	}
	if advice := advise(); len(advice) != 2 || advice[0].Longest != nil || advice[0].Then == 0 {
		t.Errorf("with every window paused: %+v", advice)
	}
	do(SuspendService{Service: "s0", Reason: "系统故障"})
	if advice := advise(); len(advice) != 1 || advice[0].Service != "s1" {
		t.Errorf("with s0 suspended: %+v", advice)
	}
}
