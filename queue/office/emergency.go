package office

import (
	"errors"
	"net/http"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoEmergency cannot happen: the commands below are answered with what they raised or ended.
var errNoEmergency = errors.New("the entry is about no emergency")

// emergencyBody is POST /emergency. Without a text the settings' is shown.
type emergencyBody struct {
	Text queue.Text `json:"text"`
}

// postEmergency sends everybody out of the hall.
func (s *Service) postEmergency(c echo.Context) error {
	var body emergencyBody
	return s.forEmergency(c, &body, func() (queue.Command, error) {
		if utf8.RuneCountInString(body.Text.ZH) > queue.MostEmergencyRunes || len(body.Text.EN) > 2*queue.MostEmergencyRunes {
			return nil, &queue.Refused{Op: "read text", Err: queue.ErrBadRequest, Detail: "longer than 100 characters"}
		}
		return queue.RaiseEmergency{Text: body.Text}, nil
	})
}

// postEndEmergency lets the hall go on.
func (s *Service) postEndEmergency(c echo.Context) error {
	return s.forEmergency(c, &struct{}{}, func() (queue.Command, error) { return queue.EndEmergency{}, nil })
}

// forEmergency carries out a command about the emergency and answers with what it raised or ended.
func (s *Service) forEmergency(c echo.Context, body any, command func() (queue.Command, error)) error {
	entry, err := s.order(c, queue.RightEmergency, body, command)
	if err != nil {
		return err
	}
	for _, event := range entry.Events {
		switch e := event.(type) {
		case *queue.EmergencyRaised:
			return c.JSON(http.StatusOK, e.Emergency)
		case *queue.EmergencyEnded:
			return c.JSON(http.StatusOK, e.Emergency)
		}
	}
	return errNoEmergency
}
