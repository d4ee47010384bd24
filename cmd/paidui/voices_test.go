package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestVoicesOfTheZones(t *testing.T) {
	g := newRig(t, nil)
	zones := g.ask("desk", http.MethodGet, "/api/v1/voices", "").want(http.StatusOK).list()
	if len(zones) != 2 || zones[0]["zone"] != "1F" || zones[0]["volume"] != 100. || zones[0]["last"] != nil || zones[0]["problem"] != nil {
		t.Errorf("the zones' voices: %v", zones)
	}
	tried := g.ask("screen2F", http.MethodPost, "/api/v1/voices/2F/test", `{}`).want(http.StatusOK).object()
	if tried["zone"] != "2F" || tried["confirmed_at"] != nil {
		t.Errorf("after a test: %v", tried)
	}
	heard := g.ask("supervisor", http.MethodPost, "/api/v1/voices/2F/heard", "").want(http.StatusOK).object()
	if heard["confirmed_at"] != g.now().String() {
		t.Errorf("after somebody heard it: %v", heard)
	}
	g.ask("screen2F", http.MethodPost, "/api/v1/voices/1F/heard", `{}`).want(http.StatusForbidden)
	g.ask("desk", http.MethodPost, "/api/v1/voices/9F/heard", `{}`).want(http.StatusNotFound)
	g.ask("desk", http.MethodPost, "/api/v1/voices/1F/heard", `[`).want(http.StatusBadRequest)
	if log := g.log.String(); !strings.Contains(log, `msg="voice is heard" zone=2F credential=`) {
		t.Errorf("the log: %s", log)
	}
}

// Who is no screen of the zone may say about its voice what it likes.
func TestOnlyScreensOfTheZoneSpeak(t *testing.T) {
	t.Parallel()
	g := newRig(t, nil)
	url := g.live()
	for who, want := range map[string]bool{"screen2F": true, "screen3": false, "desk": false, "": false} {
		var headers []string
		if who != "" {
			headers = []string{"Authorization", "Bearer " + g.tokens[who]}
		}
		conn, _, err := dial(t, url, "/ws/hall/2F", headers...)
		if err != nil {
			t.Fatal(err)
		}
		report := `{"voice":{"page":"` + who + `page","n":1,"sound":"running"}}`
		if err := conn.WriteMessage(websocket.TextMessage, []byte(report)); err != nil {
			t.Fatal(err)
		}
		known := false
		for deadline := time.Now().Add(2 * time.Second); !known && time.Now().Before(deadline); {
			_, text, err := conn.ReadMessage()
			if err != nil {
				t.Fatal(err)
			}
			known = strings.Contains(string(text), `"ack":1`)
			if !want && strings.Contains(string(text), `"ack"`) {
				t.Fatalf("%q is told %s", who, text)
			}
		}
		if known != want {
			t.Errorf("%q speaks: %t, want %t", who, known, want)
		}
		_ = conn.Close()
	}
}
