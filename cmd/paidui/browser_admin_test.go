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

// TestSetUp changes the running hall as a manager would, without a file: kept, refused in words, and taken back.
func TestSetUp(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	f := openAs(t, "setup", g.tokens["admin"], url, "/admin/setup", tablet)
	f.press(`[data-part="services"]`)
	f.see(`[data-lacking="2"]`)
	f.press(`[data-service="social"]`)
	f.fine("admin-setup-services", false, false, `[data-form="social"]`)
	f.accessible("services of the set-up")
	f.press(`[data-part="staff"]`)
	f.typeInto(`textarea[name="paste"]`, "1007,王芳,科员,税务")
	f.press(`[data-action="paste"]`)
	f.see(`[data-staff="1007"]`)
	f.press(`[data-part="windows"]`)
	f.press(`[data-cell="3-tax"]`)
	f.see(`[data-cell="3-tax"][data-is="own"]`)
	f.fine("admin-setup-windows", false, false, ".keep")
	f.press(`[data-action="keep"]`)
	f.read(`[data-message="done"]`, "已生效")
	g.hall.View(func(s *queue.State) {
		if w, _ := s.Layout().Window(3); len(w.Services) != 2 || len(s.Layout().Staff) != 3 {
			t.Errorf("the hall has %+v and %d of staff", w, len(s.Layout().Staff))
		}
	})
	f.press(".said-close")
	f.press(`[data-part="files"]`)
	f.read("[data-change]", "管理员")
	f.press(`[data-change] [data-action^="look"]`)
	f.read(".change-form", "王芳")
	f.press(`[data-action="undo-whole"]`)
	f.fine("admin-setup-undo", false, false, `[data-action="undo-sure"]`)
	f.press(`[data-action="undo-sure"]`)
	f.until("it is undone", `fetch("/api/v1/layout").then(a => a.json()).then(l => { window.staff = l.layout.staff.length }) && window.staff === 2`)
}

