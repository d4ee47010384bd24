package kiosk

import (
	"fmt"
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"github.com/paidui/paidui/queue"
)

// limits hold each of many to so much in a time: a kiosk with a stuck button or a child at it, an address, a ticket.
type limits struct {
	mu  sync.Mutex
	per map[string]*rate.Limiter // by name
}

// mostLimited is how many are kept apart before those that have long been quiet are forgotten.
const mostLimited = 10000

// take counts one thing of name at the moment at; most at once, and as many again within a span. It gives how to give it
// back, or queue.ErrRateLimited with the time until the next one on the answer's Retry-After. A most of 0 lifts the limit.
func (l *limits) take(c echo.Context, name string, most int, within time.Duration, at queue.Instant) (giveBack func(), err error) {
	if most <= 0 {
		return func() {}, nil
	}
	now := at.Time()
	r := l.limiter(name, rate.Limit(float64(most)/within.Seconds()), most, now).ReserveN(now, 1)
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		return nil, &queue.Refused{Op: "count", Err: queue.ErrRateLimited, Detail: fmt.Sprintf("more than %d in %v", most, within)}
	}
	return func() { r.CancelAt(now) }, nil
}

func (l *limits) limiter(name string, limit rate.Limit, most int, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if limiter, ok := l.per[name]; ok && limiter.Burst() == most {
		return limiter
	}
	if l.per == nil {
		l.per = map[string]*rate.Limiter{}
	}
	if len(l.per) >= mostLimited {
		for other, limiter := range l.per {
			if limiter.TokensAt(now) >= float64(limiter.Burst()) {
				delete(l.per, other)
			}
		}
	}
	limiter := rate.NewLimiter(limit, most)
	l.per[name] = limiter
	return limiter
}
