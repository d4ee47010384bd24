package office

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoCheck cannot happen: the command below is answered with the check.
var errNoCheck = errors.New("the entry is about no check")

// checkRow is one of the day's checks: what is looked at and, once it was, how it was found.
type checkRow struct {
	Kind  queue.CheckKind `json:"kind"`
	Items []string        `json:"items"`
	Made  *queue.DayCheck `json:"made,omitempty"`
}

// getChecks gives the day's checks.
func (s *Service) getChecks(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightMonitor, queue.Place{}); err != nil {
		return err
	}
	rows := []checkRow{}
	s.hall.View(func(state *queue.State) {
		for _, kind := range []queue.CheckKind{queue.CheckMorning, queue.CheckEvening} {
			row := checkRow{Kind: kind, Items: queue.CheckItems(kind)}
			for _, made := range state.Checks() {
				if made.Kind == kind {
					row.Made = &made
				}
			}
			rows = append(rows, row)
		}
	})
	return c.JSON(http.StatusOK, rows)
}

// checkBody is POST /checks.
type checkBody struct {
	Kind  queue.CheckKind   `json:"kind"`
	Items []queue.CheckItem `json:"items"`
}

// postCheck notes how the hall was found.
func (s *Service) postCheck(c echo.Context) error {
	var body checkBody
	entry, err := s.orderBy(c, queue.RightAnswer, &body, func(by queue.Helper) (queue.Command, error) {
		return queue.RecordCheck{Kind: body.Kind, Items: body.Items, By: by}, nil
	})
	if err != nil {
		return err
	}
	if e, ok := entry.Events[0].(*queue.CheckRecorded); ok {
		return c.JSON(http.StatusOK, e.Check)
	}
	return errNoCheck
}
