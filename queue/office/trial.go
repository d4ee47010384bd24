package office

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoTrial cannot happen: the commands below are answered with what they started or ended.
var errNoTrial = errors.New("the entry is about no trial")

// postTrial opens a trial day at once, whatever the calendar says.
func (s *Service) postTrial(c echo.Context) error { return s.forTrial(c, queue.StartTrial{}) }

// postEndTrial drops the trial day.
func (s *Service) postEndTrial(c echo.Context) error { return s.forTrial(c, queue.EndTrial{}) }

// forTrial carries out a command about the trial and answers with what it started or ended.
func (s *Service) forTrial(c echo.Context, asked queue.Command) error {
	entry, err := s.order(c, queue.RightSetUp, &struct{}{}, func() (queue.Command, error) { return asked, nil })
	if err != nil {
		return err
	}
	for _, event := range entry.Events {
		switch e := event.(type) {
		case *queue.TrialStarted:
			return c.JSON(http.StatusOK, e.Trial)
		case *queue.TrialEnded:
			return c.JSON(http.StatusOK, e.Trial)
		}
	}
	return errNoTrial
}
