package main

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

const deskTickets = "/api/v1/desk/tickets"

// deed gives a desk's order for today's ticket with that number.
func (g *rig) deed(who, number, deed, body string) *asked {
	g.t.Helper()
	return g.ask(who, http.MethodPost, deskTickets+"/20261123-"+number+"/"+deed, body)
}

// found gives the numbers that the desk finds for a text.
func (g *rig) found(text string) (numbers []string) {
	g.t.Helper()
	for _, t := range g.ask("desk", http.MethodPost, "/api/v1/desk/find", `{"text":"`+text+`"}`).want(http.StatusOK).list() {
		numbers = append(numbers, t["number"].(string))
	}
	return numbers
}

func TestTheDeskTakesANumberForSomebody(t *testing.T) {
	g := newRig(t, realName)
	g.ask("desk", http.MethodPost, deskTickets, `{"service":"social","class":"disabled"}`).want(http.StatusBadRequest, "reason_required")
	g.ask("desk", http.MethodPost, deskTickets, `{"service":"social","class":"king","evidence":"看"}`).want(http.StatusBadRequest, "bad_request")
	g.ask("desk", http.MethodPost, deskTickets, `{"service":"social","needs":["tall"]}`).want(http.StatusBadRequest, "bad_request")
	g.ask("desk", http.MethodPost, deskTickets, `{"service":"nothing"}`).want(http.StatusNotFound, "unknown_service")
	for i, who := range []string{"desk", "counter3", "supervisor"} {
		slip := g.ask(who, http.MethodPost, deskTickets, `{"service":"social","class":"disabled","evidence":"残疾证","needs":["deaf"]}`).want(http.StatusCreated)
		if o := slip.object(); o["class"] != "disabled" || o["source"] != "desk" || o["people_ahead"] != float64(i) || o["access"] == "" {
			t.Errorf("%s: %s", who, slip.Body)
		}
	}
	journal := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").Body.String()
	if !contains(journal, `"reason":"残疾证"`) || !contains(journal, `"by":"counter window 3 staff 1001"`) {
		t.Errorf("the evidence or who saw it is not in the journal: %s", journal)
	}
	g.window("sign-in", `{}`).want(http.StatusOK)
	called := g.window("next", `{}`).want(http.StatusOK).object()
	if needs, _ := called["needs"].([]any); !slices.Equal(needs, []any{"deaf"}) {
		t.Errorf("the clerk reads needs %v", called["needs"])
	}
	windows := g.ask("screen3", http.MethodGet, "/api/v1/windows", "").list()
	if ticket, _ := windows[0]["ticket"].(map[string]any); ticket["needs"] != nil {
		t.Errorf("a screen reads needs %v", ticket["needs"])
	}
}

