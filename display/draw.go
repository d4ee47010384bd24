package display

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// Draw gives the board of profile p as the state has it at the moment at: a *HallBoard, *WindowBoard, *CounterBoard,
// *TicketBoard, *MonitorBoard, *DeskBoard or *WelcomeBoard, made for JSON. It is pure, and what it gives shares nothing with s that changes. False:
// the hall has no such zone, window or ticket.
func Draw(s *queue.State, at queue.Instant, p Profile) (board any, ok bool) {
	switch p.kind {
	case KindHall:
		return drawHall(s, at, p.zone)
	case KindWindow:
		return drawWindow(s, at, p.window)
	case KindCounter:
		return drawCounter(s, at, p.window)
	case KindTicket:
		return drawTicket(s, at, p.ticket)
	case KindMonitor:
		return drawMonitor(s, at), true
	case KindDesk:
		return drawDesk(s, at), true
	case KindWelcome:
		return drawWelcome(s, at), true
	}
	return nil, false
}

// head is what every board begins with.
type head struct {
	Kind     Kind       `json:"kind"`
	Center   queue.Text `json:"center"`
	TimeZone string     `json:"time_zone"`
	// Emergency is there while everybody has to leave: a face shows nothing beside it.
	Emergency *queue.Emergency `json:"emergency,omitempty"`
	// Trial is there while the hall is tried out: a face then says so.
	Trial *queue.Trial `json:"trial,omitempty"`
	// Theme is what makes the faces the hall's own.
	Theme queue.Theme `json:"theme,omitzero"`
}

func drawHead(s *queue.State, kind Kind) head {
	l := s.Layout()
	return head{Kind: kind, Center: l.Name, TimeZone: l.TimeZone, Emergency: s.Emergency(), Trial: s.Trial(), Theme: l.Theme}
}

// session is what the hall as a whole does. OpensAt is there while it is not open and the next session is known.
type session struct {
	State   queue.HallState `json:"state"`
	OpensAt queue.Instant   `json:"opens_at,omitempty"`
	Hours   string          `json:"hours"`
}

func drawSession(s *queue.State, at queue.Instant) session {
	state, opens := s.HallStateAt(at)
	return session{State: state, OpensAt: opens, Hours: s.Layout().Hours.String()}
}

// publicPause is a pause sign as citizens may read it: when and where they are served; why they are not, only where the
// centre tells them.
func publicPause(l *queue.Layout, pause *queue.PauseSign) *PublicPause {
	if pause == nil {
		return nil
	}
	sign := &PublicPause{Kind: pause.Kind(), Since: pause.Since, BackAt: pause.BackAt, GoTo: pause.GoTo}
	if l.Settings.PublicPauseReason {
		sign.Reason = &queue.Text{ZH: pause.Reason}
		if i := slices.IndexFunc(pauseReasons, func(r queue.Text) bool { return r.ZH == pause.Reason }); i >= 0 {
			sign.Reason = &pauseReasons[i]
		}
	}
	return sign
}

// PublicPause is a pause sign, without its reason unless the centre tells it.
type PublicPause struct {
	Kind   queue.PauseKind    `json:"kind"`
	Reason *queue.Text        `json:"reason,omitempty"`
	Since  queue.Instant      `json:"since"`
	BackAt queue.Instant      `json:"back_at,omitempty"`
	GoTo   queue.WindowNumber `json:"go_to,omitempty"`
}

// longestSince gives since when the longest waiting of service waits; zero when nobody does or no wait counts yet.
func longestSince(s *queue.State, service queue.ServiceID, at queue.Instant) queue.Instant {
	wait := s.LongestWait(service, at)
	if wait == 0 {
		return 0
	}
	return at.Add(-wait)
}

// earlier gives the earlier of two moments of which either may be zero, never.
func earlier(a, b queue.Instant) queue.Instant {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// numbers gives the tickets' numbers; empty, never nil.
func numbers(tickets []*queue.Ticket) []queue.TicketNo {
	list := make([]queue.TicketNo, len(tickets))
	for i, t := range tickets {
		list[i] = t.Number
	}
	return list
}

// missed gives at most n of today's no-shows that keep wants, the latest first.
func missed(s *queue.State, n int, keep func(*queue.Ticket) bool) []*queue.Ticket {
	var found []*queue.Ticket
	left := s.Count(queue.StatusNoShow)
	for _, t := range slices.Backward(s.Tickets()) {
		if left == 0 {
			break
		}
		if t.Status != queue.StatusNoShow {
			continue
		}
		left--
		if keep(t) {
			found = append(found, t)
		}
	}
	slices.SortFunc(found, func(a, b *queue.Ticket) int { return int(b.NoShowAt - a.NoShowAt) })
	found = found[:min(n, len(found))]
	// A hall that never closes carries no-shows over midnight.
	carried := func(t *queue.Ticket) bool { return queue.DateOf(t.NoShowAt, s.Location()) != s.Date() }
	return slices.DeleteFunc(found, carried)
}
