package main

import (
	"fmt"
	"net"
	"net/http"

	"github.com/labstack/echo/v4"
)

// proxies are the networks, or single addresses, of the reverse proxies that stand before the hall.
type proxies []proxyNet

// proxyNet is one of them, written 10.1.2.0/24 or 10.1.2.3.
type proxyNet struct{ net.IPNet }

// UnmarshalText reads what stands on the command line.
func (p *proxyNet) UnmarshalText(text []byte) error {
	if ip := net.ParseIP(string(text)); ip != nil {
		if short := ip.To4(); short != nil {
			ip = short
		}
		p.IPNet = net.IPNet{IP: ip, Mask: net.CIDRMask(8*len(ip), 8*len(ip))}
		return nil
	}
	_, parsed, err := net.ParseCIDR(string(text))
	if err != nil {
		return fmt.Errorf("%q is no address such as 10.1.2.3 and no network such as 10.1.2.0/24", text)
	}
	p.IPNet = *parsed
	return nil
}

// has tells whether the request comes from one of the proxies themselves.
func (p proxies) has(r *http.Request) bool {
	if len(p) == 0 {
		return false
	}
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	for i := range p {
		if ip != nil && p[i].Contains(ip) {
			return true
		}
	}
	return false
}

// believe gives each request the address that it really comes from, for limits and logs, and leaves on it whether that was
// over https. Only a proxy's word is taken for either, and of a chain of addresses only what proxies have added: the rest
// anybody can write.
func (p proxies) believe() echo.MiddlewareFunc {
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for i := range p {
		trust = append(trust, echo.TrustIPRange(&p[i].IPNet))
	}
	origin := echo.ExtractIPFromXFFHeader(trust...)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if r := c.Request(); p.has(r) {
				r.RemoteAddr = net.JoinHostPort(origin(r), "0")
			} else {
				r.Header.Del(echo.HeaderXForwardedFor)
				r.Header.Del(echo.HeaderXForwardedProto)
			}
			return next(c)
		}
	}
}

// overTLS tells whether whoever asks does so over https, to the hall itself or to its proxy.
func overTLS(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get(echo.HeaderXForwardedProto) == "https"
}
