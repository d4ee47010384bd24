package queue

import (
	"slices"
	"time"
)

// Text is what people read, in Chinese and English. English may be empty; faces then show the Chinese.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en,omitempty"`
}

// Identifiers of the layout, as the hall file names them.
type (
	ServiceID    string
	ServiceGroup string
	DepartmentID string
	ZoneID       string
	WindowNumber int
	StaffNo      string
)

// Layout is how the hall is set up: what it serves, where, when, by whom and by which settings. A Layout inside a
// State or an Event is never changed; a new one replaces it.
type Layout struct {
	Name        Text          `json:"name"`
	TimeZone    string        `json:"time_zone"`
	Hours       BusinessHours `json:"hours"`
	Zones       []Zone        `json:"zones"`
	Departments []Department  `json:"departments,omitempty"`
	Services    []Service     `json:"services"`
	Windows     []Window      `json:"windows"`
	Staff       []Staff       `json:"staff,omitempty"`
	Kiosks      []Kiosk       `json:"kiosks,omitempty"`
	Printers    []Printer     `json:"printers,omitempty"`
	LED         []LEDScreen   `json:"led,omitempty"`
	Notices     []Notice      `json:"notices,omitempty"`
	Media       []MediaItem   `json:"media,omitempty"`
	Theme       Theme         `json:"theme,omitzero"`
	Settings    Settings      `json:"settings"`
}

// Zone is a part of the hall with screens and a voice of its own.
type Zone struct {
	ID    ZoneID `json:"id"`
	Name  Text   `json:"name"`
	Floor string `json:"floor,omitempty"`
	// Volume is how loud the zone's voice is, in percent, and Voice by hours of the day; a Volume of 0 is left out and
	// means 100. Silent: nothing is said there; screens flash and phones ring.
	Volume int          `json:"volume,omitempty"`
	Voice  []VoiceHours `json:"voice,omitempty"`
	Silent bool         `json:"silent,omitempty"`
	// Board is how the zone's screens are laid out; empty: calls beside the queues.
	Board BoardLayout `json:"board,omitempty"`
}

// BoardLayout is how the big screens of a zone are laid out.
type BoardLayout string

// The layouts: calls beside the queues, calls alone, calls beside a large play-list, and a field for each window.
const (
	BoardQueues  BoardLayout = "queues"
	BoardCalls   BoardLayout = "calls"
	BoardMedia   BoardLayout = "media"
	BoardWindows BoardLayout = "windows"
)

// Department is an authority that has services in the hall.
type Department struct {
	ID   DepartmentID `json:"id"`
	Name Text         `json:"name"`
}

// Service is what a citizen picks; it has one queue.
type Service struct {
	ID         ServiceID    `json:"id"`
	Prefix     string       `json:"prefix"`
	Name       Text         `json:"name"`
	Department DepartmentID `json:"department,omitempty"`
	Group      ServiceGroup `json:"group,omitempty"`
	// Zones are further zones that hear this service's calls, beside the window's own.
	Zones []ZoneID `json:"zones,omitempty"`
	// StandardMinutes is how long a visit is expected to take before the hall has learned better.
	StandardMinutes int `json:"standard_minutes"`
	// Quota is how many numbers a session has; 0: as many as can be served.
	Quota int `json:"quota,omitempty"`
	// SlotCapacity is how many appointments each slot takes; 0: the service takes none.
	SlotCapacity int `json:"slot_capacity,omitempty"`
	// RealName says whether a number is given to a name: RealNameOptional asks for an ID card, RealNameRequired refuses
	// a kiosk without one; empty: nobody is asked.
	RealName RealName `json:"real_name,omitempty"`
	// NextStep is the service that a ticket goes on to when this one is done, such as paying.
	NextStep ServiceID `json:"next_step,omitempty"`
	// Guide is what its citizens are told; Keywords are the everyday words under which they look for it.
	Guide    Guide    `json:"guide,omitzero"`
	Keywords []string `json:"keywords,omitempty"`
	// Frequent: among those that the kiosk shows first.
	Frequent bool `json:"frequent,omitempty"`
	// Retired: it issues no more numbers and goes when the day ends.
	Retired bool `json:"retired,omitempty"`
}

