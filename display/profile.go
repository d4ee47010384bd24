package display

import (
	"slices"
	"strconv"

	"github.com/paidui/paidui/queue"
)

// Kind is the kind of a screen, and of its board.
type Kind string

// The kinds.
const (
	KindHall    Kind = "hall"
	KindWindow  Kind = "window"
	KindCounter Kind = "counter"
	KindTicket  Kind = "ticket"
	KindMonitor Kind = "monitor"
	KindDesk    Kind = "desk"
	KindWelcome Kind = "welcome"
)

// Profile says what a screen shows. Screens of equal profiles share all work. Make one with HallOf, WindowOf, CounterOf,
// TicketOf, Monitor, Desk or Welcome.
type Profile struct {
	kind   Kind
	zone   queue.ZoneID
	window queue.WindowNumber
	ticket queue.TicketID
}

// HallOf is the wall of a zone: its calls, its queues, its windows.
func HallOf(zone queue.ZoneID) Profile { return Profile{kind: KindHall, zone: zone} }

// WindowOf is the screen over a window, for the citizen before it.
func WindowOf(n queue.WindowNumber) Profile { return Profile{kind: KindWindow, window: n} }

// CounterOf is the page of the clerk at a window.
func CounterOf(n queue.WindowNumber) Profile { return Profile{kind: KindCounter, window: n} }

// TicketOf is the phone of a ticket's citizen.
func TicketOf(id queue.TicketID) Profile { return Profile{kind: KindTicket, ticket: id} }

// Monitor is the supervisor's view of the whole hall.
func Monitor() Profile { return Profile{kind: KindMonitor} }

// Welcome is the screen at the entrance.
func Welcome() Profile { return Profile{kind: KindWelcome} }

// Desk is the guide desk: everybody who waits, and how long still.
func Desk() Profile { return Profile{kind: KindDesk} }

// String names the profile for logs; of a ticket the kind alone, since its log would say who looks.
func (p Profile) String() string {
	switch p.kind {
	case KindHall:
		return "hall " + string(p.zone)
	case KindWindow, KindCounter:
		return string(p.kind) + " " + strconv.Itoa(int(p.window))
	}
	return string(p.kind)
}

// hears tells whether c is one of the profile's calls.
func (p Profile) hears(c *queue.Call) bool {
	switch p.kind {
	case KindHall:
		return slices.Contains(c.Zones, p.zone)
	case KindWindow, KindCounter:
		return c.Window == p.window
	case KindTicket:
		return c.Ticket == p.ticket
	}
	return p.kind == KindMonitor
}

// standsIn gives the zone in which the profile's listeners are; "" for those who may be anywhere.
func (p Profile) standsIn(l *queue.Layout) queue.ZoneID {
	if w, ok := l.Window(p.window); ok {
		return w.Zone
	}
	return p.zone
}
