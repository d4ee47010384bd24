package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// served brings a citizen through window 3 and gives the ticket.
func (g *rig) served() *asked {
	g.t.Helper()
	t := g.take()
	g.window("next", `{"finish":true}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	g.pass(time.Minute)
	g.window("finish", `{"outcome":"accepted"}`).want(http.StatusOK)
	return t
}

func TestRatingOnTheTablet(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	first := g.served()
	const path = "/api/v1/windows/3/rating"
	body := `{"ticket":"` + first.str("id") + `","level":2,"reasons":["attitude"]}`
	for _, who := range []string{"counter3", "counter1F", "desk", "supervisor", "admin", "kiosk", "screen2F"} {
		g.ask(who, http.MethodPost, path, body).want(http.StatusForbidden)
	}
	g.ask("screen3", http.MethodPost, path, `{"ticket":"`+first.str("id")+`","level":9}`).want(http.StatusBadRequest)
	rated := g.ask("screen3", http.MethodPost, path, body, "Idempotency-Key", "a").want(http.StatusOK)
	if rated.str("number") != "A001" {
		t.Errorf("rated %s", rated.Body)
	}
	again := g.ask("screen3", http.MethodPost, path, body, "Idempotency-Key", "a").want(http.StatusOK)
	if again.Body.String() != rated.Body.String() {
		t.Errorf("the same key was answered %s", again.Body)
	}
	g.ask("screen3", http.MethodPost, path, body).want(http.StatusConflict, "already_rated")
	second := g.served()
	g.pass(100 * time.Second)
	g.ask("screen3", http.MethodPost, path, `{"ticket":"`+second.str("id")+`","level":5}`).want(http.StatusConflict, "rating_closed")
	g.window("ask-rating", `{}`).want(http.StatusOK)
	g.ask("screen3", http.MethodPost, path, `{"ticket":"`+second.str("id")+`","level":5}`).want(http.StatusOK)
}

// TestAClerksOwnScreenTakesNoRating is a computer with two screens, of which the clerk works the one and could touch the other.
func TestAClerksOwnScreenTakesNoRating(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	id := g.served().str("id")
	both := []queue.Grant{{Role: queue.RoleScreen, Window: 3}, {Role: queue.RoleCounter, Window: 3}}
	var err error
	if g.tokens["both"], err = access.Mint(g.store, both, g.now()); err != nil {
		t.Fatal(err)
	}
	body := `{"ticket":"` + id + `","level":5}`
	g.ask("both", http.MethodPost, "/api/v1/windows/3/rating", body).want(http.StatusForbidden)
	g.demo = func(grant queue.Grant) (queue.Grant, error) { return grant, nil }
	g.restart()
	g.ask("both", http.MethodPost, "/api/v1/windows/3/rating", body).want(http.StatusOK)
}

// TestStaffNeverReadARating goes through all that the staff of a window, the desk and a screen are shown of a rated ticket.
func TestStaffNeverReadARating(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	first := g.served()
	rate := "/api/v1/tickets/" + first.str("access") + "/rating"
	if level := g.ask("", http.MethodPost, rate, `{"level":1}`).want(http.StatusOK).object()["rating"]; level != 1.0 {
		t.Errorf("the citizen is told %v", level)
	}
	if level := g.ask("", http.MethodGet, "/api/v1/tickets/"+first.str("access"), "").object()["rating"]; level != 1.0 {
		t.Errorf("the citizen reads %v", level)
	}
	invited := g.window("ask-rating", `{}`).want(http.StatusOK) // and not by what is refused either
	find := g.ask("desk", http.MethodPost, "/api/v1/desk/find", `{"text":"A001"}`).want(http.StatusOK)
	reopened := g.window("reopen", `{}`).want(http.StatusOK)
	g.window("finish", `{}`).want(http.StatusOK)
	g.ask("", http.MethodPost, rate, `{"level":1}`).want(http.StatusOK)
	windows := g.ask("counter3", http.MethodGet, "/api/v1/windows", "").want(http.StatusOK)
	for _, a := range []*asked{invited, find, reopened, windows} {
		if strings.Contains(a.Body.String(), `"rating"`) {
			t.Errorf("%s tells %s", a.what, a.Body)
		}
	}
	for _, p := range []display.Profile{display.CounterOf(3), display.Desk(), display.Monitor(), display.WindowOf(3), display.HallOf("1F")} {
		if text := g.board(p); strings.Contains(text, `"rating"`) || strings.Contains(text, `"level"`) {
			t.Errorf("%s tells %s", p, text)
		}
	}
}