// TestSetUpInTheLong goes through every part of the set-up.
func TestSetUpInTheLong(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	f := openAs(t, "setup", g.tokens["admin"], url, "/admin/setup", counterScreen)
	for _, part := range []string{"texts", "hours", "places", "devices", "staff", "priorities", "rules", "screens", "files", "trial"} {
		f.press(`[data-part="` + part + `"]`)
		f.fine("admin-setup-"+part, false, false, `[data-shown="`+part+`"]`)
		f.accessible("set-up: " + part)
	}
	f.press(`[data-part="screens"]`)
	f.press(`[data-action="add-notices"]`)
	f.typeInto(`[data-path="notices.0.text.zh"]`, "下班了,明天再来")
	f.press(`[data-part="texts"]`)
	f.see(`[data-banned="1"]`)
	f.press(`[data-part="services"]`)
	f.press(`[data-service="social"]`)
	f.typeInto(`[data-path="services.0.prefix"]`, "x")
	f.press(`[data-action="keep"]`)
	f.read(`[data-fault]`, "请检查业务“社会保险” 字头：要 1 到 2 个大写字母或数字")
	f.see(`[data-wrong="services.0.prefix"]`)
	ask[bool](f, `window.scrollTo(0, 9999), true`)
	f.fine("admin-setup-fault", false, false)
	ask[bool](f, `window.scrollTo(0, 0), true`)
	f.press(`[data-action="discard"]`)
	f.press(`[data-part="priorities"]`)
	f.see(`[data-bound="90"]`)
	f.typeInto(`[data-path="settings.head_start_minutes.urgent"]`, "0")
	f.see(`[data-bound="900"]`)
	f.press(`[data-action="discard"]`)
	f.press(`[data-part="rules"]`)
	f.typeInto(`[data-path="settings.max_calls"]`, "99")
	f.read(`[data-wrong="settings.max_calls"]`, "要在 1 到 20 之间")
	f.press(`[data-part="texts"]`)
	f.press(`[data-action="keep"]`)
	f.read(`[data-fault]`, "叫几次没来可以过号：要在 1 到 20 之间")
	f.see(`[data-shown="rules"] [data-wrong="settings.max_calls"]`)
	f.press(`[data-action="discard"]`)
	g.put("media/open.png", "a picture")
	f.press(`[data-part="texts"]`)
	f.press(`[data-part="screens"]`)
	f.reach(`[data-media="open.png"] [data-action="show-media"]`)
	f.read(`[data-media="open.png"]`, "已在使用")
	f.press(`[data-action="discard"]`)
	f.press(`[data-part="devices"]`)
	f.reach(`[data-action="add-led"]`)
	f.reach(`[data-path="led.0.address"]`)
	f.typeInto(`[data-path="led.0.address"]`, "tcp://192.168.1.60:5000")
	f.press(`[data-action="keep"]`)
	f.read(`[data-message="done"]`, "已生效")
	f.press(`[data-part="assistant"]`)
	f.press(`[data-step="preset"]`)
	f.press(`[data-preset="7"]`)
	f.see(`[data-windows="7"]`)
	f.fine("admin-assistant", false, false)
	f.accessible("assistant")
	f.press(`[data-action="keep"]`)
	f.read(`[data-message="done"]`, "已生效")
	g.hall.View(func(s *queue.State) {
		if l := s.Layout(); len(l.Windows) != 7 || len(l.Services) != 6 {
			t.Errorf("the small hall has %d windows and %d services", len(l.Windows), len(l.Services))
		}
	})
	f.press(`[data-part="hours"]`)
	ask[bool](f, `window.scrollTo(0, 9999), true`)
	f.typeInto(`textarea[name="year"]`, "2027年1月1日 休\r2027-01-03 班\r")
	ask[bool](f, `window.scrollTo(0, 9999), true`)
	f.press(`[data-action="read-year"]`)
	f.press(`[data-action="keep"]`)
	f.read(`[data-message="done"]`, "已生效")
	g.hall.View(func(s *queue.State) {
		if h := s.Layout().Hours; len(h.Holidays) != 1 || h.Holidays[0] != "2027-01-01" || len(h.Workdays) != 1 || h.Workdays[0] != "2027-01-03" {
			t.Errorf("hours %+v", h)
		}
	})
}

// TestRatingsPage: a bad rating is called back for and put right; a good one asks for nobody.
func TestRatingsPage(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	for _, level := range []string{`{"level":5}`, `{"level":1,"reasons":["attitude"],"comment":"让我跑了三趟"}`} {
		slip := g.take()
		g.window("next", `{}`).want(http.StatusOK)
		g.window("start", `{}`).want(http.StatusOK)
		g.window("finish", `{}`).want(http.StatusOK)
		g.ask("", http.MethodPost, tickets+"/"+slip.str("access")+"/rating", level).want(http.StatusOK)
	}
	f := openAs(t, "ratings", g.tokens["supervisor"], g.live(), "/admin/ratings", tablet)
	f.see(`[data-follow-ups="1"]`)
	f.read("[data-follow]", "让我跑了三趟")
	f.read(`[data-rates] [data-col="satisfaction_rate"]`, "50.0%")
	f.read(`[data-rates] [data-of="follow-ups"] [data-col="bad"]`, "1")
	f.read(`[data-rates] [data-of="feedback"]`, "投诉 服务态度")
	f.press("[data-call-back]")
	f.press(`[data-usual="follow.apologised"]`)
	f.fine("admin-ratings", false, false, `[data-panel="call-back"]`)
	f.accessible("ratings")
	f.press(`[data-panel="call-back"] [data-action="confirm"]`)
	f.press("[data-close]")
	f.press(`[data-usual="follow.trained"]`)
	f.press(`[data-panel="close"] [data-action="confirm"]`)
	f.read(`[data-message="done"]`, "办结")
	f.gone("[data-follow]")
	ask[bool](f, `window.scrollTo(0, 9999), true`)
	f.press(`[data-panel="why"] [data-usual="follow.why_daily"]`)
	f.press(`[data-panel="why"] [data-action="confirm"]`)
	f.read("main", "没有投诉和建议")
}
