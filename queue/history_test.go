package queue

import (
	"fmt"
	"strings"
	"testing"
)

// TestHistory is what the third clerk of a morning reads of a ticket.
func TestHistory(t *testing.T) {
	var w wall
	w.set(t, monday, "08:30")
	layout := world()
	layout.Services[0].NextStep = "medical"
	h := openHall(t, &MemoryJournal{}, &w, layout)
	for i, c := range []Command{
		SignIn{Window: 1, Staff: "1001"}, SignIn{Window: 3, Staff: "1003"}, SignIn{Window: 5, Staff: "1005"},
		Take{Service: "social", Class: ClassDisabled, Source: SourceDesk, Reason: "残疾证"},
		CallNext{Window: 1}, Start{Window: 1}, Hold{Window: 1, Note: "取照片"}, Resume{Window: 1, Ticket: firstTicket},
		Finish{Window: 1, Result: Result{CaseNo: "311"}},
		CallNext{Window: 3}, Transfer{Window: 3, ToWindow: 5, ToService: "tax", Note: "先完税"},
		CallSpecific{Window: 5, Ticket: firstTicket, Reason: "急事急办"},
	} {
		w.set(t, monday, fmt.Sprintf("08:%02d", 31+i))
		mustDo(t, h, c)
	}
	var got []string
	h.View(func(s *State) {
		for _, step := range s.History(firstTicket) {
			got = append(got, strings.Join(strings.Fields(fmt.Sprint(
				step.At.Time().In(shanghai).Format("15:04"), " ", step.Kind, " ", int(step.Window), " ", step.Staff, " ", step.Service, " ", step.ToService, " ",
				int(step.ToWindow), " ", step.Outcome, " ", step.CaseNo, " ", step.Note)), " "))
		}
	})
	want := []string{
		"08:34 issued 0 0 残疾证",
		"08:37 held 1 1001 social 0 取照片",
		"08:39 sent_on 1 1001 social medical 0 accepted 311",
		"08:41 transferred 3 1003 medical tax 5 先完税",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the history is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestNothingIsTold of events that say nothing, whatever their kind.
func TestNothingIsTold(t *testing.T) {
	told := 0
	for _, kind := range Kinds() {
		ev, ok := kinds[kind]().(stepping)
		if !ok {
			continue
		}
		told++
		s := NewState()
		s.remember(ev, 7)
		if steps := s.History(""); len(steps) != 0 {
			t.Errorf("%s of nothing is told: %+v", kind, steps)
		}
	}
	if told < 12 {
		t.Errorf("only %d kinds are told", told)
	}
}

// TestWhatAWindowSentOn counts those that are elsewhere by now.
func TestWhatAWindowSentOn(t *testing.T) {
	var w wall
	w.set(t, monday, "08:30")
	layout := world()
	layout.Services[0].NextStep = "medical"
	h := openHall(t, &MemoryJournal{}, &w, layout)
	mustDo(t, h, SignIn{Window: 1})
	for range 2 {
		mustDo(t, h, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
		mustDo(t, h, CallNext{Window: 1})
		mustDo(t, h, Start{Window: 1})
		mustDo(t, h, Finish{Window: 1})
	}
	sent := func() (n int) {
		h.View(func(s *State) { n = s.SentOn(1) })
		return n
	}
	if n := sent(); n != 2 {
		t.Errorf("%d were sent on, want 2", n)
	}
	mustDo(t, h, Reopen{Window: 1})
	if n := sent(); n != 1 {
		t.Errorf("one came back, and %d were sent on", n)
	}
}

// TestStepsDoNotLeadBack: a layout whose steps go round in a circle is refused.
func TestStepsDoNotLeadBack(t *testing.T) {
	l := world()
	l.Services[0].NextStep, l.Services[1].NextStep = "medical", "tax"
	if err := CheckLayout(&l); err != nil {
		t.Errorf("three steps: %v", err)
	}
	l.Services[2].NextStep = "social"
	if err := CheckLayout(&l); err == nil || err.Error() != "services[0].next_step: the steps that follow lead back to it" {
		t.Errorf("steps in a circle: %v", err)
	}
}
