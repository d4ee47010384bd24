package display

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// counterWaiting is how many of those who wait a counter lists to choose from.
const counterWaiting = 20

// WaitingTicket is somebody whom a window may choose to call. Its class is the public one: why somebody has priority is
// for who has the ticket in hand.
type WaitingTicket struct {
	ID      queue.TicketID  `json:"id"`
	Number  queue.TicketNo  `json:"number"`
	Service queue.ServiceID `json:"service"`
	Class   queue.Class     `json:"class,omitempty"` // absent when normal
	Needs   []string        `json:"needs,omitempty"`
	// Since is when the wait began to count; absent while it does not yet.
	Since queue.Instant `json:"since,omitempty"`
	// Skipped: the next press passes it over, for its citizen is at another window or asked for later.
	Skipped bool `json:"skipped,omitempty"`
}

// HeldTicket is a ticket on hold that the window may resume. Mine: it was put on hold here; Remind: so long ago that its
// clerk should look after it.
type HeldTicket struct {
	queue.TicketView
	HeldAt queue.Instant `json:"held_at"`
	Mine   bool          `json:"mine,omitempty"`
	Remind bool          `json:"remind,omitempty"`
}

// MissedTicket is a no-show of the window. CanArrive: its citizen may still come to the window and is then next.
type MissedTicket struct {
	queue.TicketView
	NoShowAt  queue.Instant `json:"no_show_at"`
	CanArrive bool          `json:"can_arrive,omitempty"`
}

// DoneTicket is what a window finished or passed over last, and until when that can be undone.
type DoneTicket struct {
	ID     queue.TicketID `json:"id"`
	Number queue.TicketNo `json:"number"`
	Status queue.Status   `json:"status"`
	Until  queue.Instant  `json:"until"`
}

// waitingAt gives those whom w may choose to call: who waits for it alone, then its services' people in order.
func waitingAt(s *queue.State, w *queue.Window, at queue.Instant) []WaitingTicket {
	services := slices.Concat(w.Services, w.Fallback)
	var tickets []*queue.Ticket
	for _, t := range s.WaitingFor(w.Number) {
		if t.First || !slices.Contains(services, t.Service) {
			tickets = append(tickets, t)
		}
	}
	for _, t := range s.UpNext(services, counterWaiting) {
		if !slices.Contains(tickets, t) {
			tickets = append(tickets, t)
		}
	}
	rows := make([]WaitingTicket, 0, counterWaiting)
	for _, t := range tickets[:min(counterWaiting, len(tickets))] {
		row := WaitingTicket{ID: t.ID, Number: t.Number, Service: t.Service, Needs: t.Needs.List(), Skipped: !s.CallableAt(t, w.Number, at)}
		if class := t.Class.Public(); class != queue.ClassNormal {
			row.Class = class
		}
		if waited := s.WaitedAt(t, at); waited > 0 {
			row.Since = at.Add(-waited)
		}
		rows = append(rows, row)
	}
	return rows
}

func onHold(s *queue.State, n queue.WindowNumber, at queue.Instant) []HeldTicket {
	var rows []HeldTicket
	remind := queue.Millis(s.Layout().Settings.HoldRemindMinutes) * queue.Minute
	for _, t := range s.Resumable(n, at) {
		mine := t.Window == n
		late := mine && remind > 0 && at.Since(t.HeldAt) >= remind
		rows = append(rows, HeldTicket{s.Layout().TicketView(t), t.HeldAt, mine, late})
	}
	// Its own first: they are the ones whose citizens come back to this window.
	slices.SortStableFunc(rows, func(a, b HeldTicket) int {
		switch {
		case a.Mine == b.Mine:
			return int(a.HeldAt - b.HeldAt)
		case a.Mine:
			return -1
		}
		return 1
	})
	return rows
}

func missedAt(s *queue.State, n queue.WindowNumber, at queue.Instant) []MissedTicket {
	rows := []MissedTicket{}
	for _, t := range missed(s, counterNoShows, func(t *queue.Ticket) bool { return t.Window == n }) {
		rows = append(rows, MissedTicket{s.Layout().TicketView(t), t.NoShowAt, s.Arrivable(t, at)})
	}
	return rows
}

func lastDone(s *queue.State, n queue.WindowNumber, at queue.Instant) *DoneTicket {
	t, until := s.Reopenable(n, at)
	if t == nil {
		return nil
	}
	return &DoneTicket{t.ID, t.Number, t.Status, until}
}

// SessionOver is the session that a window has outlasted. ReopensAt is the next one's start, absent after the last of the
// day. Asks: people would be left alone, and the clerk has not chosen yet what is to be.
type SessionOver struct {
	Since     queue.Instant `json:"since"`
	ReopensAt queue.Instant `json:"reopens_at,omitempty"`
	Asks      bool          `json:"asks,omitempty"`
}

func sessionOver(s *queue.State, n queue.WindowNumber, at queue.Instant) *SessionOver {
	shift, span := s.Window(n), s.SessionOver(at)
	if span.Close == 0 || shift.StatusAt(at) != queue.WindowOpen {
		return nil
	}
	over := &SessionOver{Since: span.Close, Asks: shift.StayedAt < span.Close && len(s.OnlyAt(n, at)) > 0}
	if state, opens := s.HallStateAt(at); state == queue.HallNoon {
		over.ReopensAt = opens
	}
	return over
}

// Reliever is somebody of a window's post. Window is where they are signed in meanwhile, so that they cannot come.
type Reliever struct {
	queue.Staff
	Window queue.WindowNumber `json:"window,omitempty"`
}

func relievers(s *queue.State, w *queue.Window) []Reliever {
	shift := s.Window(w.Number)
	if shift.Shift == 0 {
		return nil
	}
	var rows []Reliever
	for _, no := range w.Post.Relieves(shift.Staff) {
		if member, ok := s.Layout().StaffMember(no); ok {
			rows = append(rows, Reliever{*member, s.SignedInAt(no)})
		}
	}
	return rows
}

// CardRow is a yellow or red card as who got it reads it. AppealUntil is the last day for an appeal, absent once there is one;
// Ruling is how that ended.
type CardRow struct {
	ID          queue.CardID  `json:"id"`
	Level       queue.Level   `json:"level"`
	Reason      string        `json:"reason"`
	At          queue.Instant `json:"at"`
	AppealUntil queue.Date    `json:"appeal_until,omitempty"`
	Ruling      queue.Ruling  `json:"ruling,omitempty"`
	Note        string        `json:"note,omitempty"`
}

// cardsOf gives the cards of a member of staff that can still be appealed against, and those whose appeal was decided today.
func cardsOf(s *queue.State, staff queue.StaffNo) []CardRow {
	var rows []CardRow
	for _, c := range s.Cards() {
		until := s.AppealUntil(&c)
		ruled := c.RuledAt != 0 && queue.DateOf(c.RuledAt, s.Location()) == s.Date()
		if staff != "" && c.Staff == staff && (until != "" || ruled) {
			rows = append(rows, CardRow{c.ID, c.Level, c.Reason, c.At, until, c.Ruling, c.Note})
		}
	}
	return rows
}
