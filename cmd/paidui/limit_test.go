package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

func TestKioskLimit(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Settings.KioskPerMinute = 3 })
	take := `{"service":"social"}`
	for range 5 { // refusals take nothing off
		g.ask("kiosk", http.MethodPost, tickets, `{"service":"none"}`).want(http.StatusNotFound)
	}
	g.keyed("kiosk", tickets, take, "first").want(http.StatusCreated)
	g.take()
	g.take()
	refused := g.ask("kiosk", http.MethodPost, tickets, take).want(http.StatusTooManyRequests, "rate_limited")
	if after := refused.Header().Get("Retry-After"); after != "20" {
		t.Errorf("retry after %q, want 20 s, a third of a minute", after)
	}
	g.keyed("kiosk", tickets, take, "first").want(http.StatusCreated)
	g.ask("kiosk2", http.MethodPost, tickets, take).want(http.StatusCreated)
	for range 5 {
		g.ask("desk", http.MethodPost, tickets, take).want(http.StatusCreated)
	}
	g.pass(20 * time.Second)
	g.take()
	g.ask("kiosk", http.MethodPost, tickets, take).want(http.StatusTooManyRequests)
	g.pass(time.Hour)
	for range 3 {
		g.take()
	}
	g.ask("kiosk", http.MethodPost, tickets, take).want(http.StatusTooManyRequests)
}

func TestKioskLimitFollowsTheSettings(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Settings.KioskPerMinute = 1 })
	g.take()
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusTooManyRequests)
	layout := rigLayout()
	layout.Settings.KioskPerMinute = 0
	if _, err := g.hall.Do(t.Context(), queue.Origin{}, queue.SetUp{Layout: layout}); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		g.take()
	}
}
