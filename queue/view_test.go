package queue

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCitizensNeverReadTheClass(t *testing.T) {
	for _, class := range Classes {
		want := ClassPriority
		if class == ClassNormal || class == ClassAppointment || class == ClassReturn {
			want = class
		}
		if got := class.Public(); got != want {
			t.Errorf("%s is shown as %s, want %s", class, got, want)
		}
	}
	l := world()
	v := l.TicketView(&Ticket{Service: "social", Class: ClassElder, Why: WhyHeadStart}).Public()
	if v.Class != ClassPriority || v.Why != "" {
		t.Errorf("public view tells %s, %s", v.Class, v.Why)
	}
}

func TestViewOfWhatTheLayoutHasLost(t *testing.T) {
	l := world()
	ticket := l.TicketView(&Ticket{ID: "x", Service: "gone", Window: 77})
	if ticket.Service != "gone" || ticket.ServiceName != (Text{}) || ticket.WindowName != nil {
		t.Errorf("ticket %+v", ticket)
	}
	window := l.WindowView(&WindowState{Number: 77, Shift: 1, Staff: "gone"}, 0)
	text, err := json.Marshal(window)
	if want := `{"number":77,"name":{"zh":""},"location":{"zh":""},"zone":"","status":"open","services":[],"fallback":[]}`; err != nil || string(text) != want {
		t.Errorf("window %s, %v", text, err)
	}
}

func TestWindowViewStatuses(t *testing.T) {
	l := world()
	for _, c := range []struct {
		shift WindowState
		want  string
	}{
		{WindowState{Number: 1}, `"status":"closed"`},
		{WindowState{Number: 1, Shift: 1, OpensAt: 2000}, `"status":"preparing","services":["social"],"fallback":[],"opens_at":"1970-01-01T00:00:02.000Z"`},
		{WindowState{Number: 1, Shift: 1, OpensAt: 1000, Staff: "1001"}, `"status":"open","services":["social"],"fallback":[],"staff":{"number":"1001","name":"张晓梅"}`},
		{WindowState{Number: 1, Shift: 1, Pause: &PauseSign{Reason: "r", Since: 500, GoTo: 2}}, `"pause":{"kind":"go_to","reason":"r","since":"1970-01-01T00:00:00.500Z","go_to":2}`},
		{WindowState{Number: 1, Shift: 1, Pause: &PauseSign{Reason: "r", Since: 500}}, `"pause":{"kind":"back_soon","reason":"r","since":"1970-01-01T00:00:00.500Z"}`},
	} {
		text, err := json.Marshal(l.WindowView(&c.shift, 1000))
		if err != nil || !strings.Contains(string(text), c.want) {
			t.Errorf("%+v: %s, %v; want %s in it", c.shift, text, err, c.want)
		}
	}
}
