package main

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// Numbers of nobody in particular, born in 1956, in 1949 and in 1985.
const (
	oldID     = "64040219561123003X"
	olderID   = "11010519491231002X"
	youngID   = "640402198511300129"
	anyPhone  = "13800138000"
	realNames = `"id_number":"` + youngID + `"`
)

// realName makes social a service that asks for a card.
func realName(l *queue.Layout) { l.Services[0].RealName = queue.RealNameRequired }

// takeAs takes a number with the fields given and checks the status and, for a problem, the code.
func (g *rig) takeAs(who, fields string, status int, code ...string) *asked {
	g.t.Helper()
	return g.ask(who, http.MethodPost, tickets, `{"service":"social",`+fields+`}`).want(status, code...)
}

func TestRealNameIsAskedFor(t *testing.T) {
	g := newRig(t, realName)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusBadRequest, "id_required")
	g.takeAs("kiosk", `"phone":"`+anyPhone+`"`, http.StatusBadRequest, "id_required")
	g.takeAs("desk", `"class":"normal"`, http.StatusCreated)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"tax"}`).want(http.StatusCreated)
	for _, bad := range []string{"640402198511300120", "640402851130012", "x", "640402198513300120", "６４０４０２"} {
		a := g.takeAs("kiosk", `"id_number":"`+bad+`"`, http.StatusBadRequest, "invalid_id_number")
		if detail := a.problem().Detail; detail == "" || len(bad) > 4 && contains(detail, bad) {
			t.Errorf("detail %q", detail)
		}
	}
	g.takeAs("kiosk", `"id_number":640402198511300129`, http.StatusBadRequest, "bad_request")
	slip := g.takeAs("kiosk", realNames+`,"phone":"+86 138-0013-8000"`, http.StatusCreated)
	if slip.str("id_last4") != "0129" || slip.str("class") != "normal" {
		t.Errorf("slip %s", slip.Body)
	}
	services := g.ask("", http.MethodGet, "/api/v1/services", "").list()
	if services[0]["real_name"] != "required" || services[1]["real_name"] != nil {
		t.Errorf("services ask for %v and %v", services[0]["real_name"], services[1]["real_name"])
	}
}

// TestACardBeatsATypedNumber is moment 30: somebody types a neighbour's number.
func TestACardBeatsATypedNumber(t *testing.T) {
	g := newRig(t, nil)
	typed, card := `"id_number":"`+oldID+`"`, `"card":true,"id_number":"`+oldID+`"`
	if slip := g.takeAs("kiosk", typed, http.StatusCreated); slip.str("number") != "A001" || slip.str("class") != "normal" {
		t.Errorf("typed: %s", slip.Body)
	}
	if p := g.takeAs("kiosk2", typed, http.StatusConflict, "duplicate_holder").problem(); p.Ticket != "A001" || !contains(p.Detail, "A001") {
		t.Errorf("typed again: %+v", p)
	}
	if slip := g.takeAs("kiosk", card, http.StatusCreated); slip.str("number") != "A002" || slip.str("class") != "elder" {
		t.Errorf("card: %s", slip.Body)
	}
	if p := g.takeAs("kiosk", card, http.StatusConflict, "duplicate_holder").problem(); p.Ticket != "A002" {
		t.Errorf("card again: %+v", p)
	}
	g.takeAs("desk", typed, http.StatusConflict, "duplicate_holder")
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"tax",`+card+`}`).want(http.StatusCreated)
	if slip := g.takeAs("kiosk", `"card":true,`+realNames, http.StatusCreated); slip.str("class") != "normal" {
		t.Errorf("young: %s", slip.Body)
	}
}

