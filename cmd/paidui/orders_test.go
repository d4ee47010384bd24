package main

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// TestMainJob is a citizen's way through the hall over HTTP, to the row in the statistics.
func TestMainJob(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", ``).want(http.StatusOK)
	first := g.take()
	if no, ahead := first.str("number"), first.object()["people_ahead"]; no != "A001" || ahead != 0.0 {
		t.Errorf("first number %s with %v ahead", no, ahead)
	}
	word := first.str("access")
	if url := first.str("url"); url != "http://hall.test:8080/t/"+word {
		t.Errorf("url %q", url)
	}
	second := g.ask("desk", http.MethodPost, "/api/v1/tickets", `{"service":"social","class":"elder"}`).want(http.StatusCreated)
	if class, source := second.str("class"), second.str("source"); class != "elder" || source != "desk" {
		t.Errorf("second is %s from %s", class, source)
	}
	g.pass(time.Minute)
	own := g.ask("", http.MethodGet, "/api/v1/tickets/"+second.str("access"), "").want(http.StatusOK)
	if own.str("class") != "priority" || own.object()["people_ahead"] != 0.0 {
		t.Errorf("its citizen reads %s", own.Body)
	}
	if ahead := g.ask("", http.MethodGet, "/api/v1/tickets/"+word, "").object()["people_ahead"]; ahead != 1.0 {
		t.Errorf("people ahead of the first: %v", ahead)
	}

	if id := g.window("next", `{}`).want(http.StatusOK).str("number"); id != "A002" {
		t.Errorf("called %s, want the elder", id)
	}
	g.window("next", `{}`).want(http.StatusConflict, "window_busy")
	g.window("no-show", `{"ticket":"20261123-A001"}`).want(http.StatusConflict, "wrong_state")
	g.window("no-show", `{"ticket":"20261123-A002"}`).want(http.StatusOK)
	called := g.window("next", `{}`).want(http.StatusOK)
	if called.str("number") != "A001" || called.str("status") != "called" || called.object()["waited_ms"] != 60000.0 {
		t.Errorf("called %s", called.Body)
	}
	recalled := g.window("recall", `{}`).want(http.StatusOK)
	if recalled.object()["call_count"] != 2.0 {
		t.Errorf("recalled %s", recalled.Body)
	}
	g.window("start", `{}`).want(http.StatusOK)
	g.pass(5 * time.Minute)
	g.window("finish", `{"outcome":"refused"}`).want(http.StatusBadRequest, "reason_required")
	finished := g.window("finish", `{"ticket":"20261123-A001","outcome":"accepted","case_no":"2026-17"}`).want(http.StatusOK)
	if finished.str("outcome") != "accepted" || finished.str("status") != "served" {
		t.Errorf("finished %s", finished.Body)
	}
	rate := "/api/v1/tickets/" + word + "/rating"
	g.ask("", http.MethodPost, rate, `{"level":6}`).want(http.StatusBadRequest, "bad_request")
	g.ask("", http.MethodPost, rate, `{"level":5,"reasons":["服务态度"]}`).want(http.StatusOK)
	g.ask("", http.MethodPost, rate, `{"level":1}`).want(http.StatusConflict, "already_rated")

	back := g.ask("", http.MethodPost, "/api/v1/tickets/"+second.str("access")+"/requeue", "").want(http.StatusOK)
	if back.str("status") != "waiting" || back.object()["people_ahead"] != 0.0 {
		t.Errorf("requeued %s", back.Body)
	}
	if back = g.ask("", http.MethodPost, "/api/v1/tickets/"+second.str("access")+"/cancel", "").want(http.StatusOK); back.str("status") != "cancelled" {
		t.Errorf("cancelled %s", back.Body)
	}
	g.window("sign-out", ``).want(http.StatusOK)
	checkMorning(t, g)
}

