package kiosk

import (
	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// deskTakeBody is POST /desk/tickets: Evidence is what the desk saw that gives the class, such as 残疾证.
type deskTakeBody struct {
	takeBody
	Evidence string   `json:"evidence"`
	Needs    []string `json:"needs"`
}

// postDeskTickets takes a number for somebody: of any class, with the evidence for it, and without a card where the
// service asks for one.
func (s *Service) postDeskTickets(c echo.Context) error {
	var body deskTakeBody
	return s.deskTake(c, &body, deskPrinter(s.layout()), func(origin *queue.Origin) (queue.Take, error) {
		take := queue.Take{Service: body.Service, Class: body.Class, Reason: body.Evidence, Needs: queue.NeedsOf(body.Needs)}
		if take.Class == "" {
			take.Class = queue.ClassNormal
		}
		if take.Class != queue.ClassNormal && take.Reason == "" {
			return take, &queue.Refused{Op: "take " + string(body.Service), Err: queue.ErrReasonRequired, Detail: "what evidence there is for the class"}
		}
		if err := shortEvidence(body.Evidence); err != nil {
			return take, err
		}
		if err := s.applyReturn(c, body.ReturnCode, &take, origin); err != nil {
			return take, err
		}
		return take, s.apply(&body.claim, &take, origin)
	})
}

// reserveBody is POST /desk/reserve.
type reserveBody struct {
	Service queue.ServiceID `json:"service"`
	Number  queue.TicketNo  `json:"number"`
}

// postDeskReserve enters a number that was given by hand, from slips printed in reserve, during an outage.
func (s *Service) postDeskReserve(c echo.Context) error {
	var body reserveBody
	return s.deskTake(c, &body, nil, func(*queue.Origin) (queue.Take, error) {
		take := queue.Take{Service: body.Service, Class: queue.ClassNormal, Number: typedNumber(body.Number)}
		if take.Number == "" {
			return take, &queue.Refused{Op: "enter number", Err: queue.ErrBadRequest, Detail: "number is missing"}
		}
		return take, nil
	})
}

// deskTake takes the number that the body asks for, prints its slip, unless printer is nil, and answers with all that it
// says.
func (s *Service) deskTake(c echo.Context, body any, printer *queue.Printer, read func(*queue.Origin) (queue.Take, error)) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{})
	if err != nil {
		return err
	}
	if err := c.Bind(body); err != nil {
		return err
	}
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = grant.String()
	take, err := read(&origin)
	if err != nil {
		return err
	}
	take.Source = queue.SourceDesk
	order := slipOrder{printer: printer, repeated: s.hall.Repeats(origin)}
	entry, err := s.hall.Do(ctx, origin, take)
	if err != nil {
		return err
	}
	return s.answerSlipOf(c, &entry, order)
}
