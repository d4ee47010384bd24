package queue

import (
	"reflect"
	"testing"
)

// incomplete runs a hall over j in which A001 ended at window 2 for want of papers.
func incomplete(t *testing.T, j Journal, w *wall) *Hall {
	t.Helper()
	layout := world()
	layout.Services[0].Guide.Materials = []Material{{Name: Text{ZH: "户口簿", EN: "Household register"}, Copies: 1}}
	w.set(t, monday, "08:30")
	h := openHall(t, j, w, layout)
	for _, c := range []Command{
		SignIn{Window: 2, Staff: "1002"}, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk}, CallNext{Window: 2}, Start{Window: 2},
		Finish{Window: 2, Result: Result{Outcome: OutcomeIncomplete, Missing: []string{"户口簿", "房东的证明"}, Note: "原件"}},
	} {
		mustDo(t, h, c)
	}
	return h
}

const firstTicket TicketID = "20261123-A001"

func slipView(h *Hall) (v *MissingSlipView) {
	h.View(func(s *State) {
		if slip, ok := s.MissingSlip(firstTicket); ok {
			v = s.MissingSlipView(slip)
		}
	})
	return v
}

// TestMissingSlipNamesThePapersAsTheGuideDoes, and those that are not in it as they were written.
func TestMissingSlipNamesThePapersAsTheGuideDoes(t *testing.T) {
	var w wall
	v := slipView(incomplete(t, &MemoryJournal{}, &w))
	if v == nil {
		t.Fatal("there is no slip")
	}
	if want := []Text{{ZH: "户口簿", EN: "Household register"}, {ZH: "房东的证明"}}; !reflect.DeepEqual(v.Papers, want) {
		t.Errorf("papers %v, want %v", v.Papers, want)
	}
	if v.Number != "A001" || v.Window != 2 || v.WindowName.ZH != "综合窗口" || v.ServiceName.ZH != "社会保险" || v.Note != "原件" || v.Until != "2026-12-07" || v.Taken != "" || v.Code != "" {
		t.Errorf("slip %+v", v)
	}
}

// TestCitizensFindTheirSlipOnAnotherDay until it lapses, though the hall was restarted in between.
func TestCitizensFindTheirSlipOnAnotherDay(t *testing.T) {
	var w wall
	j := &MemoryJournal{}
	if err := incomplete(t, j, &w).Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day   Date
		known bool
	}{{"2026-11-24", true}, {"2026-12-07", true}, {"2026-12-08", false}} {
		at := w.set(t, c.day, "09:00")
		h := openHall(t, j, &w, world())
		_, _ = h.Do(t.Context(), Origin{}, Cancel{Ticket: "-"}) // lets the day open
		h.View(func(s *State) {
			past, ok := s.Past(firstTicket)
			if ok != c.known {
				t.Fatalf("%s: the ticket is known: %v", c.day, ok)
			}
			if !ok {
				return
			}
			v := s.CitizenTicketView(past, at)
			if v.Missing == nil || v.Outcome != OutcomeIncomplete || (v.RateUntil != 0) != (c.day == "2026-11-24") {
				t.Errorf("%s: %+v", c.day, v)
			}
		})
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDatesAreRemembered as long as they are to come, and a month at most; a rating that was given stays.
func TestDatesAreRemembered(t *testing.T) {
	s := NewState()
	ended := At(monday.at(9*60, shanghai).Time())
	s.setLayout(&Layout{TimeZone: "Asia/Shanghai", Settings: DefaultSettings()})
	for _, c := range []struct {
		due, pickUp, today Date
		want               bool
	}{
		{"", "", "2026-12-01", false},
		{"2026-12-01", "", "2026-12-01", true},
		{"2026-12-01", "", "2026-12-02", false},
		{"2026-12-01", "2026-12-04", "2026-12-02", true},
		{"", "2027-02-01", "2026-12-24", true},
		{"", "2027-02-01", "2026-12-25", false},
	} {
		ticket := Ticket{Status: StatusServed, FinishedAt: ended, Due: c.due, PickUp: c.pickUp, Rating: 5}
		if got := s.stillAsked(&ticket, c.today, c.today.at(0, shanghai)); got != c.want {
			t.Errorf("due %q, to collect %q, on %s: %v", c.due, c.pickUp, c.today, got)
		}
		if kept := ticket.past(); kept.Rating != 5 || kept.Due != c.due || kept.PickUp != c.pickUp {
			t.Errorf("kept %+v", kept)
		}
	}
}

// TestPapersWithAnotherWindow: a window that no longer serves the service is not waited for.
func TestPapersWithAnotherWindow(t *testing.T) {
	s := NewState()
	l := world()
	s.setLayout(&l)
	s.slips[firstTicket] = &MissingSlip{Ticket: firstTicket, Service: "social", Window: 2}
	for service, want := range map[ServiceID]WindowNumber{"social": 2, "estate": 0} {
		if got := s.preferredWindow(Take{Return: firstTicket, Service: service}); got != want {
			t.Errorf("%s: window %d, want %d", service, got, want)
		}
	}
	l.Windows[1].Retired = true
	if got := s.preferredWindow(Take{Return: firstTicket, Service: "social"}); got != 0 {
		t.Errorf("a window that is gone is waited for: %d", got)
	}
	if got := s.preferredWindow(Take{Service: "social"}); got != 0 {
		t.Errorf("without a slip: window %d", got)
	}
}