// checkMorning looks at what TestMainJob left in the statistics.
func checkMorning(t *testing.T, g *rig) {
	t.Helper()
	rows := g.ask("supervisor", http.MethodGet, "/api/v1/statistics/windows", "").want(http.StatusOK).list()
	if len(rows) != 2 || rows[0]["window"] != 3.0 || rows[1]["window"] != 5.0 || rows[1]["called"] != 0.0 || rows[1]["no_show_rate"] != nil {
		t.Fatalf("rows %v", rows)
	}
	row := rows[0]
	for field, want := range map[string]any{"called": 2.0, "served": 1.0, "no_show": 0.0, "recovered": 1.0, "no_show_rate": 0.0, "rated": 1.0} {
		if row[field] != want {
			t.Errorf("%s is %v, want %v", field, row[field], want)
		}
	}
	if wait, service := row["wait_ms"].(map[string]any), row["service_ms"].(map[string]any); wait["max"] != 60000.0 || service["p50"] != 300000.0 {
		t.Errorf("wait %v, service %v", wait, service)
	}
	staff := g.ask("admin", http.MethodGet, "/api/v1/statistics/staff?format=json", "").want(http.StatusOK).list()
	if len(staff) != 2 || staff[0]["staff"] != "1001" || staff[0]["name"] != "张晓梅" || staff[0]["served"] != 1.0 {
		t.Errorf("staff %v", staff)
	}
	services := g.ask("admin", http.MethodGet, "/api/v1/statistics/services?from=2026-11-23&to=2026-11-23", "").want(http.StatusOK).list()
	if len(services) != 2 || services[0]["service"] != "social" || services[0]["issued"] != 2.0 || services[0]["cancelled"] != 1.0 || services[0]["abandon_rate"] != 0.5 {
		t.Errorf("services %v", services)
	}
	if other := g.ask("admin", http.MethodGet, "/api/v1/statistics/services?to=2026-11-22", "").want(http.StatusOK).list(); other[0]["issued"] != 0.0 {
		t.Errorf("the day before %v", other)
	}
	table := g.ask("admin", http.MethodGet, "/api/v1/statistics/windows?format=csv", "").want(http.StatusOK)
	if lines := strings.Split(table.Body.String(), "\r\n"); len(lines) != 4 || !strings.HasPrefix(lines[0], "window,name,called,") || !strings.HasPrefix(lines[1], "3,社保窗口,2,1,") {
		t.Errorf("table %q", table.Body)
	}
	for _, query := range []string{"from=2026-11-24&to=2026-11-23", "from=yesterday", "to=2026-13-01", "format=pdf"} {
		g.ask("admin", http.MethodGet, "/api/v1/statistics/windows?"+query, "").want(http.StatusBadRequest, "bad_request")
	}
}

func TestWindowOrders(t *testing.T) {
	g := newRig(t, nil)
	for _, c := range []struct {
		order, body string
		status      int
		code        string
	}{
		{"unpause", ``, 409, "window_closed"},
		{"sign-out", ``, 409, "window_closed"},
		{"sign-in", `{"staff":"9"}`, 404, "unknown_staff"},
		{"sign-in", `{"staff":"1002"}`, 200, ""},
		{"sign-in", `{}`, 409, "wrong_state"},
		{"next", `{}`, 409, "nobody_waiting"},
		{"recall", `{}`, 409, "wrong_state"},
		{"start", `{"ticket":"none"}`, 409, "wrong_state"},
		{"finish", `{"outcome":"nice"}`, 400, "bad_request"},
		{"finish", `{"reason":"` + strings.Repeat("x", 201) + `"}`, 400, "bad_request"},
		{"finish", `{"case_no":"` + strings.Repeat("x", 65) + `"}`, 400, "bad_request"},
		{"pause", `{}`, 400, "reason_required"},
		{"pause", `{"reason":"用餐","go_to":9}`, 404, "unknown_window"},
		{"pause", `{"reason":"用餐","back_at":"2026-11-23T00:00:00Z"}`, 400, "bad_request"},
		{"pause", `{"reason":"用餐","back_at":"noon"}`, 400, "bad_request"},
		{"pause", `{"reason":"` + strings.Repeat("长", 201) + `"}`, 400, "bad_request"},
		{"pause", `{"reason":"用餐","back_at":"2026-11-23T09:30:00+08:00","go_to":5}`, 200, ""},
		{"pause", `{"reason":"用餐"}`, 409, "wrong_state"},
		{"next", `{}`, 409, "window_closed"},
		{"unpause", `{}`, 200, ""},
		{"sign-out", ``, 200, ""},
	} {
		a := g.window(c.order, c.body)
		if c.code != "" {
			a.want(c.status, c.code)
			continue
		}
		a.want(c.status)
	}
	for _, window := range []string{"9", "0", "-1", "03", "x", "99999999999999999999"} {
		g.ask("counter1F", http.MethodPost, "/api/v1/windows/"+window+"/next", `{}`).want(http.StatusNotFound, "unknown_window")
		g.ask("counter3", http.MethodPost, "/api/v1/windows/"+window+"/next", `{}`).want(http.StatusForbidden, "forbidden")
	}
}

