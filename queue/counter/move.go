package counter

import (
	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// holdBody is POST …/hold.
type holdBody struct {
	ticketBody
	Note string `json:"note"`
}

// postHold puts the ticket being served aside.
func (s *Service) postHold(c echo.Context) error {
	var body holdBody
	o, err := s.acceptFor(c, &body, &body.ticketBody)
	if err != nil {
		return err
	}
	if err := short("note", body.Note, mostReasonRunes); err != nil {
		return err
	}
	return o.forTicket(queue.Hold{Window: o.window, Ticket: body.Ticket, Note: body.Note})
}

// postReturn puts the called ticket back where it stood.
func (s *Service) postReturn(c echo.Context) error {
	var body ticketBody
	o, err := s.acceptFor(c, &body, &body)
	if err != nil {
		return err
	}
	return o.forTicket(queue.ReturnToQueue{Window: o.window, Ticket: body.Ticket})
}

// postReopen undoes the window's last finish or no-show.
func (s *Service) postReopen(c echo.Context) error {
	var body ticketBody
	o, err := s.acceptFor(c, &body, &body)
	if err != nil {
		return err
	}
	return o.forTicket(queue.Reopen{Window: o.window, Ticket: body.Ticket, Reason: body.Reason})
}

// postResume goes on serving a ticket on hold.
func (s *Service) postResume(c echo.Context) error {
	var body ticketBody
	o, err := s.acceptNamed(c, &body, &body)
	if err != nil {
		return err
	}
	return o.forTicket(queue.Resume{Window: o.window, Ticket: body.Ticket})
}

// postCall calls one waiting ticket out of order.
func (s *Service) postCall(c echo.Context) error {
	var body ticketBody
	o, err := s.acceptNamed(c, &body, &body)
	if err != nil {
		return err
	}
	return o.forTicket(queue.CallSpecific{Window: o.window, Ticket: body.Ticket, Reason: body.Reason})
}

// postArrived puts a no-show who came after all first at this window.
func (s *Service) postArrived(c echo.Context) error {
	var body ticketBody
	o, err := s.acceptNamed(c, &body, &body)
	if err != nil {
		return err
	}
	return o.forTicket(queue.Arrive{Window: o.window, Ticket: body.Ticket})
}

// transferBody is POST …/transfer.
type transferBody struct {
	ticketBody
	ToService queue.ServiceID    `json:"to_service"`
	ToWindow  queue.WindowNumber `json:"to_window"`
	Position  queue.Position     `json:"position"`
	Note      string             `json:"note"`
}

// postTransfer sends the window's ticket on.
func (s *Service) postTransfer(c echo.Context) error {
	var body transferBody
	o, err := s.accept(c, &body)
	if err != nil {
		return err
	}
	if err := short("note", body.Note, mostReasonRunes); err != nil {
		return err
	}
	return o.forTicket(queue.Transfer{
		Window: o.window, Ticket: body.Ticket, ToService: body.ToService, ToWindow: body.ToWindow, Position: body.Position, Note: body.Note,
	})
}

// walkUpBody is POST …/walk-up.
type walkUpBody struct {
	Service queue.ServiceID `json:"service"`
	Class   queue.Class     `json:"class"`
	Reason  string          `json:"reason"`
}

// postWalkUp serves a citizen without a number at an idle window.
func (s *Service) postWalkUp(c echo.Context) error {
	var body walkUpBody
	o, err := s.accept(c, &body)
	if err != nil {
		return err
	}
	if err := short("reason", body.Reason, mostReasonRunes); err != nil {
		return err
	}
	return o.forTicket(queue.WalkUp{Window: o.window, Service: body.Service, Class: body.Class, Reason: body.Reason})
}

// postAskRating asks the citizen once more to rate what was last served here.
func (s *Service) postAskRating(c echo.Context) error {
	var body ticketBody
	o, err := s.accept(c, &body)
	if err != nil {
		return err
	}
	return o.forTicket(queue.AskRating{Window: o.window, Ticket: body.Ticket})
}

// acceptNamed is accept for an order about one ticket that its body must name. read is the part of body that names it.
func (s *Service) acceptNamed(c echo.Context, body any, read *ticketBody) (*order, error) {
	o, err := s.accept(c, body)
	if err != nil {
		return nil, err
	}
	if read.Ticket == "" {
		return nil, &queue.Refused{Op: "read ticket", Err: queue.ErrBadRequest, Detail: "ticket is missing"}
	}
	return o, short("reason", read.Reason, mostReasonRunes)
}
