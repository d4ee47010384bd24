package main

import (
	"net/http"
	"strings"
	"sync"
	"testing"
)

const tickets = "/api/v1/tickets"

// keyed sends an order with an idempotency key.
func (g *rig) keyed(who, path, body, key string) *asked {
	g.t.Helper()
	return g.ask(who, http.MethodPost, path, body, "Idempotency-Key", key)
}

func TestRepeatedKeyGetsTheFirstAnswer(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	first := g.keyed("kiosk", tickets, `{"service":"social"}`, "k1").want(http.StatusCreated).Body.String()
	called := g.keyed("counter3", "/api/v1/windows/3/next", `{}`, "k1").want(http.StatusOK).Body.String()
	paused := g.keyed("counter3", "/api/v1/windows/3/pause", `{"reason":"用餐"}`, "k2").want(http.StatusOK).Body.String()
	again := func(when string) {
		t.Helper()
		if got := g.keyed("kiosk", tickets, `{"service":"social"}`, "k1").want(http.StatusCreated).Body.String(); got != first {
			t.Errorf("%s: take answered\n%s, first\n%s", when, got, first)
		}
		if got := g.keyed("counter3", "/api/v1/windows/3/next", `{}`, "k1").want(http.StatusOK).Body.String(); got != called {
			t.Errorf("%s: next answered\n%s, first\n%s", when, got, called)
		}
		if got := g.keyed("counter3", "/api/v1/windows/3/pause", `{"reason":"用餐"}`, "k2").want(http.StatusOK).Body.String(); got != paused {
			t.Errorf("%s: pause answered\n%s, first\n%s", when, got, paused)
		}
	}
	again("at once")
	g.window("start", `{}`).want(http.StatusOK)
	g.window("finish", `{}`).want(http.StatusOK)
	g.window("unpause", `{}`).want(http.StatusOK)
	again("when things have moved on")
	g.restart()
	again("after a restart")
	if n := len(g.ask("admin", http.MethodGet, "/api/v1/journal", "").list()); n != 9 {
		t.Errorf("%d entries, want set-up, day, sign-in, take, next, pause, start, finish and unpause, once each", n)
	}
}

func TestKeyIsOneCredentialsOnOneRoute(t *testing.T) {
	g := newRig(t, nil)
	numbers := map[string]bool{}
	for _, who := range []string{"kiosk", "kiosk2", "desk"} {
		numbers[g.keyed(who, tickets, `{"service":"social"}`, "same").want(http.StatusCreated).str("number")] = true
	}
	if len(numbers) != 3 {
		t.Errorf("three credentials got %v", numbers)
	}
	a, b := g.take().str("access"), g.take().str("access")
	for _, word := range []string{a, b} {
		g.keyed("", tickets+"/"+word+"/cancel", "", "same").want(http.StatusOK)
		g.keyed("kiosk", tickets+"/"+word+"/cancel", "{}", "same").want(http.StatusOK)
	}
	g.keyed("", tickets+"/"+a+"/requeue", "", "same").want(http.StatusConflict, "wrong_state")
}

func TestReusedKeyIsRefused(t *testing.T) {
	g := newRig(t, nil)
	g.keyed("kiosk", tickets, `{"service":"social"}`, "k").want(http.StatusCreated)
	g.keyed("kiosk", tickets, `{"service":"tax"}`, "k").want(http.StatusUnprocessableEntity, "key_reused")
	g.restart()
	g.keyed("kiosk", tickets, `{"service":"tax"}`, "k").want(http.StatusUnprocessableEntity, "key_reused")
}

func TestRefusalsAreNotRemembered(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.keyed("counter3", "/api/v1/windows/3/next", `{}`, "k").want(http.StatusConflict, "nobody_waiting")
	g.take()
	g.keyed("counter3", "/api/v1/windows/3/next", `{}`, "k").want(http.StatusOK)
}

func TestDoublePressHasOneEffect(t *testing.T) {
	g := newRig(t, nil)
	answers := make([]string, 32)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() { answers[i] = g.keyed("kiosk", tickets, `{"service":"social"}`, "press").Body.String() })
	}
	wg.Wait()
	for _, a := range answers {
		if a != answers[0] || !strings.Contains(a, `"A001"`) {
			t.Fatalf("answers differ: %s, %s", a, answers[0])
		}
	}
	if no := g.take().str("number"); no != "A002" {
		t.Errorf("next number %s", no)
	}
}

func TestPressesAtOnceNeverGetTheSameTicket(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	for range 8 {
		g.take()
	}
	var mu sync.Mutex
	seen := map[string]int{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if a := g.window("next", `{"finish":true}`); a.Code == http.StatusOK {
				mu.Lock()
				defer mu.Unlock()
				seen[a.str("number")]++
			}
		})
	}
	wg.Wait()
	if len(seen) != 8 {
		t.Errorf("eight presses called %v", seen)
	}
}

func TestBadKeys(t *testing.T) {
	g := newRig(t, nil)
	for _, key := range []string{"", strings.Repeat("k", 201), "号", "a\x01b"} {
		g.keyed("kiosk", tickets, `{"service":"social"}`, key).want(http.StatusBadRequest, "bad_request")
	}
	g.keyed("kiosk", tickets, `{"service":"social"}`, strings.Repeat("k", 200)).want(http.StatusCreated)
}
