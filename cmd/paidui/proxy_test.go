package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

// trusted reads proxies as the command line has them.
func trusted(t *testing.T, networks ...string) (p proxies) {
	t.Helper()
	for _, n := range networks {
		var one proxyNet
		if err := one.UnmarshalText([]byte(n)); err != nil {
			t.Fatal(err)
		}
		p = append(p, one)
	}
	return p
}

// tester is where the requests of a rig come from.
const tester = "192.0.2.1"

func TestNetworksOfProxies(t *testing.T) {
	for text, want := range map[string]string{
		"10.1.2.3": "10.1.2.3/32", "10.1.2.0/24": "10.1.2.0/24", "::1": "::1/128", "2001:db8::/32": "2001:db8::/32",
	} {
		if got := trusted(t, text)[0].String(); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "hall.test", "10.1.2.3/33", "10.1.2", "*"} {
		if err := new(proxyNet).UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestAddressesBehindAProxy counts each citizen's bookings behind a proxy apart, whatever they write into the chain of
// addresses themselves.
func TestAddressesBehindAProxy(t *testing.T) {
	g := newRig(t, bookable)
	g.proxies = trusted(t, tester, "10.0.0.0/8")
	g.restart()
	book := func(chain string) int {
		return g.ask("", http.MethodPost, appointments, bookingOf("2026-11-24T10:00", ""), "X-Forwarded-For", chain).Code
	}
	for i := range 11 {
		// Its own part of the chain changes, that of the proxies does not.
		if got, want := book(fmt.Sprintf("198.51.100.%d, 203.0.113.9, 10.1.2.3", i)), http.StatusBadRequest; got != want && i < 10 {
			t.Fatalf("booking %d: %d, want %d", i, got, want)
		}
	}
	if got := book("203.0.113.9"); got != http.StatusTooManyRequests {
		t.Errorf("after many: %d", got)
	}
	for _, other := range []string{"203.0.113.10", "203.0.113.9, 203.0.113.11", "2001:db8::1"} {
		if got := book(other); got != http.StatusBadRequest {
			t.Errorf("%s: %d, as if it were the first", other, got)
		}
	}
	if log := g.log.String(); !strings.Contains(log, "from=203.0.113.9") || strings.Contains(log, "from=198.51.100.") {
		t.Error("the log has not the address that the proxy tells")
	}
}

// TestOnlyProxiesAreBelieved: what anybody else writes about where a request comes from is as if it were not there.
func TestOnlyProxiesAreBelieved(t *testing.T) {
	g := newRig(t, bookable)
	for _, before := range []proxies{nil, trusted(t, "10.0.0.0/8")} {
		g.proxies = before
		g.restart()
		last := 0
		for i := range 11 {
			last = g.ask("", http.MethodPost, appointments, bookingOf("2026-11-24T10:00", ""), "X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i)).Code
		}
		if last != http.StatusTooManyRequests {
			t.Errorf("%v: the eleventh of one address is answered %d", before, last)
		}
		a := g.ask("", http.MethodPost, "/enrol", `{"code":"`+g.tokens["kiosk"]+`"}`, "X-Forwarded-Proto", "https").want(http.StatusOK)
		if set := a.Header().Get("Set-Cookie"); strings.Contains(set, "Secure") {
			t.Errorf("%v: cookie %q", before, set)
		}
	}
}

// TestThroughAReverseProxy enrols a kiosk and opens its sockets through a proxy that speaks https to it and http to the
// hall. One that does not pass on the host by which it is known gets no further than the pages.
func TestThroughAReverseProxy(t *testing.T) {
	g := newRig(t, nil)
	g.proxies = trusted(t, "127.0.0.1", "::1")
	g.restart()
	hall, err := url.Parse(g.live())
	if err != nil {
		t.Fatal(err)
	}
	for passes, wanted := range map[bool]int{true: http.StatusOK, false: http.StatusForbidden} {
		before := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) {
			p.SetURL(hall)
			p.SetXForwarded()
			if passes {
				p.Out.Host = p.In.Host
			}
		}})
		t.Cleanup(before.Close)
		r, err := http.NewRequest(http.MethodPost, before.URL+"/enrol", strings.NewReader(`{"code":"`+g.tokens["counter3"]+`"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", before.URL)
		answer, err := before.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != wanted {
			t.Fatalf("host passed on: %v, enrolment is answered %d, want %d", passes, answer.StatusCode, wanted)
		}
		if !passes {
			continue
		}
		cookie := answer.Header.Get("Set-Cookie")
		if !strings.HasPrefix(cookie, "__Host-paidui_device=") || !strings.Contains(cookie, "; Secure") {
			t.Errorf("cookie %q", cookie)
		}
		cookie, _, _ = strings.Cut(cookie, ";")
		dialer := websocket.Dialer{TLSClientConfig: &tls.Config{RootCAs: before.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}}
		line, _, err := dialer.Dial("wss"+strings.TrimPrefix(before.URL, "https")+"/ws/counter/3", http.Header{"Cookie": {cookie}, "Origin": {before.URL}})
		if err != nil {
			t.Fatal(err)
		}
		if _, frame, err := line.ReadMessage(); err != nil || !strings.Contains(string(frame), `"kind":"counter"`) {
			t.Errorf("frame %s, %v", frame, err)
		}
		_ = line.Close()
	}
}
