package office

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// listedFor is how many days of a register are read without dates.
const listedFor = 365

// listDays answers with what a register of the store holds of the days asked for, the newest first, to whoever has the right.
func listDays[T any](s *Service, c echo.Context, right queue.Right, read func(ctx context.Context, from, to queue.Date, each func(*T) error) error) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(right, queue.Place{}); err != nil {
		return err
	}
	var today queue.Date
	s.hall.View(func(state *queue.State) { today = state.Date() })
	to, err := date(c, "to", today)
	if err != nil {
		return err
	}
	from, err := date(c, "from", to.AddDays(-listedFor))
	if err != nil {
		return err
	}
	list := []T{}
	err = read(c.Request().Context(), from, to, func(one *T) error {
		list = append(list, *one)
		return nil
	})
	if err != nil {
		return err
	}
	slices.Reverse(list)
	return c.JSON(http.StatusOK, list)
}
