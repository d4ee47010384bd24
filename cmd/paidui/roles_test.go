package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// anyone marks routes that need no credential.
var anyone = []string{"", "admin", "manager", "supervisor", "chief", "desk", "operator", "kiosk", "eastkiosk", "westkiosk", "counter3", "counter5", "counter1F", "screen3", "screen2F"}

var (
	atWindow3   = []string{"counter3", "counter1F"}
	staffOf3    = []string{"admin", "manager", "supervisor", "chief", "desk", "counter3", "counter1F", "screen3"}
	seeWindows  = []string{"admin", "manager", "supervisor", "chief", "desk", "counter3", "counter5", "counter1F", "screen3", "screen2F"}
	inFigures   = []string{"admin", "manager", "supervisor"}
	oneFigures  = append([]string{"chief"}, inFigures...)
	ruling      = []string{"admin", "manager"}
	suspenders  = []string{"manager", "supervisor", "desk"}
	alarmers    = []string{"admin", "manager", "supervisor", "desk"}
	atDesk      = []string{"supervisor", "desk", "counter3", "counter5", "counter1F"}
	at3OrFor3   = append([]string{"supervisor", "desk"}, atWindow3...)
	issuers     = []string{"kiosk", "eastkiosk", "westkiosk", "desk"}
	tryPrinters = []string{"admin", "manager", "supervisor", "desk", "operator"}
	seePrinters = append([]string{"counter3", "counter5", "counter1F"}, tryPrinters...)
	seeMachines = tryPrinters
	numbered    = []string{"eastkiosk", "westkiosk"}
	technicians = []string{"admin", "operator"}
	// noToken is for those who have logged in; what they may is in TestWhoMayUseEachRouteOnceLoggedIn.
	noToken = []string{}
)

