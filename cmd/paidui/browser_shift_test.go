package main

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/queue"
)

// padCodes are the keys of a numeric pad by what is printed on them.
var padCodes = map[rune]string{'+': "NumpadAdd", '-': "NumpadSubtract", '*': "NumpadMultiply", '\r': "NumpadEnter"}

// pad presses keys of a numeric pad whose lock is off, so that 1 means End and 8 an arrow, like a clerk who looks at the papers.
func (f *face) pad(keys string) {
	f.t.Helper()
	for _, k := range keys {
		code := padCodes[k]
		if code == "" {
			code = "Numpad" + string(k)
		}
		f.do("pad "+code, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Code: code, Key: "Unidentified"}
			if k == '\r' {
				down.Key, down.Text, down.WindowsVirtualKeyCode = "Enter", "\r", 13
			}
			up := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Code: code, Key: down.Key}
			if _, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, down); err != nil {
				return err
			}
			_, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, up)
			return err
		}))
		time.Sleep(80 * time.Millisecond)
	}
}

// command presses a command's key once the command can be given.
func (f *face) command(action, key string) {
	f.t.Helper()
	f.point(`[data-action="` + action + `"]`)
	f.key(key)
}

// code types a command's code once the command can be given.
func (f *face) code(action, code string) {
	f.t.Helper()
	f.point(`[data-action="` + action + `"]`)
	f.pad(code)
}

// leaving gives the last event of a kind, with what it left alone.
func (g *rig) leaving(t *testing.T, kind string) map[string]any {
	t.Helper()
	for g.lastEvent()["kind"] != kind {
		if t.Context().Err() != nil {
			t.Fatal("no " + kind)
		}
		time.Sleep(30 * time.Millisecond)
	}
	return g.lastEvent()
}

// TestLeavingByKeyboard leaves the only window of a service: the page asks, what is chosen is recorded, and the signs are up at once.
func TestLeavingByKeyboard(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, quick)
	url := g.live()
	g.take()
	g.window("sign-in", `{}`).want(http.StatusOK)
	counter := g.counterAt(t, url, "counter")
	window := openAs(t, "window", g.tokens["screen3"], url, "/window/3", windowScreen)
	hall := open(t, "hall", url+"/hall/1F", hallScreen)
	kiosk := openAs(t, "kiosk", g.tokens["kiosk"], url, "/kiosk", uprightKiosk)
	window.see(`[data-state="idle"]`)

	counter.command("leave", "l") // a moment away
	counter.read(".strip-ask", "还有 1 人等候")
	counter.shot("counter-leave-asks")
	counter.accessible("asked before leaving")
	counter.key("2")
	counter.gone(".strip-ask")
	counter.see(`.desk[data-state="open"]`)
	counter.command("leave", "l")
	counter.see(`[data-action="leave-anyway"]`)
	counter.key("1")
	counter.see(`.desk[data-state="paused"]`)
	if e := g.leaving(t, "paused"); e["anyway"] != true || e["left_alone"] == nil {
		t.Errorf("leaving all the same is kept as %v", e)
	}
	window.read(`[data-state="paused"]`, "预计 09:05 恢复")
	hall.read(".wait-range", "暂停至 09:05")
	kiosk.read(".choice-windows", "窗口暂停，09:05 恢复")
	kiosk.fine("kiosk-window-paused", true, true, ".choice")
	hall.rest()
	hall.shot("hall-window-paused")
	counter.fine("counter-paused", true, false, `[data-action="unpause"]`)
	counter.key("s") // behind its sign nothing goes on
	counter.key(" ")
	g.wantCalls("a paused window", 0, 0, 1)

	counter.command("unpause", "p")
	counter.see(`.desk[data-state="open"]`)
	counter.command("pause", "p") // the panel says so too, and wants a time
	counter.read(".panel-warning", "只有本窗口办“社会保险”")
	counter.see(`[data-back="10"][aria-pressed="true"]`)
	counter.key("5")
	counter.key("0")
	counter.see(`[data-back="15"][aria-pressed="true"]`)
	counter.fine("counter-pause-panel", true, false, `[data-panel="pause"]`)
	counter.accessible("the pause panel")
	counter.key("g")
	counter.see(`input[name="go-to"]:focus`)
	counter.key("5")
	counter.key("\r")
	counter.see(`.desk[data-state="paused"]`)
	if e := g.leaving(t, "paused"); !strings.Contains(toJSON(e), `"go_to":5`) || !strings.Contains(toJSON(e), `"reason":"用餐"`) {
		t.Errorf("the pause is kept as %s", toJSON(e))
	}
	window.read(`[data-state="paused"]`, "请到 5 号窗口办理")
	kiosk.read(".choice-windows", "请到 5 号窗口办理")
	if said := ask[string](window, `document.body.innerText`); strings.Contains(said, "用餐") {
		t.Errorf("the public reads why the window is paused: %s", said)
	}

	counter.command("unpause", "p")
	counter.see(`.desk[data-state="open"]`)
	counter.command("sign-out", "q")
	counter.read(".strip-ask", "确需离开吗")
	counter.key(kb.Escape)
	counter.gone(".strip-ask")
	counter.command("sign-out", "q")
	counter.see(`[data-action="leave-anyway"]`)
	counter.key("1")
	counter.see(".sign-in")
	if e := g.leaving(t, "signed_out"); e["anyway"] != true {
		t.Errorf("the sign-out is kept as %v", e)
	}
}

