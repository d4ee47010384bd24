package display

import (
	"cmp"
	"slices"

	"github.com/paidui/paidui/queue"
)

// How much of each list the guide desk shows.
const (
	deskWaiting = 300
	deskNoShows = 20
	deskMissed  = 30 * queue.Minute
)

// DeskBoard is the guide desk: who waits, how long still, and where.
type DeskBoard struct {
	head
	session
	// Helps are those that ask the centre, the most urgent first.
	Helps        []HelpRow     `json:"helps,omitempty"`
	WaitingCount int           `json:"waiting_count"`
	Services     []DeskService `json:"services"`
	Windows      []DeskWindow  `json:"windows"`
	// Waiting are those who wait, at most 300, by service in the order in which they are called.
	Waiting []DeskTicket `json:"waiting"`
	// NoShows are those of the last half hour, the latest first.
	NoShows []DeskMissed `json:"no_shows"`
	// Classes and Needs are what can be chosen from.
	Classes []queue.Class `json:"classes"`
	Needs   []string      `json:"needs"`
}

// DeskService is a service's queue.
type DeskService struct {
	ServiceRow
	LongestSince queue.Instant `json:"longest_since,omitempty"`
	// Suspended is there, with its reason, while nobody is called for the service.
	Suspended *queue.Suspension `json:"suspended,omitempty"`
}

// DeskWindow is a window with who sits there and what the desk needs to stand in: the ticket at it, and the services that
// would be left without a window.
type DeskWindow struct {
	WindowRow
	Staff        string            `json:"staff,omitempty"`
	Ticket       queue.TicketID    `json:"ticket,omitempty"`
	TicketStatus queue.Status      `json:"ticket_status,omitempty"`
	OnlyHere     []queue.LeftAlone `json:"only_here,omitempty"`
}

// DeskTicket is somebody who waits. Its class is the real one, absent when normal.
type DeskTicket struct {
	ID      queue.TicketID  `json:"id"`
	Number  queue.TicketNo  `json:"number"`
	Service queue.ServiceID `json:"service"`
	Class   queue.Class     `json:"class,omitempty"`
	Needs   []string        `json:"needs,omitempty"`
	// Since is when the wait began to count; absent while it does not yet.
	Since     queue.Instant      `json:"since,omitempty"`
	Ahead     int                `json:"ahead"`
	Wait      *queue.Estimate    `json:"wait"`
	NotBefore queue.Instant      `json:"not_before,omitempty"`
	ForWindow queue.WindowNumber `json:"for_window,omitempty"`
}

// DeskMissed is a no-show.
type DeskMissed struct {
	ID      queue.TicketID     `json:"id"`
	Number  queue.TicketNo     `json:"number"`
	Service queue.ServiceID    `json:"service"`
	Window  queue.WindowNumber `json:"window,omitempty"`
	At      queue.Instant      `json:"at"`
}

func drawDesk(s *queue.State, at queue.Instant) *DeskBoard {
	l := s.Layout()
	b := &DeskBoard{
		head: drawHead(s, KindDesk), session: drawSession(s, at), Services: make([]DeskService, len(l.Services)),
		Windows: make([]DeskWindow, len(l.Windows)), Waiting: []DeskTicket{}, NoShows: deskNoShowsAt(s, at),
		Classes: queue.Classes, Needs: queue.AllNeeds, Helps: helpRows(s, s.HelpsAtCentre(at)),
	}
	for i := range l.Services {
		id := l.Services[i].ID
		row := DeskService{ServiceRow: serviceRow(s, id, at), LongestSince: longestSince(s, id, at)}
		if stop, ok := s.Suspension(id); ok {
			row.Suspended = &stop
		}
		b.Services[i] = row
		b.WaitingCount += row.WaitingCount
		for ahead, t := range s.UpNext([]queue.ServiceID{id}, deskWaiting-len(b.Waiting)) {
			b.Waiting = append(b.Waiting, deskTicket(s, t, ahead, at))
		}
	}
	for i := range l.Windows {
		b.Windows[i] = deskWindow(s, &l.Windows[i], at)
	}
	slices.SortFunc(b.Windows, func(x, y DeskWindow) int { return cmp.Compare(x.Number, y.Number) })
	return b
}

func deskWindow(s *queue.State, w *queue.Window, at queue.Instant) DeskWindow {
	row := DeskWindow{WindowRow: windowRow(s, w, at), OnlyHere: s.OnlyAt(w.Number, at)}
	if staff, ok := s.Layout().StaffMember(s.Window(w.Number).Staff); ok {
		row.Staff = staff.Name
	}
	if t := s.Current(w.Number); t != nil {
		row.Ticket, row.TicketStatus = t.ID, t.Status
	}
	return row
}

func deskTicket(s *queue.State, t *queue.Ticket, ahead int, at queue.Instant) DeskTicket {
	row := DeskTicket{
		ID: t.ID, Number: t.Number, Service: t.Service, Needs: t.Needs.List(), Ahead: ahead,
		Wait: s.EstimateOf(t, at), ForWindow: t.ForWindow,
	}
	if t.Class != queue.ClassNormal {
		row.Class = t.Class
	}
	if waited := s.WaitedAt(t, at); waited > 0 {
		row.Since = at.Add(-waited)
	}
	if t.NotBefore > at {
		row.NotBefore = t.NotBefore
	}
	return row
}

func deskNoShowsAt(s *queue.State, at queue.Instant) []DeskMissed {
	rows := []DeskMissed{}
	for _, t := range missed(s, deskNoShows, func(t *queue.Ticket) bool { return at.Since(t.NoShowAt) <= deskMissed }) {
		rows = append(rows, DeskMissed{t.ID, t.Number, t.Service, t.Window, t.NoShowAt})
	}
	return rows
}
