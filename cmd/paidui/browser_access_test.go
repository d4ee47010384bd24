package main

import (
	"net/http"
	"testing"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// TestFirstAdministrator goes the way of a new hall: the code of the console lets the first computer in, which makes an
// account by which the administrator then comes in from another.
func TestFirstAdministrator(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	code, err := access.MintCode(g.store, []queue.Grant{{Role: queue.RoleAdmin}}, g.now(), 0)
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, "first-admin", url+"/admin", tablet)
	f.typeInto(`input[name="code"]`, code)
	f.press(`[data-action="enrol"]`)
	f.press(`[data-action="first-account"]`)
	f.press(`[data-action="add"]`)
	f.typeInto(`input[name="name"]`, "wang")
	f.typeInto(`input[name="person"]`, "王敏")
	f.press(`[data-panel="add"] [data-action="confirm"]`)
	f.see(`[data-password="wang"]`)
	password := ask[string](f, `document.querySelector('[data-password="wang"]').textContent`)
	f.fine("admin-accounts-given", false, false, `[data-password="wang"]`)
	other := open(t, "other-admin", url+"/admin/audit", tablet)
	other.see(`[data-form="log-in"]`)
	other.fine("admin-log-in", false, false, `input[name="account"]`)
	other.accessible("log-in")
	other.typeInto(`input[name="account"]`, "wang")
	other.typeInto(`input[name="password"]`, "not this one")
	other.press(`[data-action="log-in"]`)
	other.read(`.problem`, "账号或密码不对")
	other.typeInto(`input[name="password"]`, password)
	other.press(`[data-action="log-in"]`)
	other.see(`[data-form="password"]`)
	other.fine("admin-must-change", false, false, `input[name="new"]`)
	other.typeInto(`input[name="old"]`, password)
	other.typeInto(`input[name="new"]`, "long enough 王")
	other.typeInto(`input[name="again"]`, "long enough 王")
	other.press(`[data-action="change-password"]`)
	other.see(`[data-deed="password_changed"]`)
	other.read(`[data-action="me"]`, "王敏")
	other.fine("admin-audit", false, false, `[data-deed="log_in"]`)
	other.accessible("audit")
	g.ask("admin", http.MethodPost, "/api/v1/accounts/wang", `{"disabled":true}`).want(http.StatusConflict, "last_admin")
}

// TestClerkLogsIn works a counter that wants a log-in: by PIN in the morning, locked by a pause, out with the sign-out.
func TestClerkLogsIn(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) { l.Settings.CounterLogIn = true })
	url := g.live()
	g.account("1002", "counter")
	g.setPIN("1002", "7305")
	device, err := access.Mint(g.store, []queue.Grant{{Role: queue.RoleCounter, Window: 3}}, g.now())
	if err != nil {
		t.Fatal(err)
	}
	f := openAs(t, "clerk", device, url, "/counter", counterScreen)
	f.see(`[data-form="log-in"] input[name="pin"]`)
	f.fine("counter-log-in", false, false, `input[name="pin"]`)
	f.accessible("counter log-in")
	f.typeInto(`input[name="account"]`, "1002")
	f.typeInto(`input[name="pin"]`, "7305")
	f.press(`[data-action="log-in"]`)
	f.read(`[data-me="1002"]`, "李建国")
	f.fine("counter-sign-in-account", false, false, `[data-me]`)
	f.press(`[data-action="sign-in"]`)
	f.read(`.bar-staff`, "李建国")
	g.take()
	f.press(`[data-action="next"]`)
	f.see(`[data-ticket]`)
	f.press(`[data-action="pause"]`)
	f.press(`[data-action="pause-confirm"]`)
	f.see(`[data-form="unlock"]`)
	f.read(`main`, "A001")
	f.fine("counter-locked", false, false, `input[name="pin"]`)
	f.accessible("locked counter")
	f.typeInto(`input[name="pin"]`, "7306")
	f.press(`[data-action="unlock"]`)
	f.read(`.problem`, "账号或密码不对")
	f.typeInto(`input[name="pin"]`, "7305")
	f.press(`[data-action="unlock"]`)
	f.press(`[data-action="unpause"]`)
	f.see(`[data-action="recall"]`)
	g.ask("supervisor", http.MethodPost, "/api/v1/windows/3/start", `{"reason":"试"}`).want(http.StatusOK)
	g.ask("supervisor", http.MethodPost, "/api/v1/windows/3/finish", `{"reason":"试"}`).want(http.StatusOK)
	f.see(`.current-none`)
	f.press(`[data-action="sign-out"]`)
	f.press(`[data-action="sign-out"]`)
	f.see(`[data-form="log-in"]`)
}