// TestPauseWithSomebodyThere: the number stays on every face, and the public hears why where the centre wants it.
func TestPauseWithSomebodyThere(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		quick(l)
		l.Settings.PublicPauseReason = true
	})
	url := g.live()
	g.take()
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("next", ``).want(http.StatusOK)
	g.window("start", ``).want(http.StatusOK)
	counter := g.counterAt(t, url, "counter")
	window := openAs(t, "window", g.tokens["screen3"], url, "/window/3", windowScreen)
	counter.command("pause", "p")
	counter.read(".panel-warning", "现在无人等候")
	counter.key("2")
	counter.key("0")
	counter.key("\r")
	counter.read(".paused-ticket", "A001")
	window.read(".mid-paused", "预计 09:10 恢复")
	window.read(".mid-held", "请 A001 号稍候")
	window.read(".mid-reason", "回部门交换资料")
	counter.fine("counter-paused-with", true, false, ".paused-ticket")
	window.fine("window-paused-with", true, false, ".mid-held")
	counter.command("sign-out", "q") // not with somebody there
	counter.read(`[data-message="problem"]`, "请先办结或处理 A001 号")
	counter.key("f")
	counter.command("unpause", "p")
	counter.see(`[data-status="serving"]`)
	window.see(`[data-state="serving"]`)
	g.wantCalls("going on", 1, 0, 0)
}

// TestTakeOverByKeyboard has B take over from A with a citizen at the window, one key each.
func TestTakeOverByKeyboard(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		quick(l)
		l.Windows[1].Post = queue.Post{AStaff: "1001", BStaff: "1002"}
	})
	url := g.live()
	g.take()
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("next", ``).want(http.StatusOK)
	g.window("start", ``).want(http.StatusOK)
	g.ask("supervisor", http.MethodPost, "/api/v1/staff/1002/substitute", `{"until":"2026-11-23"}`).want(http.StatusOK)
	counter := g.counterAt(t, url, "counter")
	window := openAs(t, "window", g.tokens["screen3"], url, "/window/3", windowScreen)
	window.read(".plate-name", "张晓梅")
	counter.command("take-over", "d")
	counter.read(`[data-panel="take-over"] [data-choice="1002"]`, "李建国")
	counter.fine("counter-take-over", true, false, `[data-panel="take-over"]`)
	counter.accessible("the take-over panel")
	counter.key("1")
	counter.read(".bar-staff", "李建国")
	counter.see(`[data-status="serving"]`)
	counter.read(".current-number", "A001")
	window.read(".plate-name", "李建国")
	window.read(".plate-mark", "顶岗")
	window.fine("window-substitute", true, false, ".plate-mark")

	// A sits elsewhere: not offered, and not taken by number either.
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	counter.command("take-over", "d")
	counter.see(`[data-panel="take-over"] [data-choice="1001"]:disabled`)
	counter.key("1")
	counter.key("0")
	counter.see(`[data-panel="take-over"] input:focus`)
	counter.typed("1001")
	counter.key("\r")
	if said := counter.sentence(`[data-message="problem"]`); !strings.Contains(said, "别的窗口") {
		t.Errorf("the page says %q", said)
	}
}