// whoMay names for every route who may use it, and a request for it.
var whoMay = []struct {
	route, path string
	may         []string
}{
	{"GET /api/v1/services", "", anyone},
	{"GET /api/v1/services/:service/guide", "/api/v1/services/social/guide", anyone},
	{"GET /api/v1/services/:service/guide/qr.png", "/api/v1/services/social/guide/qr.png", anyone},
	{"GET /api/v1/services/:service/guide/slip.svg", "/api/v1/services/social/guide/slip.svg", anyone},
	{"POST /api/v1/services/:service/guide/print", "/api/v1/services/social/guide/print", issuers},
	{"GET /api/v1/services/:service/slots", "/api/v1/services/social/slots", anyone},
	{"POST /api/v1/appointments", "", anyone},
	{"GET /api/v1/appointments/:code", "/api/v1/appointments/nobodys", anyone},
	{"GET /api/v1/appointments/:code/qr.png", "/api/v1/appointments/nobodys/qr.png", anyone},
	{"POST /api/v1/appointments/:code/cancel", "/api/v1/appointments/nobodys/cancel", anyone},
	{"POST /api/v1/check-in", "", issuers},
	{"GET /api/v1/hall", "", anyone},
	{"GET /api/v1/calendar", "", anyone},
	{"GET /api/v1/kiosk/help", "", []string{"kiosk", "eastkiosk", "westkiosk"}},
	{"POST /api/v1/kiosk/help", "", []string{"kiosk", "eastkiosk", "westkiosk"}},
	{"POST /api/v1/kiosk/mine", "", issuers},
	{"POST /api/v1/kiosk/requeue", "", issuers},
	{"GET /api/v1/desk/tickets", "", atDesk},
	{"POST /api/v1/desk/find", "", atDesk},
	{"POST /api/v1/desk/tickets", "", atDesk},
	{"POST /api/v1/desk/reserve", "", atDesk},
	{"GET /api/v1/desk/tickets/:ticket/slip.svg", "/api/v1/desk/tickets/none/slip.svg", atDesk},
	{"POST /api/v1/desk/tickets/:ticket/reprint", "/api/v1/desk/tickets/none/reprint", atDesk},
	{"GET /api/v1/printers", "", seePrinters},
	{"POST /api/v1/printers/:printer/test", "/api/v1/printers/none/test", tryPrinters},
	{"GET /api/v1/slip", "", tryPrinters},
	{"POST /api/v1/slip", "", ruling},
	{"POST /api/v1/slip/preview", "", tryPrinters},
	{"POST /api/v1/slip/print", "", tryPrinters},
	{"POST /api/v1/desk/returns", "", atDesk},
	{"POST /api/v1/desk/tickets/:ticket/cancel", "/api/v1/desk/tickets/none/cancel", atDesk},
	{"POST /api/v1/desk/tickets/:ticket/uncancel", "/api/v1/desk/tickets/none/uncancel", atDesk},
	{"POST /api/v1/desk/tickets/:ticket/requeue", "/api/v1/desk/tickets/none/requeue", atDesk},
	{"POST /api/v1/desk/tickets/:ticket/defer", "/api/v1/desk/tickets/none/defer", atDesk},
	{"POST /api/v1/desk/tickets/:ticket/move", "/api/v1/desk/tickets/none/move", atDesk},
	{"POST /api/v1/desk/tickets/:ticket/needs", "/api/v1/desk/tickets/none/needs", atDesk},
	{"POST /api/v1/desk/tickets/:ticket/link", "/api/v1/desk/tickets/none/link", atDesk},
	{"POST /api/v1/tickets", "", issuers},
	{"GET /api/v1/tickets/:access", "/api/v1/tickets/nobodys", anyone},
	{"GET /api/v1/tickets/:access/qr.png", "/api/v1/tickets/nobodys/qr.png", anyone},
	{"GET /api/v1/tickets/:access/print", "/api/v1/tickets/nobodys/print", anyone},
	{"GET /api/v1/tickets/:access/slip.svg", "/api/v1/tickets/nobodys/slip.svg", issuers},
	{"POST /api/v1/tickets/:access/reprint", "/api/v1/tickets/nobodys/reprint", issuers},
	{"POST /api/v1/tickets/:access/cancel", "/api/v1/tickets/nobodys/cancel", anyone},
	{"POST /api/v1/tickets/:access/uncancel", "/api/v1/tickets/nobodys/uncancel", issuers},
	{"POST /api/v1/tickets/:access/requeue", "/api/v1/tickets/nobodys/requeue", anyone},
	{"POST /api/v1/tickets/:access/defer", "/api/v1/tickets/nobodys/defer", anyone},
	{"POST /api/v1/tickets/:access/rating", "/api/v1/tickets/nobodys/rating", anyone},
	{"POST /api/v1/tickets/:access/feedback", "/api/v1/tickets/nobodys/feedback", anyone},
	{"GET /api/v1/windows", "", seeWindows},
	{"POST /api/v1/windows/:window/sign-in", "/api/v1/windows/3/sign-in", atWindow3},
	{"POST /api/v1/windows/:window/sign-out", "/api/v1/windows/3/sign-out", at3OrFor3},
	{"POST /api/v1/windows/:window/consult", "/api/v1/windows/3/consult", atWindow3},
	{"POST /api/v1/windows/:window/stay-on", "/api/v1/windows/3/stay-on", atWindow3},
	{"POST /api/v1/windows/:window/pause", "/api/v1/windows/3/pause", atWindow3},
	{"POST /api/v1/windows/:window/unpause", "/api/v1/windows/3/unpause", atWindow3},
	{"POST /api/v1/windows/:window/next", "/api/v1/windows/3/next", atWindow3},
	{"POST /api/v1/windows/:window/recall", "/api/v1/windows/3/recall", at3OrFor3},
	{"POST /api/v1/windows/:window/start", "/api/v1/windows/3/start", at3OrFor3},
	{"POST /api/v1/windows/:window/finish", "/api/v1/windows/3/finish", at3OrFor3},
	{"POST /api/v1/windows/:window/outcome", "/api/v1/windows/3/outcome", atWindow3},
	{"GET /api/v1/windows/:window/without-outcome", "/api/v1/windows/3/without-outcome", atWindow3},
	{"POST /api/v1/desk/tickets/:ticket/missing-slip", "/api/v1/desk/tickets/none/missing-slip", atDesk},
	{"POST /api/v1/windows/:window/missing-slip", "/api/v1/windows/3/missing-slip", atDesk},
	{"GET /api/v1/windows/:window/missing-slip.svg", "/api/v1/windows/3/missing-slip.svg", atDesk},
	{"POST /api/v1/windows/:window/no-show", "/api/v1/windows/3/no-show", at3OrFor3},
	{"POST /api/v1/windows/:window/hold", "/api/v1/windows/3/hold", at3OrFor3},
	{"POST /api/v1/windows/:window/return", "/api/v1/windows/3/return", at3OrFor3},
	{"POST /api/v1/windows/:window/reopen", "/api/v1/windows/3/reopen", at3OrFor3},
	{"POST /api/v1/windows/:window/resume", "/api/v1/windows/3/resume", atWindow3},
	{"POST /api/v1/windows/:window/arrived", "/api/v1/windows/3/arrived", atWindow3},
	{"POST /api/v1/windows/:window/call", "/api/v1/windows/3/call", atWindow3},
	{"POST /api/v1/windows/:window/transfer", "/api/v1/windows/3/transfer", atWindow3},
	{"POST /api/v1/windows/:window/walk-up", "/api/v1/windows/3/walk-up", atWindow3},
	{"POST /api/v1/windows/:window/ask-rating", "/api/v1/windows/3/ask-rating", atWindow3},
	{"POST /api/v1/windows/:window/rating", "/api/v1/windows/3/rating", []string{"screen3"}},
	{"POST /api/v1/windows/:window/help", "/api/v1/windows/3/help", atWindow3},
	{"POST /api/v1/windows/:window/staff-notices/:notice/read", "/api/v1/windows/3/staff-notices/1/read", atWindow3},
	{"GET /api/v1/helps", "", alarmers},
	{"POST /api/v1/helps/:help/answer", "/api/v1/helps/1/answer", atDesk},
	{"GET /api/v1/staff-notices", "", inFigures},
	{"POST /api/v1/staff-notices", "", inFigures},
	{"POST /api/v1/staff-notices/:notice/withdraw", "/api/v1/staff-notices/1/withdraw", inFigures},
	{"GET /api/v1/feedback", "/api/v1/feedback?reason=x", inFigures},
	{"GET /api/v1/advice", "", inFigures},
	{"GET /api/v1/history", "", inFigures},
	{"GET /api/v1/history/day", "", inFigures},
	{"GET /api/v1/history/ticket", "", inFigures},
	{"GET /api/v1/journal/proof", "", inFigures},
	{"POST /api/v1/journal/proof", "", inFigures},
	{"POST /api/v1/trial", "", ruling},
	{"POST /api/v1/trial/end", "", ruling},
	{"GET /api/v1/layout", "", ruling},
	{"POST /api/v1/layout", "", ruling},
	{"POST /api/v1/layout/undo", "", ruling},
	{"GET /api/v1/layout/changes/:seq", "/api/v1/layout/changes/0", ruling},
	{"GET /api/v1/layout/file", "", ruling},
	{"POST /api/v1/layout/file", "", ruling},
	{"GET /api/v1/alerts", "", inFigures},
	{"POST /api/v1/alerts/:alert/acknowledge", "/api/v1/alerts/none/acknowledge", inFigures},
	{"GET /api/v1/cards", "", inFigures},
	{"POST /api/v1/cards", "", []string{"supervisor"}},
	{"POST /api/v1/cards/:card/appeal", "/api/v1/cards/1/appeal", []string{"supervisor"}},
	{"POST /api/v1/cards/:card/ruling", "/api/v1/cards/1/ruling", ruling},
	{"GET /api/v1/follow-ups", "", inFigures},
	{"POST /api/v1/follow-ups/:follow_up/call-back", "/api/v1/follow-ups/1/call-back", inFigures},
	{"POST /api/v1/follow-ups/:follow_up/close", "/api/v1/follow-ups/1/close", inFigures},
	{"GET /api/v1/checks", "", inFigures},
	{"POST /api/v1/checks", "", inFigures},
	{"GET /admin", "", anyone},
	{"HEAD /admin", "", anyone},
	{"GET /admin/setup", "", anyone},
	{"HEAD /admin/setup", "", anyone},
	{"GET /admin/history", "", anyone},
	{"HEAD /admin/history", "", anyone},
	{"GET /admin/statistics", "", anyone},
	{"HEAD /admin/statistics", "", anyone},
	{"GET /admin/accounts", "", anyone},
	{"HEAD /admin/accounts", "", anyone},
	{"GET /admin/devices", "", anyone},
	{"HEAD /admin/devices", "", anyone},
	{"GET /admin/audit", "", anyone},
	{"HEAD /admin/audit", "", anyone},
	{"GET /admin/:page", "/admin/cards", anyone},
	{"HEAD /admin/:page", "/admin/cards", anyone},
	{"POST /api/v1/services/:service/suspend", "/api/v1/services/social/suspend", suspenders},
	{"POST /api/v1/services/:service/unsuspend", "/api/v1/services/social/unsuspend", suspenders},
	{"POST /api/v1/emergency", "", alarmers},
	{"POST /api/v1/emergency/end", "", alarmers},
	{"GET /api/v1/sounds", "", ruling},
	{"GET /api/v1/sounds/:clip", "/api/v1/sounds/hao", ruling},
	{"PUT /api/v1/sounds/:clip", "/api/v1/sounds/hao", ruling},
	{"DELETE /api/v1/sounds/:clip", "/api/v1/sounds/hao", ruling},
	{"POST /api/v1/sounds/apply", "", ruling},
	{"GET /api/v1/voices", "", seeMachines},
	{"POST /api/v1/voices/:zone/test", "/api/v1/voices/2F/test", append([]string{"screen2F"}, seeMachines...)},
	{"POST /api/v1/voices/:zone/heard", "/api/v1/voices/2F/heard", append([]string{"screen2F"}, seeMachines...)},
	{"GET /api/v1/journal", "", []string{"admin"}},
	{"GET /api/v1/backup", "", technicians},
	{"GET /api/v1/backups", "", append([]string{"operator"}, inFigures...)},
	{"POST /api/v1/backups", "", technicians},
	{"GET /api/v1/kiosks", "", seeMachines},
	{"GET /api/v1/audit", "", ruling},
	{"GET /api/v1/session", "", anyone},
	{"POST /api/v1/session", "", anyone},
	{"POST /api/v1/session/end", "", anyone},
	{"POST /api/v1/session/touch", "", anyone},
	{"POST /api/v1/session/unlock", "", noToken},
	{"POST /api/v1/session/password", "", noToken},
	{"POST /api/v1/session/pin", "", noToken},
	{"GET /api/v1/accounts", "", []string{"admin"}},
	{"POST /api/v1/accounts", "", []string{"admin"}},
	{"POST /api/v1/accounts/:account", "/api/v1/accounts/nobody", []string{"admin"}},
	{"POST /api/v1/accounts/:account/reset", "/api/v1/accounts/nobody/reset", []string{"admin"}},
	{"GET /api/v1/devices", "", technicians},
	{"POST /api/v1/devices/codes", "", technicians},
	{"POST /api/v1/devices/:device/revoke", "/api/v1/devices/none/revoke", technicians},
	{"GET /api/v1/messages/dead", "", []string{"admin"}},
	{"POST /api/v1/messages/dead/:id/retry", "/api/v1/messages/dead/none/retry", []string{"admin"}},
	{"GET /api/v1/statistics/windows", "", oneFigures},
	{"GET /api/v1/statistics/services", "", oneFigures},
	{"GET /api/v1/statistics/staff", "", oneFigures},
	{"GET /api/v1/statistics/departments", "", inFigures},
	{"GET /api/v1/statistics/hours", "", inFigures},
	{"GET /api/v1/statistics/weekdays", "", inFigures},
	{"GET /api/v1/statistics/peaks", "", inFigures},
	{"GET /api/v1/statistics/overview", "", inFigures},
	{"GET /api/v1/statistics/days", "", inFigures},
	{"GET /api/v1/statistics/months", "", inFigures},
	{"GET /api/v1/statistics/order", "", inFigures},
	{"GET /api/v1/statistics/follow-ups", "", inFigures},
	{"GET /api/v1/statistics/feedback", "", inFigures},
	{"GET /api/v1/statistics/cards", "", inFigures},
	{"GET /api/v1/statistics/alerts", "", inFigures},
	{"GET /api/v1/statistics/duty", "", inFigures},
	{"GET /api/v1/statistics/report", "", inFigures},
	{"GET /api/v1/statistics/shifts", "", inFigures},
	{"GET /api/v1/staff", "", inFigures},
	{"POST /api/v1/staff/:staff/substitute", "/api/v1/staff/1001/substitute", inFigures},
	{"GET /ws/hall/:zone", "/ws/hall/1F", anyone},
	{"GET /ws/window/:n", "/ws/window/3", staffOf3},
	{"GET /ws/counter/:n", "/ws/counter/3", atWindow3},
	{"GET /ws/ticket/:access", "/ws/ticket/nobodys", anyone},
	{"GET /ws/monitor", "", inFigures},
	{"GET /ws/desk", "", atDesk},
	{"GET /ws/kiosk", "", numbered},
	{"GET /ws/kiosk-agent", "", numbered},
	{"GET /ws/welcome", "", anyone},
	{"POST /enrol", "", anyone},
	{"GET /", "", anyone},
	{"HEAD /", "", anyone},
	{"GET /kiosk", "", anyone},
	{"HEAD /kiosk", "", anyone},
	{"GET /counter", "", anyone},
	{"HEAD /counter", "", anyone},
	{"GET /slip", "", anyone},
	{"HEAD /slip", "", anyone},
	{"GET /desk", "", anyone},
	{"HEAD /desk", "", anyone},
	{"GET /hall/:zone", "/hall/1F", anyone},
	{"HEAD /hall/:zone", "/hall/1F", anyone},
	{"GET /voice/words", "", anyone},
	{"HEAD /voice/words", "", anyone},
	{"GET /voice/:zone", "/voice/1F", anyone},
	{"HEAD /voice/:zone", "/voice/1F", anyone},
	{"GET /screens", "", anyone},
	{"HEAD /screens", "", anyone},
	{"GET /welcome", "", anyone},
	{"HEAD /welcome", "", anyone},
	{"GET /welcome/:floor", "/welcome/2F", anyone},
	{"HEAD /welcome/:floor", "/welcome/2F", anyone},
	{"GET /window/:n", "/window/3", anyone},
	{"HEAD /window/:n", "/window/3", anyone},
	{"GET /t/:access", "/t/nobodys", anyone},
	{"HEAD /t/:access", "/t/nobodys", anyone},
	{"GET /book", "", anyone},
	{"HEAD /book", "", anyone},
	{"GET /book/:code", "/book/nobodys", anyone},
	{"HEAD /book/:code", "/book/nobodys", anyone},
	{"GET /g/:service", "/g/social", anyone},
	{"HEAD /g/:service", "/g/social", anyone},
	{"POST /api/v1/screens/report", "", anyone},
	{"POST /api/v1/screens/enrol", "", technicians},
	{"GET /api/v1/screens", "", seeMachines},
	{"GET /api/v1/playlist", "", anyone},
	{"GET /api/v1/media", "", ruling},
	{"PUT /api/v1/media/:file", "/api/v1/media/none.png", ruling},
	{"DELETE /api/v1/media/:file", "/api/v1/media/none.png", ruling},
	{"GET /media/:file", "/media/none.png", anyone},
	{"PUT /api/v1/staff/:staff/photo", "/api/v1/staff/1001/photo", ruling},
	{"DELETE /api/v1/staff/:staff/photo", "/api/v1/staff/1001/photo", ruling},
	{"GET /photos/:staff", "/photos/1001", seeWindows},
	{"GET /healthz", "", anyone},
	{"GET /readyz", "", anyone},
	{"GET /assets/*", "/assets/none.js", anyone},
}

