package main

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// deeds gives what the audit of today tells, as "deed of by note".
func (g *rig) deeds() []string {
	g.t.Helper()
	var all []string
	for _, row := range g.ask("manager", http.MethodGet, "/api/v1/audit", "").want(http.StatusOK).list() {
		line := row["deed"].(string)
		for _, field := range []string{"of", "by", "note"} {
			if text, ok := row[field].(string); ok {
				line += " " + text
			}
		}
		all = append(all, line)
	}
	return all
}

func TestAuditTellsWhoDidWhat(t *testing.T) {
	g := newRig(t, nil)
	g.account("wang", "manager")
	in := g.logIn("wang", goodPassword, "")
	g.ask("admin", http.MethodPost, "/api/v1/accounts/wang", `{"roles":["manager","desk"]}`).want(http.StatusOK)
	g.as(in, http.MethodGet, "/api/v1/statistics/staff?format=csv&from=2026-11-01", "").want(http.StatusOK)
	g.as(in, http.MethodGet, "/api/v1/statistics/staff", "").want(http.StatusOK)
	g.as(in, http.MethodGet, "/api/v1/feedback?reason="+"核对", "").want(http.StatusOK)
	g.as(in, http.MethodPost, "/api/v1/layout", `{"layout":`+g.layoutJSON()+`}`).want(http.StatusOK)
	g.take()
	second := g.take().str("id")
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("call", `{"ticket":"`+second+`","reason":"急事"}`).want(http.StatusOK)
	g.ask("admin", http.MethodGet, "/api/v1/backup", "").want(http.StatusOK)
	_, admin := g.enrol(g.tokens["admin"], "")
	for range 3 {
		g.as("paidui_device="+admin.Value, http.MethodGet, "/api/v1/journal", "").want(http.StatusOK)
		g.ask("admin", http.MethodGet, "/api/v1/journal", "").want(http.StatusOK)
	}
	g.ask("screen3", http.MethodGet, "/api/v1/backup", "").want(http.StatusForbidden)
	g.as(in, http.MethodPost, "/api/v1/session/end", "{}").want(http.StatusOK)
	got := strings.Join(g.deeds(), "\n")
	for _, want := range []string{
		"account_made wang admin manager", "log_in wang account wang password", "password_changed wang account wang password",
		"account_changed wang admin manager desk", "exported statistics/staff.csv manager account wang  from=2026-11-01", "exported feedback manager account wang 核对",
		"layout_changed manager account wang", "called A002 counter window 3 staff 1001 急事", "exported backup admin", "exported journal admin", "device_enrolled ", "log_out wang account wang",
	} {
		if strings.Count(got, want) < 1 {
			t.Errorf("the audit does not tell %q:\n%s", want, got)
		}
	}
	for _, once := range []string{"exported journal", "exported backup", "exported statistics", "exported feedback"} {
		if n := strings.Count(got, once); n != 1 {
			t.Errorf("%q is told %d times", once, n)
		}
	}
	if strings.Contains(got, "called A001") {
		t.Error("a call in order is told")
	}
}

func (g *rig) layoutJSON() string {
	g.t.Helper()
	layout := g.ask("admin", http.MethodGet, "/api/v1/layout", "").want(http.StatusOK)
	_, rest, _ := strings.Cut(layout.Body.String(), `"layout":`)
	rest, _, _ = strings.Cut(rest, `,"changes":`)
	return rest
}

func TestRefusedLogInsFillNoDisk(t *testing.T) {
	g := newRig(t, nil)
	g.account("wang", "manager")
	before := g.server.seq()
	for range 300 {
		g.as("", http.MethodPost, "/api/v1/session", `{"account":"wang","password":"wrong wrong"}`)
		g.as("", http.MethodPost, "/enrol", `{"code":"0000-0000-0000-0000"}`)
		g.pass(100 * time.Millisecond)
	}
	if g.server.seq() != before {
		t.Error("a refusal is an entry of its own")
	}
	g.server.noteRefusals(t.Context())
	rows := g.ask("manager", http.MethodGet, "/api/v1/audit?deed=log_in_refused", "").want(http.StatusOK).list()
	if len(rows) != 2 || rows[0]["of"] != "code" || rows[0]["count"] != 300.0 || rows[1]["of"] != "wang" || rows[1]["count"] != 300.0 || rows[1]["from"] == "" {
		t.Errorf("audit %v", rows)
	}
}

// TestNamesForgeNothing lets somebody write lines and formulas where a name stands.
func TestNamesForgeNothing(t *testing.T) {
	g := newRig(t, nil)
	g.take()
	id := g.take().str("id")
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("call", `{"ticket":"`+id+`","reason":"=HYPERLINK(\"http://elsewhere.test\")"}`).want(http.StatusOK)
	g.ask("supervisor", http.MethodGet, "/api/v1/feedback?reason=a%0D%0Alevel%3DERROR%20msg%3Dforged%E2%80%AE", "").want(http.StatusOK)
	if _, err := g.hall.Do(t.Context(), queue.Origin{}, queue.Audit{AuditEvent: queue.AuditEvent{Deed: queue.DeedLogIn, Of: "+cmd|' /C calc'!A0\r\n@x"}}); err != nil {
		t.Fatal(err)
	}
	a := g.ask("manager", http.MethodGet, "/api/v1/audit?format=csv", "").want(http.StatusOK)
	rows, err := csv.NewReader(a.Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) || strings.ContainsAny(cell, "\r\n\u202e") {
				t.Errorf("cell %q", cell)
			}
		}
	}
	if strings.Contains(g.log.String(), "\nlevel=ERROR msg=forged") || strings.Contains(g.log.String(), "\u202e") {
		t.Error("a reason is a line of its own in the log")
	}
	g.ask("manager", http.MethodGet, "/api/v1/audit?date=1999-01-01", "").want(http.StatusBadRequest)
}
