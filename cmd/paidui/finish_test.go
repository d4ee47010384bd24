package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// papered gives social two papers to bring.
func papered(l *queue.Layout) {
	l.Services[0].Guide.Materials = []queue.Material{
		{Name: queue.Text{ZH: "户口簿", EN: "Household register"}, Original: 1}, {Name: queue.Text{ZH: "近期照片"}, Copies: 2},
	}
}

// journey lets a ticket of social go on to pay and then to collect, each at a window of its own.
func journey(l *queue.Layout) {
	zh := func(s string) queue.Text { return queue.Text{ZH: s} }
	l.Services = append(l.Services, queue.Service{ID: "pay", Prefix: "S", Name: zh("缴费"), StandardMinutes: 2, NextStep: "collect"},
		queue.Service{ID: "collect", Prefix: "W", Name: zh("领证"), StandardMinutes: 2})
	l.Services[0].NextStep = "pay"
	l.Windows = append(l.Windows,
		queue.Window{Number: 7, Name: zh("收费窗口"), Location: zh("一楼西侧"), Zone: "1F", Services: []queue.ServiceID{"pay"}},
		queue.Window{Number: 8, Name: zh("发证窗口"), Location: zh("二楼西侧"), Zone: "2F", Services: []queue.ServiceID{"collect"}})
}

