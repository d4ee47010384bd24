package kiosk

import (
	"net/http"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// deskRoutes adds what the guide desk, or a window in a hall without one, does for citizens.
func (s *Service) deskRoutes(api *echo.Group) {
	api.GET("/desk/tickets", s.getDeskTickets)
	api.POST("/desk/find", s.postDeskFind)
	api.POST("/desk/tickets", s.postDeskTickets)
	api.POST("/desk/reserve", s.postDeskReserve)
	api.GET("/desk/tickets/:ticket/slip.svg", s.getDeskSlipPicture)
	api.POST("/desk/tickets/:ticket/reprint", s.postDeskReprint)
	api.POST("/desk/returns", s.postDeskReturns)
	api.POST("/desk/tickets/:ticket/missing-slip", s.postDeskMissingSlip)
	api.POST("/desk/tickets/:ticket/cancel", s.postDeskCancel)
	api.POST("/desk/tickets/:ticket/uncancel", s.postDeskUncancel)
	api.POST("/desk/tickets/:ticket/requeue", s.postDeskRequeue)
	api.POST("/desk/tickets/:ticket/defer", s.postDeskDefer)
	api.POST("/desk/tickets/:ticket/move", s.postDeskMove)
	api.POST("/desk/tickets/:ticket/needs", s.postDeskNeeds)
	api.POST("/desk/tickets/:ticket/link", s.postDeskLink)
}

// mostEvidenceRunes bounds what the journal keeps for ever.
const mostEvidenceRunes = 100

func shortEvidence(reason string) error {
	if utf8.RuneCountInString(reason) > mostEvidenceRunes {
		return &queue.Refused{Op: "read reason", Err: queue.ErrBadRequest, Detail: "longer than 100 characters"}
	}
	return nil
}

// postDeskCancel gives a number back.
func (s *Service) postDeskCancel(c echo.Context) error {
	return s.deskOrder(c, &struct{}{}, func(id queue.TicketID) (queue.Command, error) { return queue.Cancel{Ticket: id}, nil })
}

// postDeskUncancel brings a number back that was cancelled by mistake.
func (s *Service) postDeskUncancel(c echo.Context) error {
	return s.deskOrder(c, &struct{}{}, func(id queue.TicketID) (queue.Command, error) { return queue.Uncancel{Ticket: id}, nil })
}

// postDeskRequeue puts a missed number back into its queue.
func (s *Service) postDeskRequeue(c echo.Context) error {
	return s.deskOrder(c, &struct{}{}, func(id queue.TicketID) (queue.Command, error) { return queue.Requeue{Ticket: id}, nil })
}

// postDeskDefer lets others go first.
func (s *Service) postDeskDefer(c echo.Context) error {
	return s.deskOrder(c, &struct{}{}, func(id queue.TicketID) (queue.Command, error) { return queue.Defer{Ticket: id}, nil })
}

// moveBody is POST …/move.
type moveBody struct {
	ToService queue.ServiceID    `json:"to_service"`
	ToWindow  queue.WindowNumber `json:"to_window"`
}

// postDeskMove sends a waiting number to another queue.
func (s *Service) postDeskMove(c echo.Context) error {
	var body moveBody
	return s.deskOrder(c, &body, func(id queue.TicketID) (queue.Command, error) {
		return queue.Move{Ticket: id, ToService: body.ToService, ToWindow: body.ToWindow}, nil
	})
}

// needsBody is POST …/needs. Needs are all the citizen's needs; a class goes with the reason for it.
type needsBody struct {
	Needs  []string    `json:"needs"`
	Class  queue.Class `json:"class"`
	Reason string      `json:"reason"`
}

// postDeskNeeds notes what a citizen needs at the window.
func (s *Service) postDeskNeeds(c echo.Context) error {
	var body needsBody
	return s.deskOrder(c, &body, func(id queue.TicketID) (queue.Command, error) {
		needs := queue.NeedsOf(body.Needs)
		return queue.SetNeeds{Ticket: id, Needs: needs, Class: body.Class, Reason: body.Reason}, shortEvidence(body.Reason)
	})
}

// linkBody is POST …/link: the id of the other ticket.
type linkBody struct {
	Other queue.TicketID `json:"other"`
}

// postDeskLink makes two numbers one person's.
func (s *Service) postDeskLink(c echo.Context) error {
	var body linkBody
	return s.deskOrder(c, &body, func(id queue.TicketID) (queue.Command, error) {
		return queue.Link{Ticket: id, Other: body.Other}, nil
	})
}

// deskOrder carries out what the desk asks for the ticket in the URL and answers with the ticket as the entry left it.
func (s *Service) deskOrder(c echo.Context, body any, command func(queue.TicketID) (queue.Command, error)) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{})
	if err != nil {
		return err
	}
	if err := c.Bind(body); err != nil {
		return err
	}
	asked, err := command(queue.TicketID(c.Param("ticket")))
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = grant.String()
	entry, err := s.hall.Do(ctx, origin, asked)
	if err != nil {
		return err
	}
	t := entry.Ticket()
	if t == nil {
		return errNoTicket
	}
	return c.JSON(http.StatusOK, s.layout().TicketView(t))
}