func TestWhoMayUseEachRoute(t *testing.T) {
	t.Parallel()
	g := newRig(t, nil)
	g.tokens["stranger"] = strings.Repeat("x", 46)
	left := map[string]bool{}
	for _, r := range g.echo().Routes() {
		left[r.Method+" "+r.Path] = true
	}
	for _, route := range whoMay {
		if !left[route.route] {
			t.Errorf("route %s is not registered", route.route)
		}
		delete(left, route.route)
		method, path, _ := strings.Cut(route.route, " ")
		if route.path != "" {
			path = route.path
		}
		guarded := asksRights(path)
		for _, who := range append(slices.Sorted(maps.Keys(roleGrants)), "", "stranger") {
			// A broken body: who may not must hear of that alone.
			got := g.ask(who, method, path, "{").Code
			refused := got == http.StatusUnauthorized || got == http.StatusForbidden
			switch may := slices.Contains(route.may, strings.TrimSuffix(who, "2")); {
			case who == "stranger" && guarded && got != http.StatusUnauthorized:
				t.Errorf("%s with an unknown token: %d, want 401", route.route, got)
			case who == "stranger":
			case may && refused:
				t.Errorf("%s as %q: %d, want to be let in", route.route, who, got)
			case !may && who == "" && got != http.StatusUnauthorized:
				t.Errorf("%s as nobody: %d, want 401", route.route, got)
			case !may && who != "" && got != http.StatusForbidden:
				t.Errorf("%s as %q: %d, want 403", route.route, who, got)
			}
		}
	}
	for route := range left {
		t.Errorf("nobody has said who may use %s", route)
	}
}

