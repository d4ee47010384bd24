package office

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoAlert cannot happen: the command below is answered with the alert.
var errNoAlert = errors.New("the entry is about no alert")

// getAlerts lists what is wrong now.
func (s *Service) getAlerts(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightMonitor, queue.Place{}); err != nil {
		return err
	}
	alerts, now := []queue.Alert{}, s.hall.Now()
	s.hall.View(func(state *queue.State) { alerts = append(alerts, state.Alerts(max(now, state.At()))...) })
	return c.JSON(http.StatusOK, alerts)
}

// reasonBody is an order that needs a reason and nothing else.
type reasonBody struct {
	Reason string `json:"reason"`
}

// postAcknowledge says that somebody has seen an alert, and what is done about it.
func (s *Service) postAcknowledge(c echo.Context) error {
	var body reasonBody
	entry, err := s.orderBy(c, queue.RightAnswer, &body, func(by queue.Helper) (queue.Command, error) {
		id, err := url.PathUnescape(c.Param("alert")) // it has colons
		if err != nil {
			return nil, queue.ErrUnknownAlert
		}
		return queue.AcknowledgeAlert{ID: queue.AlertID(id), Reason: body.Reason, By: by}, shortReason(body.Reason)
	})
	if err != nil {
		return err
	}
	if e, ok := entry.Events[0].(*queue.AlertAcknowledged); ok {
		return c.JSON(http.StatusOK, e.Alert)
	}
	return errNoAlert
}

// orderBy is order for a command that keeps who gave it.
func (s *Service) orderBy(c echo.Context, right queue.Right, body any, command func(queue.Helper) (queue.Command, error)) (queue.Entry, error) {
	return s.order(c, right, body, func() (queue.Command, error) {
		grant, err := queue.ActorFrom(c.Request().Context()).Need(right, queue.Place{})
		if err != nil {
			return nil, err
		}
		return command(queue.Helper{Role: grant.Role, Staff: grant.Staff})
	})
}