// serve takes a number of social, calls it to window 3 and starts it.
func (g *rig) serve() *asked {
	g.t.Helper()
	taken := g.take()
	g.window("next", `{}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	return taken
}

func (g *rig) ticket(word string) map[string]any {
	g.t.Helper()
	return g.ask("", http.MethodGet, tickets+"/"+word, "").want(http.StatusOK).object()
}

// as gives part of an answer as an object.
func as(t *testing.T, v any) map[string]any {
	t.Helper()
	o, ok := v.(map[string]any)
	if !ok {
		t.Fatalf("%v is no object", v)
	}
	return o
}

// TestMissingPapersAreToldAtOnce: on the clerk's page, on the phone, on paper and at the kiosk; and in no place that
// others read.
func TestMissingPapersAreToldAtOnce(t *testing.T) {
	g := newRig(t, papered)
	g.window("sign-in", `{}`).want(http.StatusOK)
	taken := g.serve()
	done := g.window("finish", `{"outcome":"incomplete","missing":["户口簿"," ","房东的证明 "],"note":"要原件"}`).want(http.StatusOK)
	slip := as(t, done.object()["missing"])
	if done.str("status") != "served" || slip["until"] != "2026-12-03" || slip["code"] != nil {
		t.Errorf("the clerk's answer: %s", done.Body)
	}
	if papers := slip["papers"].([]any); len(papers) != 2 || as(t, papers[0])["en"] != "Household register" || as(t, papers[1])["zh"] != "房东的证明" {
		t.Errorf("the papers are %v", papers)
	}

	phone := as(t, g.ticket(taken.str("access"))["missing"])
	code, _ := phone["code"].(string)
	if len(code) != 8 || phone["note"] != "要原件" || as(t, phone["window_name"])["zh"] != "社保窗口" {
		t.Errorf("the phone reads %v", phone)
	}
	path := "/api/v1/windows/3/missing-slip.svg?ticket=" + taken.str("id")
	paper := g.ask("counter3", http.MethodGet, path, "").want(http.StatusOK)
	if kind := paper.Header().Get("Content-Type"); kind != "image/svg+xml" || !strings.Contains(paper.Body.String(), ">户<") {
		t.Errorf("the paper is %s: %.200s", kind, paper.Body)
	}
	g.ask("counter3", http.MethodGet, "/api/v1/windows/99/missing-slip.svg?ticket="+taken.str("id"), "").want(http.StatusNotFound, "unknown_window")
	g.ask("desk", http.MethodGet, "/api/v1/windows/3/missing-slip.svg?ticket=none", "").want(http.StatusNotFound, "unknown_ticket")

	for _, shown := range []string{code, strings.ToLower(code[:4]) + " " + code[4:], taken.str("access"), taken.str("url")} {
		mine := g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/mine", `{"code":"`+shown+`"}`).want(http.StatusOK).object()
		returns, _ := mine["returns"].([]any)
		if len(returns) != 1 || as(t, returns[0])["number"] != "A001" || len(mine["tickets"].([]any)) != 0 {
			t.Errorf("the kiosk reads %q as %v", shown, mine)
		}
	}
	g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/mine", `{"code":"00000000"}`).want(http.StatusNotFound, "unknown_code")
	if read := g.ask("counter5", http.MethodPost, "/api/v1/desk/returns", `{"code":"`+code+`"}`).want(http.StatusOK); read.str("code") != code {
		t.Errorf("the desk reads %s", read.Body)
	}
	g.ask("desk", http.MethodPost, "/api/v1/desk/returns", `{"code":"nothing"}`).want(http.StatusNotFound, "unknown_code")

	journal := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").want(http.StatusOK).Body.String()
	for what, text := range map[string]string{"journal": journal, "log": g.log.String()} {
		if strings.Contains(text, code) {
			t.Errorf("the code stands in the %s", what)
		}
	}
}

// TestReturnWithPapers: the code gives a number of its class, past the quota, once.
func TestReturnWithPapers(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) {
		papered(l)
		l.Services[0].Quota = 1
	})
	g.window("sign-in", `{}`).want(http.StatusOK)
	first := g.serve()
	g.window("finish", `{"missing":["户口簿"]}`).want(http.StatusOK)
	code, _ := as(t, g.ticket(first.str("access"))["missing"])["code"].(string)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusConflict, "quota_reached")
	g.ask("kiosk", http.MethodPost, tickets, `{"return_code":"none"}`).want(http.StatusNotFound, "unknown_code")
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"tax","return_code":"`+code+`"}`).want(http.StatusBadRequest, "bad_request")

	came := g.keyed("kiosk", "/api/v1/check-in", coded(code), "k").want(http.StatusCreated)
	if came.str("class") != "return" || came.str("number") != "A002" || came.str("service") != "social" || came.str("source") != "kiosk" {
		t.Errorf("back with the papers: %s", came.Body)
	}
	if again := g.keyed("kiosk", "/api/v1/check-in", coded(code), "k").want(http.StatusCreated); again.str("id") != came.str("id") {
		t.Errorf("the same request gave %s", again.Body)
	}
	used := g.checkIn("desk", coded(code)).want(http.StatusConflict, "code_used")
	if used.problem().Ticket != "A002" {
		t.Errorf("the refusal names %q", used.problem().Ticket)
	}
	if seen := as(t, g.ticket(first.str("access"))["missing"]); seen["taken"] != "A002" || seen["code"] != nil {
		t.Errorf("the phone of the first visit reads %v", seen)
	}
	mine := g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/mine", coded(code)).want(http.StatusOK).object()
	if list := mine["tickets"].([]any); len(list) != 1 || as(t, list[0])["number"] != "A002" || as(t, list[0])["access"] != nil {
		t.Errorf("the kiosk finds %v", mine)
	}

	next := g.window("next", `{}`).want(http.StatusOK)
	if next.str("number") != "A002" || next.str("why") != "return" {
		t.Errorf("the window calls %s", next.Body)
	}
	g.window("start", `{}`).want(http.StatusOK)
	g.window("finish", `{"outcome":"accepted"}`).want(http.StatusOK)

	// At the desk, by what the first slip's QR code holds; an old citizen keeps the larger head start.
	second := g.atDesk(`{"service":"tax"}`)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/sign-in", `{}`).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/next", `{}`).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/start", `{}`).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/finish", `{"outcome":"incomplete"}`).want(http.StatusOK)
	back := g.atDesk(`{"return_code":"` + second.str("url") + `","id_number":"` + oldID + `","card":true}`)
	if back.str("class") != "elder" || back.str("service") != "tax" || back.str("source") != "desk" {
		t.Errorf("an old citizen came back: %s", back.Body)
	}
}

// atDesk takes a number at the guide desk.
func (g *rig) atDesk(body string) *asked {
	g.t.Helper()
	return g.ask("desk", http.MethodPost, "/api/v1/desk/tickets", body).want(http.StatusCreated)
}

// TestGuessingReturnCodesIsLimited, whichever way they are asked for.
func TestGuessingReturnCodesIsLimited(t *testing.T) {
	g := newRig(t, nil)
	ways := []struct{ who, path, field string }{
		{"kiosk", "/api/v1/kiosk/mine", "code"}, {"desk", "/api/v1/desk/returns", "code"}, {"kiosk", tickets, "return_code"},
		{"desk", "/api/v1/desk/tickets", "return_code"},
	}
	for n := 0; ; n++ {
		way := ways[n%len(ways)]
		got := g.ask(way.who, http.MethodPost, way.path, `{"`+way.field+`":"0000000`+string('A'+rune(n%20))+`"}`)
		if got.Code == http.StatusTooManyRequests {
			break
		}
		if got.want(http.StatusNotFound, "unknown_code"); n > 30 {
			t.Fatal("thirty wrong codes and nobody minds")
		}
	}
	g.pass(time.Minute)
	g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/mine", `{"code":"00000000"}`).want(http.StatusNotFound, "unknown_code")
}

