package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/queue"
)

// deskRig is a hall with both kinds of queue, and its guide desk's page.
func deskRig(t *testing.T, change func(*queue.Layout)) (*rig, *face) {
	t.Helper()
	chromium(t)
	g := newRig(t, change)
	return g, openAs(t, "desk", g.tokens["desk"], g.live(), "/desk", counterScreen)
}

// typed types into what has the focus.
func (f *face) typed(text string) {
	f.t.Helper()
	for _, key := range strings.Split(text, "") {
		f.key(key)
	}
}

// TestTheDeskByKeyboard does a morning's round at the guide desk without a mouse.
func TestTheDeskByKeyboard(t *testing.T) {
	t.Parallel()
	g, f := deskRig(t, nil)
	const searching = `input[name="search"]:focus`
	f.see(searching)
	f.see(`[data-waiting="0"]`)

	f.key(kb.F2) // a number for somebody, as usual
	f.see(`[data-panel="take"]`)
	f.key("1")
	f.see(`[data-panel="class"]`)
	f.key("1")
	f.see(`[data-panel="taken"] [data-number="A001"]`)
	f.key("2") // and one with evidence
	f.see(`[data-panel="take"]`)
	f.key("1")
	f.see(`[data-panel="class"]`)
	f.key("3")
	f.see(`[data-panel="evidence"]`)
	f.key("2")
	f.see(`[data-panel="taken"] [data-number="A002"]`)
	f.rest()
	f.shot("desk-taken")
	f.key("\r")
	f.see(searching)
	f.read(`[data-row="A002"]`, "残疾人")

	f.typed("a001") // looked up by its number
	f.key("\r")
	f.see(`[data-ticket="A001"][data-status="waiting"]`)
	f.read(".found-wait", "前面还有 1 人")
	f.key("n")
	f.see(`[data-panel="needs"]`)
	f.key("1")
	f.key("3")
	f.see(`[data-need="wheelchair"][aria-pressed="true"]`)
	f.key("\r")
	f.read(`[data-message="done"]`, "A001 已登记")
	f.read(".found-more", "听力障碍")
	f.read(".found-more", "轮椅")
	f.rest()
	f.shot("desk-ticket")
	f.key("c")
	f.see(`[data-ticket="A001"][data-status="cancelled"]`)
	f.key("u")
	f.see(`[data-ticket="A001"][data-status="waiting"]`)
	f.key("m")
	f.see(`[data-panel="move"]`)
	f.key("1")
	f.read(".found-service", "税务")
	f.key("l")
	f.see(`[data-panel="link"] input:focus`)
	f.typed("a002")
	f.key("\r")
	f.read(".found-more", "同一人还有 A002")
	f.key("d")
	f.read(`[data-message="done"]`, "稍后再叫")
	f.key(kb.Escape)
	f.see(searching)

	f.key(kb.ArrowDown) // the first of those who wait
	f.see(`[data-row="A002"].is-chosen`)
	f.key("\r")
	f.see(`[data-ticket="A002"]`)
	f.key(kb.Escape)

	f.key(kb.F4) // numbers of an outage
	f.see(`[data-panel="reserve"] input:focus`)
	f.typed("a905")
	f.key("\r")
	f.read(`[data-message="done"]`, "A905 已录入")
	f.key("\r")
	f.read(`[data-message="done"]`, "A906 已录入")
	f.key(kb.Escape)

	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("next", `{}`).want(http.StatusOK)
	g.window("no-show", `{}`).want(http.StatusOK)
	f.read(".queue-line .number", "A002")
	f.key(kb.F9) // who was missed comes back
	f.see(`[data-panel="missed"] [data-choice]`)
	f.key("1")
	f.see(`[data-ticket="A002"][data-status="no_show"]`)
	f.key("r")
	f.see(`[data-ticket="A002"][data-status="waiting"]`)
	f.key(kb.Escape)

	f.key(kb.F8) // a service's own system is down
	f.see(`[data-panel="suspend"]`)
	f.key("2")
	f.see(`[data-panel="suspend-reason"]`)
	f.key("1")
	f.see(`[data-panel="suspend-back"]`)
	f.key("3")
	f.see(`[data-service="tax"][data-suspended]`)
	f.key(kb.F8)
	f.see(`[data-panel="suspend"]`)
	f.key("2")
	f.gone(`[data-service="tax"][data-suspended]`)

	f.see(searching)
	f.typed("zz9")
	f.key("\r")
	if said := f.sentence(`[data-message="problem"]`); !strings.Contains(said, "没有找到") {
		t.Errorf("the desk says %q", said)
	}
}

// TestTheDeskIsReadWithEverybodyAndNobody looks at the page with nobody waiting and with 300, in a hall of many services.
func TestTheDeskIsReadWithEverybodyAndNobody(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		demo, err := demoLayout()
		if err != nil {
			t.Fatal(err)
		}
		*l = *demo
	})
	url := g.live()
	f := openAs(t, "desk", g.tokens["desk"], url, "/desk", counterScreen)
	f.fine("desk-none", true, false, `[data-waiting="0"]`, ".bar-clock", ".queue-services", `[data-action="take"]`)
	var services []queue.Service
	g.hall.View(func(s *queue.State) { services = s.Layout().Services })
	classes := []queue.Class{queue.ClassNormal, queue.ClassMartyrFamily, queue.ClassNormal}
	for i := range 300 {
		take := queue.Take{Service: services[i%len(services)].ID, Class: classes[i%len(classes)], Source: queue.SourceDesk}
		if i%7 == 0 {
			take.Needs = "deaf,wheelchair"
		}
		if _, err := g.hall.Do(t.Context(), queue.Origin{By: "test"}, take); err != nil {
			t.Fatal(err)
		}
	}
	f.fine("desk-300", true, false, `[data-waiting="300"]`, "[data-row]", ".front-pages")
	first := ask[string](f, `document.querySelector("[data-row]").dataset.row`)
	f.key(kb.PageDown) // page down
	f.until("another page", `document.querySelector("[data-row]").dataset.row !== "`+first+`"`)
	f.key(kb.F2)
	f.fine("desk-take", true, false, `[data-panel="take"]`)
	f.key("1")
	f.see(`[data-panel="class"]`)
	f.fine("desk-class", true, false, `[data-panel="class"]`)
	f.key(kb.Escape)
	f.press("[data-row]")
	f.fine("desk-found", true, false, "[data-ticket]", ".found-more", `[data-action="cancel"]`)

	counter := openAs(t, "desk-at-counter", g.tokens["counter3"], url, "/desk", counterScreen)
	counter.see("[data-row]")
	if !ask[bool](counter, `document.querySelector('[data-action="suspend"]').disabled`) {
		t.Error("a counter is offered to suspend services")
	}
}
