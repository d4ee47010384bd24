package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paidui/paidui/kiosk/messages"
	"github.com/paidui/paidui/store"
)

const (
	webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	citizensPhone = "13912345678"
)

// smsGateway is a gateway on a port, which checks signatures by itself.
type smsGateway struct {
	*httptest.Server
	t      *testing.T
	mu     sync.Mutex
	status int
	got    []received
}

// received is one request as the gateway saw it.
type received struct {
	id, kind, raw string
	data          map[string]any
}

func newGateway(t *testing.T, status int) *smsGateway {
	s := &smsGateway{t: t, status: status}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP implements http.Handler.
func (s *smsGateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	secret, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(webhookSecret, "whsec_"))
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(r.Header.Get("webhook-id") + "." + r.Header.Get("webhook-timestamp") + "." + string(raw)))
	if r.Header.Get("webhook-signature") != "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)) {
		s.t.Errorf("signature %q", r.Header.Get("webhook-signature"))
	}
	var body struct {
		Type string
		Data map[string]any
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		s.t.Errorf("%s: %v", raw, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, received{r.Header.Get("webhook-id"), body.Type, string(raw), body.Data})
	w.WriteHeader(s.status)
}

// turn makes the gateway answer with status from now on.
func (s *smsGateway) turn(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = status
}

