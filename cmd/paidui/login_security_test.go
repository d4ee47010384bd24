package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/queue"
)

func mustLogIn(l *queue.Layout) { l.Settings.CounterLogIn = true }

func TestLogInCookie(t *testing.T) {
	g := newRig(t, nil)
	g.account("wang", "manager")
	body := `{"account":"wang","password":"` + goodPassword + `"}`
	for url, want := range map[string]string{
		"http://example.com/api/v1/session": "paidui_session=", "https://example.com/api/v1/session": "__Host-paidui_session=",
	} {
		set := g.ask("", http.MethodPost, url, body).want(http.StatusOK).Header().Get("Set-Cookie")
		if !strings.HasPrefix(set, want) || !strings.Contains(set, "; HttpOnly") || !strings.Contains(set, "; SameSite=Strict") || !strings.Contains(set, "; Path=/") ||
			strings.Contains(set, "Max-Age") || strings.Contains(set, "Domain") || strings.Contains(set, "; Secure") != strings.HasPrefix(url, "https") {
			t.Errorf("%s sets %q", url, set)
		}
	}
	if g.ask("", http.MethodPost, "/api/v1/session", body, "Origin", "http://elsewhere.test").want(http.StatusForbidden).Header().Get("Set-Cookie") != "" {
		t.Error("another site logs a browser in")
	}
	in := g.logIn("wang", goodPassword, "")
	for _, path := range []string{"/api/v1/session", "/api/v1/statistics/staff", "/api/v1/hall"} {
		if cached := g.as(in, http.MethodGet, path, "").want(http.StatusOK).Header().Get("Cache-Control"); cached != "no-store" {
			t.Errorf("%s may be kept: %q", path, cached)
		}
	}
}

