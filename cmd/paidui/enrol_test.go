package main

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
	"github.com/paidui/paidui/store"
)

// enrol sends a code with a cookie, unless empty, and gives the answer with the cookie it set.
func (g *rig) enrol(code, cookie string) (*asked, *http.Cookie) {
	g.t.Helper()
	a := g.ask("", http.MethodPost, "/enrol", `{"code":"`+code+`"}`, "Cookie", "paidui_device="+cookie)
	for _, c := range a.Result().Cookies() {
		if c.Name == "paidui_device" {
			return a, c
		}
	}
	return a, &http.Cookie{}
}

func TestEnrolMakesADevice(t *testing.T) {
	g := newRig(t, nil)
	a, cookie := g.enrol(g.tokens["kiosk"], "")
	a.want(http.StatusOK)
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/" || cookie.MaxAge < 365*24*3600 || cookie.Secure {
		t.Errorf("cookie %+v", cookie)
	}
	a, again := g.enrol(g.tokens["counter3"], cookie.Value)
	if grants := a.want(http.StatusOK).object()["grants"].([]any); len(grants) != 2 || again.Value != cookie.Value {
		t.Errorf("grants %v under %q, want both under the cookie %q", grants, again.Value, cookie.Value)
	}
	device := "paidui_device=" + cookie.Value
	g.ask("", http.MethodPost, "/api/v1/tickets", `{"service":"social"}`, "Cookie", device).want(http.StatusCreated)
	g.ask("", http.MethodPost, "/api/v1/windows/3/sign-in", `{}`, "Cookie", device).want(http.StatusOK)
	g.ask("", http.MethodPost, "/api/v1/windows/5/sign-in", `{}`, "Cookie", device).want(http.StatusForbidden)
	g.restart()
	if me := g.ask("", http.MethodGet, "/api/v1/hall", "", "Cookie", device).want(http.StatusOK).object()["me"].([]any); len(me) != 2 {
		t.Errorf("after a restart the device is %v", me)
	}
	// A bearer counts before a cookie; a cookie that is not good is as none.
	g.ask("screen3", http.MethodPost, "/api/v1/tickets", `{"service":"social"}`, "Cookie", device).want(http.StatusForbidden)
	g.ask("", http.MethodPost, "/api/v1/tickets", `{"service":"social"}`, "Cookie", "paidui_device=dc_none").want(http.StatusUnauthorized, "unauthorized")
}

