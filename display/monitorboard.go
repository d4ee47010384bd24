package display

import (
	"cmp"
	"slices"

	"github.com/paidui/paidui/queue"
)

// MonitorBoard is the supervisor's view of the whole hall.
type MonitorBoard struct {
	head
	session
	// Alerts are what is wrong, what nobody has acknowledged first.
	Alerts []queue.Alert `json:"alerts"`
	// Helps are those that ask the centre, the most urgent first.
	Helps        []HelpRow        `json:"helps,omitempty"`
	WaitingCount int              `json:"waiting_count"`
	Services     []MonitorService `json:"services"`
	// Windows are all windows, by number, with who sits there and the ticket they have.
	Windows []MonitorWindow `json:"windows"`
	// Tickets counts the day's tickets by status; a status without any is left out.
	Tickets map[queue.Status]int `json:"tickets"`
	// Checked are those of the day's checks that were made.
	Checked []queue.CheckKind `json:"checked,omitempty"`
	// Bound is how long after a ticket others can be issued and still be called before it.
	Bound queue.Millis `json:"bound_ms"`
}

// MonitorService is how a service's queue stands, for who has to act on it.
type MonitorService struct {
	ServiceRow
	LongestSince queue.Instant `json:"longest_since,omitempty"`
	// Suspended is there, with its reason, while nobody is called for the service.
	Suspended *queue.Suspension `json:"suspended,omitempty"`
}

// MonitorWindow is a window for who has to act on it.
type MonitorWindow struct {
	queue.WindowView
	// OnlyHere are the services that would be left without a window.
	OnlyHere []queue.LeftAlone `json:"only_here,omitempty"`
	// Served counts today's tickets that were finished there.
	Served int `json:"served"`
}

func drawMonitor(s *queue.State, at queue.Instant) *MonitorBoard {
	l := s.Layout()
	b := &MonitorBoard{
		head: drawHead(s, KindMonitor), session: drawSession(s, at), Services: make([]MonitorService, len(l.Services)),
		Windows: make([]MonitorWindow, len(l.Windows)), Tickets: map[queue.Status]int{}, Alerts: append([]queue.Alert{}, s.Alerts(at)...),
		Helps: helpRows(s, s.HelpsAtCentre(at)), Bound: l.Settings.Bound(),
	}
	for i := range l.Services {
		id := l.Services[i].ID
		b.Services[i] = MonitorService{ServiceRow: serviceRow(s, id, at), LongestSince: longestSince(s, id, at)}
		if stop, ok := s.Suspension(id); ok {
			b.Services[i].Suspended = &stop
		}
		b.WaitingCount += b.Services[i].WaitingCount
	}
	served := servedAt(s)
	for i := range l.Windows {
		n := l.Windows[i].Number
		b.Windows[i] = MonitorWindow{s.WindowView(n, at), s.OnlyAt(n, at), served[n]}
		if t := b.Windows[i].Ticket; t != nil { // why somebody has priority is for who has the ticket in hand
			t.Class = t.Class.Public()
		}
	}
	slices.SortFunc(b.Windows, func(x, y MonitorWindow) int { return cmp.Compare(x.Number, y.Number) })
	for _, status := range queue.Statuses {
		if n := s.Count(status); n > 0 {
			b.Tickets[status] = n
		}
	}
	for _, check := range s.Checks() {
		b.Checked = append(b.Checked, check.Kind)
	}
	return b
}

// servedAt counts the day's served tickets by the window that served them last.
func servedAt(s *queue.State) map[queue.WindowNumber]int {
	served := map[queue.WindowNumber]int{}
	for _, t := range s.Tickets() {
		if t.Status == queue.StatusServed {
			served[t.Window]++
		}
	}
	return served
}
