package display

import (
	"net/http"
	"net/url"
	"strings"
)

// SameOrigin tells whether a websocket request may come from where it does. A browser lets any page open a socket to any
// host and sends cookies along, so that a request with a cookie must name an origin, and an origin must be this host. A
// program with a bearer token, or with no credential at all, may name none.
func SameOrigin(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	switch len(origins) {
	case 0:
		return r.Header.Get("Authorization") != "" || len(r.Header.Values("Cookie")) == 0
	case 1:
	default:
		return false
	}
	u, err := url.Parse(origins[0])
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return false
	}
	return strings.EqualFold(u.Host, r.Host)
}
