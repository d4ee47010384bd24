package display

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// WelcomeBoard is the screen at the entrance: on which floor and in which zone what is served, by how many windows, and
// how many wait. It is public like the walls of the zones.
type WelcomeBoard struct {
	head
	session
	WaitingCount int            `json:"waiting_count"`
	Floors       []WelcomeFloor `json:"floors"`
}

// WelcomeFloor is one floor, in the order of the zones; Floor is empty for zones that name none.
type WelcomeFloor struct {
	Floor string        `json:"floor"`
	Zones []WelcomeZone `json:"zones"`
}

// WelcomeZone is a zone with what its windows serve.
type WelcomeZone struct {
	BoardZone
	Services []WelcomeService `json:"services"`
}

// WelcomeService is a service as somebody reads it who comes in. Windows are those of the zone that serve it now.
type WelcomeService struct {
	ServiceRow
	Windows []queue.WindowNumber `json:"windows"`
}

func drawWelcome(s *queue.State, at queue.Instant) *WelcomeBoard {
	l := s.Layout()
	b := &WelcomeBoard{head: drawHead(s, KindWelcome), session: drawSession(s, at), Floors: []WelcomeFloor{}}
	for i := range l.Services {
		b.WaitingCount += s.WaitingCount(l.Services[i].ID)
	}
	for i := range l.Zones {
		z := &l.Zones[i]
		zone := WelcomeZone{BoardZone{z.ID, z.Name}, welcomeServices(s, z.ID, at)}
		if len(zone.Services) == 0 {
			continue
		}
		k := slices.IndexFunc(b.Floors, func(f WelcomeFloor) bool { return f.Floor == z.Floor })
		if k < 0 {
			k, b.Floors = len(b.Floors), append(b.Floors, WelcomeFloor{Floor: z.Floor})
		}
		b.Floors[k].Zones = append(b.Floors[k].Zones, zone)
	}
	return b
}

// welcomeServices gives what the windows of zone have among their own, in the layout's order.
func welcomeServices(s *queue.State, zone queue.ZoneID, at queue.Instant) []WelcomeService {
	l := s.Layout()
	var rows []WelcomeService
	for i := range l.Services {
		id := l.Services[i].ID
		row, here := WelcomeService{Windows: []queue.WindowNumber{}}, false
		for k := range l.Windows {
			w := &l.Windows[k]
			if w.Zone != zone || w.Retired || !slices.Contains(w.Services, id) {
				continue
			}
			here = true
			if shift := s.Window(w.Number); shift.StatusAt(at) == queue.WindowOpen {
				row.Windows = append(row.Windows, w.Number)
			}
		}
		if here {
			row.ServiceRow = serviceRow(s, id, at)
			slices.Sort(row.Windows)
			rows = append(rows, row)
		}
	}
	return rows
}