func TestPausedWindowIsShownSo(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	paused := g.window("pause", `{"reason":"用餐","back_at":"2026-11-23T09:30:00+08:00"}`).want(http.StatusOK).object()
	sign := paused["pause"].(map[string]any)
	if paused["status"] != "paused" || sign["kind"] != "back_soon" || sign["back_at"] != "2026-11-23T01:30:00.000Z" {
		t.Errorf("paused %v", paused)
	}
	if staff := paused["staff"].(map[string]any); staff["number"] != "1001" {
		t.Errorf("without a number the grant's member of staff signs in, not %v", staff)
	}
}

func TestScreensReadNoClass(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.ask("desk", http.MethodPost, "/api/v1/tickets", `{"service":"social","class":"pregnant"}`).want(http.StatusCreated)
	g.window("next", `{}`).want(http.StatusOK)
	for who, class := range map[string]string{"screen3": "priority", "counter3": "pregnant", "desk": "pregnant"} {
		windows := g.ask(who, http.MethodGet, "/api/v1/windows", "").want(http.StatusOK).list()
		if windows[0]["number"] != 3.0 || windows[0]["ticket"].(map[string]any)["class"] != class {
			t.Errorf("%s reads %v", who, windows[0])
		}
	}
}

func TestTakeRefuses(t *testing.T) {
	g := newRig(t, nil)
	g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"none"}`).want(http.StatusNotFound, "unknown_service")
	g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{}`).want(http.StatusNotFound, "unknown_service")
	g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"social","class":"priority"}`).want(http.StatusBadRequest, "bad_request")
	g.ask("", http.MethodPost, "/api/v1/tickets/nobodys/cancel", `{}`).want(http.StatusNotFound, "unknown_ticket")
	long := `{"level":3,"comment":"` + strings.Repeat("长", 501) + `"}`
	word := g.take().str("access")
	g.ask("", http.MethodPost, "/api/v1/tickets/"+word+"/rating", long).want(http.StatusBadRequest, "bad_request")
	g.ask("", http.MethodPost, "/api/v1/tickets/"+word+"/rating", `{"level":3,"reasons":["`+strings.Repeat("长", 41)+`"]}`).want(http.StatusBadRequest, "bad_request")
	g.ask("", http.MethodPost, "/api/v1/tickets/"+word+"/rating", `{"level":3}`).want(http.StatusConflict, "wrong_state")
}

func TestQRCode(t *testing.T) {
	g := newRig(t, nil)
	a := g.ask("", http.MethodGet, "/api/v1/tickets/"+g.take().str("access")+"/qr.png", "").want(http.StatusOK)
	picture, err := png.Decode(bytes.NewReader(a.Body.Bytes()))
	if err != nil || picture.Bounds().Dx() < 200 || a.Header().Get("Content-Type") != "image/png" {
		t.Errorf("picture %v, %v, %s", picture, err, a.Header().Get("Content-Type"))
	}
	g.ask("", http.MethodGet, "/api/v1/tickets/nobodys/qr.png", "").want(http.StatusNotFound, "unknown_ticket")
}

func TestHallAndServices(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) {
		l.Hours.Sessions = nil
		for _, s := range []string{"09:30-12:00", "14:30-18:00"} {
			var session queue.Session
			_ = session.UnmarshalText([]byte(s))
			l.Hours.Sessions = append(l.Hours.Sessions, session)
		}
		l.Settings.PublicURL, l.Settings.IssueStartMinutes = "", 10
	})
	hall := g.ask("counter3", http.MethodGet, "/api/v1/hall", "").want(http.StatusOK).object()
	for field, want := range map[string]any{
		"state": "preparing", "opens_at": "2026-11-23T01:30:00.000Z", "issuing_from": "2026-11-23T01:20:00.000Z", "demo": false,
		"hours": "09:30–12:00 14:30–18:00", "at": "2026-11-23T01:00:00.000Z", "assets": g.server.serving().Hash(), "time_zone": "Asia/Shanghai",
	} {
		if hall[field] != want {
			t.Errorf("%s is %v, want %v", field, hall[field], want)
		}
	}
	if me := hall["me"].([]any); len(me) != 1 || me[0].(map[string]any)["staff"] != "1001" {
		t.Errorf("me %v", me)
	}
	if groups := hall["groups"].([]any); len(groups) != 1 {
		t.Errorf("groups %v", groups)
	}
	service := g.ask("", http.MethodGet, "/api/v1/services", "").want(http.StatusOK).list()[0]
	for field, want := range map[string]any{
		"id": "social", "prefix": "A", "zone": "1F", "issuing": false, "open": false, "not_issuing": "preparing",
		"opens_at": "2026-11-23T01:20:00.000Z", "waiting_count": 0.0, "estimated_wait_ms": nil,
	} {
		if got, ok := service[field]; !ok || got != want {
			t.Errorf("%s is %v, want %v", field, got, want)
		}
	}
	g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"social"}`).want(http.StatusConflict, "not_issuing")
	g.pass(31 * time.Minute)
	g.window("sign-in", `{}`).want(http.StatusOK)
	taken := g.take()
	if taken.str("url") != taken.str("access") {
		t.Errorf("without an address for phones the code holds %q, want the word alone", taken.str("url"))
	}
	service = g.ask("", http.MethodGet, "/api/v1/services", "").list()[0]
	if service["open"] != true || service["issuing"] != true || service["waiting_count"] != 1.0 || service["estimated_wait_ms"] == nil {
		t.Errorf("open service %v", service)
	}
}