// TestKeypadMorning serves ten people by the numeric pad alone, with its lock off.
func TestKeypadMorning(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, quick)
	url := g.live()
	for range 10 {
		g.take()
	}
	counter := g.counterAt(t, url, "counter")
	counter.see(".sign-in input:focus")
	counter.pad("\r") // the field holds the number of whose computer it is
	counter.see(`.desk[data-state="open"]`)

	call := func(number string) {
		t.Helper()
		counter.code("next", "01")
		counter.read(".current-number", number)
	}
	start := func() {
		t.Helper()
		counter.code("start", "03")
		counter.see(`[data-status="serving"]`)
	}
	finish := func() {
		t.Helper()
		counter.code("finish", "04")
		counter.gone(".current[data-ticket]")
	}
	counter.pad("0")
	counter.read(".strip-pad", "0_")
	counter.shot("counter-pad-typing")
	counter.pad("-") // another thought
	counter.gone(".strip-pad")
	counter.pad("04")
	counter.read(".strip-pad", "办结 现在不能用")
	counter.shot("counter-pad-off")
	counter.accessible("a code that is not for now")
	counter.pad("77")
	counter.read(".strip-pad", "没有这个代码")

	call("A001")
	start()
	finish()
	call("A002")
	g.pass(time.Minute)
	counter.code("recall", "2\r") // one digit and Enter
	counter.read(".current-more", "已呼叫 2 次")
	g.pass(time.Minute)
	counter.code("no-show", "05")
	counter.gone(".current[data-ticket]")
	counter.code("undo", "13")
	counter.read(".current-number", "A002") // it was the wrong key
	start()
	counter.code("hold", "06")
	counter.gone(".current[data-ticket]")
	call("A003")
	start()
	finish()
	counter.code("resume", "07")
	counter.read(".current-number", "A002") // back with the form
	finish()
	call("A004")
	counter.code("return", "08")
	counter.read(`[data-message="done"]`, "A004 已退回队列")
	call("A004")
	start()
	counter.code("transfer", "11")
	counter.see(`[data-panel="transfer"]`)
	counter.pad("2\r")
	counter.gone(".current[data-ticket]")
	counter.code("pause", "09")
	counter.see(`[data-panel="pause"]`)
	counter.pad("5\r")
	counter.see(`.desk[data-state="paused"]`)
	counter.code("unpause", "09")
	counter.see(`.desk[data-state="open"]`)
	call("A005")
	start()
	counter.code("outcome", "14")
	counter.see(`[data-panel="outcome"]`)
	counter.pad("5") // asked a question only
	counter.gone(".current[data-ticket]")
	counter.code("leave", "10")
	counter.see(`[data-action="leave-anyway"]`)
	counter.pad("1")
	counter.see(`.desk[data-state="paused"]`)
	counter.code("unpause", "09")
	counter.see(`.desk[data-state="open"]`)
	for _, number := range []string{"A006", "A007", "A008", "A009"} {
		counter.code("next", "+")
		counter.read(".current-number", number)
		start()
	}
	finish()
	call("A010")
	start()
	finish()
	counter.code("sign-out", "18")
	counter.code("sign-out", "18")
	counter.see(".sign-in")
	g.hall.View(func(st *queue.State) {
		if served, waiting := st.Count(queue.StatusServed), st.WaitingCount("tax"); served != 9 || waiting != 1 {
			t.Errorf("%d served, %d sent on; want 9 and 1", served, waiting)
		}
	})
}

