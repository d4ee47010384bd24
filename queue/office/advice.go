package office

import (
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// adviceLasts is how long advice is given again rather than made anew, whoever asks: it costs several forecasts.
const adviceLasts = 10 * time.Second

// advice is what was last advised.
type advice struct {
	mu    sync.Mutex
	made  time.Time
	given []queue.Advice
}

// getAdvice says which windows would help if they opened now.
func (s *Service) getAdvice(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightMonitor, queue.Place{}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.advice.of(s.hall))
}

func (a *advice) of(hall *queue.Hall) []queue.Advice {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.given == nil || time.Since(a.made) > adviceLasts {
		var o *queue.Outlook
		now := hall.Now()
		hall.View(func(state *queue.State) { o = state.Outlook(max(now, state.At())) })
		a.given, a.made = o.Advice(), time.Now()
	}
	return a.given
}
