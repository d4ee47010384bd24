package display

import (
	"cmp"
	"slices"
	"sort"

	"github.com/paidui/paidui/queue"
)

// How much of each list a hall board shows.
const (
	boardCalls  = 12
	boardNext   = 6
	boardMissed = 6
)

// HallBoard is the wall of one zone. It is public: numbers, windows and waits, never a name.
type HallBoard struct {
	head
	session
	Zone BoardZone `json:"zone"`
	// Layout is how the zone's screens are laid out, unless their address says otherwise.
	Layout queue.BoardLayout `json:"layout"`
	// Calls are the zone's tickets at windows, a row each, the latest call first: the last twelve, and all that are still
	// to come to their window.
	Calls []CallRow `json:"calls"`
	// Next are called soon; Missed did not come, the latest first.
	Next         []queue.TicketNo `json:"next"`
	Missed       []queue.TicketNo `json:"missed"`
	WaitingCount int              `json:"waiting_count"`
	Services     []ServiceRow     `json:"services"`
	Windows      []WindowRow      `json:"windows"`
}

// BoardZone names the zone of a board.
type BoardZone struct {
	ID   queue.ZoneID `json:"id"`
	Name queue.Text   `json:"name"`
}

// CallRow is a ticket at a window. Seq is that of its last call; absent when that was before midnight.
type CallRow struct {
	Seq        uint64             `json:"seq,omitempty"`
	Number     queue.TicketNo     `json:"number"`
	Window     queue.WindowNumber `json:"window"`
	WindowName queue.Text         `json:"window_name"`
	Place      queue.Text         `json:"place"`
	At         queue.Instant      `json:"at"`
	CallCount  int                `json:"call_count"`
	Status     queue.Status       `json:"status"`
}

// ServiceRow is how a service's queue stands. EstimatedWait is for somebody who comes now, null when no window is open.
type ServiceRow struct {
	ID            queue.ServiceID `json:"id"`
	Prefix        string          `json:"prefix"`
	Name          queue.Text      `json:"name"`
	WaitingCount  int             `json:"waiting_count"`
	EstimatedWait *queue.Estimate `json:"estimated_wait_ms"`
	Open          bool            `json:"open"`
	// Pause is there while no window is open and one is paused.
	Pause *PublicPause `json:"pause,omitempty"`
	// Suspended is there while the service stands still.
	Suspended *queue.SuspensionView `json:"suspended,omitempty"`
}

// WindowRow is what a window does, and the number it has called.
type WindowRow struct {
	Number       queue.WindowNumber `json:"number"`
	Name         queue.Text         `json:"name"`
	Location     queue.Text         `json:"location"`
	Status       queue.WindowStatus `json:"status"`
	NumberCalled queue.TicketNo     `json:"number_called,omitempty"`
	Pause        *PublicPause       `json:"pause,omitempty"`
}

func drawHall(s *queue.State, at queue.Instant, id queue.ZoneID) (any, bool) {
	zone, ok := s.Layout().Zone(id)
	if !ok {
		return nil, false
	}
	services := zoneServices(s.Layout(), id)
	running := slices.DeleteFunc(slices.Clone(services), func(id queue.ServiceID) bool { return s.SuspensionView(id) != nil })
	b := &HallBoard{
		head: drawHead(s, KindHall), session: drawSession(s, at), Zone: BoardZone{zone.ID, zone.Name},
		Layout: cmp.Or(zone.Board, queue.BoardQueues),
		Calls:  zoneCalls(s, id), Next: numbers(s.UpNext(running, boardNext)), Services: make([]ServiceRow, 0, len(services)),
		Windows: make([]WindowRow, 0, len(s.Layout().Windows)),
	}
	b.Missed = numbers(missed(s, boardMissed, func(t *queue.Ticket) bool { return slices.Contains(services, t.Service) }))
	for _, id := range services {
		row := serviceRow(s, id, at)
		b.Services = append(b.Services, row)
		b.WaitingCount += row.WaitingCount
	}
	for i := range s.Layout().Windows {
		if w := &s.Layout().Windows[i]; w.Zone == id {
			b.Windows = append(b.Windows, windowRow(s, w, at))
		}
	}
	return b, true
}

// zoneServices gives the services whose people wait in zone: those with a window there, and those that are called there.
func zoneServices(l *queue.Layout, zone queue.ZoneID) []queue.ServiceID {
	here := map[queue.ServiceID]bool{}
	for i := range l.Windows {
		if l.Windows[i].Zone == zone {
			for _, id := range l.Windows[i].Services {
				here[id] = true
			}
		}
	}
	var services []queue.ServiceID
	for i := range l.Services {
		if here[l.Services[i].ID] || slices.Contains(l.Services[i].Zones, zone) {
			services = append(services, l.Services[i].ID)
		}
	}
	return services
}

func serviceRow(s *queue.State, id queue.ServiceID, at queue.Instant) ServiceRow {
	count := s.WaitingCount(id)
	row := ServiceRow{
		ID: id, WaitingCount: count, EstimatedWait: s.EstimateNext(id, at), Open: s.ServedAt(id, at),
		Pause: publicPause(s.Layout(), s.PauseOf(id, at)), Suspended: s.SuspensionView(id),
	}
	if service, ok := s.Layout().Service(id); ok {
		row.Prefix, row.Name = service.Prefix, service.Name
	}
	return row
}

func windowRow(s *queue.State, w *queue.Window, at queue.Instant) WindowRow {
	shift := s.Window(w.Number)
	row := WindowRow{
		Number: w.Number, Name: w.Name, Location: w.Location, Status: shift.StatusAt(at), Pause: publicPause(s.Layout(), shift.Pause),
	}
	if t := s.Current(w.Number); t != nil {
		row.NumberCalled = t.Number
	}
	return row
}

// zoneCalls gives the tickets at windows whose call belongs to zone, the latest call first.
func zoneCalls(s *queue.State, zone queue.ZoneID) []CallRow {
	rows := make([]CallRow, 0, len(s.Layout().Windows))
	for i := range s.Layout().Windows {
		w := &s.Layout().Windows[i]
		t := s.Current(w.Number)
		if t == nil {
			continue
		}
		call := lastCall(s, t, w)
		if slices.Contains(call.Zones, zone) {
			rows = append(rows, CallRow{
				Seq: call.Seq, Number: t.Number, Window: w.Number, WindowName: call.WindowName, Place: call.Place,
				At: t.CalledAt, CallCount: t.CallCount, Status: t.Status,
			})
		}
	}
	slices.SortFunc(rows, func(a, b CallRow) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.Seq, a.Seq)) })
	// Who is still to come must find the number, also when every window of a large hall calls at once.
	kept := 0
	return slices.DeleteFunc(rows, func(r CallRow) bool {
		kept++
		return kept > boardCalls && r.Status != queue.StatusCalled
	})
}

// lastCall gives the last call of t, which is at w. One from before midnight is no longer listed; it is then made up from
// the layout, without a Seq.
func lastCall(s *queue.State, t *queue.Ticket, w *queue.Window) queue.Call {
	calls := s.Calls()
	i := sort.Search(len(calls), func(i int) bool { return calls[i].At >= t.CalledAt })
	for ; i < len(calls) && calls[i].At == t.CalledAt; i++ {
		if calls[i].Ticket == t.ID {
			return calls[i]
		}
	}
	call := queue.Call{WindowName: w.Name, Place: w.Location, Zones: []queue.ZoneID{w.Zone}}
	if service, ok := s.Layout().Service(t.Service); ok {
		call.Zones = append(call.Zones, service.Zones...)
	}
	return call
}
