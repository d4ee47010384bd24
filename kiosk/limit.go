package kiosk

import (
	"fmt"
	"math"
	"strconv"
	"sync"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"github.com/paidui/paidui/queue"
)

// limits keeps one kiosk from taking the numbers of a whole morning, by a stuck button or a child.
type limits struct {
	mu  sync.Mutex
	per map[string]*rate.Limiter // by credential
}

// take counts one number of credential at the moment at. It gives how to give it back, or queue.ErrRateLimited with the
// time until the next one on the answer's Retry-After. perMinute 0 lifts the limit.
func (l *limits) take(c echo.Context, credential string, perMinute int, at queue.Instant) (giveBack func(), err error) {
	if perMinute <= 0 {
		return func() {}, nil
	}
	now := at.Time()
	r := l.limiter(credential, perMinute).ReserveN(now, 1)
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		return nil, &queue.Refused{Op: "take", Err: queue.ErrRateLimited, Detail: fmt.Sprintf("more than %d in a minute", perMinute)}
	}
	return func() { r.CancelAt(now) }, nil
}

func (l *limits) limiter(credential string, perMinute int) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	limit := rate.Limit(float64(perMinute) / 60)
	limiter, ok := l.per[credential]
	if !ok || limiter.Burst() != perMinute {
		if l.per == nil {
			l.per = map[string]*rate.Limiter{}
		}
		limiter = rate.NewLimiter(limit, perMinute)
		l.per[credential] = limiter
	}
	return limiter
}