func privateBoard(l *queue.Layout) { l.Settings.PublicBoard = false }

func TestHallBoardIsPrivateWhereTheHallSaysSo(t *testing.T) {
	g := newRig(t, privateBoard)
	g.ask("", http.MethodGet, "/ws/hall/2F", "").want(http.StatusUnauthorized, "unauthorized")
	g.ask("kiosk", http.MethodGet, "/ws/hall/2F", "").want(http.StatusForbidden, "forbidden")
	g.ask("", http.MethodGet, "/ws/welcome", "").want(http.StatusUnauthorized, "unauthorized")
	g.ask("screen3", http.MethodGet, "/ws/welcome", "").want(http.StatusUpgradeRequired)
	g.ask("screen2F", http.MethodGet, "/ws/hall/1F", "").want(http.StatusForbidden, "forbidden")
	g.ask("screen2F", http.MethodGet, "/ws/hall/2F", "").want(http.StatusUpgradeRequired)
	g.ask("admin", http.MethodGet, "/ws/hall/9F", "").want(http.StatusNotFound, "not_found")
}

func TestOtherSchemesThanBearerAreRefused(t *testing.T) {
	g := newRig(t, nil)
	for _, authorization := range []string{"Basic YTpi", "Bearer", "Bearer ", "bearer pd_x", g.tokens["kiosk"]} {
		g.ask("", http.MethodGet, "/api/v1/hall", "", "Authorization", authorization).want(http.StatusUnauthorized, "unauthorized")
	}
	g.ask("", http.MethodGet, "/api/v1/hall", "", "Authorization", "bearer  "+g.tokens["kiosk"]).want(http.StatusOK)
}

