package counter

import (
	"errors"
	"fmt"
	"net/http"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoTicket cannot happen: only a command about a ticket is answered with one.
var errNoTicket = errors.New("the entry is about no ticket")

// ticketBody is the body of orders for the window's current ticket. When Ticket is sent it must be that one.
type ticketBody struct {
	Ticket queue.TicketID `json:"ticket"`
	Reason string         `json:"reason"`
}

// pacedBody is a ticketBody of an order that faces which people press hold to the hall's gaps.
type pacedBody struct {
	ticketBody
	Paced bool `json:"paced"`
}

// forTicket carries out the command and answers with its ticket.
func (o *order) forTicket(command queue.Command) error {
	entry, err := o.do(command)
	if err != nil {
		return err
	}
	t := entry.Ticket()
	if t == nil {
		return errNoTicket
	}
	view := o.service.layout().TicketView(t)
	if o.grant.May(queue.RightIdentity) {
		view.IDLast4 = o.service.last4(t)
	}
	return o.c.JSON(http.StatusOK, view)
}

// nextBody is POST …/next. Finish ends the ticket at the window in the same entry.
type nextBody struct {
	ticketBody
	Finish bool `json:"finish"`
}

// postNext calls the window's next ticket.
func (s *Service) postNext(c echo.Context) error {
	var body nextBody
	o, err := s.accept(c, &body)
	if err != nil {
		return err
	}
	return o.forTicket(queue.CallNext{Window: o.window, Finish: body.Finish, Ticket: body.Ticket})
}

// postRecall calls the called ticket again.
func (s *Service) postRecall(c echo.Context) error {
	var body pacedBody
	o, err := s.acceptFor(c, &body, &body.ticketBody)
	if err != nil {
		return err
	}
	return o.forTicket(queue.Recall{Window: o.window, Ticket: body.Ticket, Paced: body.Paced})
}

// postStart begins the called ticket's service.
func (s *Service) postStart(c echo.Context) error {
	var body ticketBody
	o, err := s.acceptFor(c, &body, &body)
	if err != nil {
		return err
	}
	return o.forTicket(queue.Start{Window: o.window, Ticket: body.Ticket})
}

// finishBody is POST …/finish.
type finishBody struct {
	ticketBody
	Outcome queue.Outcome `json:"outcome"`
	CaseNo  string        `json:"case_no"`
}

// Bounds of what the journal keeps for ever.
const (
	mostReasonRunes = 200
	mostCaseNoRunes = 64
)

// short refuses text of more than most characters.
func short(field, text string, most int) error {
	if utf8.RuneCountInString(text) > most {
		return &queue.Refused{Op: "read " + field, Err: queue.ErrBadRequest, Detail: fmt.Sprintf("longer than %d characters", most)}
	}
	return nil
}

// postFinish ends the ticket's service.
func (s *Service) postFinish(c echo.Context) error {
	var body finishBody
	o, err := s.acceptFor(c, &body, &body.ticketBody)
	if err != nil {
		return err
	}
	if err := short("case_no", body.CaseNo, mostCaseNoRunes); err != nil {
		return err
	}
	return o.forTicket(queue.Finish{
		Window: o.window, Ticket: body.Ticket, Outcome: body.Outcome, Reason: body.Reason, CaseNo: body.CaseNo,
	})
}

// postNoShow passes over the called ticket.
func (s *Service) postNoShow(c echo.Context) error {
	var body pacedBody
	o, err := s.acceptFor(c, &body, &body.ticketBody)
	if err != nil {
		return err
	}
	return o.forTicket(queue.MarkNoShow{Window: o.window, Ticket: body.Ticket, Paced: body.Paced})
}
