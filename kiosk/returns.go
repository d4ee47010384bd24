package kiosk

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// returnOf gives the ticket whose slip of missing papers a text names: by its code, or by the word of the ticket, which is
// what the slip's QR code and that of its number's slip hold.
func (s *Service) returnOf(text string) (id queue.TicketID, ok bool) {
	if id, ok = s.Lookup(lastPart(text)); !ok {
		o, found := s.lookUpCode(text)
		id, ok = o.slip, found && o.slip != ""
	}
	if ok {
		s.hall.View(func(state *queue.State) { _, ok = state.MissingSlip(id) })
	}
	return id, ok
}

// applyReturn makes take the number of who comes back with the papers that were missing, when a code was given, and makes
// the request's digest one that nobody can try codes against.
func (s *Service) applyReturn(c echo.Context, code string, take *queue.Take, origin *queue.Origin) error {
	if code == "" {
		return nil
	}
	if !s.hall.Repeats(*origin) {
		id, err := codeHolder(s, c, func() (queue.TicketID, bool) { return s.returnOf(code) }, queue.ErrUnknownCode)
		if err != nil {
			return err
		}
		take.Return = id
	}
	return s.secret(origin)
}

// returner gives the command that takes a number for who comes back with the slip of a ticket.
func (s *Service) returner(who *claim, grant queue.Grant, id queue.TicketID) (queue.Take, error) {
	take := queue.Take{Class: queue.ClassNormal, Source: sourceOf(grant), Return: id}
	return take, s.apply(who, &take, &queue.Origin{})
}

// citizenView gives t as the bearer of its word reads it, who may come back with its missing papers.
func (s *Service) citizenView(state *queue.State, t *queue.Ticket, at queue.Instant) queue.CitizenTicketView {
	v := state.CitizenTicketView(t, at)
	if v.Missing != nil && v.Missing.Taken == "" {
		v.Missing.Code = s.returnCode(t.ID)
	}
	return v
}

// returnView gives the slip of a ticket as who has its code reads it.
func (s *Service) returnView(id queue.TicketID) (v *queue.MissingSlipView, ok bool) {
	s.hall.View(func(state *queue.State) {
		var slip *queue.MissingSlip
		if slip, ok = state.MissingSlip(id); ok {
			v = state.MissingSlipView(slip)
			v.Code = s.returnCode(id)
		}
	})
	return v, ok
}

// answerCode tells what somebody has open of which they scanned or typed the code.
func (s *Service) answerCode(c echo.Context, code string) error {
	answer, err := codeHolder(s, c, func() (mineAnswer, bool) { return s.mineByCode(code) }, queue.ErrUnknownCode)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, answer)
}

// mineByCode gives what a text opens: a slip of missing papers, with the number that was taken with it; else a ticket by
// its word, or an appointment by its code.
func (s *Service) mineByCode(text string) (answer mineAnswer, found bool) {
	answer = noneOfMine()
	slip, returns := s.returnOf(text)
	ticket, own := s.Lookup(lastPart(text))
	o, _ := s.lookUpCode(text)
	at := s.hall.Now()
	s.hall.View(func(state *queue.State) {
		if held, ok := state.MissingSlip(slip); ok && returns {
			v := state.MissingSlipView(held)
			v.Code = s.returnCode(slip)
			answer.Returns = append(answer.Returns, v)
			ticket, own = held.Taken, false
		}
		t, ok := state.Ticket(ticket)
		if !ok {
			t, ok = state.Past(ticket)
		}
		if ok {
			answer.Tickets = append(answer.Tickets, s.mine(state, t, at, own))
		}
		if a, ok := state.Appointment(o.appointment); ok {
			answer.Appointments = append(answer.Appointments, s.mineAppointment(state.Layout(), a))
		}
	})
	return answer, len(answer.Tickets)+len(answer.Appointments)+len(answer.Returns) > 0
}

// returnsBody is POST /desk/returns.
type returnsBody struct {
	Code string `json:"code"`
}

// postDeskReturns reads the slip of missing papers that somebody shows at the desk.
func (s *Service) postDeskReturns(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{}); err != nil {
		return err
	}
	var body returnsBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	v, err := codeHolder(s, c, func() (*queue.MissingSlipView, bool) {
		id, ok := s.returnOf(body.Code)
		if !ok {
			return nil, false
		}
		return s.returnView(id)
	}, queue.ErrUnknownCode)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}