// onceLoggedIn are the routes of who has logged in, whatever they may else.
var onceLoggedIn = []string{"POST /api/v1/session/unlock", "POST /api/v1/session/password", "POST /api/v1/session/pin"}

// TestWhoMayUseEachRouteOnceLoggedIn holds accounts to the same table as tokens.
func TestWhoMayUseEachRouteOnceLoggedIn(t *testing.T) {
	t.Parallel()
	g := newRig(t, func(l *queue.Layout) {
		l.Departments = []queue.Department{{ID: "hrss", Name: queue.Text{ZH: "人社局"}}}
		l.Settings.CounterLogIn = true
	})
	for _, role := range queue.Roles {
		if !role.Personal() || role == queue.RoleChief || role == queue.RoleCounter {
			continue
		}
		g.account(string(role), string(role))
		g.holdTo(string(role), g.logIn(string(role), goodPassword, ""))
	}
	given := g.ask("admin", http.MethodPost, "/api/v1/accounts", `{"accounts":[{"name":"chief","roles":["chief"],"department":"hrss"}]}`).want(http.StatusCreated).list()
	chief := g.logIn("chief", given[0]["password"].(string), "")
	g.holdTo("", chief) // a first password opens nothing
	chief = joined("", g.as(chief, http.MethodPost, "/api/v1/session/password", `{"password":"`+given[0]["password"].(string)+`","new_password":"`+goodPassword+`"}`).want(http.StatusOK))
	g.holdTo("chief", chief)
	g.account("1001", "counter")
	device := g.counter(3)
	g.holdTo("", device)
	g.holdTo("counter3", g.logIn("1001", goodPassword, device))
}

// holdTo asks every route with cookies that are worth as much as a token's.
func (g *rig) holdTo(who, cookies string) {
	g.t.Helper()
	for _, route := range whoMay {
		method, path, _ := strings.Cut(route.route, " ")
		if route.path != "" {
			path = route.path
		}
		may := slices.Contains(route.may, who) || slices.Contains(route.may, "") || strings.Contains(cookies, "session") && slices.Contains(onceLoggedIn, route.route)
		got := g.as(cookies, method, path, "{", "Origin", "http://example.com").Code
		if refused := got == http.StatusUnauthorized || got == http.StatusForbidden; refused == may {
			g.t.Errorf("%s as %q who has logged in: %d", route.route, who, got)
		}
	}
}