// TestDevicesAndAccountsInTheLong does what an administrator does on the two pages.
func TestDevicesAndAccountsInTheLong(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		l.Departments = []queue.Department{{ID: "hrss", Name: queue.Text{ZH: "人力资源和社会保障局"}}}
	})
	url := g.live()
	f := openAs(t, "admin", g.tokens["admin"], url, "/admin/devices", tablet)
	f.press(`[data-action="add"]`)
	f.press(`[data-role="counter"]`)
	f.typeInto(`input[name="window"]`, "3")
	f.fine("admin-device-add", false, false, `[data-panel="add"]`)
	f.press(`[data-panel="add"] [data-action="confirm"]`)
	f.see(`[data-code="yes"]`)
	f.fine("admin-device-code", false, false, `[data-code="yes"]`)
	code := ask[string](f, `document.querySelector('[data-code="yes"]').textContent`)
	clerk := open(t, "clerk", url+"/counter", counterScreen)
	clerk.typeInto(`input[name="code"]`, code)
	clerk.press(`[data-action="enrol"]`)
	clerk.see(`.sign-in`)
	f.press(`[data-action="code-done"]`)
	f.accessible("devices")
	var id string
	for _, d := range g.ask("admin", http.MethodGet, "/api/v1/devices", "").list() {
		if grant := d["grants"].([]any)[0].(map[string]any); d["kind"] == "device" && grant["role"] == "counter" {
			id = d["id"].(string)
		}
	}
	f.press(`[data-revoke="` + id + `"]`)
	f.press(`[data-revoke="` + id + `"].btn-grave`)
	f.gone(`[data-device="` + id + `"]`)
	clerk.see(`input[name="code"]`)

	f.press(`[data-tab="accounts"]`)
	f.press(`[data-action="paste"]`)
	f.typeInto(`textarea[name="paste"]`, "1001\n1002,窗口,督查\nwang,首席代表,人力资源和社会保障局,欧阳成龙")
	f.read(`[data-action="confirm"]`, "建立 3 个账号")
	f.fine("admin-accounts-paste", false, false, `textarea[name="paste"]`)
	f.press(`[data-panel="paste"] [data-action="confirm"]`)
	f.see(`[data-password="1002"]`)
	f.press(`[data-action="given-done"]`)
	f.read(`[data-account="wang"]`, "首席代表 · 人力资源和社会保障局")
	f.press(`[data-open="1002"]`)
	f.press(`[data-panel="account"] [data-role="desk"]`)
	f.press(`[data-action="keep"]`)
	f.read(`[data-account="1002"]`, "咨询台")
	f.fine("admin-account", false, false, `[data-panel="account"]`)
	f.accessible("account")
	f.press(`[data-action="disable"]`)
	f.press(`[data-action="disable"].btn-grave`)
	f.read(`[data-account="1002"]`, "已停用")
	f.press(`[data-action="reset"]`)
	f.press(`[data-action="reset"]`)
	f.see(`[data-password="1002"]`)
	f.press(`[data-action="language"]`)
	f.fine("admin-accounts-en", false, false, `[data-password="1002"]`)

	operator := openAs(t, "operator", g.tokens["operator"], url, "/admin", tablet)
	operator.see(`[data-page="devices"]`)
	operator.fine("admin-operator", false, false, `[data-device]`)
}
