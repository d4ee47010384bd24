package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// holdable lets a test hold back what a page's line brings, for less time than the page takes to call the line dead: so
// it is behind the hall, as any page is for an instant.
const holdable = `(() => {
	const set = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
	let kept = null;
	Object.defineProperty(WebSocket.prototype, "onmessage", {
		get: set.get,
		set(hear) { set.set.call(this, hear && ((event) => { kept ? kept.push(() => hear.call(this, event)) : hear.call(this, event); })); },
	});
	window.hold = () => { kept = []; };
	window.letGo = () => { const late = kept; kept = null; late.forEach((hear) => hear()); };
})()`

// quick lets presses follow one another sooner after a call than in a hall.
func quick(l *queue.Layout) { l.Settings.DeadPressMS = 500 }

// counterAt opens the page of window 3 on a device of its own.
func (g *rig) counterAt(t *testing.T, url, name string) *face {
	t.Helper()
	return openAs(t, name, g.tokens["counter3"], url, "/counter", counterScreen, holdable)
}

// calls gives how often window 3 has called, and how many wait.
func (g *rig) calls() (called, served, waiting int) {
	g.hall.View(func(st *queue.State) {
		for _, ticket := range st.Tickets() {
			called += ticket.CallCount
		}
		served, waiting = st.Count(queue.StatusServed), st.Count(queue.StatusWaiting)
	})
	return called, served, waiting
}

// wantCalls fails the test unless so many were called, are served and wait.
func (g *rig) wantCalls(what string, called, served, waiting int) {
	g.t.Helper()
	if c, s, w := g.calls(); c != called || s != served || w != waiting {
		g.t.Errorf("%s: %d called, %d served, %d waiting; want %d, %d, %d", what, c, s, w, called, served, waiting)
	}
}

// TestDoublePress presses everything twice, at once and 300 ms apart, as people do: each has one effect.
func TestDoublePress(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) { l.Settings.DeadPressMS = 1500 })
	url := g.live()
	kiosk := openAs(t, "kiosk", g.tokens["kiosk"], url, "/kiosk", uprightKiosk)
	kiosk.see(`[data-page="services"]`)
	time.Sleep(500 * time.Millisecond)
	kiosk.click(`[data-service="social"]`, 2, 0)
	kiosk.see(`[data-page="confirm"]`)
	time.Sleep(500 * time.Millisecond)
	kiosk.click(`[data-action="take"]`, 3, 100*time.Millisecond)
	kiosk.see(`[data-page="done"] [data-number="A001"]`)
	g.wantCalls("the kiosk", 0, 0, 1)

	for range 3 {
		g.take()
	}
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	counter := g.counterAt(t, url, "counter")
	counter.click(`[data-action="next"]`, 2, 0)
	counter.read(".current-number", "A001")
	counter.click(`[data-action="start"]`, 2, 0)
	counter.see(`[data-status="serving"]`)
	g.wantCalls("two clicks at once", 1, 0, 3)

	counter.click(`[data-action="next"]`, 2, 300*time.Millisecond)
	counter.read(".current-number", "A002")
	g.wantCalls("two clicks 300 ms apart", 2, 1, 2)

	counter.point(`[data-action="next"]`)
	counter.key(" ")
	time.Sleep(220 * time.Millisecond)
	counter.key(" ")
	counter.read(".current-number", "A003")
	g.wantCalls("two keys 300 ms apart", 3, 2, 1)

	counter.key("s")
	counter.see(`[data-status="serving"]`)
	counter.point(`[data-action="finish"]`)
	counter.click(`[data-action="finish"]`, 2, 300*time.Millisecond)
	counter.gone("[data-ticket]")
	g.wantCalls("finished twice", 3, 3, 1)
}

// TestStalePage has two pages on one window: they stay in step, and one that is behind finishes nobody whom it does not
// see.
func TestStalePage(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, quick)
	url := g.live()
	for range 3 {
		g.take()
	}
	one, other := g.counterAt(t, url, "counter"), g.counterAt(t, url, "other-counter")
	one.see(".sign-in input:focus")
	one.key("\r")
	other.press(`[data-action="next"]`)
	for _, f := range []*face{one, other} {
		f.see(`[data-status="called"]`)
		f.read(".current-number", "A001")
	}
	one.press(`[data-action="start"]`)
	other.see(`[data-status="serving"]`)

	ask[bool](other, `!hold()`)
	one.press(`[data-action="next"]`)
	one.read(".current-number", "A002")
	one.press(`[data-action="start"]`)
	one.see(`[data-status="serving"]`)
	other.press(`[data-action="finish"]`)
	if said := other.sentence(`[data-message="problem"]`); !strings.Contains(said, "刚刚变了") {
		t.Errorf("the page that is behind says %q", said)
	}
	g.wantCalls("a page that was behind finished", 2, 1, 1)
	ask[bool](other, `!letGo()`)
	other.read(".current-number", "A002")
	one.read(".current-number", "A002")
	one.see(`[data-status="serving"]`)
}

