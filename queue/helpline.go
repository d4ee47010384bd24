package queue

import (
	"cmp"
	"slices"
)

// Who is asked for help. One rule for all: first whoever is nearest, then, when nobody has answered within the time that
// the settings give (help_escalate_seconds), the next circle as well.
//
//   - An alarm asks the chiefs of the window's department at whatever window they sit, and then the centre: the guide desk
//     and the supervisors. The centre is asked at once while no such chief is signed in and at work.
//   - A citizen at a kiosk asks the guide desk, and then every open window of the kiosk's zone. A hall without a guide desk
//     sets the time to 0.
//   - A fault asks the centre.
//
// Departments are those of a window's own services; services without one make a department of their own. Nothing of this
// is kept: it follows from the state and the time.

// HelpsAtWindow gives the open helps that ask window n at the moment at, the most urgent first.
func (s *State) HelpsAtWindow(n WindowNumber, at Instant) []Help {
	return s.openHelps(func(h *Help) bool { return s.asksWindow(h, n, at) })
}

// HelpsAtCentre gives the open helps that ask the centre at the moment at, the most urgent first.
func (s *State) HelpsAtCentre(at Instant) []Help {
	return s.openHelps(func(h *Help) bool { return h.Kind != HelpAlarm || s.overdue(h, at) || !s.chiefAtWork(h, at) })
}

// HelpsFrom gives the open helps that were asked for at window n, the most urgent first, and its alarms that were answered
// no longer than within ago: whoever is in trouble sees that somebody comes.
func (s *State) HelpsFrom(n WindowNumber, within Millis, at Instant) []Help {
	return s.someHelps(func(h *Help) bool {
		return h.Window == n && (h.Open() || h.Kind == HelpAlarm && at.Since(h.AnsweredAt) < within)
	})
}

func (s *State) openHelps(asked func(*Help) bool) []Help {
	return s.someHelps(func(h *Help) bool { return h.Open() && asked(h) })
}

// urgency is the order of the kinds.
var urgency = []HelpKind{HelpAlarm, HelpAssist, HelpFault}

func (s *State) someHelps(wanted func(*Help) bool) []Help {
	var some []Help
	for i := range s.helps {
		if wanted(&s.helps[i]) {
			some = append(some, s.helps[i])
		}
	}
	slices.SortStableFunc(some, func(a, b Help) int {
		return cmp.Compare(slices.Index(urgency, a.Kind), slices.Index(urgency, b.Kind))
	})
	return some
}

// asksWindow tells whether h asks window n, answered or not.
func (s *State) asksWindow(h *Help, n WindowNumber, at Instant) bool {
	switch h.Kind {
	case HelpAlarm:
		return s.chiefAt(h, n)
	case HelpAssist:
		w, ok := s.layout.Window(n)
		shift := s.Window(n)
		return ok && s.overdue(h, at) && shift.StatusAt(at) == WindowOpen && (h.Zone == "" || h.Zone == w.Zone)
	}
	return false
}

// overdue tells whether h has been open long enough to ask the next circle.
func (s *State) overdue(h *Help, at Instant) bool {
	return at.Since(h.At) >= Millis(s.layout.Settings.HelpEscalateSeconds)*Second
}

// chiefAt tells whether a chief of the department that h comes from is signed in at window n, which is another one.
func (s *State) chiefAt(h *Help, n WindowNumber) bool {
	here, ok := s.layout.Window(n)
	there, known := s.layout.Window(h.Window)
	staff, named := s.layout.StaffMember(s.Window(n).Staff)
	if !ok || !known || !named || n == h.Window || !staff.Chief {
		return false
	}
	return slices.ContainsFunc(here.Services, func(a ServiceID) bool {
		return slices.ContainsFunc(there.Services, func(b ServiceID) bool { return s.department(a) == s.department(b) })
	})
}

// chiefAtWork tells whether such a chief is at work, not only signed in: one who is away sees no page.
func (s *State) chiefAtWork(h *Help, at Instant) bool {
	for n, shift := range s.windows {
		if status := shift.StatusAt(at); (status == WindowOpen || status == WindowPreparing) && s.chiefAt(h, n) {
			return true
		}
	}
	return false
}

func (s *State) department(id ServiceID) DepartmentID {
	service, ok := s.layout.Service(id)
	if !ok {
		return ""
	}
	return service.Department
}