func TestJournalAndBackup(t *testing.T) {
	g := newRig(t, nil)
	for range 3 {
		g.take()
	}
	entries := g.ask("admin", http.MethodGet, "/api/v1/journal?after=2&limit=2", "").want(http.StatusOK).list()
	if len(entries) != 2 || entries[0]["seq"] != 3.0 || entries[0]["by"] != "kiosk" || len(entries[0]["hash"].(string)) != 64 {
		t.Fatalf("entries %v", entries)
	}
	event := entries[0]["events"].([]any)[0].(map[string]any)
	if event["kind"] != "issued" || strings.Contains(g.ask("admin", http.MethodGet, "/api/v1/journal", "").Body.String(), g.take().str("access")) {
		t.Errorf("event %v, or a word in the journal", event)
	}
	if a := g.ask("admin", http.MethodGet, "/api/v1/journal?after=9999&limit=9999", "").want(http.StatusOK); strings.TrimSpace(a.Body.String()) != "[]" {
		t.Errorf("after the end: %s", a.Body)
	}
	for _, query := range []string{"after=-1", "after=x", "limit=0", "limit=1.5"} {
		g.ask("admin", http.MethodGet, "/api/v1/journal?"+query, "").want(http.StatusBadRequest, "bad_request")
	}
	backup := g.ask("admin", http.MethodGet, "/api/v1/backup", "").want(http.StatusOK)
	if backup.Body.Len() < 4096 || !strings.Contains(backup.Header().Get("Content-Disposition"), "paidui-20261123-010000.db") {
		t.Errorf("backup of %d bytes, %v", backup.Body.Len(), backup.Header())
	}
}
