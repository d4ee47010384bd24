package counter

import (
	"errors"
	"net/http"

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

// ticketAnswer is an order's ticket, with the slip of missing papers that the order gave its citizen.
type ticketAnswer struct {
	queue.TicketView
	Missing *queue.MissingSlipView `json:"missing,omitempty"`
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
	l := o.service.layout()
	answer := ticketAnswer{TicketView: l.TicketView(t)}
	if o.grant.May(queue.RightIdentity) {
		answer.IDLast4 = o.service.last4(t)
	}
	if slip := slipOf(&entry); slip != nil {
		answer.Missing = l.MissingSlipView(slip)
	}
	return o.c.JSON(http.StatusOK, answer)
}

// nextBody is POST …/next. Finish ends the ticket at the window in the same entry, with the result.
type nextBody struct {
	ticketBody
	resultBody
	Finish bool `json:"finish"`
}

// postNext calls the window's next ticket.
func (s *Service) postNext(c echo.Context) error {
	var body nextBody
	o, err := s.accept(c, &body)
	if err != nil {
		return err
	}
	result, err := body.result(body.Reason)
	if err != nil {
		return err
	}
	return o.forTicket(queue.CallNext{Window: o.window, Finish: body.Finish, Ticket: body.Ticket, Result: result})
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

// postNoShow passes over the called ticket.
func (s *Service) postNoShow(c echo.Context) error {
	var body pacedBody
	o, err := s.acceptFor(c, &body, &body.ticketBody)
	if err != nil {
		return err
	}
	return o.forTicket(queue.MarkNoShow{Window: o.window, Ticket: body.Ticket, Paced: body.Paced})
}