func TestSecretsAreNowhere(t *testing.T) {
	g := newRig(t, nil)
	g.account("1001", "counter", "desk")
	g.setPIN("1001", "730519")
	in := g.logIn("1001", goodPassword, "")
	_, secret, _ := strings.Cut(in, "paidui_session=")
	g.as("", http.MethodPost, "/api/v1/session", `{"account":"1001","password":"hunter two"}`, "Idempotency-Key", "one").want(http.StatusUnauthorized, "wrong_log_in")
	g.as("", http.MethodPost, "/api/v1/session", `{"account":"hunter three","password":"x"}`).want(http.StatusUnauthorized, "wrong_log_in")
	g.server.noteRefusals(t.Context())
	journal := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").want(http.StatusOK)
	for _, hidden := range []string{goodPassword, "730519", secret, "hunter", "argon2", `"digest"`} {
		if strings.Contains(journal.Body.String(), hidden) || strings.Contains(g.log.String(), hidden) {
			t.Errorf("%q is in the journal or the log", hidden)
		}
	}
	for _, path := range []string{"/api/v1/accounts", "/api/v1/devices", "/api/v1/session"} {
		if body := g.ask("admin", http.MethodGet, path, "").want(http.StatusOK).Body.String(); strings.Contains(body, "argon2") || strings.Contains(body, secret) {
			t.Errorf("%s gives %s", path, body)
		}
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	g := newRig(t, nil)
	g.account("1001", "counter", "desk")
	guess := func() *asked {
		return g.as("", http.MethodPost, "/api/v1/session", `{"account":"1001","password":"wrong wrong"}`)
	}
	for range 5 {
		guess().want(http.StatusUnauthorized, "wrong_log_in")
	}
	if after := guess().want(http.StatusTooManyRequests, "rate_limited").Header().Get("Retry-After"); after != "1" {
		t.Errorf("come again after %q", after)
	}
	unknown := g.as("", http.MethodPost, "/api/v1/session", `{"account":"nobody","password":"wrong wrong"}`)
	known := g.as("", http.MethodPost, "/api/v1/session", `{"account":"1002","password":"wrong wrong"}`)
	if unknown.Body.String() != known.Body.String() {
		t.Errorf("a name that nobody has: %s; another: %s", unknown.Body, known.Body)
	}
	g.pass(time.Second)
	g.logIn("1001", goodPassword, "")
}

func TestCounterWantsALogIn(t *testing.T) {
	g := newRig(t, mustLogIn)
	g.account("1002", "counter")
	g.account("1001", "counter")
	device := g.counter(3)
	g.as(device, http.MethodPost, "/api/v1/windows/3/sign-in", `{"staff":"1001"}`).want(http.StatusUnauthorized, "unauthorized")
	g.as(device, http.MethodGet, "/ws/counter/3", "", "Origin", "http://example.com").want(http.StatusUnauthorized)
	in := g.logIn("1002", goodPassword, device)
	g.as(in, http.MethodPost, "/api/v1/windows/3/sign-in", `{"staff":"1001"}`).want(http.StatusForbidden, "forbidden")
	g.as(in, http.MethodPost, "/api/v1/windows/5/sign-in", `{}`).want(http.StatusForbidden, "forbidden")
	if w := g.as(in, http.MethodPost, "/api/v1/windows/3/sign-in", `{}`).want(http.StatusOK).object(); w["staff"].(map[string]any)["number"] != "1002" {
		t.Errorf("signed in as %v", w["staff"])
	}
	away := g.logIn("1001", goodPassword, "") // at a computer that is no counter
	g.as(away, http.MethodPost, "/api/v1/windows/3/next", `{}`).want(http.StatusUnauthorized)
	// Programs go on as they did.
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/sign-in", `{"staff":"1001"}`).want(http.StatusOK)
}

func TestPauseLocksTheCounter(t *testing.T) {
	g := newRig(t, mustLogIn)
	g.account("1002", "counter")
	g.account("1001", "counter", "desk")
	device := g.counter(3)
	in := g.logIn("1001", goodPassword, device)
	g.take()
	g.as(in, http.MethodPost, "/api/v1/windows/3/sign-in", `{}`).want(http.StatusOK)
	g.as(in, http.MethodPost, "/api/v1/windows/3/pause", `{"reason":"用餐"}`).want(http.StatusOK)
	for _, order := range []string{"/windows/3/unpause", "/windows/3/next", "/desk/find"} {
		g.as(in, http.MethodPost, "/api/v1"+order, "{").want(http.StatusLocked, "locked")
	}
	g.as(in, http.MethodGet, "/api/v1/windows", "").want(http.StatusOK)
	g.as(in, http.MethodPost, "/api/v1/session/unlock", `{"password":"wrong wrong"}`).want(http.StatusUnauthorized, "wrong_log_in")
	g.as(in, http.MethodPost, "/api/v1/windows/3/unpause", `{}`).want(http.StatusLocked)
	g.as(in, http.MethodPost, "/api/v1/session/unlock", `{"password":"`+goodPassword+`"}`).want(http.StatusOK)
	g.as(in, http.MethodPost, "/api/v1/windows/3/unpause", `{}`).want(http.StatusOK)
	g.pass(3 * time.Hour)
	g.as(in, http.MethodPost, "/api/v1/windows/3/next", `{}`).want(http.StatusOK) // at work nobody idles out
	g.window("start", `{}`).want(http.StatusOK)
	g.as(in, http.MethodPost, "/api/v1/windows/3/finish", `{}`).want(http.StatusOK)
	g.as(in, http.MethodPost, "/api/v1/windows/3/sign-out", `{}`).want(http.StatusOK)
	g.as(in, http.MethodPost, "/api/v1/windows/3/sign-in", `{}`).want(http.StatusUnauthorized)
}

func TestPINAtACounter(t *testing.T) {
	g := newRig(t, nil)
	g.account("1001", "counter")
	g.setPIN("1001", "7305")
	body := `{"account":"1001","pin":"7305"}`
	g.as("", http.MethodPost, "/api/v1/session", body).want(http.StatusUnauthorized, "wrong_log_in")
	_, kiosk := g.enrol(g.tokens["kiosk"], "")
	g.as("paidui_device="+kiosk.Value, http.MethodPost, "/api/v1/session", body).want(http.StatusUnauthorized, "wrong_log_in")
	g.as(g.counter(3), http.MethodPost, "/api/v1/session", body).want(http.StatusOK)
	g.as("", http.MethodPost, "/api/v1/session", `{"account":"1001","pin":"7305","password":"x"}`).want(http.StatusBadRequest)
}

// TestSocketsAreCut holds open lines of a person and of a device, and takes both away.
func TestSocketsAreCut(t *testing.T) {
	g := newRig(t, nil)
	g.account("wang", "manager")
	g.account("li", "admin")
	url := g.live()
	in, device := g.logIn("wang", goodPassword, ""), g.counter(3)
	line := func(path, cookies string) *websocket.Conn {
		conn, _, err := dial(t, url, path, "Cookie", strings.TrimPrefix(cookies, "; "), "Origin", url)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		frame(t, conn)
		return conn
	}
	person, machine, other := line("/ws/monitor", in), line("/ws/counter/3", device), line("/ws/counter/3", g.counter(3))
	over := make(chan *websocket.Conn, 3)
	for _, conn := range []*websocket.Conn{person, machine, other} {
		_ = conn.SetReadDeadline(time.Time{})
		go func() {
			for {
				if _, _, err := conn.ReadMessage(); err != nil {
					over <- conn
					return
				}
			}
		}()
	}
	cut := func(what string) (conn *websocket.Conn) {
		select {
		case conn = <-over:
		case <-time.After(5 * time.Second):
			t.Fatalf("%s: the socket is open after 5 s", what)
		}
		return conn
	}
	g.ask("admin", http.MethodPost, "/api/v1/accounts/wang", `{"disabled":true}`).want(http.StatusOK)
	if cut("a disabled account") != person {
		t.Error("another than the disabled account's was cut")
	}
	devices := g.ask("admin", http.MethodGet, "/api/v1/devices", "").list()
	i := slices.IndexFunc(devices, func(d map[string]any) bool { return d["kind"] == "device" })
	g.ask("admin", http.MethodPost, "/api/v1/devices/"+devices[i]["id"].(string)+"/revoke", "{}").want(http.StatusOK)
	cut("a revoked device")
	if len(over) > 0 {
		t.Error("the other device's socket was cut as well")
	}
	_, r, err := dial(t, url, "/ws/monitor", "Cookie", strings.TrimPrefix(in, "; "))
	if err == nil || r.StatusCode != http.StatusForbidden {
		t.Errorf("a log-in's socket without an origin: %v", r)
	}
}

func TestLogInEndsByItselfAlsoOnOpenLines(t *testing.T) {
	g := newRig(t, nil)
	g.account("wang", "manager")
	url := g.live()
	in := g.logIn("wang", goodPassword, "")
	conn, _, err := dial(t, url, "/ws/monitor", "Cookie", strings.TrimPrefix(in, "; "), "Origin", url)
	if err != nil {
		t.Fatal(err)
	}
	g.pass(29 * time.Minute)
	g.as(in, http.MethodPost, "/api/v1/session/touch", "{}").want(http.StatusOK)
	g.pass(29 * time.Minute)
	g.server.lookAtLines(t.Context())
	g.as(in, http.MethodGet, "/api/v1/windows", "").want(http.StatusOK) // a page that asks by itself is no person
	g.pass(time.Minute)
	g.as(in, http.MethodGet, "/api/v1/windows", "").want(http.StatusUnauthorized)
	g.server.lookAtLines(t.Context())
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	for err = error(nil); err == nil; {
		_, _, err = conn.ReadMessage()
	}
	if strings.Contains(err.Error(), "timeout") {
		t.Error("the socket outlives the log-in")
	}
}

func TestDeviceInTwoPlacesIsAnAlarm(t *testing.T) {
	g := newRig(t, nil)
	device := g.counter(3)
	from := func(address string) {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/windows", nil)
		r.Header.Set("Cookie", device)
		r.RemoteAddr = address + ":1"
		g.send(r).want(http.StatusOK) // never a refusal
	}
	for range 9 {
		from("10.0.0.3")
		from("10.0.0.9")
		g.pass(2 * time.Second)
		g.server.lookAtLines(t.Context())
	}
	alerts := g.ask("supervisor", http.MethodGet, "/api/v1/alerts", "").want(http.StatusOK).list()
	if !slices.ContainsFunc(alerts, func(a map[string]any) bool { return a["kind"] == "device" }) {
		t.Errorf("alerts %v", alerts)
	}
	rows := g.ask("admin", http.MethodGet, "/api/v1/audit?deed=device_doubled", "").want(http.StatusOK).list()
	if len(rows) != 1 || rows[0]["from"] != "10.0.0.3" || rows[0]["note"] != "10.0.0.9" {
		t.Errorf("audit %v", rows)
	}
}

func TestNobodyRisesByThemselves(t *testing.T) {
	g := newRig(t, nil)
	for role, want := range map[string]int{"admin": 403, "manager": 403, "supervisor": 403, "desk": 403, "operator": 403, "kiosk": 201, "screen": 201} {
		g.ask("operator", http.MethodPost, "/api/v1/devices/codes", `{"grant":{"role":"`+role+`"}}`).want(want)
	}
	g.ask("operator", http.MethodPost, "/api/v1/devices/codes", `{"grant":{"role":"counter","window":3,"staff":"1001"}}`).want(http.StatusForbidden)
	g.ask("operator", http.MethodPost, "/api/v1/devices/codes", `{"grant":{"role":"counter","window":3}}`).want(http.StatusCreated)
	g.ask("operator", http.MethodPost, "/api/v1/screens/enrol", `{"code":"123456","grant":{"role":"admin"}}`).want(http.StatusBadRequest)
	g.ask("operator", http.MethodPost, "/api/v1/screens/enrol", `{"code":"123456","grant":{"role":"screen","account":"wang"}}`).want(http.StatusBadRequest)
	for _, d := range g.ask("operator", http.MethodGet, "/api/v1/devices", "").want(http.StatusOK).list() {
		if d["grants"].([]any)[0].(map[string]any)["role"] == "admin" {
			g.ask("operator", http.MethodPost, "/api/v1/devices/"+d["id"].(string)+"/revoke", "{}").want(http.StatusForbidden)
		}
	}
	g.account("wang", "manager")
	in := g.logIn("wang", goodPassword, "")
	g.as(in, http.MethodPost, "/api/v1/accounts/wang", `{"roles":["admin"]}`).want(http.StatusForbidden)
	g.as(in, http.MethodPost, "/api/v1/accounts", `{"accounts":[{"name":"x","roles":["admin"]}]}`).want(http.StatusForbidden)
	if got := g.ask("admin", http.MethodPost, "/api/v1/devices/codes", `{"grant":{"role":"screen","zone":"1F","account":"wang"}}`).want(http.StatusCreated).object(); got["grant"].(map[string]any)["account"] != nil {
		t.Errorf("a device's grant is of %v", got["grant"])
	}
}

// TestChiefReadsItsDepartmentAlone holds a chief's figures to the services of the department.
func TestChiefReadsItsDepartmentAlone(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) {
		l.Departments = []queue.Department{{ID: "hrss", Name: queue.Text{ZH: "人社局"}}}
		l.Services[0].Department = "hrss"
		l.Windows[1].Post = queue.Post{AStaff: "1002"}
	})
	g.take()
	g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"tax"}`).want(http.StatusCreated)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/sign-in", `{}`).want(http.StatusOK)
	g.window("next", `{}`).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/next", `{}`).want(http.StatusOK)
	for report, want := range map[string][]any{"windows": {3.0}, "services": {"social"}, "staff": {"1001", "1002"}} {
		key := strings.TrimSuffix(report, "s")
		var got []any
		for _, row := range g.ask("chief", http.MethodGet, "/api/v1/statistics/"+report, "").want(http.StatusOK).list() {
			got = append(got, row[key])
		}
		if report == "staff" {
			slices.SortFunc(got, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
		}
		if !slices.Equal(got, want) {
			t.Errorf("a chief reads the %s %v, want %v", report, got, want)
		}
	}
	if all := g.ask("supervisor", http.MethodGet, "/api/v1/statistics/windows", "").want(http.StatusOK).list(); len(all) != 2 {
		t.Errorf("a supervisor reads %v", all)
	}
	g.ask("chief", http.MethodGet, "/api/v1/statistics/hours", "").want(http.StatusForbidden)
}
