package main

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/queue"
)

// kiosksCalled gives the demo hall a kiosk with a name and every service a chief.
func kiosksCalled(l *queue.Layout) {
	l.Kiosks = []queue.Kiosk{{Number: 1, Name: queue.Text{ZH: "东门取号机", EN: "Kiosk by the east door"}, Zone: "1F"}}
	for i := range l.Staff {
		l.Staff[i].Chief = l.Staff[i].Number == "1002"
	}
}

// TestACitizenCallsSomebody: a touch at the kiosk, the desk sees it and goes, and the kiosk says so; nobody calls twice.
func TestACitizenCallsSomebody(t *testing.T) {
	inLongSuite(t)
	atBothKiosks(t, kiosksCalled, func(t *testing.T, g *rig, k *face, url string) {
		desk := openAs(t, k.name+"-desk", g.tokens["desk"], url, "/desk", counterScreen)
		k.see(`[data-page="services"]`)
		k.touch(`[data-action="call-staff"]`)
		k.read(`[data-call-sign="called"]`, "已呼叫工作人员，请稍候")
		k.shot(k.name + "-call-sign")
		k.accessible("call sign")
		k.roomy("call sign")
		desk.read(`[data-help="assist"]`, "取号机 有群众求助")
		k.touch(`[data-action="call-ok"]`)
		k.gone(`[data-call-sign]`)
		k.good("called", `[data-calling="called"]`)
		k.touch(`[data-action="large"]`)
		k.good("called-large", `[data-calling="called"]`)
		k.touch(`[data-action="large"]`)
		k.goBy(`[data-service="social"]`, "confirm") // it goes on beside the number that is taken
		k.see(`[data-calling="called"]`)
		if ask[bool](k, shown(`[data-action="call-staff"]`)) {
			t.Error("a call that is open is offered again")
		}
		desk.key(kb.F3)
		desk.see(`[data-panel="helps"] [data-choice]`)
		desk.key("1")
		desk.gone(`[data-help]`)
		k.read(`[data-call-sign="coming"]`, "工作人员马上就到")
		k.touch(`[data-action="call-ok"]`)
		k.good("coming", `[data-calling="coming"]`)
	})
}

// TestACallThatDoesNotGoThrough says so, and whom to ask: here a child has played with the button.
func TestACallThatDoesNotGoThrough(t *testing.T) {
	inLongSuite(t)
	atBothKiosks(t, nil, func(t *testing.T, g *rig, k *face, _ string) {
		k.see(`[data-page="services"]`)
		ask[bool](k, `Promise.all([1, 2, 3, 4, 5, 6].map(() => fetch("/api/v1/kiosk/help", {method: "POST", credentials: "same-origin"}))).then(() => true)`)
		k.touch(`[data-action="call-staff"]`)
		k.read(`[data-call-sign="failed"]`, "没有呼叫成功")
		k.read(`[data-call-sign="failed"]`, "请到咨询台")
		k.shot(k.name + "-call-failed")
		k.accessible("call failed")
		k.touch(`[data-action="call-ok"]`)
		k.see(`[data-action="call-staff"]`)
	})
}

// counterPage opens the page of a window on a device of its own.
func (g *rig) counterPage(t *testing.T, url, name string, n queue.WindowNumber) *face {
	t.Helper()
	g.mint(name, queue.Grant{Role: queue.RoleCounter, Window: n})
	return openAs(t, name, g.tokens[name], url, "/counter", counterScreen)
}