// Window is a place where citizens are served.
type Window struct {
	Number   WindowNumber `json:"number"`
	Name     Text         `json:"name"`
	Location Text         `json:"location"`
	Zone     ZoneID       `json:"zone"`
	// Services are the window's own; Fallback are served when nobody waits for its own.
	Services []ServiceID `json:"services"`
	Fallback []ServiceID `json:"fallback,omitempty"`
	Mode     WindowMode  `json:"mode,omitempty"`
	// Post are the two people who share the window (AB岗).
	Post Post `json:"post,omitzero"`
	// Printer prints what the window gives its citizens, such as the slip of missing papers; empty: the browser does.
	Printer PrinterID `json:"printer,omitempty"`
	// Retired: nobody can sign in there any more, and it goes when the day ends.
	Retired bool `json:"retired,omitempty"`
}

// RealName says whether a service's numbers are given to a name.
type RealName string

// What a service may ask for, beside nothing.
const (
	RealNameOptional RealName = "optional"
	RealNameRequired RealName = "required"
)

// WindowMode says how a window is staffed.
type WindowMode string

// ModeTidal marks a window that is opened in rush hours only: nothing that is promised to citizens counts on it.
const ModeTidal WindowMode = "tidal"

// Post is who works at a window and who takes over when they leave; either may be empty.
type Post struct {
	AStaff StaffNo `json:"a_staff,omitempty"`
	BStaff StaffNo `json:"b_staff,omitempty"`
}

// Relieves gives those of the post who can take over from whoever sits there, B first.
func (p Post) Relieves(sits StaffNo) []StaffNo {
	var others []StaffNo
	for _, no := range []StaffNo{p.BStaff, p.AStaff} {
		if no != "" && no != sits {
			others = append(others, no)
		}
	}
	return others
}

// Staff is a member of staff as the window's plate shows them.
type Staff struct {
	Number StaffNo `json:"number"`
	Name   string  `json:"name"`
	Title  string  `json:"title,omitempty"`
	Post   string  `json:"post,omitempty"`
	// Stars are those of the badge that the centre awards (星级), 1 to 5; 0: no badge.
	Stars int `json:"stars,omitempty"`
	// Chief: speaks for the department (首席代表), and is asked first when one of its windows is in trouble.
	Chief bool `json:"chief,omitempty"`
}

// Location gives the hall's time zone; UTC when its name is not known, which CheckLayout refuses.
func (l *Layout) Location() *time.Location {
	loc, err := time.LoadLocation(l.TimeZone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Service gives the service with id.
func (l *Layout) Service(id ServiceID) (*Service, bool) {
	for i := range l.Services {
		if l.Services[i].ID == id {
			return &l.Services[i], true
		}
	}
	return nil, false
}

// Window gives the window with number n.
func (l *Layout) Window(n WindowNumber) (*Window, bool) {
	for i := range l.Windows {
		if l.Windows[i].Number == n {
			return &l.Windows[i], true
		}
	}
	return nil, false
}

// Zone gives the zone with id.
func (l *Layout) Zone(id ZoneID) (*Zone, bool) {
	for i := range l.Zones {
		if l.Zones[i].ID == id {
			return &l.Zones[i], true
		}
	}
	return nil, false
}

// StaffMember gives the member of staff with number no.
func (l *Layout) StaffMember(no StaffNo) (*Staff, bool) {
	for i := range l.Staff {
		if l.Staff[i].Number == no {
			return &l.Staff[i], true
		}
	}
	return nil, false
}

// offers tells whether w serves service, as its own or as a fallback.
func (w *Window) offers(service ServiceID) bool {
	return w.serves(service) || slices.Contains(w.Fallback, service)
}

// serves tells whether service is among w's own.
func (w *Window) serves(service ServiceID) bool { return slices.Contains(w.Services, service) }
