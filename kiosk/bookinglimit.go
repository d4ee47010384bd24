package kiosk

import (
	"fmt"
	"math"
	"net/netip"
	"strconv"
	"sync"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"github.com/paidui/paidui/queue"
)

// How much one address may do in a minute: ask for slots to be kept, and name codes that there are not.
const (
	bookingsPerMinute   = 10
	wrongCodesPerMinute = 20
)

// mostAddresses is how many addresses are kept apart before those that have long been quiet are forgotten.
const mostAddresses = 10000

// addressLimits hold one address to so much in a minute. The zero addressLimits lets nothing pass: perMinute is needed.
type addressLimits struct {
	perMinute int

	mu  sync.Mutex
	per map[netip.Prefix]*rate.Limiter
}

// take counts one request of c's address at the moment at. It gives how to give it back, or queue.ErrRateLimited with
// the time until the next one on the answer's Retry-After.
func (l *addressLimits) take(c echo.Context, at queue.Instant) (giveBack func(), err error) {
	now := at.Time()
	r := l.limiter(network(c.RealIP()), at).ReserveN(now, 1)
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		return nil, &queue.Refused{Op: "count requests", Err: queue.ErrRateLimited, Detail: fmt.Sprintf("more than %d in a minute", l.perMinute)}
	}
	return func() { r.CancelAt(now) }, nil
}

func (l *addressLimits) limiter(from netip.Prefix, at queue.Instant) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if limiter, ok := l.per[from]; ok {
		return limiter
	}
	if l.per == nil {
		l.per = map[netip.Prefix]*rate.Limiter{}
	}
	if len(l.per) >= mostAddresses {
		for other, limiter := range l.per {
			if limiter.TokensAt(at.Time()) >= float64(l.perMinute) {
				delete(l.per, other)
			}
		}
	}
	limiter := rate.NewLimiter(rate.Limit(float64(l.perMinute)/60), l.perMinute)
	l.per[from] = limiter
	return limiter
}

// network gives what one household has of the net: an address of IPv4, 64 bits of IPv6.
func network(address string) netip.Prefix {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	bits := 64
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		bits = 32
	}
	prefix, _ := ip.Prefix(bits) // bits fit
	return prefix
}
