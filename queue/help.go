package queue

import (
	"slices"
	"strconv"
)

// HelpKind says who asks for help, and for what.
type HelpKind string

// The kinds of help.
const (
	// HelpAssist: a citizen at a kiosk wants somebody to come (呼叫工作人员).
	HelpAssist HelpKind = "assist"
	// HelpAlarm: a clerk is in trouble, and whoever stands at the window must not notice (求助).
	HelpAlarm HelpKind = "alarm"
	// HelpFault: a device at a window is broken (报修).
	HelpFault HelpKind = "fault"
)

// Device is what a fault is reported of.
type Device string

// DeviceSound is the voice of the window's zone: nobody hears its calls.
const DeviceSound Device = "sound"

// Devices are what a clerk may report, in the order in which they are offered: one for each digit.
var Devices = []Device{"screen", "rater", "keypad", "reader", "printer", "computer", DeviceSound, "network", "other"}

// HelpID names a help for ever: the sequence number of the entry in which it was asked for.
type HelpID uint64

// Help is somebody's asking for help and, once it was given, who answered. Events hold it as it stands after them.
type Help struct {
	ID   HelpID   `json:"id"`
	Kind HelpKind `json:"kind"`
	// Window or Kiosk is where help is wanted; Kiosk is zero for one that the layout does not know. Zone is where that
	// is, as far as it is known.
	Window WindowNumber `json:"window,omitempty"`
	Kiosk  KioskNumber  `json:"kiosk,omitempty"`
	Zone   ZoneID       `json:"zone,omitempty"`
	Device Device       `json:"device,omitempty"`
	Note   string       `json:"note,omitempty"`
	// At is the first press, AgainAt the last when there were several; Presses counts them.
	At      Instant `json:"at"`
	AgainAt Instant `json:"again_at,omitempty"`
	Presses int     `json:"presses"`
	// AnsweredAt is zero while nobody has answered.
	AnsweredAt Instant `json:"answered_at,omitempty"`
	AnsweredBy Helper  `json:"answered_by,omitzero"`
	Answer     string  `json:"answer,omitempty"`
}

// Helper is who answers a help: Window and Staff are known of a clerk.
type Helper struct {
	Role   Role         `json:"role"`
	Window WindowNumber `json:"window,omitempty"`
	Staff  StaffNo      `json:"staff,omitempty"`
}

// Open tells whether nobody has answered yet.
func (h *Help) Open() bool { return h.AnsweredAt == 0 }

// AskHelp asks for help at a window or a kiosk. While the same is asked for there already it is not asked for twice:
// the press is counted.
type AskHelp struct {
	Kind   HelpKind
	Window WindowNumber
	Kiosk  KioskNumber
	// Zone is where a kiosk stands that the layout does not know.
	Zone   ZoneID
	Device Device
	Note   string
}

// AnswerHelp says that somebody is on the way or, for a fault, that it is mended. A clerk answers what the own page
// shows: what others ask of the window, and the faults it reported itself.
type AnswerHelp struct {
	ID   HelpID
	By   Helper
	Note string
}

// ofHelp is what every event about a help embeds.
type ofHelp struct {
	Help Help `json:"help"`
}

func (o *ofHelp) apply(s *State, _ *Entry) {
	for i := range s.helps {
		if s.helps[i].ID == o.Help.ID {
			s.helps[i] = o.Help
			return
		}
	}
	s.helps = append(s.helps, o.Help)
}

// AfterHelp gives the help as it stands after the event.
func (o *ofHelp) AfterHelp() *Help { return &o.Help }

// HelpAsked: somebody asked for help, or once more for the same.
type HelpAsked struct{ ofHelp }

// HelpAnswered: somebody answered.
type HelpAnswered struct{ ofHelp }

var _ = register(func() Event { return new(HelpAsked) }, func() Event { return new(HelpAnswered) })

// Kind implements Event.
func (*HelpAsked) Kind() string { return "help_asked" }

// Kind implements Event.
func (*HelpAnswered) Kind() string { return "help_answered" }

// Help gives the help that the entry is about; nil when it is about none.
func (e *Entry) Help() *Help {
	for _, ev := range e.Events {
		if h, ok := ev.(interface{ AfterHelp() *Help }); ok {
			return h.AfterHelp()
		}
	}
	return nil
}

