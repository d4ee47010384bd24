package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// TestEmergency is moment 29: the desk sends everybody out, and every face is told so until somebody ends it.
func TestEmergency(t *testing.T) {
	g := newRig(t, nil)
	g.take()
	g.window("sign-in", `{}`).want(http.StatusOK)
	const long = `{"text":{"zh":"`
	g.ask("desk", http.MethodPost, "/api/v1/emergency", long+strings.Repeat("火", 101)+`"}}`).want(http.StatusBadRequest)
	g.ask("desk", http.MethodPost, "/api/v1/emergency/end", "").want(http.StatusConflict, "wrong_state")

	raised := g.ask("desk", http.MethodPost, "/api/v1/emergency", "", "Idempotency-Key", "fire").want(http.StatusOK)
	if text := raised.object()["text"].(map[string]any)["zh"]; !strings.Contains(text.(string), "安全出口") {
		t.Errorf("the text is %q", text)
	}
	g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"social"}`).want(http.StatusConflict, "emergency")
	g.window("next", `{}`).want(http.StatusConflict, "emergency")
	if why := g.ask("", http.MethodGet, "/api/v1/services", "").list()[0]["not_issuing"]; why != "emergency" {
		t.Errorf("the kiosk is told that numbers are not issued for %v", why)
	}
	g.everyFace(t, true)

	g.ask("supervisor", http.MethodPost, "/api/v1/emergency", `{"text":{"zh":"请从东门离开"}}`).want(http.StatusOK)
	again := g.ask("desk", http.MethodPost, "/api/v1/emergency", "", "Idempotency-Key", "fire").want(http.StatusOK)
	if again.Body.String() != raised.Body.String() {
		t.Errorf("the same key was answered %s, then %s", raised.Body, again.Body)
	}
	g.ask("admin", http.MethodPost, "/api/v1/emergency/end", "").want(http.StatusOK)
	g.everyFace(t, false)
	g.window("next", `{}`).want(http.StatusOK)
	g.take()
}

// everyFace checks whether all boards and the hall's answer tell of an emergency.
func (g *rig) everyFace(t *testing.T, lasts bool) {
	t.Helper()
	if _, told := g.ask("", http.MethodGet, "/api/v1/hall", "").object()["emergency"]; told != lasts {
		t.Errorf("the hall's answer has an emergency: %v, want %v", told, lasts)
	}
	var id queue.TicketID
	g.hall.View(func(s *queue.State) { id = s.Tickets()[0].ID })
	for _, p := range []display.Profile{
		display.HallOf("1F"), display.WindowOf(3), display.CounterOf(3), display.TicketOf(id), display.Monitor(), display.Desk(),
	} {
		if told := strings.Contains(g.board(p), `"emergency":`); told != lasts {
			t.Errorf("%s has an emergency: %v, want %v", p, told, lasts)
		}
	}
}

// board gives what p shows now.
func (g *rig) board(p display.Profile) (text string) {
	g.t.Helper()
	g.hall.View(func(s *queue.State) {
		board, ok := display.Draw(s, max(g.now(), s.At()), p)
		written, err := json.Marshal(board)
		if !ok || err != nil {
			g.t.Fatalf("the hall has no %s (%v)", p, err)
		}
		text = string(written)
	})
	return text
}