// TestHoldReminder puts somebody on hold and forgets them.
func TestHoldReminder(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, quick)
	url := g.live()
	g.take()
	g.take()
	g.window("sign-in", `{}`).want(http.StatusOK)
	counter := g.counterAt(t, url, "counter")
	counter.point(`[data-action="next"]`)
	counter.key(" ")
	counter.read(".current-number", "A001")
	counter.key("s")
	counter.see(`[data-status="serving"]`)
	counter.key("h")
	counter.read(".current-none", "先按 E 恢复")
	counter.gone(`[data-remind]`)
	g.pass(10 * time.Minute)
	counter.read(`[data-remind="A001"]`, "A001 已挂起 10 分钟")
	counter.see(".chip.is-late")
	counter.fine("counter-hold-remind", true, false, ".chip.is-late")
	counter.accessible("a reminder")
	g.pass(20 * time.Minute)
	counter.gone(`[data-remind]`)
	counter.read(".queue-missed", "A001")
}

// TestNoon: at twelve the page asks whoever is the only one for people who wait.
func TestNoon(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		quick(l)
		for i, s := range []string{"09:00-12:00", "14:30-18:00"} {
			l.Hours.Sessions = append(l.Hours.Sessions[:i], queue.Session{})
			_ = l.Hours.Sessions[i].UnmarshalText([]byte(s))
		}
	})
	url := g.live()
	g.take()
	g.take()
	g.window("sign-in", `{}`).want(http.StatusOK)
	counter := g.counterAt(t, url, "counter")
	counter.see(`.desk[data-state="open"]`)
	counter.gone("[data-over]")
	g.pass(3 * time.Hour)
	counter.read("[data-over]", "12:00 已到，只有本窗口办“社会保险”，还有 2 人等候")
	counter.fine("counter-noon", true, false, "[data-over]")
	counter.accessible("noon")
	counter.pad("19") // goes on
	counter.gone("[data-over]")
	if e := g.leaving(t, "stayed_on"); e["for"] == nil {
		t.Errorf("going on is kept as %v", e)
	}
	counter.command("pause", "p") // and after all does not
	counter.see(`[data-back="session"][aria-pressed="true"]`)
	counter.read(`[data-back="session"]`, "14:30")
	counter.key("5")
	counter.key("\r")
	counter.see(`.desk[data-state="paused"]`)
	counter.read(".paused-sign", "预计 14:30 恢复")
	if e := g.leaving(t, "paused"); e["anyway"] != true {
		t.Errorf("leaving until the afternoon is kept as %v", e)
	}
}

// TestTheDeskStandsIn finishes and signs out at the guide desk for a window whose clerk is gone.
func TestTheDeskStandsIn(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f := deskRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.take()
	g.take()
	g.window("next", ``).want(http.StatusOK)
	f.see(`input[name="search"]:focus`)
	f.key(kb.F12)
	f.read(`[data-panel="windows"] [data-choice="3"]`, "A001")
	f.key("1")
	f.see(`[data-panel="window"] [data-window="3"][data-status="called"]`)
	f.read(".panel-warning", "还有 1 人等候")
	f.fine("desk-window", true, false, `[data-action="return"]`)
	f.accessible("a window at the desk")
	g.window("start", ``).want(http.StatusOK)
	f.see(`[data-window="3"][data-status="serving"]`)
	f.key("q") // not with somebody there
	f.gone(`[data-panel="why"]`)
	f.key("f")
	f.see(`[data-panel="why"]`)
	f.fine("desk-why", true, false, `[data-panel="why"]`)
	f.key("2")
	f.read(`[data-message="done"]`, "3 号窗口 A001 已代为办结")
	f.see(`[data-window="3"][data-status="open"]`)
	f.key("q")
	f.see(`[data-panel="why"]`)
	f.key("0")
	f.see(`[data-panel="why"] input:focus`)
	f.typed("ok")
	f.key("\r")
	f.read(`[data-message="done"]`, "已代为签退")
	f.see(`[data-panel="windows"]`)
	if e := g.leaving(t, "signed_out"); e["left_alone"] == nil {
		t.Errorf("the sign-out is kept as %v", e)
	}
	entries := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").list()
	if by := entries[len(entries)-1]["by"]; by != "desk: ok" {
		t.Errorf("the journal says it was %q", by)
	}
	g.wantCalls("the desk stood in", 1, 1, 1)
}