// TestDatesAreTold to the citizen on their phone, to the window's screen, and on another day.
func TestDatesAreTold(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	taken := g.serve()
	g.window("finish", `{"outcome":"accepted","pick_up":"2026-11-22"}`).want(http.StatusBadRequest, "bad_request")
	g.window("finish", `{"outcome":"accepted","matters":100}`).want(http.StatusBadRequest, "bad_request")
	g.window("finish", `{"outcome":"accepted","case_no":"`+strings.Repeat("9", 65)+`"}`).want(http.StatusBadRequest, "bad_request")
	done := g.window("finish", `{"outcome":"accepted","case_no":"311","due":"2026-11-30","pick_up":"2026-12-07","matters":5}`).want(http.StatusOK).object()
	if done["due"] != "2026-11-30" || done["pick_up"] != "2026-12-07" || done["matters"] != 5.0 || done["case_no"] != "311" {
		t.Errorf("the clerk's answer: %v", done)
	}
	g.ask("", http.MethodPost, tickets+"/"+taken.str("access")+"/rating", `{"level":5}`).want(http.StatusOK)
	g.at("2026-12-07T09:00")
	later := g.ticket(taken.str("access"))
	if later["pick_up"] != "2026-12-07" || later["rate_until"] != nil || later["rating"] != 5.0 {
		t.Errorf("a fortnight later the phone reads %v", later)
	}
	g.at("2026-12-08T09:00")
	g.ask("", http.MethodGet, tickets+"/"+taken.str("access"), "").want(http.StatusNotFound, "unknown_ticket")
}

