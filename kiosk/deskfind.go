package kiosk

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// mostDeskTickets bounds a list of the desk's.
const mostDeskTickets = 200

// deskTicket is a ticket as the desk reads it, with the answer to "how long". Its class is the real one.
type deskTicket struct {
	queue.TicketView
	PeopleAhead   int             `json:"people_ahead"`
	EstimatedWait *queue.Estimate `json:"estimated_wait_ms"`
	// WaitingSince is when the present wait began to count, absent unless it waits.
	WaitingSince queue.Instant `json:"waiting_since,omitempty"`
	NotBefore    queue.Instant `json:"not_before,omitempty"`
	NoShowAt     queue.Instant `json:"no_show_at,omitempty"`
	// Linked are the other open numbers of its holder.
	Linked []queue.TicketNo `json:"linked,omitempty"`
	// Missing is the slip of missing papers that it ended with.
	Missing *queue.MissingSlipView `json:"missing,omitempty"`
}

// getDeskTickets lists who waits, or those that a number or the last four of an ID number names.
func (s *Service) getDeskTickets(c echo.Context) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.deskFind(c.QueryParam("q"), grant))
}

// findBody is POST /desk/find. Text is a number, the last four of an ID number, a phone number or what a slip's code
// holds: in a body, since the last two do not belong in a URL.
type findBody struct {
	Text string `json:"text"`
}

// postDeskFind finds the day's tickets that a text names.
func (s *Service) postDeskFind(c echo.Context) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{})
	if err != nil {
		return err
	}
	var body findBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.deskFind(body.Text, grant))
}

// deskFind gives the tickets that text names, open ones first; all who wait for an empty text. Who looks for one ticket
// has its citizen before them, and may compare the last four.
func (s *Service) deskFind(text string, grant queue.Grant) []deskTicket {
	text = strings.TrimSpace(text)
	at, found := s.hall.Now(), []deskTicket{}
	matches := s.matcher(text)
	s.hall.View(func(state *queue.State) {
		var tickets []*queue.Ticket
		for _, t := range state.Tickets() {
			if matches(t) {
				tickets = append(tickets, t)
			}
		}
		slices.SortStableFunc(tickets, func(a, b *queue.Ticket) int { return endedLast(a) - endedLast(b) })
		for _, t := range tickets[:min(len(tickets), mostDeskTickets)] {
			view := deskTicketOf(state, t, at)
			if text != "" && grant.May(queue.RightIdentity) {
				view.IDLast4 = s.Last4(t)
			}
			if slip, ok := state.MissingSlip(t.ID); ok && text != "" {
				view.Missing = state.MissingSlipView(slip)
				view.Missing.Code = s.returnCode(t.ID)
			}
			found = append(found, view)
		}
	})
	return found
}

func endedLast(t *queue.Ticket) int {
	if t.Open() {
		return 0
	}
	return 1
}

// matcher gives whether a ticket is one that text names.
func (s *Service) matcher(text string) func(*queue.Ticket) bool {
	if text == "" {
		return func(t *queue.Ticket) bool { return t.Status == queue.StatusWaiting }
	}
	if id, ok := s.Lookup(text[strings.LastIndexByte(text, '/')+1:]); ok {
		return func(t *queue.Ticket) bool { return t.ID == id }
	}
	number := string(typedNumber(queue.TicketNo(text)))
	last4 := len(number) == 4 && onlyDigits(number[:3])
	phone, err := (&claim{Phone: text}).phone()
	isPhone := err == nil && len(phone) >= fewestPhone
	return func(t *queue.Ticket) bool {
		if string(t.Number) == number || digitsOf(t.Number) == withoutZeros(number) {
			return true
		}
		if !last4 && !isPhone || t.Sealed == "" {
			return false
		}
		who := s.Identity(t)
		return last4 && who.Last4 == number || isPhone && who.Phone != "" && strings.HasSuffix(who.Phone, strings.TrimPrefix(phone, "+86"))
	}
}

// digitsOf gives a number's count, so that "12" finds A012 and F012.
func digitsOf(n queue.TicketNo) string {
	digits := strings.TrimLeftFunc(string(n), func(r rune) bool { return r < '0' || r > '9' })
	return withoutZeros(digits)
}

func withoutZeros(digits string) string { return strings.TrimLeft(digits, "0") }

// deskTicketOf gives t as the desk reads it at the moment at.
func deskTicketOf(state *queue.State, t *queue.Ticket, at queue.Instant) deskTicket {
	view := deskTicket{TicketView: state.Layout().TicketView(t), NoShowAt: t.NoShowAt}
	if t.Status == queue.StatusWaiting {
		view.PeopleAhead = state.PeopleAhead(t)
		view.EstimatedWait = state.EstimateOf(t, at)
		view.WaitingSince = at.Add(-state.WaitedAt(t, at))
		if t.NotBefore > at {
			view.NotBefore = t.NotBefore
		}
	}
	if t.Holder == "" {
		return view
	}
	for _, other := range state.Tickets() {
		if other != t && other.Holder == t.Holder && other.Open() {
			view.Linked = append(view.Linked, other.Number)
		}
	}
	return view
}
