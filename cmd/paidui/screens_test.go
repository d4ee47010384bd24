package main

import (
	"net/http"
	"strings"
	"testing"
)

const ownSecret = "0123456789abcdef0123456789abcdef"

// report is what a screen says of itself.
func report(face string) string {
	return `{"secret":"` + ownSecret + `","face":"` + face + `","browser":"Chromium 64","sound":"running","seq":7,"clock_ms":-3600000,"wide":1920,"high":1080}`
}

func TestAScreenIsEnrolledFromTheCentre(t *testing.T) {
	g := newRig(t, nil)
	const path = "/api/v1/screens/report"
	g.ask("", http.MethodPost, path, `{"secret":"x","face":"/hall/1F"}`).want(http.StatusBadRequest)
	code := g.ask("", http.MethodPost, path, report("/window/3")).want(http.StatusOK).str("code")

	listed := g.ask("desk", http.MethodGet, "/api/v1/screens", "").want(http.StatusOK)
	if s := listed.list()[0]; s["code"] != code || s["enrolled"] != false || s["clock_ms"] != -3600000.0 || s["sound"] != "running" {
		t.Errorf("the list has %v", s)
	}
	if strings.Contains(listed.Body.String(), ownSecret) {
		t.Error("the list tells the screen's secret")
	}
	g.ask("admin", http.MethodPost, "/api/v1/screens/enrol", `{"code":"1"}`).want(http.StatusNotFound, "unknown_screen_code")
	for _, grant := range []string{`{"role":"counter","window":3}`, `{"role":"screen","window":99}`, `{"role":"screen","zone":"9F"}`, `{"role":"admin"}`} {
		g.ask("admin", http.MethodPost, "/api/v1/screens/enrol", `{"code":"`+code+`","grant":`+grant+`}`).want(http.StatusBadRequest)
	}
	g.ask("admin", http.MethodPost, "/api/v1/screens/enrol", `{"code":"`+code+`"}`).want(http.StatusOK)
	g.ask("admin", http.MethodPost, "/api/v1/screens/enrol", `{"code":"`+code+`"}`).want(http.StatusNotFound, "unknown_screen_code")

	given := g.ask("", http.MethodPost, path, report("/window/3")).want(http.StatusOK)
	cookies := given.Result().Cookies()
	if given.object()["enrolled"] != true || len(cookies) != 1 || !cookies[0].HttpOnly {
		t.Fatalf("given %s with %v", given.Body, cookies)
	}
	cookie := cookies[0].Name + "=" + cookies[0].Value
	g.ask("", http.MethodGet, "/ws/window/3", "", "Cookie", cookie, "Origin", "http://example.com").want(http.StatusUpgradeRequired)
	g.ask("", http.MethodGet, "/ws/window/5", "", "Cookie", cookie, "Origin", "http://example.com").want(http.StatusForbidden)
	if again := g.ask("", http.MethodPost, path, report("/window/3"), "Cookie", cookie).want(http.StatusOK); again.object()["code"] != nil {
		t.Errorf("an enrolled screen is told %s", again.Body)
	}
	if lost := g.ask("", http.MethodPost, path, report("/window/3")).want(http.StatusOK); lost.object()["code"] == nil {
		t.Errorf("a screen without its cookie is told %s", lost.Body)
	}
	if strings.Contains(g.log.String(), ownSecret) || strings.Contains(g.log.String(), code) {
		t.Error("a secret or a code is in the log")
	}
}
