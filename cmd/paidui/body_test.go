package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

func TestBodies(t *testing.T) {
	g := newRig(t, nil)
	for _, c := range []struct {
		body   string
		status int
		detail string
	}{
		{`{"service":"social"}`, 201, ""},
		{" \r\n{\"service\":\"social\"}\n\t", 201, ""},
		{`{"service":"social","colour":"red","class":null}`, 201, ""},
		{`{"service":`, 400, "not JSON"},
		{`{"service":"social"}x`, 400, "at byte 21"},
		{`{"service":"social"}{}`, 400, "not JSON"},
		{`{"service":7}`, 400, "service cannot be a number"},
		{`[]`, 400, "not a JSON object"},
		{`null`, 400, "not a JSON object"},
		{`"social"`, 400, "not a JSON object"},
		{"{\"service\":\"\xff\"}", 400, "not UTF-8"},
		{strings.Repeat("[", 20000), 400, "not a JSON object"},
		{`{"a":` + strings.Repeat("[", 20000), 400, "not JSON"},
		{`{"service":"social","pad":"` + strings.Repeat("x", mostBody) + `"}`, 413, ""},
	} {
		a := g.ask("kiosk", http.MethodPost, tickets, c.body)
		if p := a.problem(); a.Code != c.status || !strings.Contains(p.Detail, c.detail) {
			t.Errorf("%.40q: %d %s, want %d with %q", c.body, a.Code, a.Body, c.status, c.detail)
		}
	}
}

func TestRightsComeBeforeBodies(t *testing.T) {
	g := newRig(t, nil)
	huge := strings.Repeat("x", mostBody+1)
	g.ask("", http.MethodPost, tickets, huge).want(http.StatusUnauthorized)
	g.ask("screen3", http.MethodPost, tickets, huge, "Idempotency-Key", "").want(http.StatusForbidden)
	g.ask("kiosk", http.MethodPost, "/api/v1/windows/3/next", huge).want(http.StatusForbidden)
}

// FuzzOrders sends any body to every route that takes one, from somebody who may: it is carried out or refused as a
// problem, and never a fault of ours.
func FuzzOrders(f *testing.F) {
	g := newRig(f, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	word := g.take().str("access")
	var orders []*echo.Route
	for _, r := range g.echo().Routes() {
		if r.Method == http.MethodPost || r.Method == http.MethodPut {
			orders = append(orders, r)
		}
	}
	slices.SortFunc(orders, func(a, b *echo.Route) int { return strings.Compare(a.Path, b.Path) })
	for _, body := range []string{
		``, `{}`, `{"service":"social","class":"elder"}`, `{"level":5,"reasons":["a"],"comment":"b"}`, `{"staff":"1001"}`,
		`{"reason":"r","back_at":"2026-11-23T09:00:00Z","go_to":5}`, `{"finish":true,"ticket":"20261123-A001"}`,
		`{"outcome":"accepted","reason":"","case_no":"1"}`, `{"code":"x"}`, `{"back_at":1e999}`, `{"go_to":-99999999999999999999}`,
		`{"level":1.5}`, `{"service":["social"]}`, `{"reasons":{}}`, "{\"x\":\"\\ud800\"}", `{"finish":"yes"}`, `{"ticket":7}`,
		`{"text":"x","number":"A001","kind":"silent","minutes":-1}`,
	} {
		for route := range orders {
			f.Add(uint8(route), body)
		}
	}
	fill := strings.NewReplacer(":access", word, ":window", "3", ":service", "social", ":staff", "1001", ":zone", "1F", ":n", "3")
	f.Fuzz(func(t *testing.T, route uint8, body string) {
		path := fill.Replace(orders[int(route)%len(orders)].Path)
		method := orders[int(route)%len(orders)].Method
		var a *asked
		for _, who := range []string{"counter3", "kiosk", "desk", "supervisor", "admin"} {
			if a = g.askIn(t, who, method, path, body); a.Code != http.StatusForbidden {
				break
			}
		}
		isJSON := strings.Contains(a.Header().Get("Content-Type"), "json")
		if a.Code >= 500 && a.problem().Code == "" || a.problem().Code == queue.ErrInternal.Code() || isJSON && !json.Valid(a.Body.Bytes()) {
			t.Fatalf("%s %s %q: %d %s", method, path, body, a.Code, a.Body)
		}
		if a.Code >= 400 && (a.problem().Code == "" || a.problem().Text.ZH == "") {
			t.Fatalf("%s %s %q: %d is no problem document: %s", method, path, body, a.Code, a.Body)
		}
	})
}
