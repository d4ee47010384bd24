package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// withChief makes the member of staff of window 5 the chief of everybody, and gives the kiosks their numbers.
func withChief(l *queue.Layout) {
	l.Staff[1].Chief = true
	l.Kiosks = []queue.Kiosk{{Number: 1, Name: queue.Text{ZH: "东门取号机"}, Zone: "1F"}}
}

// helps gives what the desk reads of the day's helps: kind, presses, and by whom each was answered.
func (g *rig) helps() (all []string) {
	g.t.Helper()
	for _, h := range g.ask("desk", http.MethodGet, "/api/v1/helps", "").want(http.StatusOK).list() {
		by, _ := h["answered_by"].(map[string]any)
		all = append(all, fmt.Sprint(h["kind"], " ", h["presses"], " ", by["role"], " ", by["staff"]))
	}
	return all
}

func TestAKioskCallsForSomebody(t *testing.T) {
	g := newRig(t, withChief)
	const path = "/api/v1/kiosk/help"
	if none := g.ask("kiosk", http.MethodGet, path, "").want(http.StatusOK).object(); none["help"] != nil {
		t.Errorf("before any call: %v", none)
	}
	first := g.keyed("kiosk", path, `{}`, "1").want(http.StatusOK)
	again := g.keyed("kiosk", path, `{}`, "1").want(http.StatusOK)
	if first.Body.String() != again.Body.String() {
		t.Errorf("the same press: %s, then %s", first.Body, again.Body)
	}
	g.ask("kiosk2", http.MethodPost, path, `{}`).want(http.StatusOK) // neither has a number: one place
	if got := g.helps(); !slices.Equal(got, []string{"assist 2 <nil> <nil>"}) {
		t.Errorf("the desk reads %v", got)
	}
	id := first.object()["id"]
	answer := fmt.Sprintf("/api/v1/helps/%v/answer", id)
	g.ask("kiosk", http.MethodPost, answer, `{}`).want(http.StatusForbidden)
	g.pass(5 * time.Second)
	g.keyed("desk", answer, `{"note":"我去"}`, "2").want(http.StatusOK)
	g.keyed("desk", answer, `{"note":"我去"}`, "2").want(http.StatusOK)
	g.ask("supervisor", http.MethodPost, answer, `{}`).want(http.StatusConflict, "already_answered")
	help, _ := g.ask("kiosk", http.MethodGet, path, "").object()["help"].(map[string]any)
	if help["id"] != id || help["at"] != "2026-11-23T01:00:00.000Z" || help["answered_at"] != "2026-11-23T01:00:05.000Z" || help["answered_by"] != nil {
		t.Errorf("the kiosk reads %v", help)
	}
	if got := g.helps(); !slices.Equal(got, []string{"assist 2 desk <nil>"}) {
		t.Errorf("the desk reads %v", got)
	}
	for n := 0; ; n++ {
		if a := g.ask("kiosk", http.MethodPost, path, `{}`); a.Code != http.StatusOK {
			a.want(http.StatusTooManyRequests, "rate_limited")
			if n != 5 {
				t.Errorf("%d more calls in a minute", n)
			}
			break
		}
	}
	g.ask("kiosk2", http.MethodPost, path, `{}`).want(http.StatusOK)
}

// TestACallComesFromItsKiosk: a kiosk that the layout knows is known by its number, one that it no longer knows by its zone.
func TestACallComesFromItsKiosk(t *testing.T) {
	g := newRig(t, withChief)
	numbered := roleGrants["kiosk"][0]
	for kiosk, want := range map[queue.KioskNumber]string{1: "kiosk 1 in 1F", 9: "kiosk 0 in 2F"} {
		numbered.Kiosk, numbered.Zone = kiosk, "2F"
		g.mint("numbered", numbered)
		id := g.ask("numbered", http.MethodPost, "/api/v1/kiosk/help", `{}`).want(http.StatusOK).object()["id"]
		g.hall.View(func(s *queue.State) {
			h, _ := s.Help(queue.HelpID(id.(float64)))
			if got := fmt.Sprintf("kiosk %d in %s", h.Kiosk, h.Zone); got != want {
				t.Errorf("grant for %d: %s, want %s", kiosk, got, want)
			}
		})
	}
}

