package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/escpos/escpostest"
	"github.com/paidui/paidui/queue"
)

// saturdays closes the hall on the day of the tests.
func saturdays(l *queue.Layout) {
	l.Hours = queue.BusinessHours{Days: []queue.Weekday{6}, Sessions: []queue.Session{{Open: 9 * 60, Close: 12 * 60}}}
}

// TestTrialDay: on a day off the hall opens for training; its slips say so, its numbers open no page afterwards, and the
// figures know nothing of it.
func TestTrialDay(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, saturdays)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusConflict, "not_issuing")
	g.ask("supervisor", http.MethodPost, "/api/v1/trial", "{}").want(http.StatusForbidden)
	g.ask("admin", http.MethodPost, "/api/v1/trial/end", "{}").want(http.StatusConflict, "wrong_state")
	if until := g.ask("admin", http.MethodPost, "/api/v1/trial", "{}").want(http.StatusOK).str("until"); until != "2026-11-23T16:00:00.000Z" {
		t.Errorf("the trial lasts until %s", until)
	}
	if trial := g.ask("", http.MethodGet, "/api/v1/hall", "").object()["trial"]; trial == nil {
		t.Error("the faces are not told")
	}
	word := g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated).str("access")
	if _, state := g.outcome(word); state != "ok" {
		t.Errorf("the slip is %s", state)
	}
	g.ask("eastkiosk", http.MethodPost, tickets+"/"+word+"/reprint", `{"lang":"en"}`).want(http.StatusOK)
	texts, _ := slips(t, printer, escpos.Paper80())
	if len(texts) != 2 || !strings.Contains(texts[0], "测试号") || !strings.Contains(texts[1], "Test: not valid") {
		t.Errorf("printed %q", texts)
	}
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("next", `{}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	g.window("finish", `{"outcome":"accepted"}`).want(http.StatusOK)
	g.ask("", http.MethodPost, tickets+"/"+word+"/rating", `{"level":1}`).want(http.StatusOK)
	g.take()
	g.restart()
	g.ask("admin", http.MethodPost, "/api/v1/trial/end", "{}").want(http.StatusOK)
	g.ask("", http.MethodGet, tickets+"/"+word, "").want(http.StatusNotFound, "unknown_ticket")
	for _, figures := range []string{"services", "windows", "staff", "hours", "shifts"} {
		for _, row := range g.ask("supervisor", http.MethodGet, "/api/v1/statistics/"+figures, "").want(http.StatusOK).list() {
			if issued, ok := row["issued"].(float64); ok && issued != 0 {
				t.Errorf("%s count the trial: %v", figures, row)
			}
		}
	}
	if rows := g.ask("supervisor", http.MethodGet, "/api/v1/follow-ups", "").want(http.StatusOK).list(); len(rows) != 0 {
		t.Errorf("followed up: %v", rows)
	}
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusConflict, "not_issuing")
}

// TestTerminalCounterTellsOfATrial: the counter without a browser says it above all else.
func TestTerminalCounterTellsOfATrial(t *testing.T) {
	board := &display.CounterBoard{}
	c := &caller{board: board}
	if lines := c.asked(); len(lines) != 0 {
		t.Errorf("on a real day: %q", lines)
	}
	if err := json.Unmarshal([]byte(`{"trial":{"seq":7}}`), board); err != nil {
		t.Fatal(err)
	}
	if lines := c.asked(); len(lines) != 1 || !strings.Contains(lines[0], "测试") {
		t.Errorf("on a trial day: %q", lines)
	}
}
