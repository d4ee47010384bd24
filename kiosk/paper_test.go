package kiosk

import (
	"fmt"
	"testing"

	"github.com/paidui/paidui/queue"
)

func TestAboutMinutes(t *testing.T) {
	if aboutMinutes(nil) != 0 {
		t.Error("what is not known is told")
	}
	for _, c := range []struct{ p50, p90, want int }{
		{0, 0, 0}, {1, 3, 2}, {8, 12, 10}, {9, 13, 15}, {10, 20, 15}, {20, 31, 25}, {40, 80, 60}, {50, 81, 70}, {100, 160, 130}, {179, 240, 210}, {180, 240, 0},
	} {
		wait := queue.Estimate{P50: queue.Millis(c.p50) * queue.Minute, P90: queue.Millis(c.p90) * queue.Minute}
		if got := aboutMinutes(&wait); got != c.want {
			t.Errorf("%d to %d minutes are told as %d, want %d", c.p50, c.p90, got, c.want)
		}
	}
}

// TestPaperNamesTheWindowsToGoTo: those of the service, of which a tidal one is promised to nobody until it opens, or the
// one that the citizen waits for.
func TestPaperNamesTheWindowsToGoTo(t *testing.T) {
	s, hall, clock := running(t)
	l := *s.layout()
	window := func(n queue.WindowNumber, place string, mode queue.WindowMode) queue.Window {
		return queue.Window{Number: n, Name: queue.Text{ZH: "窗口"}, Location: queue.Text{ZH: place}, Zone: "1F", Mode: mode, Services: []queue.ServiceID{"social"}}
	}
	l.Windows = []queue.Window{window(3, "东侧", ""), window(4, "东侧", ""), window(5, "西侧", queue.ModeTidal)}
	do(t, hall, queue.SetUp{Layout: l})
	ticket := do(t, hall, queue.Take{Service: "social", Class: queue.ClassPregnant, Source: queue.SourceDesk})
	told := func() string {
		p := s.paper(ticket, lineView{ahead: -1}, false)
		return fmt.Sprint(p.Windows, p.Place, p.Zone, p.Priority, p.Ahead)
	}
	if got := told(); got != "[3 4]东侧一楼true -1" {
		t.Errorf("told %s", got)
	}
	do(t, hall, queue.SignIn{Window: 5})
	if got := told(); got != "[3 4 5]一楼true -1" {
		t.Errorf("with a tidal window told %s", got)
	}
	clock.Add(60_000)
	ticket = do(t, hall, queue.CallNext{Window: 5})
	if got := told(); got != "[5]西侧一楼true -1" {
		t.Errorf("when called told %s", got)
	}
}

func TestPaperOfAnAppointment(t *testing.T) {
	s, hall, clock := running(t)
	l := *s.layout()
	l.Services[0].SlotCapacity, l.Settings.RequeueMax = 1, 0
	l.Name.EN, l.Settings.Help.EN = "Centre", ""
	do(t, hall, queue.SetUp{Layout: l})
	slot := queue.Instant(clock.Load()).Add(24 * 60 * queue.Minute)
	do(t, hall, queue.Book{Service: "social", Slot: slot, Holder: "h"})
	clock.Store(int64(slot))
	ticket := do(t, hall, queue.CheckIn{Appointment: "20261124-0900-social-1", Source: queue.SourceAppointment, Class: queue.ClassNormal})
	p := s.paper(ticket, lineView{}, true)
	if p.Appointment != "09:00-09:30" || p.Priority || !p.RequeueOff || p.Center != "Centre" || p.Help != "咨询台" || !p.English {
		t.Errorf("%+v", p)
	}
	if at := p.IssuedAt.Format("2006-01-02 15:04"); at != "2026-11-24 09:00" {
		t.Errorf("issued at %s", at)
	}
}