// TestNotStarted presses 下一位 on somebody who was called a moment ago and was never seen: the page asks, in place.
func TestNotStarted(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		quick(l)
		l.Settings.MinPresenceSeconds = 45
	})
	url := g.live()
	for range 3 {
		g.take()
	}
	g.window("sign-in", `{}`).want(http.StatusOK)
	counter := g.counterAt(t, url, "counter")
	counter.point(`[data-action="next"]`)
	counter.key(" ")
	counter.read(".current-number", "A001")
	counter.point(`[data-action="next"]`)
	counter.key(" ")
	counter.see(`[data-action="here"]`)
	counter.see(`[data-action="away"]`)
	counter.read(".strip-ask", "A001")
	if said := ask[string](counter, `document.querySelector(".queue-total").innerText`); strings.Contains(said, "无人等候") {
		t.Errorf("two people wait and the page says %q", said)
	}
	counter.shot("counter-asks")
	g.wantCalls("asking", 1, 0, 2)
	counter.key("1")
	counter.read(".current-number", "A002")
	counter.gone(`[data-action="here"]`)
	g.wantCalls("已到", 2, 1, 1)

	counter.point(`[data-action="next"]`)
	counter.key(" ")
	counter.see(`[data-action="away"]`)
	g.pass(time.Minute)
	counter.press(`[data-action="away"]`)
	counter.read(".current-number", "A003")
	g.wantCalls("没来", 3, 1, 0)
	g.hall.View(func(st *queue.State) {
		if missed := st.Count(queue.StatusNoShow); missed != 1 {
			t.Errorf("%d were passed over, want 1", missed)
		}
	})
}

// TestRefusalsAreSentences brings about what people run into, and reads what their page says of it.
func TestRefusalsAreSentences(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, quick)
	url := g.live()
	says := func(f *face, css, words string) {
		t.Helper()
		if said := f.sentence(css); !strings.Contains(said, words) {
			t.Errorf("%s says %q, want something of %q", f.name, said, words)
		}
	}

	stranger := open(t, "stranger", url+"/counter", counterScreen)
	stranger.typeInto(`.enrol input[name="code"]`, "ABCD-EFGH")
	stranger.press(`[data-action="enrol"]`)
	says(stranger, ".enrol .problem", "启用码不对")
	stranger.goTo(url + "/window/3")
	stranger.see(".enrol")

	counter := g.counterAt(t, url, "counter")
	counter.see(".sign-in input:focus")
	for _, key := range []string{"\b", "\b", "\b", "\b", "4", "7", "1", "1", "\r"} {
		counter.key(key)
	}
	says(counter, ".sign-in .strip-problem", "没有这个工号")
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	counter.press(`[data-action="next"]`)
	says(counter, `[data-message="problem"]`, "当前无人等候")
	counter.shot("counter-nobody")

	// The window is closed from elsewhere, and this page has not heard of it yet.
	ask[bool](counter, `!hold()`)
	g.window("sign-out", ``).want(http.StatusOK)
	counter.key(" ")
	counter.read(`[data-message="problem"]`, "窗口未开放")
	says(counter, `[data-message="problem"]`, "请先签到")
	ask[bool](counter, `!letGo()`)
	counter.see(".sign-in")

	for path, words := range map[string]string{"/window/999": "没有这个窗口", "/hall/9F": "没有这个区域", "/t/nobodys-word": "核对链接"} {
		screen := openAs(t, "screen "+path, g.tokens["admin"], url, path, windowScreen)
		says(screen, `.sign-wrong p`, words)
	}
}

// TestRelativeAtTheCounter: somebody comes with another's number. The clerk reads that, and the last four of its holder's
// ID number to compare.
func TestRelativeAtTheCounter(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, quick)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social","id_number":"`+olderID+`"}`).want(http.StatusCreated)
	g.take()
	g.deed("desk", "A001", "needs", `{"needs":["deaf","proxy"]}`).want(http.StatusOK)
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	f := g.counterAt(t, g.live(), "counter-relative")
	f.see(`[data-action="next"]`)
	g.window("next", `{}`).want(http.StatusOK)
	f.read(`[data-last4="`+olderID[14:]+`"]`, olderID[14:])
	f.read(".current-more", "代办")
	f.fine("counter-relative", true, false)
	f.accessible("counter-relative")
	g.window("next", `{"finish":true}`).want(http.StatusOK)
	f.read(".current-number", "A002")
	f.gone("[data-last4]")
}

// TestReaderAtTheCounter types as a card reader and a scanner do, and as hands do that meant another program: none of it is a press. Nor does
// Enter alone finish anybody.
func TestReaderAtTheCounter(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, quick)
	url := g.live()
	for range 2 {
		g.take()
	}
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("next", ``).want(http.StatusOK)
	g.window("start", ``).want(http.StatusOK)
	counter := g.counterAt(t, url, "counter")
	counter.see(`[data-status="serving"]`)
	counter.point(`[data-action="finish"]`)
	const typed = `["KeyF", "KeyX", "Digit0", "Digit4", "Space", "NumpadEnter", "Enter"].forEach((code) =>
		document.body.dispatchEvent(new KeyboardEvent("keydown", { code: code, key: code === "Space" ? " " : code.slice(-1).toLowerCase(), bubbles: true })))`
	ask[bool](counter, `(`+typed+`, true)`)
	time.Sleep(700 * time.Millisecond)
	counter.key("\r")
	ask[bool](counter, `(window.dispatchEvent(new Event("focus")), document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyF", key: "f", bubbles: true })))`)
	time.Sleep(700 * time.Millisecond)
	g.wantCalls("a reader typed", 1, 0, 1)
	counter.see(`[data-status="serving"]`)
	counter.key("f")
	counter.gone(".current[data-ticket]")
	g.wantCalls("a hand pressed", 1, 1, 1)
}
