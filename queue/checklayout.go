package queue

import (
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"
)

// LayoutFault is what is wrong with a layout, and where: Path is as in the hall file, services[2].prefix.
type LayoutFault struct {
	Path, Problem string
}

func (f *LayoutFault) Error() string { return f.Path + ": " + f.Problem }

// Bounds of a layout.
const (
	maxNameRunes = 40
	maxWindow    = 999
	maxTemplate  = 16 << 10
)

// CheckLayout gives the first fault of l as a *LayoutFault, nil when it can run a hall.
func CheckLayout(l *Layout) error {
	c := layoutCheck{l: l}
	c.hall()
	c.zones()
	c.services()
	c.windows()
	c.staff()
	c.machines()
	c.led()
	c.playlist()
	c.theme()
	c.settings()
	if c.fault != nil {
		return c.fault
	}
	return nil
}

type layoutCheck struct {
	l     *Layout
	fault *LayoutFault
}

// need notes a fault unless ok; only the first counts.
func (c *layoutCheck) need(ok bool, path, problem string, args ...any) {
	if !ok && c.fault == nil {
		c.fault = &LayoutFault{path, fmt.Sprintf(problem, args...)}
	}
}

func (c *layoutCheck) name(t Text, path string) {
	c.need(t.ZH != "", path+".zh", "is missing")
	c.need(utf8.RuneCountInString(t.ZH) <= maxNameRunes, path+".zh", "is longer than %d characters", maxNameRunes)
}

func (c *layoutCheck) id(id, path string, taken bool) {
	ok := id != "" && len(id) <= 32
	for _, r := range id {
		ok = ok && (r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '-' || r == '_')
	}
	c.need(ok, path, "%q is not 1 to 32 letters, digits, - or _", id)
	c.need(!taken, path, "%q is used twice", id)
}

func (c *layoutCheck) hall() {
	c.name(c.l.Name, "hall.name")
	_, err := time.LoadLocation(c.l.TimeZone)
	c.need(c.l.TimeZone != "" && err == nil, "hall.time_zone", "%q is not a time zone such as Asia/Shanghai", c.l.TimeZone)
	c.need(len(c.l.Hours.Days) > 0, "hours.days", "is empty; name at least one of mon … sun")
	c.need(len(c.l.Hours.Sessions) > 0, "hours.sessions", "is empty; give at least one such as 08:30-12:00")
	c.need(len(c.l.Hours.BookingDays) == 0 || len(c.l.Hours.BookingSessions) > 0, "hours.booking_sessions", "is empty; booking_days need at least one")
	for i, s := range c.l.Hours.Sessions {
		after := i == 0 || c.l.Hours.Sessions[i-1].Close <= s.Open
		c.need(after, fmt.Sprintf("hours.sessions[%d]", i), "starts before the session above it ends")
	}
}

func (c *layoutCheck) zones() {
	seen := map[ZoneID]bool{}
	c.need(len(c.l.Zones) > 0, "zones", "is empty; a hall has at least one")
	for i, z := range c.l.Zones {
		path := fmt.Sprintf("zones[%d]", i)
		c.id(string(z.ID), path+".id", seen[z.ID])
		c.name(z.Name, path+".name")
		c.voice(&z, path)
		seen[z.ID] = true
		known := slices.Contains([]BoardLayout{"", BoardQueues, BoardCalls, BoardMedia, BoardWindows}, z.Board)
		c.need(known, path+".board", "%q is none of queues, calls, media, windows", z.Board)
	}
	departments := map[DepartmentID]bool{}
	for i, d := range c.l.Departments {
		path := fmt.Sprintf("departments[%d]", i)
		c.id(string(d.ID), path+".id", departments[d.ID])
		c.name(d.Name, path+".name")
		departments[d.ID] = true
	}
	for i, s := range c.l.Services {
		known := s.Department == "" || departments[s.Department]
		c.need(known, fmt.Sprintf("services[%d].department", i), "there is no department %q", s.Department)
		for k, z := range s.Zones {
			c.need(seen[z], fmt.Sprintf("services[%d].zones[%d]", i, k), "there is no zone %q", z)
		}
	}
	for i, w := range c.l.Windows {
		c.need(seen[w.Zone], fmt.Sprintf("windows[%d].zone", i), "there is no zone %q", w.Zone)
	}
}

func (c *layoutCheck) services() {
	seen := map[ServiceID]bool{}
	c.need(len(c.l.Services) > 0, "services", "is empty; a hall has at least one")
	for i, s := range c.l.Services {
		path := fmt.Sprintf("services[%d]", i)
		c.id(string(s.ID), path+".id", seen[s.ID])
		c.name(s.Name, path+".name")
		c.need(goodPrefix(s.Prefix), path+".prefix", "%q is not 1 or 2 capital letters or digits", s.Prefix)
		c.need(s.StandardMinutes > 0 && s.StandardMinutes <= 480, path+".standard_minutes", "%d is not 1 to 480", s.StandardMinutes)
		c.need(s.Quota >= 0 && s.Quota <= 10_000, path+".quota", "%d is not 0 to 10000", s.Quota)
		c.need(s.SlotCapacity >= 0 && s.SlotCapacity <= 1000, path+".slot_capacity", "%d is not 0 to 1000", s.SlotCapacity)
		asks := s.RealName == "" || s.RealName == RealNameOptional || s.RealName == RealNameRequired
		c.need(asks, path+".real_name", "%q is neither optional nor required; leave it out for neither", s.RealName)
		c.guide(&s, path)
		_, next := c.l.Service(s.NextStep)
		c.need(s.NextStep == "" || next && s.NextStep != s.ID, path+".next_step", "there is no other service %q", s.NextStep)
		c.need(!c.leadsBack(s.ID), path+".next_step", "the steps that follow lead back to it")
		seen[s.ID] = true
		for _, other := range c.l.Services[:i] {
			c.need(!ambiguous(s.Prefix, other.Prefix), path+".prefix", "%q and %q can give the same number", s.Prefix, other.Prefix)
		}
	}
}

