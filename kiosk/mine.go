package kiosk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// mineBody is POST /kiosk/mine: an ID number, read from a card or typed; or a ticket's number; or a code that somebody
// typed or scanned, whatever it may be of: a ticket, an appointment or a slip of missing papers.
type mineBody struct {
	claim
	Number queue.TicketNo `json:"number"`
	Code   string         `json:"code"`
}

// mineAnswer is what a citizen who stands at a kiosk has open.
type mineAnswer struct {
	Tickets      []mineTicket      `json:"tickets"`
	Appointments []mineAppointment `json:"appointments"`
	// Returns are slips of missing papers, for who has the code of one.
	Returns []*queue.MissingSlipView `json:"returns,omitempty"`
}

func noneOfMine() mineAnswer {
	return mineAnswer{Tickets: []mineTicket{}, Appointments: []mineAppointment{}}
}

// mineTicket is a ticket with its place in the queue. Access, which gives a number back and prints it again, is there for
// who lays the card alone: anybody can type a neighbour's ID number or read a number off the board.
type mineTicket struct {
	queue.CitizenTicketView
	Access string `json:"access,omitempty"`
	URL    string `json:"url,omitempty"`
	// Undo: it was given back, and can be brought back.
	Undo bool `json:"undo,omitempty"`
}

// mineAppointment is one of today's appointments that has not become a ticket yet.
type mineAppointment struct {
	ID          queue.AppointmentID `json:"id"`
	Service     queue.ServiceID     `json:"service"`
	ServiceName queue.Text          `json:"service_name"`
	Slot        queue.Instant       `json:"slot"`
	// Code checks it in, like a ticket's Access for who lays the card alone, or has the code already.
	Code string `json:"code,omitempty"`
	// Status and Number, that of the ticket that it became, are told to who has the code: an ID number finds those alone that
	// are still to come.
	Status queue.AppointmentStatus `json:"status,omitempty"`
	Number string                  `json:"number,omitempty"`
	// From and Until bound when it can be checked in.
	From  queue.Instant `json:"from"`
	Until queue.Instant `json:"until"`
}

// postMine finds the open tickets and today's appointments of who stands at a kiosk.
func (s *Service) postMine(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightIssue, queue.Place{}); err != nil {
		return err
	}
	var body mineBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	if body.Code != "" {
		return s.answerCode(c, body.Code)
	}
	if body.IDNumber == "" {
		return s.answerNumber(c, body.Number)
	}
	today, _ := s.today()
	number, err := ParseIDNumber(body.IDNumber, today)
	if err != nil {
		return &queue.Refused{Op: "read ID number", Err: queue.ErrInvalidIDNumber, Detail: err.Error()}
	}
	answer := noneOfMine()
	at := s.hall.Now()
	s.hall.View(func(state *queue.State) {
		for _, t := range s.ticketsOf(state, number, today) {
			if undo := body.Card && canUndo(state, t, at); t.Open() || undo {
				m := s.mine(state, t, at, body.Card)
				m.Undo = undo
				answer.Tickets = append(answer.Tickets, m)
			}
		}
		answer.Appointments = append(answer.Appointments, s.appointmentsOf(state, number, today, body.Card)...)
	})
	return c.JSON(http.StatusOK, answer)
}

// answerNumber tells the place of a number that somebody typed.
func (s *Service) answerNumber(c echo.Context, number queue.TicketNo) error {
	answer := noneOfMine()
	at := s.hall.Now()
	s.hall.View(func(state *queue.State) {
		if t, ok := state.TicketByNumber(typedNumber(number)); ok {
			answer.Tickets = append(answer.Tickets, s.mine(state, t, at, false))
		}
	})
	if len(answer.Tickets) == 0 {
		return queue.ErrUnknownTicket
	}
	return c.JSON(http.StatusOK, answer)
}

func typedNumber(n queue.TicketNo) queue.TicketNo {
	return queue.TicketNo(strings.ToUpper(strings.TrimSpace(string(n))))
}

// canUndo tells whether t was given back so lately that it can be brought back.
func canUndo(state *queue.State, t *queue.Ticket, at queue.Instant) bool {
	_, err := state.Decide(at, queue.Uncancel{Ticket: t.ID})
	return err == nil
}

// ticketsOf gives the day's tickets of an ID number's holder in order of issue.
func (s *Service) ticketsOf(state *queue.State, number IDNumber, today queue.Date) (tickets []*queue.Ticket) {
	key, ok := s.seals.keys.Key(dayKey(today))
	if !ok {
		return nil
	}
	of := holder(key, number)
	for _, t := range state.Tickets() {
		if t.Holder == of {
			tickets = append(tickets, t)
		}
	}
	return tickets
}

func (s *Service) mine(state *queue.State, t *queue.Ticket, at queue.Instant, card bool) mineTicket {
	m := mineTicket{CitizenTicketView: state.CitizenTicketView(t, at)}
	if card {
		m.Access = s.words.of(t.ID)
		m.URL = phoneURL(state.Layout(), m.Access)
	}
	return m
}

// appointmentsOf gives the appointments that an ID number's holder has today, by slot.
func (s *Service) appointmentsOf(state *queue.State, number IDNumber, today queue.Date, card bool) (all []mineAppointment) {
	key, ok := s.seals.keys.Key(bookingKey(today))
	if !ok {
		return nil
	}
	of := holder(key, number)
	for _, a := range state.Appointments() {
		if a.Holder != of || a.Status != queue.AppointmentBooked || queue.DateOf(a.Slot, state.Location()) != today {
			continue
		}
		m := s.mineAppointment(state.Layout(), a)
		m.Status = ""
		if !card {
			m.Code = ""
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b mineAppointment) int { return cmp.Compare(a.Slot, b.Slot) })
	return all
}

// mineAppointment gives a as who has its code may read it.
func (s *Service) mineAppointment(l *queue.Layout, a *queue.Appointment) mineAppointment {
	full := s.appointment(l, a)
	return mineAppointment{
		ID: full.ID, Service: full.Service, ServiceName: full.ServiceName, Slot: full.Slot, Code: full.Code, From: full.From, Until: full.Until,
		Status: full.Status, Number: full.Number,
	}
}

// requeueBody is POST /kiosk/requeue.
type requeueBody struct {
	Number queue.TicketNo `json:"number"`
}

// postKioskRequeue puts a missed number back into its queue for who knows no more than the number: it stands on the
// board, and coming back does its holder nothing but good.
func (s *Service) postKioskRequeue(c echo.Context) error {
	ctx := c.Request().Context()
	grant, err := queue.ActorFrom(ctx).Need(queue.RightIssue, queue.Place{})
	if err != nil {
		return err
	}
	var body requeueBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	var id queue.TicketID
	s.hall.View(func(state *queue.State) {
		if t, ok := state.TicketByNumber(typedNumber(body.Number)); ok {
			id = t.ID
		}
	})
	if id == "" {
		return queue.ErrUnknownTicket
	}
	origin := queue.OriginFrom(c.Request().Context())
	origin.By = grant.String()
	entry, err := s.hall.Do(ctx, origin, queue.Requeue{Ticket: id})
	if err != nil {
		return err
	}
	answer, err := s.answer(&entry, "")
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, mineTicket{CitizenTicketView: answer.CitizenTicketView})
}