// TestLastFourAreForTheHandThatHasTheTicket: the window's clerk and the desk, nobody else.
func TestLastFourAreForTheHandThatHasTheTicket(t *testing.T) {
	g := newRig(t, nil)
	word := g.takeAs("kiosk", realNames, http.StatusCreated).str("access")
	g.window("sign-in", `{}`).want(http.StatusOK)
	if last4 := g.window("next", `{}`).want(http.StatusOK).str("id_last4"); last4 != "0129" {
		t.Errorf("the clerk who calls reads %q", last4)
	}
	for who := range roleGrants {
		if strings.Contains(who, "kiosk") || who == "operator" {
			continue
		}
		windows := g.ask(who, http.MethodGet, "/api/v1/windows", "").want(http.StatusOK).list()
		ticket, _ := windows[0]["ticket"].(map[string]any)
		sees := slices.Contains([]string{"desk", "counter3", "counter1F"}, who)
		if last4, _ := ticket["id_last4"].(string); ticket == nil || (last4 == "0129") != sees || (last4 == "") == sees {
			t.Errorf("%s reads %q at window %v", who, last4, windows[0]["number"])
		}
	}
	stood := g.ask("supervisor", http.MethodPost, "/api/v1/windows/3/recall", `{"reason":"顶岗"}`).want(http.StatusOK)
	if stood.object()["id_last4"] != nil {
		t.Errorf("a supervisor who stands in reads %s", stood.Body)
	}
	if own := g.ask("", http.MethodGet, tickets+"/"+word, "").want(http.StatusOK).object(); own["id_last4"] != nil {
		t.Errorf("whoever finds the slip reads %v", own)
	}
}

func TestARetryWithAnIDNumberGetsItsNumberAgain(t *testing.T) {
	g := newRig(t, nil)
	body := `{"service":"social",` + realNames + `}`
	first := g.keyed("kiosk", tickets, body, "k").want(http.StatusCreated)
	g.restart()
	if again := g.keyed("kiosk", tickets, body, "k").want(http.StatusCreated); again.Body.String() != first.Body.String() {
		t.Errorf("first %s, then %s", first.Body, again.Body)
	}
	g.keyed("kiosk", tickets, `{"service":"social","id_number":"`+olderID+`"}`, "k").want(http.StatusUnprocessableEntity, "key_reused")
}

// TestIdentityEndsWithItsDay runs a hall that never closes over midnight: the day's key goes, and with it what it sealed;
// the ticket goes on.
func TestIdentityEndsWithItsDay(t *testing.T) {
	g := newRig(t, nil)
	ended, stop := running(t, g)
	slip := g.keyed("kiosk", tickets, `{"service":"social",`+realNames+`}`, "k").want(http.StatusCreated)
	key := filepath.Join(g.dir, "keys", "day-2026-11-23.key")
	if _, err := os.Stat(key); err != nil {
		t.Fatal(err)
	}
	g.pass(15*time.Hour - time.Minute) // 23:59
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.pass(2 * time.Minute)
	g.takeAs("kiosk", `"id_number":"`+olderID+`","card":true`, http.StatusCreated)
	for until := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(key); os.IsNotExist(err) {
			break
		} else if time.Now().After(until) {
			t.Fatal("the key of a day past is still there")
		}
	}
	stop()
	if err := endOf(t, ended); err != nil {
		t.Fatal(err)
	}
	g.restart()
	called := g.window("next", `{}`).want(http.StatusOK)
	if called.str("id") != slip.str("id") || called.object()["id_last4"] != nil {
		t.Errorf("called from yesterday: %s", called.Body)
	}
	called = g.window("next", `{"finish":true}`).want(http.StatusOK)
	if called.str("id") != "20261124-A001" || called.str("id_last4") != "002X" {
		t.Errorf("called from today: %s", called.Body)
	}
	if again := g.keyed("kiosk", tickets, `{"service":"social",`+realNames+`}`, "k").want(http.StatusCreated); again.str("id") == slip.str("id") {
		t.Error("a request of yesterday's noon is remembered")
	}
	g.takeAs("kiosk", realNames, http.StatusConflict, "duplicate_holder")
}

// TestNoKeyNoNumber: what cannot be sealed is not taken.
func TestNoKeyNoNumber(t *testing.T) {
	g := newRig(t, nil)
	if err := os.WriteFile(filepath.Join(g.dir, "keys", "day-2026-11-23.key"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	g.takeAs("kiosk", realNames, http.StatusServiceUnavailable, "storage_unavailable")
	g.take()
}
