package main

import (
	"net/http"
	"testing"
	"time"
)

// TestAdvice: people wait for a service whose window nobody has opened.
func TestAdvice(t *testing.T) {
	t.Parallel()
	g := newRig(t, nil)
	g.take()
	g.take()
	if advice := g.ask("supervisor", http.MethodGet, "/api/v1/advice", "").want(http.StatusOK).list(); len(advice) != 0 {
		t.Errorf("before anything was looked at: %v", advice)
	}
	go g.server.centre.Advise(t.Context())
	var advice []map[string]any
	for range 300 {
		if advice = g.ask("supervisor", http.MethodGet, "/api/v1/advice", "").want(http.StatusOK).list(); len(advice) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(advice) != 1 || advice[0]["window"] != 3.0 || advice[0]["service"] != "social" || advice[0]["waiting_count"] != 2.0 ||
		advice[0]["longest_wait_ms"] != nil || advice[0]["longest_wait_then_ms"].(float64) < 60_000 {
		t.Errorf("advice %v", advice)
	}
	described := readDescription(t).Components["schemas"]["Advice"].(map[string]any)["properties"].(map[string]any)
	for field := range advice[0] {
		if described[field] == nil {
			t.Errorf("field %s is not described", field)
		}
	}
}