// TestASilentAlarm: one key at a window, the chief sees it and no screen does; after a minute the centre sees it too, and
// who pressed sees that somebody comes.
func TestASilentAlarm(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := kioskHall(t, kiosksCalled)
	g.crowded()
	g.do(queue.CallNext{Window: 3})
	g.do(queue.Start{Window: 3})
	clerk, chief := g.counterPage(t, url, "alarm-clerk", 3), g.counterPage(t, url, "alarm-chief", 4)
	desk := openAs(t, "alarm-desk", g.tokens["desk"], url, "/desk", counterScreen)
	screen := openAs(t, "alarm-screen", g.tokens["screen3"], url, "/window/3", windowScreen)
	screen.read(`[data-state="serving"]`, "业务范围")
	quiet := ask[string](screen, `document.body.innerText`)
	clerk.see(`[data-alarm="none"]`)
	clerk.fine("alarm-none", true, false)
	before := ask[string](clerk, `document.querySelector(".desk-main").innerText`)
	clerk.key("t") // also with a panel open
	clerk.see(`[data-panel="transfer"]`)
	clerk.key(kb.F9)
	clerk.see(`[data-alarm="sent"]`)
	clerk.key(kb.Escape)
	clerk.gone(`[data-panel]`)
	clerk.fine("alarm-sent", true, false, `[data-alarm="sent"]`)
	if after := ask[string](clerk, `document.querySelector(".desk-main").innerText`); minutes(after) != minutes(before) {
		t.Errorf("the alarm shows on the clerk's page: %q, before %q", after, before)
	}
	chief.read(`[data-help="alarm"]`, "3 号窗口 张晓梅 求助")
	chief.fine("alarm-chief", true, false, `[data-help="alarm"]`, `[data-action="next"]`)
	chief.accessible("alarm at the chief's")
	desk.see(`[data-row]`)
	if ask[bool](desk, shown(`[data-help]`)) {
		t.Error("the desk sees an alarm that the chief has not had time to answer")
	}
	g.pass(time.Minute)
	desk.read(`[data-help="alarm"]`, "3 号窗口 张晓梅 求助")
	desk.fine("alarm-desk", true, false, `[data-help="alarm"]`, "[data-row]")
	desk.accessible("alarm at the desk")
	if now := ask[string](screen, `document.body.innerText`); minutes(now) != minutes(quiet) || strings.Contains(now, "求助") {
		t.Errorf("the window's screen shows %q, before %q", now, quiet)
	}
	chief.key("y")
	chief.gone(`[data-help]`)
	desk.gone(`[data-help]`)
	clerk.read(`[data-alarm="coming"]`, "有人来")
	clerk.fine("alarm-coming", true, false)
}

// minutes leaves out digits: times go on meanwhile.
func minutes(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text)
}

// TestAFaultIsReportedAndMended by keys alone.
func TestAFaultIsReportedAndMended(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := kioskHall(t, nil)
	g.do(queue.SignIn{Window: 3, Staff: "1001"})
	clerk := g.counterPage(t, url, "fault-clerk", 3)
	desk := openAs(t, "fault-desk", g.tokens["desk"], url, "/desk", counterScreen)
	clerk.see(`[data-action="next"]`)
	clerk.key("g")
	clerk.fine("fault-panel", true, false, `[data-panel="fault"]`)
	clerk.key("5")
	clerk.see(`[data-panel="fault-note"] input:focus`)
	clerk.typed("paper")
	clerk.key("\r")
	clerk.read(`[data-message="done"]`, "打印机已报修")
	clerk.key("g")
	clerk.see(`[data-panel="fault"]`)
	clerk.key("7")
	clerk.see(`[data-panel="fault-note"] input:focus`)
	clerk.key("\r") // a note may be left out
	clerk.read(`[data-message="done"]`, "叫号声音已报修")
	desk.read(`[data-help="fault"]`, "2 件报修未修好")
	desk.key(kb.F3)
	desk.read(`[data-panel="helps"]`, "报修：打印机")
	desk.read(`[data-panel="helps"]`, "paper")
	desk.fine("fault-desk", true, false)
	desk.accessible("faults at the desk")
	desk.key("1")
	desk.read(`[data-help="fault"]`, "1 件报修未修好")
	clerk.key("g")
	clerk.read(`[data-choice="sound"]`, "已报修，修好了按此")
	clerk.fine("fault-mended", true, false)
	clerk.accessible("fault panel")
	clerk.key("7")
	clerk.read(`[data-message="done"]`, "叫号声音已修好")
	desk.gone(`[data-help]`)
	clerk.gone(`[data-action="fault"] .number`)
}

