package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestPagesAreEverybodys(t *testing.T) {
	g := newRig(t, nil)
	for _, path := range []string{"/", "/kiosk", "/counter", "/desk", "/hall/1F", "/hall/none", "/window/3", "/t/nobodys", "/book", "/book/nobodys"} {
		a := g.ask("", http.MethodGet, path, "").want(http.StatusOK)
		h := a.Header()
		if !strings.HasPrefix(h.Get("Content-Type"), "text/html") || h.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %v", path, h)
		}
		for header, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if h.Get(header) != want {
				t.Errorf("%s: %s is %q", path, header, h.Get(header))
			}
		}
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", " ws://example.com "} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q has no %q", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for _, file := range regexp.MustCompile(`"(/assets/[^"]+)"`).FindAllStringSubmatch(a.Body.String(), -1) {
			if cache := g.ask("", http.MethodGet, file[1], "").want(http.StatusOK).Header().Get("Cache-Control"); !strings.Contains(cache, "immutable") {
				t.Errorf("%s: cache %q", file[1], cache)
			}
		}
		if head := g.ask("", http.MethodHead, path, "").want(http.StatusOK); head.Header().Get("Content-Type") != h.Get("Content-Type") {
			t.Errorf("HEAD %s: %v", path, head.Header())
		}
	}
	g.ask("", http.MethodGet, "/hall", "").want(http.StatusNotFound, "not_found")
	g.ask("", http.MethodGet, "/assets/none.js", "").want(http.StatusNotFound)
	if cache := g.ask("", http.MethodGet, "/api/v1/hall", "").Header().Get("Cache-Control"); cache != "no-store" {
		t.Errorf("answers are kept: %q", cache)
	}
}
