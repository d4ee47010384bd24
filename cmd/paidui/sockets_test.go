package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// dial opens a socket of a live rig. headers are pairs.
func dial(t *testing.T, url, path string, headers ...string) (*websocket.Conn, *http.Response, error) {
	t.Helper()
	h := http.Header{}
	for i := 0; i < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	conn, response, err := websocket.DefaultDialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(url, "http")+path, h)
	if err == nil {
		t.Cleanup(func() { _ = conn.Close() })
		if err := conn.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	return conn, response, err
}

// frame reads one frame's seq and calls.
func frame(t *testing.T, conn *websocket.Conn) (seq uint64, kind string, numbers []string) {
	t.Helper()
	var f struct {
		Seq   uint64
		Board struct{ Kind string }
		Speak []struct{ Number string }
	}
	_, text, err := conn.ReadMessage()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	for _, s := range f.Speak {
		numbers = append(numbers, s.Number)
	}
	return f.Seq, f.Board.Kind, numbers
}

func TestSocketsShowTheirBoards(t *testing.T) {
	g := newRig(t, nil)
	word := g.take().str("access")
	g.window("sign-in", `{}`).want(http.StatusOK)
	url := g.live()
	for path, kind := range map[string]string{
		"/ws/hall/1F": "hall", "/ws/window/3": "window", "/ws/counter/3": "counter", "/ws/ticket/" + word: "ticket",
	} {
		conn, _, err := dial(t, url, path, "Authorization", "Bearer "+g.tokens["counter3"])
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if _, got, numbers := frame(t, conn); got != kind || len(numbers) != 0 {
			t.Errorf("%s: first frame of kind %q speaks %v", path, got, numbers)
		}
	}
	conn, _, err := dial(t, url, "/ws/monitor", "Authorization", "Bearer "+g.tokens["supervisor"])
	if err != nil {
		t.Fatal(err)
	}
	if _, kind, _ := frame(t, conn); kind != "monitor" {
		t.Errorf("monitor shows %q", kind)
	}
	hall, _, err := dial(t, url, "/ws/hall/1F")
	if err != nil {
		t.Fatal(err)
	}
	frame(t, hall)
	g.window("next", `{}`).want(http.StatusOK)
	for {
		if _, _, numbers := frame(t, hall); len(numbers) > 0 {
			if numbers[0] != "A001" {
				t.Errorf("the hall hears %v", numbers)
			}
			return
		}
	}
}

func TestSocketsRefuseBrowsersByClosing(t *testing.T) {
	g := newRig(t, privateBoard)
	url := g.live()
	_, cookie := g.enrol(g.tokens["kiosk"], "")
	for _, c := range []struct {
		path, cookie string
		code         int
	}{
		{"/ws/hall/1F", "", display.CloseNotEnrolled},
		{"/ws/counter/3", "", display.CloseNotEnrolled},
		{"/ws/counter/3", cookie.Value, display.CloseForbidden},
		{"/ws/monitor", cookie.Value, display.CloseForbidden},
		{"/ws/ticket/nobodys", "", display.CloseUnknown},
	} {
		headers := []string{"Origin", url}
		if c.cookie != "" {
			headers = append(headers, "Cookie", "paidui_device="+c.cookie)
		}
		conn, _, err := dial(t, url, c.path, headers...)
		if err != nil {
			t.Fatalf("%s: %v", c.path, err)
		}
		_, _, err = conn.ReadMessage()
		var closed *websocket.CloseError
		if !errors.As(err, &closed) || closed.Code != c.code {
			t.Errorf("%s: %v, want close %d", c.path, err, c.code)
		}
	}
}

func TestSocketsRefuseProgramsAndOtherSites(t *testing.T) {
	g := newRig(t, privateBoard)
	url := g.live()
	bearer := "Bearer " + g.tokens["admin"]
	_, cookie := g.enrol(g.tokens["admin"], "")
	for _, c := range []struct {
		name, path string
		status     int
		headers    []string
	}{
		{"no credential", "/ws/monitor", 401, nil},
		{"wrong role", "/ws/counter/3", 403, []string{"Authorization", bearer}},
		{"unknown window", "/ws/window/99", 404, []string{"Authorization", bearer}},
		{"no window", "/ws/window/x", 404, []string{"Authorization", bearer}},
		{"unknown zone", "/ws/hall/9F", 404, []string{"Authorization", bearer}},
		{"unknown word", "/ws/ticket/nobodys", 404, nil},
		{"bearer from another site", "/ws/monitor", 403, []string{"Authorization", bearer, "Origin", "http://elsewhere.test"}},
		{"no site", "/ws/monitor", 403, []string{"Authorization", bearer, "Origin", "null"}},
		{"cookie without an origin", "/ws/monitor", 403, []string{"Cookie", "paidui_device=" + cookie.Value}},
		{"cookie from another site", "/ws/monitor", 403, []string{"Cookie", "paidui_device=" + cookie.Value, "Origin", "http://elsewhere.test"}},
		{"cookie from home", "/ws/monitor", 101, []string{"Cookie", "paidui_device=" + cookie.Value, "Origin", url}},
		{"bearer", "/ws/monitor", 101, []string{"Authorization", bearer}},
	} {
		_, response, err := dial(t, url, c.path, c.headers...)
		if response == nil || response.StatusCode != c.status {
			t.Errorf("%s: %v, %v, want %d", c.name, response, err, c.status)
		}
	}
}

func TestEverybodyIsInTheLogAndNoWord(t *testing.T) {
	g := newRig(t, nil)
	word := g.take().str("access")
	for _, path := range []string{"", "/qr.png"} {
		g.ask("", http.MethodGet, "/api/v1/tickets/"+word+path, "").want(http.StatusOK)
	}
	g.ask("", http.MethodPost, "/api/v1/tickets/"+word+"/rating", `{"level":9}`).want(http.StatusBadRequest)
	g.ask("", http.MethodPost, "/api/v1/tickets/"+word+"/cancel", `{`).want(http.StatusBadRequest)
	g.ask("", http.MethodGet, "/t/"+word, "").want(http.StatusOK)
	g.ask("", http.MethodGet, "/api/v1/tickets/"+word+"/none", "").want(http.StatusNotFound)
	g.ask("", http.MethodPut, "/api/v1/tickets/"+word, "").want(http.StatusMethodNotAllowed)
	g.ask("", http.MethodGet, "/ws/ticket/"+word, "")
	g.ask("", http.MethodGet, "/"+word, "").want(http.StatusNotFound)
	log := g.log.String()
	if strings.Contains(log, word) {
		t.Errorf("the word is in the log:\n%s", log)
	}
	for _, want := range []string{"route=/api/v1/tickets/:access", "route=none", "status=404", "method=PUT", "credential=", "id="} {
		if !strings.Contains(log, want) {
			t.Errorf("the log has no %s:\n%s", want, log)
		}
	}
	for _, token := range g.tokens {
		if strings.Contains(log, token) {
			t.Error("a token is in the log")
		}
	}
	if entry := g.ask("admin", http.MethodGet, "/api/v1/journal?after=2&limit=1", "").list()[0]; entry["by"] != queue.Grant.String(roleGrants["kiosk"][0]) {
		t.Errorf("entry by %v", entry["by"])
	}
}
