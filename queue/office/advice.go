package office

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

const (
	// adviseEvery is how often advice is made anew while somebody asks for it, adviseShare the share of one core that it
	// may take: it costs several forecasts.
	adviseEvery = 10 * time.Second
	adviseShare = 0.05
	// adviceFor is for how long after a question it is made, adviceLasts how long it is given.
	adviceFor   = time.Minute
	adviceLasts = time.Minute
)

// advice is what was last advised. It is made beside the requests, and only while somebody wants to know.
type advice struct {
	mu          sync.Mutex
	asked, made time.Time
	given       []queue.Advice
	ask         chan struct{}
}

// getAdvice says which windows would help if they opened now; nothing while that is not known yet.
func (s *Service) getAdvice(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightMonitor, queue.Place{}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.advice.get())
}

func (a *advice) get() []queue.Advice {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.asked = time.Now()
	if time.Since(a.made) > adviseEvery {
		select {
		case a.ask <- struct{}{}:
		default: // it is being made
		}
	}
	if time.Since(a.made) > adviceLasts {
		return []queue.Advice{}
	}
	return a.given
}

// wanted tells whether somebody has asked of late.
func (a *advice) wanted() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return time.Since(a.asked) < adviceFor
}

func (a *advice) set(given []queue.Advice) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.given, a.made = given, time.Now()
}

// Advise makes advice while somebody asks for it, until ctx ends.
func (s *Service) Advise(ctx context.Context) {
	for {
		select {
		case <-s.advice.ask:
		case <-ctx.Done():
			return
		}
		for s.advice.wanted() && ctx.Err() == nil {
			began := time.Now()
			var o *queue.Outlook
			now := s.hall.Now()
			s.hall.View(func(state *queue.State) { o = state.Outlook(max(now, state.At())) })
			s.advice.set(o.Advice())
			took := time.Since(began)
			pause(ctx, max(adviseEvery-took, time.Duration(float64(took)*(1/adviseShare-1))))
		}
	}
}
