package kiosk

import (
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// How much one address may do in a minute: ask for slots to be kept, and name codes that there are not.
const (
	bookingsPerMinute   = 10
	wrongCodesPerMinute = 20
)

// addressLimits hold one address to so much in a minute. The zero addressLimits lets everything pass.
type addressLimits struct {
	limits
	perMinute int
}

// take counts one request of c's address at the moment at, as limits do.
func (l *addressLimits) take(c echo.Context, at queue.Instant) (giveBack func(), err error) {
	return l.limits.take(c, network(c.RealIP()).String(), l.perMinute, time.Minute, at)
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
