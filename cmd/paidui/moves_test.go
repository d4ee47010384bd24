package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// TestMoves is the rest of a window's orders over HTTP: aside, back, on, undone, out of order.
func TestMoves(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Services[0].NextStep = "tax" })
	g.window("sign-in", ``).want(http.StatusOK)
	first, second := g.take(), g.take()
	id := func(a *asked) string { return `{"ticket":"` + a.str("id") + `"}` }

	g.window("next", ``).want(http.StatusOK)
	if back := g.window("return", id(first)).want(http.StatusOK); back.str("status") != "waiting" {
		t.Errorf("returned %s", back.Body)
	}
	g.window("call", id(second)).want(http.StatusBadRequest, "reason_required")
	called := g.window("call", `{"ticket":"`+second.str("id")+`","reason":"残疾人"}`).want(http.StatusOK)
	if called.str("number") != "A002" || called.str("why") != "specific" {
		t.Errorf("called %s", called.Body)
	}
	g.window("hold", id(second)).want(http.StatusConflict, "wrong_state")
	g.window("start", ``).want(http.StatusOK)
	g.window("hold", `{"note":"补填表格"}`).want(http.StatusOK)
	g.window("resume", `{}`).want(http.StatusBadRequest, "bad_request")
	g.window("resume", id(second)).want(http.StatusOK)
	g.window("finish", `{"outcome":"consulted"}`).want(http.StatusOK)
	if again := g.window("reopen", id(second)).want(http.StatusOK); again.str("status") != "serving" || again.object()["outcome"] != nil {
		t.Errorf("reopened %s", again.Body)
	}
	g.window("transfer", `{"to_service":"nothing"}`).want(http.StatusNotFound, "unknown_service")
	if on := g.window("transfer", id(second)).want(http.StatusOK); on.str("service") != "tax" || on.str("number") != "A002" {
		t.Errorf("sent on to the next step: %s", on.Body)
	}
	g.window("walk-up", `{"service":"social"}`).want(http.StatusBadRequest, "reason_required")
	up := g.window("walk-up", `{"service":"social","reason":"只问一句"}`).want(http.StatusOK)
	if up.str("status") != "serving" || up.str("source") != "counter" {
		t.Errorf("walk-up %s", up.Body)
	}
	g.window("finish", ``).want(http.StatusOK)

	g.window("next", ``).want(http.StatusOK)
	g.window("recall", `{"paced":true}`).want(http.StatusConflict, "too_soon")
	g.window("no-show", `{"paced":true}`).want(http.StatusConflict, "too_soon")
	g.pass(time.Minute)
	g.window("no-show", `{"paced":true}`).want(http.StatusOK)
	if here := g.window("arrived", id(first)).want(http.StatusOK); here.str("status") != "waiting" {
		t.Errorf("arrived %s", here.Body)
	}
	if next := g.window("next", ``).want(http.StatusOK); next.str("number") != "A001" || next.str("why") != "arrived" {
		t.Errorf("next %s", next.Body)
	}
	if over := g.window("sign-in", `{"staff":"1002","take_over":true}`).want(http.StatusOK); over.object()["staff"].(map[string]any)["number"] != "1002" {
		t.Errorf("taken over %s", over.Body)
	}
	row := g.ask("admin", http.MethodGet, "/api/v1/statistics/windows", "").want(http.StatusOK).list()[0]
	if row["called"] != 5.0 || row["served"] != 1.0 || row["left"] != 2.0 || row["recovered"] != 1.0 {
		t.Errorf("the window's row: %v", row)
	}
}

// TestJustAskingIsCounted: whoever only asks something takes no number, leaves whoever is at the window there, and shows in the figures.
func TestJustAskingIsCounted(t *testing.T) {
	g := newRig(t, nil)
	g.window("consult", ``).want(http.StatusConflict, "window_closed")
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	g.take()
	g.window("next", ``).want(http.StatusOK)
	for range 2 {
		g.window("consult", ``).want(http.StatusOK)
	}
	g.window("pause", `{"reason":"用餐"}`).want(http.StatusOK)
	g.window("consult", ``).want(http.StatusConflict, "wrong_state")
	g.ask("counter5", http.MethodPost, "/api/v1/windows/3/consult", ``).want(http.StatusForbidden, "forbidden")
	for _, report := range []string{"windows", "staff"} {
		row := g.ask("admin", http.MethodGet, "/api/v1/statistics/"+report, "").want(http.StatusOK).list()[0]
		if row["consultations"] != 2.0 || row["called"] != 1.0 {
			t.Errorf("%s: %v", report, row)
		}
	}
}

// TestStandIn: a supervisor or the guide desk works a window whose clerk is gone, and says why.
func TestStandIn(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", ``).want(http.StatusOK)
	g.take()
	g.window("next", ``).want(http.StatusOK)
	at3 := "/api/v1/windows/3/"
	g.ask("desk", http.MethodPost, at3+"next", `{"finish":true}`).want(http.StatusForbidden, "forbidden")
	g.ask("desk", http.MethodPost, at3+"return", `{}`).want(http.StatusBadRequest, "reason_required")
	g.ask("desk", http.MethodPost, at3+"return", `{"reason":"电脑故障"}`).want(http.StatusOK)
	g.ask("supervisor", http.MethodPost, at3+"sign-out", `{"reason":"人已离开"}`).want(http.StatusOK)
	entries := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").want(http.StatusOK).list()
	if by := entries[len(entries)-1]["by"]; by != "supervisor: 人已离开" {
		t.Errorf("the journal says it was %q", by)
	}
}

// TestSuspendAndDefer: a service stands still and goes on; a citizen lets others go first.
func TestSuspendAndDefer(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", ``).want(http.StatusOK)
	first := g.take()
	suspend := "/api/v1/services/social/suspend"
	g.ask("desk", http.MethodPost, suspend, `{}`).want(http.StatusBadRequest, "reason_required")
	g.ask("desk", http.MethodPost, "/api/v1/services/nothing/suspend", `{"reason":"x"}`).want(http.StatusNotFound, "unknown_service")
	g.ask("desk", http.MethodPost, suspend, `{"reason":"省系统故障","back_at":"2026-11-23T02:00:00Z","issuing":false}`).want(http.StatusOK)
	g.window("next", ``).want(http.StatusConflict, "nobody_waiting")
	g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"social"}`).want(http.StatusConflict, "service_suspended")
	g.ask("supervisor", http.MethodPost, "/api/v1/services/social/unsuspend", ``).want(http.StatusOK)
	g.take()
	later := "/api/v1/tickets/" + first.str("access") + "/defer"
	if put := g.ask("", http.MethodPost, later, ``).want(http.StatusOK); put.str("status") != "waiting" {
		t.Errorf("deferred %s", put.Body)
	}
	g.ask("", http.MethodPost, later, ``).want(http.StatusOK)
	g.ask("", http.MethodPost, later, ``).want(http.StatusConflict, "defer_limit")
	if next := g.window("next", ``).want(http.StatusOK); next.str("number") != "A002" {
		t.Errorf("called %s before who let others go first", next.str("number"))
	}
}
