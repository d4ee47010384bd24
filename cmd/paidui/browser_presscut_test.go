package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// sayWithin is what the counter takes at most to say that nothing which is pressed arrives: a clerk who does not know it calls into the air.
const sayWithin = 5 * time.Second

// cutOnPress passes everything on over lines, and cuts them once the hall has been asked for the next: it happens, and the answer is lost.
func cutOnPress(t *testing.T, g *rig) (lines *cutter, arm func()) {
	t.Helper()
	on := make(chan bool, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/next") {
			select {
			case <-on:
				lines.stalled.Store(true)
			default:
			}
		}
		g.server.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	lines = newCutter(t, server.URL)
	t.Cleanup(func() { lines.stalled.Store(false) }) // before the server waits for its lines
	return lines, func() { on <- true }
}

// TestNetworkCutInMidPress cuts the network without a word while 下一位 is on its way, before it arrives and before its answer does: the page
// says so within 5 s, comes back by itself, and shows the truth; the press happens once.
func TestNetworkCutInMidPress(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, quick)
	for range 4 {
		g.take()
	}
	g.window("sign-in", `{}`).want(http.StatusOK)
	lines, arm := cutOnPress(t, g)
	counter := openAs(t, "counter", g.tokens["counter3"], lines.url(), "/counter", counterScreen)
	mend := func() {
		counter.within(sayWithin, "the page says that its line is cut", `document.querySelector(".desk-offline")`)
		counter.key("s") // nothing can be pressed meanwhile
		lines.cut()
		lines.stalled.Store(false)
		counter.within(backWithin, "the page comes back", `document.querySelector('.desk[data-state="open"]')`)
	}

	counter.point(`[data-action="next"]`)
	arm()
	counter.key(" ")
	mend()
	counter.read(".current-number", "A001")
	counter.see(`[data-action="start"]:not(:disabled)`)
	g.wantCalls("the answer was lost", 1, 0, 3)

	counter.command("start", "s")
	counter.see(`[data-status="serving"]`)
	counter.point(`[data-action="next"]`)
	lines.stalled.Store(true)
	counter.key(" ")
	counter.see(".is-busy")
	counter.accessible("a press on its way")
	mend()
	counter.read(".current-number", "A002")
	g.wantCalls("the press was lost, and sent again", 2, 1, 2)
	counter.see(`[data-action="start"]:not(:disabled)`)

	lines.stalled.Store(true) // and a quiet page says so too
	counter.within(sayWithin, "the page says that its line is cut", `document.querySelector(".desk-offline")`)
	counter.accessible("offline")
	g.window("no-show", `{}`).want(http.StatusOK)
	g.window("next", `{}`).want(http.StatusOK)
	lines.cut()
	lines.stalled.Store(false)
	counter.read(".current-number", "A003")
	g.hall.View(func(s *queue.State) {
		for _, ticket := range s.Tickets() {
			if ticket.CallCount > 1 {
				t.Errorf("%s was called %d times", ticket.Number, ticket.CallCount)
			}
		}
	})
}

// TestServerKilledInMidPress kills the real server while 下一位 is on its way, at moments that lie around its arrival: the page says so within
// 5 s, comes back by itself and shows what the journal has; nobody is called twice.
func TestServerKilledInMidPress(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	j := newJob(t)
	kiosk := newCrashClient(j.tokens["kiosk"])
	for n := range 4 {
		status, answer, err := kiosk.send(t.Context(), http.MethodPost, j.process.url+"/api/v1/tickets", fmt.Sprint("take-", n), `{"service":"social"}`)
		if err != nil || status != http.StatusCreated {
			t.Fatal(status, string(answer), err)
		}
	}
	counter := j.open("counter", "/counter", counterScreen, "counter")
	counter.see(`.sign-in input:focus`)
	counter.key("\r")
	for _, after := range []time.Duration{40, 80, 120, 200} {
		counter.point(`[data-action="next"]`)
		time.AfterFunc(after*time.Millisecond, j.process.kill)
		counter.key(" ")
		counter.within(sayWithin, "the page says that its server is gone", `document.querySelector(".desk-offline")`)
		time.Sleep(100 * time.Millisecond) // the killer has waited for the process
		j.serve()
		counter.within(backWithin, "the page comes back", `document.querySelector('.desk[data-state="open"]') && !document.querySelector(".is-busy")`)
		number := j.atWindow3()
		t.Logf("killed %v after the key: at the window %q", after*time.Millisecond, number)
		if number == "" {
			counter.see(".current-none")
			continue
		}
		counter.read(".current-number", number)
		counter.command("start", "s")
		counter.see(`[data-status="serving"]`)
		counter.command("finish", "f")
		counter.see(".current-none")
	}
	j.calledOnce()
}

// atWindow3 gives the number that the server has at window 3.
func (j *job) atWindow3() string {
	j.t.Helper()
	var windows []struct {
		Number int
		Ticket *struct{ Number string }
	}
	if err := j.admin.get(j.process.url+"/api/v1/windows", &windows); err != nil {
		j.t.Fatal(err)
	}
	for _, w := range windows {
		if w.Number == 3 && w.Ticket != nil {
			return w.Ticket.Number
		}
	}
	return ""
}

// calledOnce holds the journal to having called nobody twice.
func (j *job) calledOnce() {
	j.t.Helper()
	var entries []struct {
		Events []struct {
			Kind   string
			Ticket struct{ Number string }
		}
	}
	if err := j.admin.get(j.process.url+"/api/v1/journal?limit=1000", &entries); err != nil {
		j.t.Fatal(err)
	}
	calls := map[string]int{}
	for _, entry := range entries {
		for _, event := range entry.Events {
			if event.Kind != "called" {
				continue
			}
			if calls[event.Ticket.Number]++; calls[event.Ticket.Number] > 1 {
				j.t.Errorf("%s was called twice", event.Ticket.Number)
			}
		}
	}
}