// leadsBack tells whether the steps that follow a service come to it again, so that a ticket would never end.
func (c *layoutCheck) leadsBack(id ServiceID) bool {
	at := id
	for range c.l.Services {
		service, ok := c.l.Service(at)
		if !ok || service.NextStep == "" {
			return false
		}
		if at = service.NextStep; at == id {
			return true
		}
	}
	return false
}

// ambiguous tells whether two prefixes can give one number: 1 and 11 both reach 11001.
func ambiguous(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) < len(b) && b[0] == a[0] && b[1] >= '0' && b[1] <= '9'
}

// goodPrefix tells whether p can begin a number.
func goodPrefix(p string) bool {
	if len(p) < 1 || len(p) > 2 {
		return false
	}
	for _, r := range p {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}

func (c *layoutCheck) windows() {
	seen := map[WindowNumber]bool{}
	c.need(len(c.l.Windows) > 0, "windows", "is empty; a hall has at least one")
	for i, w := range c.l.Windows {
		path := fmt.Sprintf("windows[%d]", i)
		c.need(w.Number >= 1 && w.Number <= maxWindow, path+".number", "%d is not 1 to %d", w.Number, maxWindow)
		c.need(!seen[w.Number], path+".number", "%d is used twice", w.Number)
		seen[w.Number] = true
		c.name(w.Name, path+".name")
		c.need(w.Mode == "" || w.Mode == ModeTidal, path+".mode", "%q is not tidal", w.Mode)
		c.need(len(w.Services) > 0, path+".services", "is empty; a window has at least one")
		served := map[ServiceID]bool{}
		for k, id := range append(w.Services[:len(w.Services):len(w.Services)], w.Fallback...) {
			at := fmt.Sprintf("%s.services[%d]", path, k)
			if k >= len(w.Services) {
				at = fmt.Sprintf("%s.fallback[%d]", path, k-len(w.Services))
			}
			_, ok := c.l.Service(id)
			c.need(ok, at, "there is no service %q", id)
			c.need(!served[id], at, "%q is listed twice", id)
			served[id] = true
		}
	}
}

func (c *layoutCheck) staff() {
	seen := map[StaffNo]bool{}
	for i, p := range c.l.Staff {
		path := fmt.Sprintf("staff[%d]", i)
		c.id(string(p.Number), path+".number", seen[p.Number])
		c.need(p.Name != "", path+".name", "is missing")
		c.need(p.Stars >= 0 && p.Stars <= 5, path+".stars", "%d is not 0 to 5", p.Stars)
		seen[p.Number] = true
	}
	for i, w := range c.l.Windows {
		path := fmt.Sprintf("windows[%d].post", i)
		c.need(w.Post.AStaff == "" || seen[w.Post.AStaff], path+".a_staff", "there is no member of staff %q", w.Post.AStaff)
		c.need(w.Post.BStaff == "" || seen[w.Post.BStaff], path+".b_staff", "there is no member of staff %q", w.Post.BStaff)
		c.need(w.Post.BStaff == "" || w.Post.AStaff != w.Post.BStaff, path+".b_staff", "%q is a_staff too", w.Post.BStaff)
	}
}

func (c *layoutCheck) settings() {
	s := &c.l.Settings
	c.numbers()
	c.need(s.BookLastWorkday >= s.BookFirstWorkday, "settings.book_last_workday", "%d is not %d to %d", s.BookLastWorkday, s.BookFirstWorkday, bounds["book_last_workday"].High)
	one := s.DigitOne == "" || s.DigitOne == OneYi || s.DigitOne == OneYao
	c.need(one, "settings.digit_one", "%q is neither %s nor %s", s.DigitOne, OneYi, OneYao)
	c.need(s.VoiceClosingMinutes == 0 || s.VoiceClosingMinutes >= 3 && s.VoiceClosingMinutes <= 60,
		"settings.voice_closing_minutes", "%d is not 0 or 3 to 60", s.VoiceClosingMinutes)
	exits := utf8.RuneCountInString(s.EmergencyText.ZH) <= MostEmergencyRunes && len(s.EmergencyText.EN) <= 2*MostEmergencyRunes
	c.need(exits, "settings.emergency_text", "is longer than %d characters", MostEmergencyRunes)
	c.need(len(s.SlipTemplate) <= maxTemplate, "settings.slip_template", "is longer than %d bytes", maxTemplate)
	for class, minutes := range s.HeadStartMinutes {
		c.need(class.Valid(), "settings.head_start_minutes."+string(class), "there is no such class")
		c.within(minutes, HeadStartBound, "settings.head_start_minutes."+string(class))
	}
	c.keypad()
}

func (c *layoutCheck) keypad() {
	seen := map[KeypadCode]Key{}
	for _, key := range slices.Sorted(maps.Keys(c.l.Settings.KeypadCodes)) {
		code, path := c.l.Settings.KeypadCodes[key], "settings.keypad_codes."+string(key)
		c.need(key.Valid(), path, "there is no such key")
		if code == "" {
			continue
		}
		c.need(code.valid(), path, "%q is not two digits; leave it empty for none", code)
		c.need(seen[code] == "", path, "%q is the code of %s too", code, seen[code])
		seen[code] = key
	}
}
