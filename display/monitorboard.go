package display

import "github.com/paidui/paidui/queue"

// MonitorBoard is the supervisor's view of the whole hall.
type MonitorBoard struct {
	head
	session
	// Helps are those that ask the centre, the most urgent first.
	Helps        []HelpRow        `json:"helps,omitempty"`
	WaitingCount int              `json:"waiting_count"`
	Services     []MonitorService `json:"services"`
	// Windows are all windows with who sits there and the ticket they have.
	Windows []queue.WindowView `json:"windows"`
	// Tickets counts the day's tickets by status; a status without any is left out.
	Tickets map[queue.Status]int `json:"tickets"`
}

// MonitorService is how a service's queue stands, for who has to act on it.
type MonitorService struct {
	ServiceRow
	LongestSince queue.Instant `json:"longest_since,omitempty"`
}

func drawMonitor(s *queue.State, at queue.Instant) *MonitorBoard {
	l := s.Layout()
	b := &MonitorBoard{
		head: drawHead(s, KindMonitor), session: drawSession(s, at), Services: make([]MonitorService, len(l.Services)),
		Windows: make([]queue.WindowView, len(l.Windows)), Tickets: map[queue.Status]int{},
		Helps: helpRows(s, s.HelpsAtCentre(at)),
	}
	for i := range l.Services {
		id := l.Services[i].ID
		b.Services[i] = MonitorService{serviceRow(s, id, at), longestSince(s, id, at)}
		b.WaitingCount += b.Services[i].WaitingCount
	}
	for i := range l.Windows {
		b.Windows[i] = s.WindowView(l.Windows[i].Number, at)
	}
	for _, status := range queue.Statuses {
		if n := s.Count(status); n > 0 {
			b.Tickets[status] = n
		}
	}
	return b
}
