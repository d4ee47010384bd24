package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// tablet is what a supervisor carries.
var tablet = size{1280, 800}

// busyHall is a hall of two windows in which people wait too long, one window is paused and something is broken.
func busyHall(t *testing.T) (*rig, string) {
	t.Helper()
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	for range 4 {
		g.take()
	}
	g.pass(time.Minute)
	g.window("next", `{}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/sign-in", `{}`).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/pause", `{"reason":"用餐"}`).want(http.StatusOK)
	g.pass(34 * time.Minute)
	return g, g.live()
}

// TestSupervision does a supervisor's round: what is wrong is at the top, is seen to with a reason, and stays quiet.
func TestSupervision(t *testing.T) {
	t.Parallel()
	chromium(t)
	g, url := busyHall(t)
	f := openAs(t, "supervisor", g.tokens["supervisor"], url, "/admin", tablet)
	f.see(`[data-alert="wait:social"].is-yellow`)
	f.read(`[data-alert="wait:social"]`, "社会保险有 3 人等候过长，最长 35 分钟")
	f.see(`[data-window="3"][data-status="serving"]`)
	f.see(`[data-window="5"][data-status="paused"]`)
	f.fine("admin-watch", true, false, ".queues")
	f.accessible("supervision")
	f.press(`[data-alert="wait:social"]`)
	f.press(`[data-usual="ack.opening"]`)
	f.fine("admin-alert", true, false, `[data-panel="alert"]`)
	f.press(`[data-action="confirm"]`)
	f.read(`[data-message="done"]`, "预警已确认")
	f.gone(`.wrong-line[data-alert="wait:social"]`)
	f.press(`[data-window="3"]`)
	f.read(`[data-panel="window"]`, "张晓梅")
	f.fine("admin-window", true, false, `[data-deed="finish"]`)
	f.press(`[data-action="give-card"]`)
	f.press(`[data-level="red"]`)
	f.press(`[data-usual="card.absent"]`)
	f.press(`[data-action="confirm"]`)
	f.read(`[data-message="done"]`, "已给 张晓梅 发牌")
	f.press(`[data-tab="cards"]`)
	f.read(`[data-card]`, "擅自离岗")
	f.fine("admin-cards", false, false, "[data-appeal]")
	f.accessible("register of cards")
	stranger := openAs(t, "stranger", g.tokens["kiosk"], url, "/admin", tablet)
	stranger.fine("admin-stranger", false, false, `input[name="code"]`)
}

// TestSupervisionInTheLong does the rest of it: suspending, checking, standing in, the emergency, an appeal.
func TestSupervisionInTheLong(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := busyHall(t)
	g.window("help", `{"kind":"fault","device":"printer"}`).want(http.StatusOK)
	f := openAs(t, "supervisor", g.tokens["supervisor"], url, "/admin", counterScreen)
	f.press(`.wrong-line[data-help="fault"]`)
	f.fine("admin-helps", true, false, `[data-panel="helps"]`)
	f.press(`[data-panel="helps"] [data-help]`)
	f.read(`[data-message="done"]`, "已记为修好")
	f.press(`[data-panel="helps"] [data-action="back"]`)

	f.press(`[data-service="social"] .plain`)
	f.fine("admin-service", true, false, `[data-panel="service"]`)
	f.press(`[data-action="stop"]`)
	f.press(`[data-back="60"]`)
	f.press(`[data-usual="suspend.system"]`)
	f.fine("admin-suspend", true, false, `[data-panel="suspend"]`)
	f.press(`[data-action="confirm"]`)
	f.see(`[data-service="social"][data-suspended]`)
	f.press(`[data-service="social"] .plain`)
	f.press(`[data-action="go-on"]`)
	f.gone(`[data-service="social"][data-suspended]`)

	f.press(`[data-window="3"]`)
	f.press(`[data-deed="finish"]`)
	f.press(`[data-usual="stand_in.gone"]`)
	f.press(`[data-action="confirm"]`)
	f.see(`[data-window="3"][data-status="idle"]`)
	f.press(`[data-panel="window"] [data-action="back"]`)

	f.press(`[data-action="morning"]`)
	f.see(`[data-ok="windows-true"].is-good`)
	for _, item := range queue.CheckItems(queue.CheckMorning) {
		f.press(fmt.Sprintf(`[data-ok="%s-true"]`, item))
	}
	f.press(`[data-ok="network-false"]`)
	f.typeInto(`[data-check="network"] input`, "二号交换机重启")
	f.fine("admin-morning", false, false, `[data-panel="morning"]`)
	f.accessible("morning check")
	f.press(`[data-action="keep"]`)
	f.read(`[data-message="done"]`, "检查已记录")
	f.read(`[data-action="morning"]`, "✓")
	f.press(`[data-action="evening"]`)
	f.read(`[data-check="tickets"]`, "还有 3 个号没办完")
	f.press(`[data-panel="evening"] [data-action="back"]`)

	f.press(`[data-action="emergency"]`)
	f.fine("admin-emergency", true, false, `[data-panel="emergency"]`)
	f.press(`[data-action="raise"]`)
	f.see(".emergency-line")
	f.press(`[data-action="emergency"]`)
	f.press(`[data-action="end"]`)
	f.gone(".emergency-line")

	card := g.ask("supervisor", http.MethodPost, "/api/v1/cards", `{"staff":"1001","level":"yellow","reason":"迟到"}`).want(http.StatusCreated)
	id := int(card.object()["id"].(float64))
	f.press(`[data-tab="cards"]`)
	f.press(fmt.Sprintf(`[data-appeal="%d"]`, id))
	f.press(`[data-usual="appeal.errand"]`)
	f.press(`[data-action="confirm"]`)
	f.read(`[data-card]`, "等待管理员裁定")
	admin := openAs(t, "admin", g.tokens["admin"], url, "/admin/cards", tablet)
	admin.press(fmt.Sprintf(`[data-rule="%d"]`, id))
	admin.press(`[data-ruling="withdrawn"]`)
	admin.press(`[data-usual="ruling.not_true"]`)
	admin.fine("admin-ruling", false, false, `[data-panel="ruling"]`)
	admin.press(`[data-action="confirm"]`)
	admin.read(`[data-card]`, "撤销")
	admin.press(`[data-action="language"]`)
	admin.read(`[data-card]`, "Withdrawn")
	admin.fine("admin-cards-en", false, false)
}

// largeHall has sixty windows and twenty services with names as long as halls have them.
func largeHall(l *queue.Layout) {
	l.Services, l.Windows = nil, nil
	for i := range 20 {
		l.Services = append(l.Services, queue.Service{
			ID: queue.ServiceID(fmt.Sprintf("s%d", i)), Prefix: string(rune('A' + i)), StandardMinutes: 8,
			Name: queue.Text{ZH: "城乡居民基本养老保险关系转移接续业务", EN: "Transfer and continuation of residents' basic pension insurance"},
		})
	}
	for n := range 60 {
		l.Windows = append(l.Windows, queue.Window{
			Number: queue.WindowNumber(n + 1), Name: queue.Text{ZH: "城乡居民基本养老保险窗口"}, Location: queue.Text{ZH: "一楼东侧综合服务区"}, Zone: "1F",
			Services: []queue.ServiceID{l.Services[n%20].ID},
		})
		l.Staff = append(l.Staff, queue.Staff{Number: queue.StaffNo(fmt.Sprint(2000 + n)), Name: "买买提江·阿卜杜热西提"})
	}
}

// frameCost measures, in the page, how long each board takes from its arrival to being laid out.
const frameCost = `(() => {
	window.costs = [];
	const line = WebSocket.prototype, on = Object.getOwnPropertyDescriptor(line, "onmessage");
	Object.defineProperty(line, "onmessage", {set(hear) {
		on.set.call(this, (event) => {
			const began = performance.now();
			hear(event);
			if (event.data.length > 1000) Promise.resolve().then(() => Promise.resolve()).then(() => {
				document.body.getBoundingClientRect();
				costs.push(performance.now() - began);
			});
		});
	}});
})()`

// TestSupervisionOfALargeHall: sixty windows and a thousand who wait are seen at once, and each board is drawn in time.
func TestSupervisionOfALargeHall(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, largeHall)
	do := func(c queue.Command) {
		if _, err := g.hall.Do(t.Context(), queue.Origin{By: "test"}, c); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 60 {
		do(queue.SignIn{Window: queue.WindowNumber(n + 1), Staff: queue.StaffNo(fmt.Sprint(2000 + n))})
	}
	for i := range 1060 {
		do(queue.Take{Service: queue.ServiceID(fmt.Sprintf("s%d", i%20)), Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
	g.pass(40 * time.Minute)
	for n := range 60 {
		do(queue.CallNext{Window: queue.WindowNumber(n + 1)})
		switch n % 4 {
		case 0:
			do(queue.Start{Window: queue.WindowNumber(n + 1)})
		case 1:
			do(queue.Start{Window: queue.WindowNumber(n + 1)})
			do(queue.Finish{Window: queue.WindowNumber(n + 1)})
			do(queue.Pause{Window: queue.WindowNumber(n + 1), Reason: "用餐"})
		}
	}
	g.pass(20 * time.Minute)
	url := g.live()
	for _, s := range []size{tablet, counterScreen, hallScreen} {
		f := openAs(t, fmt.Sprint("large-", s.wide), g.tokens["supervisor"], url, "/admin", s, frameCost)
		f.see(`[data-window="60"]`)
		f.fine(fmt.Sprint("admin-large-", s.wide), true, false, `[data-window="60"]`)
		for i := range 20 {
			do(queue.Take{Service: queue.ServiceID(fmt.Sprintf("s%d", i)), Class: queue.ClassNormal, Source: queue.SourceKiosk})
			time.Sleep(50 * time.Millisecond)
		}
		f.until("boards were drawn", "costs.length > 3")
		half := `costs.sort((a, b) => a - b)[costs.length >> 1]`
		t.Logf("%d wide: half of %v boards took %.0f ms, the longest %.0f", s.wide, ask[float64](f, "costs.length"), ask[float64](f, half), ask[float64](f, "Math.max(...costs)"))
	}
}
