package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// lastEvent gives the last event of the journal.
func (g *rig) lastEvent() map[string]any {
	g.t.Helper()
	entries := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").want(http.StatusOK).list()
	events := entries[len(entries)-1]["events"].([]any)
	return events[len(events)-1].(map[string]any)
}

// TestLeavingIsAskedAndRecorded: faces that people press are told whom they leave alone; programs are not, and what was
// left is in the journal either way.
func TestLeavingIsAskedAndRecorded(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.take()
	for order, body := range map[string]string{"sign-out": `{"ask":true}`, "pause": `{"reason":"用餐","ask":true,"anyway":true}`} {
		refused := g.window(order, body).want(http.StatusConflict, "last_window").problem()
		if len(refused.LeftAlone) != 1 || refused.LeftAlone[0] != (queue.LeftAlone{Service: "social", Waiting: 1}) {
			t.Errorf("%s: left alone %v", order, refused.LeftAlone)
		}
	}
	g.window("pause", `{"reason":"用餐"}`).want(http.StatusOK)
	if e := g.lastEvent(); e["left_alone"] == nil || e["anyway"] != nil {
		t.Errorf("a program's pause is kept as %v", e)
	}
	g.window("unpause", ``).want(http.StatusOK)
	g.window("pause", `{"reason":"用餐","go_to":5,"ask":true,"anyway":true}`).want(http.StatusOK)
	if e := g.lastEvent(); e["left_alone"] == nil || e["anyway"] != true {
		t.Errorf("a pause all the same is kept as %v", e)
	}
	g.window("stay-on", ``).want(http.StatusConflict, "wrong_state")
	g.ask("supervisor", http.MethodPost, "/api/v1/windows/3/sign-out", `{"reason":"人已离开"}`).want(http.StatusOK)
	if e := g.lastEvent(); e["kind"] != "signed_out" || e["left_alone"] == nil {
		t.Errorf("a sign-out for somebody is kept as %v", e)
	}
}

func TestScreensReadNoReasonOfAPause(t *testing.T) {
	for _, public := range []bool{false, true} {
		g := newRig(t, func(l *queue.Layout) { l.Settings.PublicPauseReason = public })
		g.window("sign-in", `{}`).want(http.StatusOK)
		g.window("pause", `{"reason":"用餐"}`).want(http.StatusOK)
		for who, reads := range map[string]bool{"screen3": public, "counter3": true, "desk": true} {
			windows := g.ask(who, http.MethodGet, "/api/v1/windows", "").want(http.StatusOK).list()
			if reason := windows[0]["pause"].(map[string]any)["reason"]; (reason == "用餐") != reads {
				t.Errorf("public %v: %s reads the reason %q", public, who, reason)
			}
		}
	}
}

func TestSubstitutes(t *testing.T) {
	g := newRig(t, nil)
	substitute := func(no, until string) *asked {
		return g.ask("supervisor", http.MethodPost, "/api/v1/staff/"+no+"/substitute", `{"until":"`+until+`"}`)
	}
	substitute("9", "2026-11-24").want(http.StatusNotFound, "unknown_staff")
	substitute("1002", "tomorrow").want(http.StatusBadRequest, "bad_request")
	if m := substitute("1002", "2026-11-24").want(http.StatusOK).object(); m["substitute_until"] != "2026-11-24" || m["name"] != "李建国" {
		t.Errorf("appointed %v", m)
	}
	if w := g.window("sign-in", `{"staff":"1002"}`).want(http.StatusOK).object(); w["substitute"] != true {
		t.Errorf("the window does not say that a substitute sits there: %v", w)
	}
	members := g.ask("admin", http.MethodGet, "/api/v1/staff", "").want(http.StatusOK).list()
	if members[0]["window"] != nil || members[1]["window"] != 3.0 || members[1]["signed_in_at"] != "2026-11-23T01:00:00.000Z" {
		t.Errorf("members %v", members)
	}
	if m := substitute("1002", "2026-11-22").want(http.StatusOK).object(); m["substitute_until"] != nil {
		t.Errorf("ended %v", m)
	}
}

// TestShiftsOfAMorning plays a morning of two people at one window and reads the register.
func TestShiftsOfAMorning(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) {
		for i, s := range []string{"09:10-12:00", "14:30-18:00"} { // the rig's clock begins at nine
			l.Hours.Sessions = append(l.Hours.Sessions[:i], queue.Session{})
			_ = l.Hours.Sessions[i].UnmarshalText([]byte(s))
		}
	})
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	g.pass(time.Hour)
	g.take()
	g.window("pause", `{"reason":"用餐"}`).want(http.StatusOK)
	g.pass(10 * time.Minute)
	g.window("unpause", ``).want(http.StatusOK)
	g.pass(20 * time.Minute)
	g.window("sign-in", `{"staff":"1002","take_over":true}`).want(http.StatusOK)
	g.window("next", ``).want(http.StatusOK)
	g.window("finish", ``).want(http.StatusConflict, "wrong_state")
	g.window("start", ``).want(http.StatusOK)
	g.window("finish", ``).want(http.StatusOK)
	g.pass(30 * time.Minute)
	g.window("sign-out", ``).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/sign-in", `{}`).want(http.StatusOK)

	rows := g.ask("supervisor", http.MethodGet, "/api/v1/statistics/shifts", "").want(http.StatusOK).list()
	for i, want := range []map[string]any{
		{"staff": "1001", "name": "张晓梅", "window": 3.0, "prepared": true, "late_ms": 0.0, "early_ms": 0.0, "paused_ms": 600000.0,
			"away_ms": 600000.0, "pause_count": 1.0, "left_alone": 1.0, "relieved": true, "signed_out_at": "2026-11-23T02:30:00.000Z"},
		{"staff": "1002", "prepared": nil, "late_ms": 0.0, "early_ms": 3600000.0, "relief": true, "forgotten": false, "pause_count": 0.0},
		{"staff": "", "name": "", "window": 5.0, "late_ms": 6600000.0, "prepared": false, "signed_out_at": nil},
	} {
		for field, value := range want {
			if rows[i][field] != value {
				t.Errorf("turn %d: %s is %v, want %v", i+1, field, rows[i][field], value)
			}
		}
	}
	window := g.ask("admin", http.MethodGet, "/api/v1/statistics/windows", "").want(http.StatusOK).list()[0]
	if window["pause_count"] != 1.0 || window["paused_ms"] != 600000.0 {
		t.Errorf("the window's row: %v", window)
	}
	table := g.ask("admin", http.MethodGet, "/api/v1/statistics/shifts?format=csv", "").want(http.StatusOK).Body.String()
	lines := strings.Split(table, "\r\n")
	if !strings.HasPrefix(lines[0], "date,staff,name,window,signed_in_at,") ||
		!strings.HasPrefix(lines[1], "2026-11-23,1001,张晓梅,3,2026-11-23T01:00:00.000Z,2026-11-23T02:30:00.000Z,0,0,true,600000,600000,1,1,") {
		t.Errorf("table %s", table)
	}
	if before := g.ask("admin", http.MethodGet, "/api/v1/statistics/shifts?to=2026-11-22", "").want(http.StatusOK).list(); len(before) != 0 {
		t.Errorf("the day before had %v", before)
	}
}

func toJSON(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}
