package queue

import (
	"cmp"
	"fmt"
	"slices"
)

// AlertKind says what is wrong.
type AlertKind string

// The kinds of alert. None is about a person: waits belong to the service and the centre, and what a clerk does is for a
// supervisor to judge.
const (
	// AlertWait: people of a service wait too long.
	AlertWait AlertKind = "wait"
	// AlertUnserved: people wait for a service in a session and none of its windows is open.
	AlertUnserved AlertKind = "unserved"
	// AlertPause: a window is paused too long.
	AlertPause AlertKind = "pause"
	// AlertIdle: an open window calls nobody though it could.
	AlertIdle AlertKind = "idle"
	// AlertService: a service without priority takes much longer than its standard.
	AlertService AlertKind = "service"
	// AlertUnstaffed: nobody is signed in at a window that has a post, though a session has begun and is not over.
	AlertUnstaffed AlertKind = "unstaffed"
	// AlertDevice: the secret of an enrolled device is used from two places at once.
	AlertDevice AlertKind = "device"
	// AlertCallBack: the term to call the citizen of a bad rating back is over, and nobody has.
	AlertCallBack AlertKind = "call_back"
	// AlertCorrection: the term to put right what a bad rating was for is over, and it is not.
	AlertCorrection AlertKind = "correction"
)

// Level is how grave something is. Cards have the latter two.
type Level string

// The levels, from mild to grave.
const (
	LevelWarning Level = "warning"
	LevelYellow  Level = "yellow"
	LevelRed     Level = "red"
)

// grade orders levels; what is none has 0.
func (l Level) grade() int { return slices.Index([]Level{"", LevelWarning, LevelYellow, LevelRed}, l) }

// GraverThan tells whether l is graver than other.
func (l Level) GraverThan(other Level) bool { return l.grade() > other.grade() }

// AlertID names an alert for as long as what it is about lasts: wait:social, pause:3:812.
type AlertID string

// Alert is something that a threshold of the settings calls wrong. It is not kept: whoever looks sees it for as long as it
// lasts.
type Alert struct {
	ID    AlertID   `json:"id"`
	Kind  AlertKind `json:"kind"`
	Level Level     `json:"level"`
	// Service or Window is what it is about, Ticket the number at that window.
	Service ServiceID    `json:"service,omitempty"`
	Window  WindowNumber `json:"window,omitempty"`
	Ticket  TicketNo     `json:"ticket,omitempty"`
	// Device is the id of the credential, for AlertDevice.
	Device string `json:"device,omitempty"`
	// Since is when it began: the wait, the pause, the service; when the oldest term was over.
	Since Instant `json:"since"`
	// Count is how many people it is about: those who wait longer than the threshold, or whom nobody serves; the bad ratings.
	Count int `json:"count,omitempty"`
	// Acknowledged is there once somebody has said what is done about it, until it grows worse or that is long ago.
	Acknowledged *Acknowledgement `json:"acknowledged,omitempty"`
}