// TestOutcomeAfterwards: the day's list of tickets without an outcome empties as they are said, and the figures know.
func TestOutcomeAfterwards(t *testing.T) {
	g := newRig(t, papered)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.serve()
	second := g.take()
	g.window("next", `{"finish":true}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	g.window("finish", `{}`).want(http.StatusOK)
	without := func() []string {
		var numbers []string
		for _, v := range g.ask("counter3", http.MethodGet, "/api/v1/windows/3/without-outcome", "").want(http.StatusOK).list() {
			numbers = append(numbers, v["number"].(string))
		}
		return numbers
	}
	if got := without(); !slices.Equal(got, []string{"A001", "A002"}) {
		t.Errorf("without an outcome: %v", got)
	}
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/outcome", `{"ticket":"20261123-A001","outcome":"accepted"}`).want(http.StatusConflict, "wrong_state")
	g.window("outcome", `{"outcome":"accepted"}`).want(http.StatusBadRequest, "bad_request")
	g.window("outcome", `{"ticket":"20261123-A001"}`).want(http.StatusUnprocessableEntity, "outcome_required")
	g.window("outcome", `{"ticket":"20261123-A001","outcome":"collected","matters":2}`).want(http.StatusOK)
	set := g.window("outcome", `{"ticket":"`+second.str("id")+`","missing":["户口簿"]}`).want(http.StatusOK)
	if set.str("outcome") != "incomplete" || as(t, set.object()["missing"])["until"] != "2026-12-03" {
		t.Errorf("said afterwards: %s", set.Body)
	}
	if got := without(); len(got) != 0 {
		t.Errorf("still without an outcome: %v", got)
	}
	var outcomes []queue.Outcome
	if err := g.store.Visits(t.Context(), "", "", func(v *queue.Visit) error { outcomes = append(outcomes, v.Outcome); return nil }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(outcomes, []queue.Outcome{queue.OutcomeCollected, queue.OutcomeIncomplete}) {
		t.Errorf("the figures know %v", outcomes)
	}
	g.ask("counter1F", http.MethodGet, "/api/v1/windows/9/without-outcome", "").want(http.StatusNotFound, "unknown_window")
}

// TestOutcomeMayBeRequired, and then 下一位 needs one too.
func TestOutcomeMayBeRequired(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Settings.OutcomeRequired = true })
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.serve()
	g.take()
	g.window("finish", `{}`).want(http.StatusUnprocessableEntity, "outcome_required")
	g.window("next", `{"finish":true}`).want(http.StatusUnprocessableEntity, "outcome_required")
	g.window("next", `{"finish":true,"outcome":"returned"}`).want(http.StatusBadRequest, "reason_required")
	next := g.window("next", `{"finish":true,"outcome":"incomplete","missing":["照片"]}`).want(http.StatusOK)
	if slip := as(t, next.object()["missing"]); next.str("number") != "A002" || slip["number"] != "A001" {
		t.Errorf("next %s", next.Body)
	}
}

// TestOneNumberThroughThreeWindows is accept, pay, collect: served three times, rated once.
func TestOneNumberThroughThreeWindows(t *testing.T) {
	g := newRig(t, journey)
	taken, others := "", []string{"counter3", "counter7", "counter8"}
	for i, n := range []string{"3", "7", "8"} {
		g.mint(others[i], queue.Grant{Role: queue.RoleCounter, Window: queue.WindowNumber(n[0] - '0')})
		g.ask(others[i], http.MethodPost, "/api/v1/windows/"+n+"/sign-in", `{}`).want(http.StatusOK)
	}
	taken = g.take().str("access")
	for i, n := range []string{"3", "7", "8"} {
		at := "/api/v1/windows/" + n + "/"
		if called := g.ask(others[i], http.MethodPost, at+"next", `{}`).want(http.StatusOK); called.str("number") != "A001" {
			t.Errorf("window %s calls %s", n, called.Body)
		}
		g.ask(others[i], http.MethodPost, at+"start", `{}`).want(http.StatusOK)
		g.pass(3 * time.Minute)
		done := g.ask(others[i], http.MethodPost, at+"finish", `{"outcome":"accepted"}`).want(http.StatusOK)
		if want := []string{"waiting", "waiting", "served"}[i]; done.str("status") != want || done.str("number") != "A001" {
			t.Errorf("window %s: %s", n, done.Body)
		}
		rated := g.ask("", http.MethodPost, tickets+"/"+taken+"/rating", `{"level":5}`)
		if i < 2 {
			rated.want(http.StatusConflict, "wrong_state")
		} else {
			rated.want(http.StatusOK)
		}
	}
	if seen := g.ticket(taken); seen["service"] != "collect" || seen["history"] != nil {
		t.Errorf("the phone reads %v", seen)
	}
	for _, row := range g.ask("admin", http.MethodGet, "/api/v1/statistics/windows", "").want(http.StatusOK).list() {
		served, mean := 1.0, 180_000.0
		if row["window"] == 5.0 {
			continue
		}
		if row["called"] != served || row["served"] != served || row["left"] != 0.0 || as(t, row["service_ms"])["mean"] != mean {
			t.Errorf("the window's row: %v", row)
		}
	}
	services := g.ask("admin", http.MethodGet, "/api/v1/statistics/services", "").want(http.StatusOK).list()
	for _, row := range services {
		if want := map[string]float64{"social": 1}[row["service"].(string)]; row["issued"] != want {
			t.Errorf("the service's row: %v", row)
		}
	}
	// It ends here, if the clerk says so.
	g.serve()
	if done := g.window("finish", `{"outcome":"accepted","stay":true}`).want(http.StatusOK); done.str("status") != "served" {
		t.Errorf("stayed: %s", done.Body)
	}
}

// TestNotesGoAlong: what a clerk writes is read by the next one, and by no citizen.
func TestNotesGoAlong(t *testing.T) {
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	taken := g.serve()
	g.window("hold", `{"note":"去复印"}`).want(http.StatusOK)
	g.window("resume", `{"ticket":"`+taken.str("id")+`"}`).want(http.StatusOK)
	g.window("transfer", `{"to_service":"tax","note":"`+strings.Repeat("长", 201)+`"}`).want(http.StatusBadRequest, "bad_request")
	g.window("transfer", `{"to_service":"tax","note":"先完税再来"}`).want(http.StatusOK)
	var notes []string
	g.hall.View(func(s *queue.State) {
		for _, step := range s.History(queue.TicketID(taken.str("id"))) {
			if step.Note != "" {
				notes = append(notes, step.Kind+" "+step.Note)
			}
		}
	})
	if want := []string{"held 去复印", "transferred 先完税再来"}; !slices.Equal(notes, want) {
		t.Errorf("the next clerk reads %v, want %v", notes, want)
	}
	if seen := g.ask("", http.MethodGet, tickets+"/"+taken.str("access"), "").Body.String(); strings.Contains(seen, "完税再来") {
		t.Errorf("the citizen reads %s", seen)
	}
}
