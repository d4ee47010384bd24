package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/queue"
)

// pastMorning is a morning of a hall of two windows, which is over: A001 and A003, who has priority, were called, A002 came in between.
func pastMorning(t *testing.T) (*rig, string) {
	t.Helper()
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.pass(5 * time.Minute)
	g.take()
	g.pass(time.Minute)
	g.take()
	g.pass(time.Minute)
	g.window("next", `{}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	g.pass(time.Minute)
	g.ask("desk", http.MethodPost, tickets, `{"service":"social","class":"elder","reason":"老年人"}`).want(http.StatusCreated)
	g.pass(25 * time.Minute)
	g.window("next", `{"finish":true}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	g.pass(10 * time.Minute)
	g.window("finish", `{"outcome":"accepted"}`).want(http.StatusOK)
	g.pass(time.Minute)
	return g, g.live()
}

// TestTimeMachine steps from call to call, sees the hall's screen as it was, and reads to a citizen why another went first.
func TestTimeMachine(t *testing.T) {
	t.Parallel()
	chromium(t)
	g, url := pastMorning(t)
	f := openAs(t, "supervisor", g.tokens["supervisor"], url, "/admin/history", counterScreen)
	f.see(`[data-at="09:07:00"]`)
	f.shows(`[data-call="A001"][data-window="3"]`)
	f.see(`[data-queue="social"][data-waiting="1"]`)
	f.fine("history-hall", true, false, ".past-screens", ".past-side")
	f.press(`[data-action="call-after"]`)
	f.see(`[data-at="09:33:00"]`)
	f.shows(`[data-call="A003"]`)
	f.press(`[data-side="life"]`)
	f.typeInto(`input[name="number"]`, "a002\r")
	f.see(`[data-life="A002"]`)
	f.read(".past-read", "您的号是 A002，09:06 在社会保险取号")
	f.read(".past-read", "A003 号（按规定优先）")
	f.read(".past-read", "现在前面还有 0 人")
	f.see(`[data-passer="A003"]`)
	f.shot("history-life")
	f.accessible("life of a number")
	f.press(`[data-kind="issued"] [data-jump]`)
	f.see(`[data-at="09:06:00"]`)
	f.until("the journal is proved", `document.querySelector("[data-proof]")`)
	f.read(".centre-clock", "09:44") // that of the hall
}

// shows waits until the page that the time machine shows has something.
func (f *face) shows(selector string) {
	f.t.Helper()
	f.until("the screen shows "+selector, `(() => { const w = document.querySelector("iframe"); return w && w.contentDocument.querySelector(`+fmt.Sprintf("%q", selector)+`) })()`)
}

// TestTimeMachineInTheLong goes through it by keys alone, sees every screen, and a day that is not there.
func TestTimeMachineInTheLong(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := pastMorning(t)
	go g.server.centre.Prove(t.Context())
	for _, s := range []size{tablet, counterScreen} {
		f := openAs(t, fmt.Sprint("history-", s.wide), g.tokens["admin"], url, "/admin/history?date=2026-11-23&at=9:20&screen=monitor&number=A003", s)
		f.see(`[data-at="09:20:00"]`)
		f.shows(`[data-window="3"][data-status="serving"]`)
		f.see(`[data-life="A003"]`)
		f.press(`[data-side="queues"]`)
		f.until("the journal is proved", `document.querySelector("[data-proof=whole]")`)
		f.accessible("time machine")
		f.fine(fmt.Sprint("history-monitor-", s.wide), true, false, ".past-screens", ".past-side")
		for _, screen := range []string{"hall/2F", "welcome"} {
			f.press(`[data-screen="` + screen + `"]`)
			f.shows("main[data-state]")
			f.fine(fmt.Sprintf("history-%s-%d", screen[:4], s.wide), true, false)
		}
		f.press(`[data-side="windows"]`)
		f.press(`.past-windows [data-window="3"] [aria-label]`)
		f.shows(`.win[data-state="serving"]`)
		f.fine(fmt.Sprint("history-window-", s.wide), true, false, ".past-windows")
		f.press(`[data-side="alerts"]`)
		f.fine(fmt.Sprint("history-alerts-", s.wide), true, false)
		f.press(`[data-alert]`)
		f.accessible("windows and alerts of the past")
		f.press(".past-day") // what is in a field is the field's
		f.key(kb.Home)
		f.see(`[data-at="09:00:00"][data-shown="09:00:00"]`)
		f.key(kb.ArrowRight)
		f.see(`[data-at="09:05:00"][data-shown="09:05:00"]`)
		f.key(kb.PageDown)
		f.see(`[data-at="09:15:00"]`)
		f.key(kb.End)
		f.see(`[data-at="09:44:00"]`)
		f.until("nobody presses what is of the past", `getComputedStyle(document.querySelector("iframe")).pointerEvents === "none"`)
		f.key(kb.Home)
		f.press(`[data-speed="600"]`)
		f.see(`[data-speed="0"][data-at="09:44:00"]`)
		f.press(`[data-action="language"]`)
		f.fine(fmt.Sprint("history-en-", s.wide), true, false)
	}
	none := openAs(t, "history-none", g.tokens["supervisor"], url, "/admin/history?date=2026-11-20", counterScreen)
	none.see(".none")
	none.fine("history-none", true, false)
	for _, date := range []string{"2026-11-21", "2026-11-22", "2026-11-23"} {
		none.press(`[data-action="later"]`)
		none.until("it is "+date, `document.querySelector("[name=date]").value === "`+date+`"`)
	}
	none.see(`[data-at]`)
}

// TestTimeMachineOfALargeHall: sixty windows with the longest names and hundreds who waited have room, and a page that is cut off
// says so.
func TestTimeMachineOfALargeHall(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, do := crowdedHall(t, 360, 2*time.Second)
	for n := range 60 {
		g.pass(20 * time.Second)
		do(queue.CallNext{Window: queue.WindowNumber(n + 1)})
		do(queue.Start{Window: queue.WindowNumber(n + 1)})
	}
	g.pass(30 * time.Minute)
	var cut atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if cut.Load() {
			panic(http.ErrAbortHandler)
		}
		g.server.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	url := server.URL
	for _, s := range []size{tablet, hallScreen} {
		f := openAs(t, fmt.Sprint("history-large-", s.wide), g.tokens["supervisor"], url, "/admin/history?date=2026-11-23&at=093500", s)
		f.see(`[data-queue="s0"][data-waiting="15"]`)
		f.shows(".earlier-row")
		f.shot(fmt.Sprint("history-large-queues-", s.wide))
		f.accessible("queues of a large hall")
		f.press(`[data-screen="monitor"]`)
		f.shows(`[data-window="60"][data-status="serving"]`)
		f.press(`[data-side="windows"]`)
		f.see(`.past-windows [data-window="60"]`)
		f.shot(fmt.Sprint("history-large-windows-", s.wide))
		f.press(`[data-side="alerts"]`)
		f.shot(fmt.Sprint("history-large-alerts-", s.wide))
		cut.Store(true)
		f.press(`[data-action="call-before"]`)
		f.see(`[role="alert"]`)
		f.shot(fmt.Sprint("history-large-offline-", s.wide))
		cut.Store(false)
		f.gone(`.past > [role="alert"]`)
	}
}