func TestTheDeskFindsTickets(t *testing.T) {
	g := newRig(t, nil)
	word := g.take().str("access")
	g.takeAs("kiosk", `"phone":"+86 `+anyPhone+`",`+realNames, http.StatusCreated)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"tax","class":"disabled"}`).want(http.StatusCreated)
	for text, want := range map[string][]string{
		"a001": {"A001"}, " A002 ": {"A002"}, "1": {"A001", "H001"}, "001": {"A001", "H001"}, "0129": {"A002"}, anyPhone: {"A002"}, "138-0013-8000": {"A002"},
		"38000": {"A002"}, "+86 13800138000": {"A002"}, word: {"A001"}, "http://hall.test:8080/t/" + word: {"A001"}, "": {"A001", "A002", "H001"},
		"A009": nil, "0120": nil, "13800138001": nil, youngID: nil, "0": nil, "/": nil,
	} {
		if got := g.found(text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	for _, c := range []struct {
		who, query string
		last4      any
	}{{"desk", "?q=0129", "0129"}, {"counter3", "?q=A002", "0129"}, {"supervisor", "?q=0129", nil}, {"desk", "", nil}} {
		for _, ticket := range g.ask(c.who, http.MethodGet, deskTickets+c.query, "").want(http.StatusOK).list() {
			if ticket["number"] == "A002" && ticket["id_last4"] != c.last4 {
				t.Errorf("%s%s reads the last four %v, want %v", c.who, c.query, ticket["id_last4"], c.last4)
			}
		}
	}
	all := g.ask("desk", http.MethodGet, deskTickets, "").list()
	if len(all) != 3 || all[1]["people_ahead"] != 1.0 || all[2]["class"] != "disabled" || all[0]["waiting_since"] != "2026-11-23T01:00:00.000Z" {
		t.Errorf("who waits: %v", all)
	}
}

func TestTheDeskMendsTickets(t *testing.T) {
	g := newRig(t, nil)
	word := g.take().str("access")
	g.take()
	g.deed("desk", "A001", "cancel", ``).want(http.StatusOK)
	g.deed("desk", "A001", "defer", ``).want(http.StatusConflict, "wrong_state")
	if s := g.deed("desk", "A001", "uncancel", ``).want(http.StatusOK).str("status"); s != "waiting" {
		t.Errorf("after uncancel: %s", s)
	}
	g.deed("desk", "A001", "cancel", ``).want(http.StatusOK)
	g.pass(11 * time.Minute)
	g.deed("desk", "A001", "uncancel", ``).want(http.StatusConflict, "too_late")
	g.deed("desk", "A009", "cancel", ``).want(http.StatusNotFound, "unknown_ticket")

	g.deed("counter3", "A002", "needs", `{"needs":["deaf","wheelchair"],"class":"disabled"}`).want(http.StatusBadRequest, "reason_required")
	noted := g.deed("counter3", "A002", "needs", `{"needs":["deaf","wheelchair"],"class":"disabled","reason":"残疾证"}`).want(http.StatusOK)
	if needs, _ := noted.object()["needs"].([]any); noted.str("class") != "disabled" || len(needs) != 2 {
		t.Errorf("noted: %s", noted.Body)
	}
	if own := g.ask("", http.MethodGet, tickets+"/"+word, "").object(); own["class"] != "normal" {
		t.Errorf("a citizen reads %v", own)
	}
	g.deed("desk", "A002", "move", `{}`).want(http.StatusBadRequest, "bad_request")
	if s := g.deed("desk", "A002", "move", `{"to_service":"tax"}`).want(http.StatusOK).str("service"); s != "tax" {
		t.Errorf("moved to %s", s)
	}
	g.take()
	g.deed("desk", "A002", "link", `{"other":"20261123-A003"}`).want(http.StatusOK)
	if linked := g.ask("desk", http.MethodGet, deskTickets+"?q=A003", "").list()[0]["linked"]; !slices.Equal(linked.([]any), []any{"A002"}) {
		t.Errorf("A003 is linked with %v", linked)
	}
	g.deed("desk", "A002", "link", `{"other":"20261123-A003"}`).want(http.StatusConflict, "wrong_state")

	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("next", `{}`).want(http.StatusOK)
	g.window("no-show", `{}`).want(http.StatusOK)
	if s := g.deed("desk", "A003", "requeue", ``).want(http.StatusOK).str("status"); s != "waiting" {
		t.Errorf("after requeue: %s", s)
	}
	g.deed("desk", "A003", "defer", ``).want(http.StatusOK)
}

func TestADesksOrderSentTwiceIsCarriedOutOnce(t *testing.T) {
	g := newRig(t, nil)
	g.take()
	body := `{"service":"social","class":"elder","evidence":"身份证"}`
	first := g.keyed("desk", deskTickets, body, "k").want(http.StatusCreated)
	defer1 := g.keyed("desk", deskTickets+"/20261123-A001/defer", ``, "d").want(http.StatusOK)
	g.restart()
	if again := g.keyed("desk", deskTickets, body, "k").want(http.StatusCreated); again.Body.String() != first.Body.String() {
		t.Errorf("first %s, then %s", first.Body, again.Body)
	}
	if again := g.keyed("desk", deskTickets+"/20261123-A001/defer", ``, "d").want(http.StatusOK); again.Body.String() != defer1.Body.String() {
		t.Errorf("first %s, then %s", defer1.Body, again.Body)
	}
	g.keyed("desk", deskTickets, `{"service":"tax"}`, "k").want(http.StatusUnprocessableEntity, "key_reused")
}

func TestNumbersOfAnOutageAreEntered(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Services[0].Quota = 1 })
	reserve := func(body string) *asked { return g.ask("desk", http.MethodPost, "/api/v1/desk/reserve", body) }
	g.take()
	slip := reserve(`{"service":"social","number":" a905 "}`).want(http.StatusCreated)
	if slip.str("number") != "A905" || slip.str("source") != "desk" || slip.object()["people_ahead"] != 1.0 {
		t.Errorf("entered %s", slip.Body)
	}
	reserve(`{"service":"social","number":"A905"}`).want(http.StatusConflict, "wrong_state")
	reserve(`{"service":"social","number":"A001"}`).want(http.StatusConflict, "wrong_state")
	for _, bad := range []string{"", "H905", "A", "A9", "A0905", "A-01", "905"} {
		reserve(`{"service":"social","number":"`+bad+`"}`).want(http.StatusBadRequest, "bad_request")
	}
	g.restart()
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"tax"}`).want(http.StatusCreated)
	reserve(`{"service":"tax","number":"H002"}`).want(http.StatusCreated)
	if n := g.ask("kiosk", http.MethodPost, tickets, `{"service":"tax"}`).want(http.StatusCreated).str("number"); n != "H003" {
		t.Errorf("the count goes on with %s", n)
	}
}
