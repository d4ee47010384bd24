package office

import (
	"net/http"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// suspendBody is POST /services/{id}/suspend.
type suspendBody struct {
	Reason string        `json:"reason"`
	BackAt queue.Instant `json:"back_at"`
	// Issuing: numbers are issued all the same.
	Issuing bool `json:"issuing"`
}

// mostReasonRunes bounds a line, such as a reason, which the journal keeps for ever and screens show.
const mostReasonRunes = 100

// shortReason refuses a longer one.
func shortReason(line string) error {
	if utf8.RuneCountInString(line) > mostReasonRunes {
		return &queue.Refused{Op: "read reason", Err: queue.ErrBadRequest, Detail: "longer than 100 characters"}
	}
	return nil
}

// postSuspend stops a service for as long as its own system is down; places are kept.
func (s *Service) postSuspend(c echo.Context) error {
	var body suspendBody
	return s.forService(c, &body, func(id queue.ServiceID) (queue.Command, error) {
		return queue.SuspendService{Service: id, Reason: body.Reason, BackAt: body.BackAt, Issuing: body.Issuing}, shortReason(body.Reason)
	})
}

// postUnsuspend lets a service go on.
func (s *Service) postUnsuspend(c echo.Context) error {
	return s.forService(c, &struct{}{}, func(id queue.ServiceID) (queue.Command, error) {
		return queue.UnsuspendService{Service: id}, nil
	})
}

// forService carries out a command about the service in the URL and answers with the service as it then is.
func (s *Service) forService(c echo.Context, body any, command func(queue.ServiceID) (queue.Command, error)) error {
	id := queue.ServiceID(c.Param("service"))
	entry, err := s.order(c, queue.RightSuspend, body, func() (queue.Command, error) { return command(id) })
	if err != nil {
		return err
	}
	var view queue.ServiceView
	s.hall.View(func(state *queue.State) {
		if service, ok := state.Layout().Service(id); ok {
			view = state.ServiceView(service, entry.At)
		}
	})
	return c.JSON(http.StatusOK, view)
}

// order carries out the command that is made of the body of who has the right.
func (s *Service) order(c echo.Context, right queue.Right, body any, command func() (queue.Command, error)) (queue.Entry, error) {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(right, queue.Place{})
	if err != nil {
		return queue.Entry{}, err
	}
	if err := c.Bind(body); err != nil {
		return queue.Entry{}, err
	}
	asked, err := command()
	if err != nil {
		return queue.Entry{}, err
	}
	return s.do(c, grant, asked)
}
