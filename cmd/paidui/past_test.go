package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/measured"
	"github.com/paidui/paidui/store"
)

// TestThePastIsWhatWas notes what programs and screens were told while a morning went on, and looks back at it from the
// next day, after a restart.
func TestThePastIsWhatWas(t *testing.T) {
	g := newRig(t, nil)
	type moment struct {
		at                queue.Instant
		windows, services []map[string]any
		board             string
	}
	var morning []moment
	note := func() {
		g.pass(10 * time.Second)
		g.hall.ForeseeNow()
		morning = append(morning, moment{
			g.now(), g.ask("supervisor", http.MethodGet, "/api/v1/windows", "").want(http.StatusOK).list(),
			g.ask("", http.MethodGet, "/api/v1/services", "").want(http.StatusOK).list(), g.board(display.HallOf("1F")),
		})
		g.pass(10 * time.Second)
	}
	g.take()
	note()
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.take()
	g.pass(time.Second)
	elder := g.ask("desk", http.MethodPost, tickets, `{"service":"social","class":"elder","reason":"老年人"}`).want(http.StatusCreated)
	note()
	g.window("next", `{}`).want(http.StatusOK)
	note()
	g.window("start", `{}`).want(http.StatusOK)
	g.window("finish", `{"outcome":"accepted"}`).want(http.StatusOK)
	note()
	g.pass(24 * time.Hour)
	g.take()
	g.restart()
	for _, i := range []int{0, 1, 2, 3, 1, 0, 3} { // forward where the day was left, and back
		m := morning[i]
		past := g.ask("admin", http.MethodGet, "/api/v1/history?screen=hall/1F&at="+m.at.String(), "").want(http.StatusOK).object()
		board, _ := json.Marshal(past["board"])
		var was any
		_ = json.Unmarshal([]byte(m.board), &was)
		var is any
		_ = json.Unmarshal(board, &is)
		if !reflect.DeepEqual(is, was) {
			t.Errorf("moment %d: the board was\n%s\nand is said to have been\n%s", i, m.board, board)
		}
		for key, want := range map[string][]map[string]any{"windows": m.windows, "services": m.services} {
			rows := map[any]map[string]any{}
			for _, row := range past[key].([]any) {
				row := row.(map[string]any)
				delete(row, "queue")
				rows[row[map[string]string{"windows": "number", "services": "id"}[key]]] = row
			}
			for _, row := range want {
				if ticket, ok := row["ticket"].(map[string]any); ok && ticket["class"] == "elder" {
					ticket["class"] = "priority" // why was for who had the ticket in hand
				}
				got := rows[row[map[string]string{"windows": "number", "services": "id"}[key]]]
				for field := range row {
					if value, told := got[field]; told && !reflect.DeepEqual(value, row[field]) || got == nil {
						t.Errorf("moment %d, %s: %s was\n%v\nand is said to have been\n%v", i, key, field, row, got)
					}
				}
			}
		}
		if next, _ := past["next_at"].(string); next == "" || i < len(morning)-1 && next > morning[i+1].at.String() {
			t.Errorf("moment %d: the next entry is at %q", i, next)
		}
	}
	life := g.ask("supervisor", http.MethodGet, "/api/v1/history/ticket?date=2026-11-23&number="+elder.str("number"), "").want(http.StatusOK).object()
	var kinds []string
	for _, step := range life["steps"].([]any) {
		step := step.(map[string]any)
		kinds = append(kinds, step["kind"].(string))
		if step["kind"] == "issued" && step["people_ahead"] != 0.0 {
			t.Errorf("issued: %v", step)
		}
		if call, _ := step["call"].(map[string]any); step["kind"] == "called" && (call["why"] != "head_start" || len(call["passed"].([]any)) != 2) {
			t.Errorf("called: %v", step)
		}
	}
	if want := []string{"issued", "called", "started", "finished"}; !reflect.DeepEqual(kinds, want) {
		t.Errorf("the life of %s: %v, want %v", elder.str("number"), kinds, want)
	}
	for path, code := range map[string]string{
		"/api/v1/history": "bad_request", "/api/v1/history/day?date=2026-11-20": "bad_request", "/api/v1/history?at=2026-11-20T01:00:00Z": "bad_request", "/api/v1/history?at=2030-01-01T00:00:00Z": "bad_request",
		"/api/v1/history?screen=counter/3&at=" + url.QueryEscape(morning[0].at.String()): "bad_request",
	} {
		g.ask("admin", http.MethodGet, path, "").want(http.StatusBadRequest, code)
	}
	g.ask("admin", http.MethodGet, "/api/v1/history/ticket?date=2026-11-23&number=Z999", "").want(http.StatusNotFound, "unknown_ticket")
}