// wait gives what came, once so many requests have.
func (s *smsGateway) wait(n int) []received {
	s.t.Helper()
	for range 500 {
		s.mu.Lock()
		got := append([]received(nil), s.got...)
		s.mu.Unlock()
		if len(got) >= n {
			return got
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatalf("%d requests came, want %d", len(s.got), n)
	return nil
}

// attach gives the rig a server with a gateway, which sends until stop is called.
func (g *rig) attach(url string) (stop func()) {
	g.t.Helper()
	g.server.hub.Close()
	s, err := newServer(serverConfig{
		Hall: g.hall, Store: g.store, Clock: g.now, Log: slog.New(slog.NewTextHandler(&g.log, nil)),
		Webhook: messages.Target{URL: url, Secret: webhookSecret},
	})
	if err != nil {
		g.t.Fatal(err)
	}
	g.server = s
	stop = sync.OnceFunc(s.startMessages(g.t.Context()))
	g.t.Cleanup(stop)
	for range 500 { // what happens before that is not told
		if _, ok, _ := g.store.MessageMark(); ok {
			return stop
		}
		time.Sleep(10 * time.Millisecond)
	}
	g.t.Fatal("messages did not begin")
	return stop
}

// emptied waits until so many messages are pending and dead.
func (g *rig) emptied(pending, dead int) {
	g.t.Helper()
	var p, d int
	for range 500 {
		if p, d, _ = g.store.MessageCounts(); p == pending && d == dead {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	g.t.Fatalf("%d pending, %d dead; want %d, %d", p, d, pending, dead)
}

func TestCitizensAreToldByTheGateway(t *testing.T) {
	g, gateway := newRig(t, nil), newGateway(t, http.StatusOK)
	stop := g.attach(gateway.URL + "/?token=hush")
	g.window("sign-in", `{}`).want(http.StatusOK)
	slip := g.ask("kiosk", http.MethodPost, tickets, `{"service":"social","phone":"`+citizensPhone+`"}`).want(http.StatusCreated)
	g.window("next", `{}`).want(http.StatusOK)
	got := gateway.wait(2)
	g.emptied(0, 0)
	if got[0].kind != "ticket.issued" || got[1].kind != "ticket.called" {
		t.Fatalf("%+v", got)
	}
	for _, r := range got {
		if r.data["phone"] != citizensPhone || r.data["ticket"] != slip.str("id") || strings.Contains(r.raw, slip.str("access")) ||
			strings.ContainsAny(r.raw, "{}") && strings.Contains(r.raw, "{ticket}") {
			t.Errorf("%s", r.raw)
		}
	}
	text, _ := got[1].data["text"].(map[string]any)
	if text["zh"] != "【原州区政务服务中心】请 "+slip.str("number")+" 号到 3 号窗口办理。" {
		t.Errorf("text %v", text)
	}
	// What the gateway does not take waits, sealed: neither backup nor log nor metrics know the phone number.
	gateway.turn(http.StatusInternalServerError)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social","phone":"`+citizensPhone+`"}`).want(http.StatusCreated)
	gateway.wait(3)
	g.emptied(1, 0)
	var backup bytes.Buffer
	if _, err := g.store.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	metrics := httptest.NewRecorder()
	g.server.metrics.handler().ServeHTTP(metrics, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if !strings.Contains(metrics.Body.String(), "paidui_messages_pending 1\n") || !strings.Contains(metrics.Body.String(), "paidui_messages_dead 0\n") {
		t.Errorf("metrics:\n%s", metrics.Body)
	}
	stop()
	for where, kept := range map[string]string{"backup": backup.String(), "log": g.log.String(), "metrics": metrics.Body.String()} {
		for _, secret := range []string{citizensPhone, "hush", webhookSecret[6:]} {
			if strings.Contains(kept, secret) {
				t.Errorf("%s holds %q", where, secret)
			}
		}
	}
}

// TestMessagesOverARestart: what was made and not delivered goes out after the next start, under its id, and what
// happened while nobody watched is told then.
func TestMessagesOverARestart(t *testing.T) {
	g, gateway := newRig(t, nil), newGateway(t, http.StatusServiceUnavailable)
	stop := g.attach(gateway.URL)
	g.take()
	before := gateway.wait(1)
	g.emptied(1, 0)
	stop()
	g.take() // after the watcher and before the end
	g.restart()
	g.pass(10 * time.Second)
	gateway.turn(http.StatusNoContent)
	stop = g.attach(gateway.URL)
	after := gateway.wait(3)[1:]
	g.emptied(0, 0)
	ids := map[string]string{}
	for _, r := range after {
		ids[r.data["number"].(string)] = r.id
	}
	if len(after) != 2 || ids["A001"] != before[0].id || ids["A002"] == "" || ids["A002"] == ids["A001"] {
		t.Errorf("before %+v, after %+v", before, after)
	}
	stop()
	g.restart()
	g.attach(gateway.URL)
	g.take()
	if got := gateway.wait(4)[3:]; len(got) != 1 || got[0].data["number"] != "A003" {
		t.Errorf("after another restart: %+v", got)
	}
}

func TestDeadMessages(t *testing.T) {
	g, gateway := newRig(t, nil), newGateway(t, http.StatusGone)
	const dead = "/api/v1/messages/dead"
	if list := g.ask("admin", http.MethodGet, dead, "").want(http.StatusOK).list(); len(list) != 0 {
		t.Errorf("dead without a gateway: %v", list)
	}
	g.attach(gateway.URL)
	slip := g.take()
	g.emptied(0, 1)
	list := g.ask("admin", http.MethodGet, dead, "").want(http.StatusOK).list()
	properties, _ := readDescription(t).Components["schemas"]["DeadMessage"].(map[string]any)["properties"].(map[string]any)
	for field := range list[0] {
		if properties[field] == nil {
			t.Errorf("DeadMessage: field %s is not described", field)
		}
	}
	if list[0]["ticket"] != slip.str("id") || list[0]["last_error"] != "the gateway answered 410" || list[0]["tries"] != 1.0 {
		t.Errorf("%v", list)
	}
	gateway.turn(http.StatusOK)
	id, _ := list[0]["id"].(string)
	g.ask("admin", http.MethodPost, dead+"/none/retry", "").want(http.StatusNotFound, "not_found")
	if got := g.ask("admin", http.MethodPost, dead+"/"+id+"/retry", "").want(http.StatusOK).str("status"); got != "pending" {
		t.Errorf("status %q", got)
	}
	if got := gateway.wait(2); got[1].id != got[0].id || got[1].id != id {
		t.Errorf("%+v", got)
	}
	g.emptied(0, 0)
}

// TestWithoutAGatewayNothingIsKept: a hall that runs without one for a while does not tell of that time later.
func TestWithoutAGatewayNothingIsKept(t *testing.T) {
	g, gateway := newRig(t, nil), newGateway(t, http.StatusOK)
	g.attach(gateway.URL)()
	g.restart()
	g.server.startMessages(t.Context())()
	g.take()
	g.restart()
	g.attach(gateway.URL)
	g.take()
	if got := gateway.wait(1); got[0].data["number"] != "A002" {
		t.Errorf("%+v", got)
	}
}

func TestWebhookFlags(t *testing.T) {
	data := newData(t)
	serve := []string{"serve", "--data", data, "--listen", "127.0.0.1:0"}
	if s := say(t, append(serve, "--webhook-url", "http://127.0.0.1:9/")...); s.code != exitUsage || !strings.Contains(s.err, "webhook-secret") {
		t.Errorf("a URL alone: %+v", s)
	}
	t.Setenv("PAIDUI_WEBHOOK_URL", "http://127.0.0.1:9/")
	t.Setenv("PAIDUI_WEBHOOK_SECRET", "hush")
	if s := say(t, serve...); s.code != exitFailed || !strings.Contains(s.err, "whsec_") || strings.Contains(s.err, "hush") {
		t.Errorf("a bad secret: %+v", s)
	}
	if _, err := store.Verify(data); err != nil {
		t.Error(err)
	}
}
