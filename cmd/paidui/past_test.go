package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"testing"
	"time"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// TestThePastIsWhatWas notes what programs and screens were told while a morning went on, and looks back at it from the
// next day, after a restart.
func TestThePastIsWhatWas(t *testing.T) {
	g := newRig(t, nil)
	type moment struct {
		at                queue.Instant
		windows, services []map[string]any
		board             string
	}
	var morning []moment
	note := func() {
		g.pass(10 * time.Second)
		morning = append(morning, moment{
			g.now(), g.ask("supervisor", http.MethodGet, "/api/v1/windows", "").want(http.StatusOK).list(),
			g.ask("", http.MethodGet, "/api/v1/services", "").want(http.StatusOK).list(), g.board(display.HallOf("1F")),
		})
		g.pass(10 * time.Second)
	}
	g.take()
	note()
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.take()
	g.pass(time.Second)
	elder := g.ask("desk", http.MethodPost, tickets, `{"service":"social","class":"elder","reason":"老年人"}`).want(http.StatusCreated)
	note()
	g.window("next", `{}`).want(http.StatusOK)
	note()
	g.window("start", `{}`).want(http.StatusOK)
	g.window("finish", `{"outcome":"accepted"}`).want(http.StatusOK)
	note()
	g.pass(24 * time.Hour)
	g.take()
	g.restart()
	for i, m := range morning {
		past := g.ask("admin", http.MethodGet, "/api/v1/history?screen=hall/1F&at="+m.at.String(), "").want(http.StatusOK).object()
		board, _ := json.Marshal(past["board"])
		var was any
		_ = json.Unmarshal([]byte(m.board), &was)
		var is any
		_ = json.Unmarshal(board, &is)
		if !reflect.DeepEqual(is, was) {
			t.Errorf("moment %d: the board was\n%s\nand is said to have been\n%s", i, m.board, board)
		}
		for key, want := range map[string][]map[string]any{"windows": m.windows, "services": m.services} {
			rows := map[any]map[string]any{}
			for _, row := range past[key].([]any) {
				row := row.(map[string]any)
				delete(row, "queue")
				rows[row[map[string]string{"windows": "number", "services": "id"}[key]]] = row
			}
			for _, row := range want {
				got := rows[row[map[string]string{"windows": "number", "services": "id"}[key]]]
				for field := range row {
					if value, told := got[field]; told && !reflect.DeepEqual(value, row[field]) || got == nil {
						t.Errorf("moment %d, %s: %s was\n%v\nand is said to have been\n%v", i, key, field, row, got)
					}
				}
			}
		}
		if next, _ := past["next_at"].(string); next == "" || i < len(morning)-1 && next > morning[i+1].at.String() {
			t.Errorf("moment %d: the next entry is at %q", i, next)
		}
	}
	life := g.ask("supervisor", http.MethodGet, "/api/v1/history/ticket?date=2026-11-23&number="+elder.str("number"), "").want(http.StatusOK).object()
	var kinds []string
	for _, step := range life["steps"].([]any) {
		step := step.(map[string]any)
		kinds = append(kinds, step["kind"].(string))
		if step["kind"] == "issued" && step["people_ahead"] != 0.0 {
			t.Errorf("issued: %v", step)
		}
		if call, _ := step["call"].(map[string]any); step["kind"] == "called" && (call["why"] != "head_start" || len(call["passed"].([]any)) != 2) {
			t.Errorf("called: %v", step)
		}
	}
	if want := []string{"issued", "called", "started", "finished"}; !reflect.DeepEqual(kinds, want) {
		t.Errorf("the life of %s: %v, want %v", elder.str("number"), kinds, want)
	}
	for path, code := range map[string]string{
		"/api/v1/history": "bad_request", "/api/v1/history?at=2026-11-20T01:00:00Z": "bad_request", "/api/v1/history?at=2030-01-01T00:00:00Z": "bad_request",
		"/api/v1/history?screen=counter/3&at=" + url.QueryEscape(morning[0].at.String()): "bad_request",
	} {
		g.ask("admin", http.MethodGet, path, "").want(http.StatusBadRequest, code)
	}
	g.ask("admin", http.MethodGet, "/api/v1/history/ticket?date=2026-11-23&number=Z999", "").want(http.StatusNotFound, "unknown_ticket")
}