func (c AskHelp) decide(s *State, at Instant) ([]Event, error) {
	h := Help{
		ID: HelpID(s.seq + 1), Kind: c.Kind, Window: c.Window, Kiosk: c.Kiosk, Zone: c.Zone, Device: c.Device, Note: c.Note,
		At: at, Presses: 1,
	}
	if err := s.locate(c, &h); err != nil {
		return nil, err
	}
	if c.Kind == HelpFault != slices.Contains(Devices, c.Device) {
		return nil, s.refuse(c, ErrBadRequest, "device is not one that can be reported")
	}
	for _, open := range s.helps {
		if !open.Open() || open.Kind != h.Kind || open.Window != h.Window || open.Kiosk != h.Kiosk || open.Zone != h.Zone || open.Device != h.Device {
			continue
		}
		if c.Note == "" {
			h.Note = open.Note
		}
		h.ID, h.At, h.AgainAt, h.Presses = open.ID, open.At, at, open.Presses+1
	}
	return []Event{&HelpAsked{ofHelp{h}}}, nil
}

// locate checks where h is asked for, and notes the zone.
func (s *State) locate(c AskHelp, h *Help) error {
	switch c.Kind {
	case HelpAssist:
		if c.Window != 0 {
			return s.refuse(c, ErrBadRequest, "citizens call from a kiosk")
		}
		if c.Kiosk == 0 {
			return nil
		}
		kiosk, ok := s.layout.Kiosk(c.Kiosk)
		if !ok {
			return s.refuse(c, ErrBadRequest, "there is no such kiosk")
		}
		h.Zone = kiosk.Zone
		return nil
	case HelpAlarm, HelpFault:
		w, ok := s.layout.Window(c.Window)
		if !ok {
			return s.refuse(c, ErrUnknownWindow)
		}
		h.Kiosk, h.Zone = 0, w.Zone
		return nil
	}
	return s.refuse(c, ErrBadRequest, "kind is not one of assist, alarm, fault")
}

func (c AnswerHelp) decide(s *State, at Instant) ([]Event, error) {
	h, ok := s.Help(c.ID)
	if !ok {
		return nil, s.refuse(c, ErrUnknownHelp)
	}
	if !h.Open() {
		return nil, s.refuse(c, ErrAnswered)
	}
	if c.By.Role == RoleCounter {
		if _, ok := s.layout.Window(c.By.Window); !ok {
			return nil, s.refuse(c, ErrUnknownWindow)
		}
		if !s.asksWindow(&h, c.By.Window, at) && !(h.Kind == HelpFault && h.Window == c.By.Window) {
			return nil, s.refuse(c, ErrForbidden, "it is not asked of the window")
		}
		if staff := s.Window(c.By.Window).Staff; staff != "" {
			c.By.Staff = staff
		}
	}
	h.AnsweredAt, h.AnsweredBy, h.Answer = at, c.By, c.Note
	return []Event{&HelpAnswered{ofHelp{h}}}, nil
}

// Help gives one of the day's helps.
func (s *State) Help(id HelpID) (Help, bool) {
	for _, h := range s.helps {
		if h.ID == id {
			return h, true
		}
	}
	return Help{}, false
}

// Helps gives the day's helps in the order in which they were asked for, and before them the faults of earlier days that
// are not mended.
func (s *State) Helps() []Help { return s.helps }

// carryHelps gives what goes on after the day: a broken screen is still broken, while nobody waits at a kiosk overnight.
func (s *State) carryHelps() []Help {
	var open []Help
	for _, h := range s.helps {
		if h.Open() && (h.Kind == HelpFault || s.layout.Hours.AlwaysOpen()) {
			open = append(open, h)
		}
	}
	return open
}

// String names the place as well; a log may hold that somebody asked for help, not what they wrote.
func (c AskHelp) String() string {
	if c.Window != 0 {
		return "ask for help (" + string(c.Kind) + ") at " + c.Window.String()
	}
	return "ask for help (" + string(c.Kind) + ") at a kiosk"
}

func (c AnswerHelp) String() string { return "answer help " + strconv.FormatUint(uint64(c.ID), 10) }