func TestAnAlarmIsAnsweredByWhoIsAsked(t *testing.T) {
	g := newRig(t, withChief)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.ask("counter5", http.MethodPost, "/api/v1/windows/5/sign-in", `{"staff":"1002"}`).want(http.StatusOK)
	alarm := g.window("help", ``).want(http.StatusOK).object()
	if alarm["kind"] != "alarm" || alarm["window"] != float64(3) || alarm["presses"] != float64(1) {
		t.Errorf("the alarm is %v", alarm)
	}
	answer := fmt.Sprintf("/api/v1/helps/%v/answer", alarm["id"])
	g.ask("counter3", http.MethodPost, answer, `{"window":3}`).want(http.StatusForbidden, "forbidden")
	g.ask("counter3", http.MethodPost, answer, `{"window":5}`).want(http.StatusForbidden, "forbidden")
	g.ask("counter1F", http.MethodPost, answer, `{}`).want(http.StatusNotFound, "unknown_window")
	g.ask("counter5", http.MethodPost, answer, `{"note":"`+strings.Repeat("长", 101)+`"}`).want(http.StatusBadRequest, "bad_request")
	for _, id := range []string{"none", "999"} {
		g.ask("desk", http.MethodPost, "/api/v1/helps/"+id+"/answer", `{}`).want(http.StatusNotFound, "unknown_help")
	}
	if by := g.ask("counter5", http.MethodPost, answer, `{"window":5}`).want(http.StatusOK).object()["answered_by"]; fmt.Sprint(by) != "map[role:counter staff:1002 window:5]" {
		t.Errorf("answered by %v", by)
	}
	fault := g.window("help", `{"kind":"fault","device":"printer","note":"卡纸"}`).want(http.StatusOK).object()
	g.window("help", `{"kind":"fault","device":"teapot"}`).want(http.StatusBadRequest, "bad_request")
	g.window("help", `{"kind":"assist"}`).want(http.StatusBadRequest, "bad_request")
	g.window("help", `{"note":"`+strings.Repeat("长", 201)+`"}`).want(http.StatusBadRequest, "bad_request")
	g.ask("counter3", http.MethodPost, fmt.Sprintf("/api/v1/helps/%v/answer", fault["id"]), `{"window":3}`).want(http.StatusOK)
	if got := g.helps(); !slices.Equal(got, []string{"alarm 1 counter 1002", "fault 1 counter 1001"}) {
		t.Errorf("the desk reads %v", got)
	}
}

func TestNoticesAreReadByWhoSitsThere(t *testing.T) {
	g := newRig(t, nil)
	const path = "/api/v1/staff-notices"
	g.ask("supervisor", http.MethodPost, path, `{"text":" "}`).want(http.StatusBadRequest, "bad_request")
	g.ask("supervisor", http.MethodPost, path, `{"text":"`+strings.Repeat("长", 101)+`"}`).want(http.StatusBadRequest, "bad_request")
	posted := g.ask("supervisor", http.MethodPost, path, `{"text":"下午五点开会"}`).want(http.StatusCreated).object()
	read := fmt.Sprintf("staff-notices/%v/read", posted["id"])
	g.window(read, ``).want(http.StatusConflict, "window_closed")
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window(read, ``).want(http.StatusOK)
	g.window(read, ``).want(http.StatusConflict, "wrong_state")
	g.window("staff-notices/none/read", ``).want(http.StatusNotFound, "unknown_notice")
	list := g.ask("admin", http.MethodGet, path, "").want(http.StatusOK).list()
	if got := fmt.Sprint(list[0]["reads"]); got != "[map[at:2026-11-23T01:00:00.000Z staff:1001 window:3]]" {
		t.Errorf("read by %s", got)
	}
	withdraw := fmt.Sprintf("%s/%v/withdraw", path, posted["id"])
	g.ask("admin", http.MethodPost, withdraw, ``).want(http.StatusOK)
	g.ask("admin", http.MethodPost, withdraw, ``).want(http.StatusConflict, "wrong_state")
	g.ask("admin", http.MethodPost, path+"/none/withdraw", ``).want(http.StatusNotFound, "unknown_notice")
}