// Alerts gives what is wrong at the moment at: what nobody has acknowledged first, then the gravest, then the oldest. In
// an emergency nothing is: everybody has left.
func (s *State) Alerts(at Instant) []Alert {
	if s.emergency.Since != 0 {
		return nil
	}
	var all []Alert
	state, _ := s.HallStateAt(at)
	for i := range s.layout.Services {
		all = s.serviceAlerts(all, &s.layout.Services[i], state == HallOpen, at)
	}
	for i := range s.layout.Windows {
		all = s.windowAlerts(all, &s.layout.Windows[i], state == HallOpen, at)
	}
	all = s.followUpAlerts(s.deviceAlerts(all, at), at)
	for i := range all {
		if ack, ok := s.acks[all[i].ID]; ok && ack.quiets(&all[i], at) {
			all[i].Acknowledged = &ack
		}
	}
	slices.SortStableFunc(all, func(a, b Alert) int {
		if open, other := a.Acknowledged == nil, b.Acknowledged == nil; open != other {
			return map[bool]int{true: -1, false: 1}[open]
		}
		return cmp.Or(b.Level.grade()-a.Level.grade(), cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// Alert gives the alert that goes by id at the moment at.
func (s *State) Alert(id AlertID, at Instant) (Alert, bool) {
	for _, a := range s.Alerts(at) {
		if a.ID == id {
			return a, true
		}
	}
	return Alert{}, false
}

// thresholds are the values from which something is a warning, yellow and red; a zero never is.
type thresholds [3]Millis

// level gives how grave v is; "" for not at all.
func (t thresholds) level(v Millis) (level Level) {
	for i, l := range []Level{LevelWarning, LevelYellow, LevelRed} {
		if t[i] > 0 && v >= t[i] {
			level = l
		}
	}
	return level
}

func minutes(warning, yellow, red int) thresholds {
	return thresholds{Millis(warning) * Minute, Millis(yellow) * Minute, Millis(red) * Minute}
}

// serviceAlerts adds what is wrong with a service's queue. A service that is suspended is known to stand still.
func (s *State) serviceAlerts(all []Alert, service *Service, open bool, at Instant) []Alert {
	_, suspended := s.suspended[service.ID]
	n := s.WaitingCount(service.ID)
	if suspended || n == 0 {
		return all
	}
	c := &s.layout.Settings
	longest := s.blamedFor(s.queue(service.ID).wait.tickets[0], at)
	since := at.Add(-longest)
	if level := minutes(c.WaitWarningMinutes, c.WaitYellowMinutes, c.WaitRedMinutes).level(longest); level != "" {
		over := s.waitLonger(service.ID, Millis(c.WaitWarningMinutes)*Minute, at)
		all = append(all, Alert{ID: AlertID("wait:" + service.ID), Kind: AlertWait, Level: level, Service: service.ID, Since: since, Count: over})
	}
	if level := minutes(c.IdleWarningMinutes, c.IdleYellowMinutes, 0).level(longest); level != "" && open && !s.ServedAt(service.ID, at) {
		all = append(all, Alert{ID: AlertID("unserved:" + service.ID), Kind: AlertUnserved, Level: level, Service: service.ID, Since: since, Count: n})
	}
	return all
}

// waitLonger counts those of a service who wait at least limit.
func (s *State) waitLonger(service ServiceID, limit Millis, at Instant) int {
	for i, t := range s.queue(service).wait.tickets {
		if s.blamedFor(t, at) < limit {
			return i
		}
	}
	return s.WaitingCount(service)
}

// blamedFor is how long t waits, without the time in which its service stood still: for that nobody in the hall is to blame.
// Whoever waits longer is blamed for no shorter.
func (s *State) blamedFor(t *Ticket, at Instant) Millis {
	waited := s.WaitedAt(t, at)
	for _, halt := range s.halted[t.Service] {
		if from := max(halt.Open, t.WaitFrom); from < halt.Close {
			waited -= s.inSessions(from, halt.Close)
		}
	}
	return max(0, waited)
}

// windowAlerts adds what is wrong at a window.
func (s *State) windowAlerts(all []Alert, w *Window, open bool, at Instant) []Alert {
	c, shift := &s.layout.Settings, s.Window(w.Number)
	add := func(kind AlertKind, id string, level Level, since Instant) {
		if level != "" {
			all = append(all, Alert{ID: AlertID(fmt.Sprintf("%s:%d:%s", kind, w.Number, id)), Kind: kind, Level: level, Window: w.Number, Since: since})
		}
	}
	switch t := s.current[w.Number]; {
	case shift.Shift == 0:
		if since := s.unstaffedSince(w, open, at); since != 0 {
			level := minutes(c.LateMinutes, 0, 0).level(at.Since(since))
			add(AlertUnstaffed, fmt.Sprint(int64(since)), level, since)
		}
	case shift.Pause != nil:
		level := minutes(c.PauseWarningMinutes, c.PauseYellowMinutes, c.PauseRedMinutes).level(s.inSessions(shift.Pause.Since, at))
		add(AlertPause, fmt.Sprint(shift.Shift, "-", shift.PauseCount), level, shift.Pause.Since)
	case t != nil:
		add(AlertService, string(t.ID), s.serviceLevel(t, at), t.StartedAt)
		if n := len(all); n > 0 && all[n-1].Kind == AlertService && all[n-1].Window == w.Number {
			all[n-1].Ticket = t.Number
		}
	case open && shift.StatusAt(at) == WindowOpen:
		if since := s.idleSince(w, &shift, at); since != 0 {
			add(AlertIdle, fmt.Sprint(shift.Shift, "-", s.done[w.Number]), minutes(c.IdleWarningMinutes, c.IdleYellowMinutes, 0).level(at.Since(since)), since)
		}
	}
	return all
}

// serviceLevel is how grave it is that t's service lasts. Whoever has a head start, or does not hear, see or walk as others
// do, is given the time it takes.
func (s *State) serviceLevel(t *Ticket, at Instant) Level {
	service, ok := s.layout.Service(t.Service)
	if !ok || t.Status != StatusServing || t.Class.Public() == ClassPriority || t.Needs.takeTime() {
		return ""
	}
	c := &s.layout.Settings
	standard := Millis(service.StandardMinutes) * Minute
	share := func(percent int) Millis { return standard * Millis(percent) / 100 }
	return thresholds{share(c.ServiceWarningPercent), share(c.ServiceYellowPercent), share(c.ServiceRedPercent)}.level(at.Since(t.StartedAt) - t.Held)
}

// idleSince is since when window w could have called somebody and has not; zero while it could not.
func (s *State) idleSince(w *Window, shift *WindowState, at Instant) Instant {
	next, _ := s.next(w, at)
	if next == nil {
		return 0
	}
	since := max(shift.OpensAt, shift.SignedInAt, shift.UnpausedAt, at.Add(-s.WaitedAt(next, at)))
	if t := s.LastDone(w.Number); t != nil {
		since = max(since, t.FinishedAt, t.NoShowAt)
	}
	return since
}

// unstaffedSince is since when somebody should be signed in at window w and nobody is: the session's start, or when whoever
// was left; zero for a window without a post, or one that is opened in rush hours only.
func (s *State) unstaffedSince(w *Window, open bool, at Instant) Instant {
	if !open || w.Retired || w.Post.AStaff == "" || w.Mode == ModeTidal || s.layout.Hours.AlwaysOpen() {
		return 0
	}
	for _, span := range s.today {
		if at >= span.Open && at < span.Close {
			return max(span.Open, s.left[w.Number])
		}
	}
	return 0
}