func TestEnrolRefuses(t *testing.T) {
	g := newRig(t, nil)
	code, err := access.MintCode(g.store, []queue.Grant{{Role: queue.RoleAdmin}}, g.now(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "  "} {
		a, _ := g.enrol(bad, "")
		a.want(http.StatusBadRequest, "bad_request")
	}
	for _, bad := range []string{"nonsense", strings.Repeat("0000-", 3) + "0000", g.tokens["kiosk"] + "x"} {
		a, cookie := g.enrol(bad, "")
		a.want(http.StatusUnauthorized, "invalid_code")
		if cookie.Value != "" {
			t.Errorf("code %q gave a cookie", bad)
		}
	}
	a, _ := g.enrol(strings.ToLower(code), "")
	a.want(http.StatusOK)
	a, _ = g.enrol(code, "")
	a.want(http.StatusUnauthorized, "invalid_code")
	if strings.Contains(g.log.String(), code) || strings.Contains(g.log.String(), g.tokens["kiosk"]) {
		t.Error("a secret is in the log")
	}
}

func TestCookieOverTLS(t *testing.T) {
	g := newRig(t, nil)
	a := g.ask("", http.MethodPost, "https://example.com/enrol", `{"code":"`+g.tokens["kiosk"]+`"}`).want(http.StatusOK)
	if set := a.Header().Get("Set-Cookie"); !strings.HasPrefix(set, "__Host-paidui_device=") || !strings.Contains(set, "; Secure") {
		t.Errorf("cookie %q", set)
	}
}

func TestDemoEnrol(t *testing.T) {
	g := newRig(t, nil)
	g.ask("", http.MethodPost, "/demo/enrol", `{"role":"admin"}`).want(http.StatusNotFound, "not_found")
	g.demo = func(grant queue.Grant) (queue.Grant, error) {
		if grant.Role != queue.RoleCounter {
			return grant, queue.ErrUnknownWindow
		}
		grant.Staff = "1002"
		return grant, nil
	}
	g.restart()
	a := g.ask("", http.MethodPost, "/demo/enrol", `{"role":"counter","window":3}`).want(http.StatusOK)
	if grant := a.object()["grants"].([]any)[0].(map[string]any); grant["staff"] != "1002" || grant["window"] != 3.0 {
		t.Errorf("grant %v", grant)
	}
	g.ask("", http.MethodPost, "/demo/enrol", `{"role":"king"}`).want(http.StatusNotFound, "unknown_window")
	g.ask("", http.MethodPost, "/demo/enrol", `{"role":"counter"}`, "Origin", "http://elsewhere.test").want(http.StatusForbidden)
	if demo := g.ask("", http.MethodGet, "/api/v1/hall", "").object()["demo"]; demo != true {
		t.Errorf("demo is %v", demo)
	}
}

func TestOtherSitesAreRefused(t *testing.T) {
	g := newRig(t, nil)
	_, cookie := g.enrol(g.tokens["kiosk"], "")
	device := "paidui_device=" + cookie.Value
	for _, c := range []struct {
		name    string
		status  int
		headers []string
	}{
		{"a program", http.StatusCreated, nil},
		{"own page", http.StatusCreated, []string{"Origin", "http://example.com"}},
		{"own page, new browser", http.StatusCreated, []string{"Origin", "http://example.com", "Sec-Fetch-Site", "same-origin"}},
		{"other site", http.StatusForbidden, []string{"Origin", "http://elsewhere.test"}},
		{"other port", http.StatusForbidden, []string{"Origin", "http://example.com:81"}},
		{"sandboxed frame", http.StatusForbidden, []string{"Origin", "null"}},
		{"other site, new browser", http.StatusForbidden, []string{"Origin", "http://elsewhere.test", "Sec-Fetch-Site", "cross-site"}},
		{"same site, other host", http.StatusForbidden, []string{"Sec-Fetch-Site", "same-site"}},
	} {
		a := g.ask("", http.MethodPost, "/api/v1/tickets", `{"service":"social"}`, append(c.headers, "Cookie", device)...)
		if a.Code != c.status {
			t.Errorf("%s: %d, want %d", c.name, a.Code, c.status)
		}
	}
	g.ask("kiosk", http.MethodPost, "/enrol", `{"code":"x"}`, "Origin", "http://elsewhere.test").want(http.StatusForbidden, "forbidden")
}

// brokenStore is a store whose credentials cannot be read.
type brokenStore struct{ journalStore }

var errDiskGone = errors.New("disk gone")

func (brokenStore) Credential(string) (queue.Credential, bool, error) {
	return queue.Credential{}, false, errDiskGone
}

func TestCredentialsThatCannotBeRead(t *testing.T) {
	g := newRig(t, nil)
	_, cookie := g.enrol(g.tokens["kiosk"], "")
	g.over = func(s *store.Store) journalStore { return brokenStore{s} }
	g.restart()
	for _, a := range []*asked{
		g.ask("kiosk", http.MethodGet, "/api/v1/hall", ""),
		g.ask("", http.MethodGet, "/api/v1/hall", "", "Cookie", "paidui_device="+cookie.Value),
		g.ask("", http.MethodPost, "/enrol", `{"code":"`+g.tokens["kiosk"]+`"}`),
	} {
		a.want(http.StatusServiceUnavailable, "storage_unavailable")
		if a.Header().Get("Retry-After") == "" || strings.Contains(a.Body.String(), "disk") {
			t.Errorf("%s: %v %s", a.what, a.Header(), a.Body)
		}
	}
	g.ask("", http.MethodGet, "/kiosk", "").want(http.StatusOK)
}