// TestADayOfThePast: a day tells when something happened in it and which days lie beside it.
func TestADayOfThePast(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.take()
	g.take()
	g.pass(time.Minute)
	g.window("next", `{}`).want(http.StatusOK)
	g.pass(30 * time.Second)
	g.window("recall", `{}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	g.pass(34 * time.Minute) // the second has waited too long, and the first is served too long
	g.window("next", `{"finish":true}`).want(http.StatusOK)
	g.pass(48 * time.Hour)
	g.take()
	day := g.ask("supervisor", http.MethodGet, "/api/v1/history/day?date=2026-11-23", "").want(http.StatusOK).object()
	if day["later"] != "2026-11-25" || day["earlier"] != nil || day["from"].(string) >= day["until"].(string) {
		t.Errorf("the day is %v to %v, between %v and %v", day["from"], day["until"], day["earlier"], day["later"])
	}
	var calls, screens []string
	for _, call := range day["calls"].([]any) {
		call := call.(map[string]any)
		calls = append(calls, fmt.Sprintf("%v at %v, again %v", call["number"], call["window"], call["again"]))
	}
	if want := []string{"A001 at 3, again <nil>", "A001 at 3, again true", "A002 at 3, again <nil>"}; !slices.Equal(calls, want) {
		t.Errorf("calls %v, want %v", calls, want)
	}
	alerts := map[any]map[string]any{}
	for _, a := range day["alerts"].([]any) {
		alerts[a.(map[string]any)["id"]] = a.(map[string]any)
	}
	if wait := alerts["wait:social"]; len(alerts) != 2 || wait["level"] != "yellow" || wait["from"].(string) >= wait["until"].(string) {
		t.Errorf("alerts %v", alerts)
	}
	for _, s := range day["screens"].([]any) {
		screen := s.(map[string]any)["screen"].(string)
		screens = append(screens, screen)
		at := url.QueryEscape(day["until"].(string))
		past := g.ask("supervisor", http.MethodGet, "/api/v1/history?date=2026-11-23&at="+at+"&screen="+screen, "").want(http.StatusOK).object()
		if past["board"] == nil || strings.HasPrefix(screen, "hall") != (past["playlist"] != nil && screen != "welcome") {
			t.Errorf("%s showed %v", screen, past["board"])
		}
	}
	if want := []string{"monitor", "hall/1F", "hall/2F", "welcome", "window/3", "window/5"}; !slices.Equal(screens, want) {
		t.Errorf("screens %v", screens)
	}
	today := g.ask("supervisor", http.MethodGet, "/api/v1/history/day", "").want(http.StatusOK).object()
	if today["date"] != "2026-11-25" || today["earlier"] != "2026-11-23" || today["later"] != nil {
		t.Errorf("today is %v after %v before %v", today["date"], today["earlier"], today["later"])
	}
}

// TestWhoPassedWhom: the life of a ticket tells who was called before it, and to citizens no more than that they have priority.
func TestWhoPassedWhom(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	waits := g.take()
	g.pass(time.Minute)
	elder := g.ask("desk", http.MethodPost, tickets, `{"service":"social","class":"elder","reason":"老年人"}`).want(http.StatusCreated)
	g.window("next", `{}`).want(http.StatusOK)
	life := g.ask("supervisor", http.MethodGet, "/api/v1/history/ticket?number="+waits.str("number"), "").want(http.StatusOK).object()
	by, _ := life["passed_by"].([]any)
	if len(by) != 1 || life["passed_count"] != 1.0 {
		t.Fatalf("passed by %v", life)
	}
	if p := by[0].(map[string]any); p["number"] != elder.str("number") || p["class"] != "priority" || p["why"] != "head_start" || p["window"] != 3.0 {
		t.Errorf("passed by %v", p)
	}
}

// brokenChain is a store whose entry 3 is another than the one that entry 4 follows.
type brokenChain struct {
	*store.Store
	how string
}

func (b *brokenChain) Read(ctx context.Context, after uint64, most int) ([]queue.Entry, error) {
	if b.how == "damaged" && after < 3 && after+uint64(most) >= 3 {
		return nil, &store.ErrDamaged{Seq: 3, Reason: "a checksum does not match"}
	}
	entries, err := b.Store.Read(ctx, after, most)
	for i := range entries {
		if b.how == "replaced" && entries[i].Seq == 3 {
			entries[i].Hash = strings.Repeat("0", 64)
		}
	}
	return entries, err
}

// TestProofOfTheJournal: the hall proves while it runs that its journal is unbroken, or says where it breaks.
func TestProofOfTheJournal(t *testing.T) {
	for how, bad := range map[string]float64{"": 0, "damaged": 3, "replaced": 4} {
		g, broken := newRig(t, nil), &brokenChain{}
		for range 4 {
			g.take()
		}
		g.over = func(s *store.Store) journalStore { broken.Store = s; return broken }
		g.restart()
		broken.how = how
		ask := func(method string, status int) map[string]any {
			return g.ask("supervisor", method, "/api/v1/journal/proof", "").want(status).object()
		}
		if is := ask(http.MethodGet, http.StatusOK); is["state"] != "unknown" {
			t.Errorf("before anybody looked: %v", is)
		}
		is := ask(http.MethodPost, http.StatusAccepted)
		if is["state"] != "running" || is["last_seq"] != float64(g.server.seq()) {
			t.Errorf("when asked to look: %v", is)
		}
		go g.server.centre.Prove(t.Context())
		for range 400 {
			if is = ask(http.MethodGet, http.StatusOK); is["state"] != "running" {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		last, err := broken.Store.Read(t.Context(), g.server.seq()-1, 1)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case how == "" && (is["state"] != "whole" || is["seq"] != is["last_seq"] || is["hash"] != last[0].Hash || is["bad_seq"] != nil):
			t.Errorf("a good journal: %v", is)
		case how != "" && (is["state"] != "damaged" || is["bad_seq"] != bad || is["seq"] != bad-1 || is["reason"] == nil):
			t.Errorf("%s: %v", how, is)
		}
	}
}

// TestPastOfABusyDay tells what it costs to look at the evening of a day of 3,000 tickets of which 300 wait, to go on from there
// and to go back.
func TestPastOfABusyDay(t *testing.T) {
	inLongSuite(t)
	g := newRig(t, largeHall)
	do := func(c queue.Command) {
		if _, err := g.hall.Do(t.Context(), queue.Origin{By: "test"}, c); err != nil && !errors.Is(err, queue.ErrNobodyWaiting) {
			t.Fatal(err)
		}
	}
	for n := range queue.WindowNumber(60) {
		do(queue.SignIn{Window: n + 1})
	}
	for i := range 3000 {
		do(queue.Take{Service: queue.ServiceID(fmt.Sprintf("s%d", i%20)), Class: queue.ClassNormal, Source: queue.SourceKiosk})
		if n := queue.WindowNumber(i%60 + 1); i >= 300 {
			do(queue.CallNext{Window: n, Finish: true})
			do(queue.Start{Window: n})
		}
		g.pass(10 * time.Second)
	}
	look := func(path string) time.Duration {
		began := time.Now()
		g.ask("supervisor", http.MethodGet, path, "").want(http.StatusOK)
		return time.Since(began)
	}
	at := func(back time.Duration) string {
		return "/api/v1/history?screen=hall/1F&at=" + g.now().Add(-queue.Millis(back.Milliseconds())).String()
	}
	measured.Tell(t, "time machine, a day of 3,000 tickets with 300 waiting: the day %v, its evening %v, a minute on %v, a minute back %v, a life %v",
		look("/api/v1/history/day").Round(time.Millisecond), look(at(5*time.Minute)).Round(time.Millisecond), look(at(4*time.Minute)).Round(time.Millisecond),
		look(at(6*time.Minute)).Round(time.Millisecond), look("/api/v1/history/ticket?number=A120").Round(time.Millisecond))
}