// TestANoticeIsReadWithOneKey: a supervisor writes at the desk, the clerk reads, and the desk counts; nobody else may write.
func TestANoticeIsReadWithOneKey(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := kioskHall(t, nil)
	g.do(queue.SignIn{Window: 3, Staff: "1001"})
	clerk := g.counterPage(t, url, "notice-clerk", 3)
	boss := openAs(t, "notice-boss", g.tokens["supervisor"], url, "/desk", counterScreen)
	boss.see(`[data-action="notices"]`)
	boss.key(kb.F7)
	boss.see(`[data-panel="notices"] input:focus`)
	text := strings.Repeat("下午五点全体人员到三楼会议室开会。", 5) + "请安排好值班。"
	boss.typeInto(`[data-panel="notices"] input`, text+"\r")
	boss.read(`[data-message="done"]`, "通知已发布")
	clerk.read(`[data-notice]`, text)
	clerk.fine("notice-counter", true, false, `[data-notice]`, `[data-action="next"]`)
	clerk.accessible("notice at the counter")
	clerk.key("y")
	clerk.gone(`[data-notice]`)
	boss.read(`[data-panel="notices"]`, "1 人已读")
	boss.fine("notice-desk", true, false)
	boss.accessible("notices at the desk")
	boss.press(`[data-action="withdraw"]`)
	boss.read(`[data-panel="notices"]`, "已撤回")
	desk := openAs(t, "notice-other", g.tokens["desk"], url, "/desk", counterScreen)
	desk.see(`[data-action="missed"]`)
	desk.key(kb.F7)
	if ask[bool](desk, shown(`[data-panel="notices"], [data-action="notices"]`)) {
		t.Error("a guide desk may write notices")
	}
}

// TestWhatToSay goes through a service by keys and reads what the page says to say.
func TestWhatToSay(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := kioskHall(t, func(l *queue.Layout) { l.Settings.DeadPressMS = 0 })
	g.do(queue.SignIn{Window: 3, Staff: "1001"})
	g.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	g.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	f := g.counterPage(t, url, "polite", 3)
	f.see(`[data-action="next"]`)
	if ask[bool](f, shown(".polite")) {
		t.Error("something is to be said to nobody")
	}
	f.key(" ")
	f.read(".polite", "您好，请坐。")
	f.fine("polite-called", true, false)
	f.key("s")
	f.read(".polite", "请出示您的身份证和材料。")
	f.fine("polite-serving", true, false)
	f.accessible("what to say")
	f.key("f")
	f.read(`[data-message="done"] .polite`, "请慢走，再见！")
	f.fine("polite-goodbye", true, false)
	f.key(" ")
	f.see(`[data-status="called"]`)
	f.press(`[data-action="no-show"]`)
	f.read(`[data-message="done"] .polite`, "马上为您办理")
	f.fine("polite-missed", true, false)
}

// TestHelpsAreReadInAFullHall looks at the desk and at a chief's counter with many helps, and names as long as halls have
// them, whatever else is open there.
func TestHelpsAreReadInAFullHall(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := kioskHall(t, func(l *queue.Layout) {
		kiosksCalled(l)
		longDesk(l)
		l.Kiosks[0].Name = l.Name
	})
	for i, staff := range []queue.StaffNo{"2001", "2002", "1001", "1002", "1003"} {
		g.do(queue.SignIn{Window: queue.WindowNumber(i + 1), Staff: staff})
	}
	g.do(queue.Take{Service: "social", Class: queue.ClassMartyrFamily, Source: queue.SourceDesk, Needs: "deaf,wheelchair"})
	for range 20 {
		g.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceDesk})
	}
	note := strings.Repeat("打印机卡纸，", 10)
	for _, n := range []queue.WindowNumber{3, 5, 1, 2} {
		g.do(queue.AskHelp{Kind: queue.HelpAlarm, Window: n})
		g.do(queue.AskHelp{Kind: queue.HelpAlarm, Window: n})
		g.do(queue.AskHelp{Kind: queue.HelpFault, Window: n, Device: "sound", Note: note})
	}
	g.do(queue.AskHelp{Kind: queue.HelpAssist, Kiosk: 1})
	g.do(queue.PostStaffNotice{Text: note})
	g.pass(12 * time.Minute)

	desk := openAs(t, "help-long-desk", g.tokens["supervisor"], url, "/desk", counterScreen)
	desk.fine("help-long-home", true, false, `[data-help="alarm"]`, `[data-help="fault"]`, "[data-row]", `[data-action="notices"]`)
	for key, panel := range map[string]string{kb.F2: "take", kb.F3: "helps", kb.F4: "reserve", kb.F7: "notices", kb.F8: "suspend", kb.F9: "missed"} {
		desk.key(key)
		desk.fine("help-long-"+panel, true, false, `[data-panel="`+panel+`"]`)
		desk.key(kb.Escape)
	}
	desk.press("[data-row]")
	desk.fine("help-long-ticket", true, false, "[data-ticket]", `[data-help="alarm"]`)

	chief := g.counterPage(t, url, "help-long-chief", 4)
	chief.fine("help-long-idle", true, false, `[data-help="alarm"]`)
	for key, panel := range map[string]string{"g": "fault", "p": "pause"} {
		chief.key(key)
		chief.fine("help-long-chief-"+panel, true, false, `[data-panel="`+panel+`"]`, `[data-help="alarm"]`)
		chief.key(kb.Escape)
		chief.gone("[data-panel]")
	}
	chief.press(`[data-action="next"]`)
	chief.see(`[data-status="called"]`)
	chief.fine("help-long-called", true, false, `[data-help="alarm"]`, ".polite")
	for !ask[bool](chief, shown(`[data-help="assist"]`)) { // what is left is a citizen at the kiosk, then a notice
		before := ask[string](chief, `document.querySelector(".line-words").innerText`)
		chief.key("y")
		chief.until("the next of them", `document.querySelector(".line-words").innerText !== `+strconv.Quote(before))
	}
	chief.see(`[data-help="assist"]`)
	chief.fine("help-long-assist", true, false)
	chief.key("y")
	chief.see(`[data-notice]`)
	chief.fine("help-long-notice", true, false)
}