func TestComplaintsAreReadWithAReason(t *testing.T) {
	g := newRig(t, nil)
	word := g.take().str("access")
	path := tickets + "/" + word + "/feedback"
	g.ask("", http.MethodPost, path, `{"kind":"complaint","category":"attitude"}`).want(http.StatusBadRequest, "bad_request")
	g.ask("", http.MethodPost, path, `{"kind":"praise","category":"attitude","text":"好"}`).want(http.StatusBadRequest, "bad_request")
	g.ask("", http.MethodPost, tickets+"/nobodys/feedback", `{"kind":"complaint","category":"attitude","text":"差"}`).want(http.StatusNotFound, "unknown_ticket")
	said := `{"kind":"complaint","category":"attitude","text":"  等了两个小时 ","contact":"138 0013 8000"}`
	g.keyed("", path, said, "1").want(http.StatusOK)
	g.keyed("", path, said, "1").want(http.StatusOK)
	g.keyed("", path, strings.Replace(said, "两", "三", 1), "1").want(http.StatusUnprocessableEntity, "key_reused")
	for range 2 {
		if g.ask("", http.MethodPost, path, `{"kind":"suggestion","category":"environment","text":"多放几把椅子"}`).want(http.StatusOK).str("number") != "A001" {
			t.Error("the answer is about another ticket")
		}
	}
	g.ask("", http.MethodPost, path, said).want(http.StatusConflict, "feedback_limit")

	const list = "/api/v1/feedback"
	g.ask("supervisor", http.MethodGet, list, "").want(http.StatusBadRequest, "reason_required")
	g.ask("supervisor", http.MethodGet, list+"?reason="+strings.Repeat("x", 101), "").want(http.StatusBadRequest, "bad_request")
	g.ask("supervisor", http.MethodGet, list+"?reason=x&from=today", "").want(http.StatusBadRequest, "bad_request")
	rows := g.ask("supervisor", http.MethodGet, list+"?reason=weekly+report", "").want(http.StatusOK).list()
	if len(rows) != 3 || rows[0]["kind"] != "suggestion" || rows[2]["text"] != "等了两个小时" || rows[2]["contact"] != "138 0013 8000" || rows[2]["sealed"] != nil {
		t.Errorf("the supervisor reads %v", rows)
	}
	if log := g.log.String(); !contains(log, `msg="feedback read" credential=`) || !contains(log, `reason="weekly report"`) || !contains(log, "grant=supervisor") || !contains(log, "rows=3") {
		t.Errorf("not logged: %s", log)
	}
	if got := g.ask("supervisor", http.MethodGet, list+"?reason=x&to=2026-11-22", "").want(http.StatusOK).list(); len(got) != 0 {
		t.Errorf("of the day before: %v", got)
	}
	if err := g.store.ShredKeys("feedback", "2026-12"); err != nil {
		t.Fatal(err)
	}
	rows = g.ask("admin", http.MethodGet, list+"?reason=x", "").want(http.StatusOK).list()
	if len(rows) != 3 || rows[2]["text"] != nil || rows[2]["contact"] != nil || rows[2]["category"] != "attitude" {
		t.Errorf("after shredding: %v", rows)
	}
}

// mint gives a credential with one grant under a name.
func (g *rig) mint(name string, grant queue.Grant) {
	g.t.Helper()
	token, err := access.Mint(g.store, []queue.Grant{grant}, g.now())
	if err != nil {
		g.t.Fatal(err)
	}
	g.tokens[name] = token
}