// TestAComplaintFromAPhone opens the quiet link below everything, writes, is thanked, and is heard three times at most;
// the supervisor reads what was written, and the clerk nothing of it.
func TestAComplaintFromAPhone(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := kioskHall(t, nil)
	g.do(queue.SignIn{Window: 3, Staff: "1001"})
	word := g.ask("kiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated).str("access")
	f := open(t, "complaint", url+"/t/"+word, phone)
	f.see(`[data-state="waiting"]`)
	f.fine("complaint-link", false, false, `[data-action="feedback"]`)
	f.accessible("phone with the link")
	f.reach(`[data-action="feedback"]`)
	f.read(".feedback-hint", "当月结束后 180 天销毁")
	f.read(".feedback-hint", "12345")
	f.fine("complaint-form", false, false)
	f.accessible("complaint form")
	if !ask[bool](f, `document.querySelector('[data-action="send-feedback"]').disabled`) {
		t.Error("an empty complaint can be sent")
	}
	f.reach(`[data-pick="kind-complaint"]`)
	f.reach(`[data-pick="about-attitude"]`)
	f.reach(`.feedback textarea`)
	f.typed("waited two hours")
	f.reach(`.feedback input`)
	f.typed("13800138000")
	g.do(queue.CallNext{Window: 3}) // the page goes on meanwhile, and what was written stays
	f.see(`[data-state="called"]`)
	f.until("the call on the screen", `scrollY === 0`)
	if said := ask[string](f, `document.querySelector(".feedback textarea").value`); !strings.HasPrefix(said, "waited") {
		t.Errorf("after the call the field holds %q", said)
	}
	f.fine("complaint-called", false, false)
	f.accessible("complaint form under a call")
	f.reach(`[data-action="send-feedback"]`)
	f.read(`[data-feedback="sent"]`, "我们会尽快核实改进")
	f.fine("complaint-sent", false, false)
	rows := g.ask("supervisor", http.MethodGet, "/api/v1/feedback?reason=test", "").want(http.StatusOK).list()
	if len(rows) != 1 || rows[0]["contact"] != "13800138000" || rows[0]["category"] != "attitude" || rows[0]["kind"] != "complaint" {
		t.Errorf("the supervisor reads %v", rows)
	}
	for range 2 {
		g.ask("", http.MethodPost, tickets+"/"+word+"/feedback", `{"kind":"suggestion","category":"other","text":"more chairs"}`).want(http.StatusOK)
	}
	f.goTo(url + "/t/" + word)
	f.reach(`[data-action="feedback"]`)
	f.reach(`[data-pick="kind-suggestion"]`)
	f.reach(`[data-pick="about-environment"]`)
	f.reach(`.feedback textarea`)
	f.typed("chairs")
	f.reach(`[data-action="send-feedback"]`)
	if said := f.sentence(`.feedback .problem`); !strings.Contains(said, "三次") {
		t.Errorf("the fourth is answered %q", said)
	}
	f.reach(`[data-action="close-feedback"]`)
	f.see(`[data-action="feedback"]`)
}
