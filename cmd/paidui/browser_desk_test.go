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

// TestTheDeskIsReadWithEverybodyAndNobody looks at the page with nobody waiting and with 300, in a hall of many services
// with names as long as halls have them.
func TestTheDeskIsReadWithEverybodyAndNobody(t *testing.T) { inEngines(t, readTheDesk) }

func readTheDesk(t *testing.T, e *engine) {
	for name, change := range map[string]func(*queue.Layout){"usual": func(*queue.Layout) {}, "long": longDesk} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newRig(t, func(l *queue.Layout) {
				demo, err := demoLayout()
				if err != nil {
					t.Fatal(err)
				}
				*l = *demo
				change(l)
			})
			url := g.live()
			f := e.openAs(t, "desk-"+name, g.tokens["desk"], url, "/desk", counterScreen)
			f.fine(f.name+"-none", true, false, `[data-waiting="0"]`, ".bar-clock", ".queue-services", `[data-action="take"]`)
			f.accessible(f.name + "-none")
			g.fillDesk()
			f.fine(f.name+"-300", true, false, `[data-waiting="300"]`, "[data-row]", ".front-pages")
			f.accessible(f.name + "-300")
			first := ask[string](f, `document.querySelector("[data-row]").dataset.row`)
			f.key(kb.PageDown)
			f.until("another page", `document.querySelector("[data-row]").dataset.row !== "`+first+`"`)
			for key, panel := range map[string]string{kb.F2: "take", kb.F4: "reserve", kb.F8: "suspend", kb.F9: "missed"} {
				f.key(key)
				f.fine(f.name+"-"+panel, true, false, `[data-panel="`+panel+`"]`)
				f.accessible(f.name + "-" + panel)
				f.key(kb.Escape)
			}
			f.press("[data-row]")
			f.fine(f.name+"-found", true, false, "[data-ticket]", ".found-more", `[data-action="cancel"]`)
			f.accessible(f.name + "-found")
			for key, panel := range map[string]string{"m": "move", "n": "needs", "p": "class", "l": "link"} {
				f.key(key)
				f.fine(f.name+"-"+panel, true, false, `[data-panel="`+panel+`"]`)
				f.press(`[data-action="back"]`)
				f.see("[data-ticket]")
			}
			g.stop()
			f.see(`.front[data-state="offline"] .front-offline`)
			f.shot(f.name + "-offline")
			if ask[bool](f, `[...document.querySelectorAll("[data-action]")].some(e => !e.disabled && getComputedStyle(e).pointerEvents !== "none")`) {
				t.Error("the page has a button that cannot work")
			}
		})
	}
}

// longDesk makes every name long and the lists longer.
func longDesk(l *queue.Layout) {
	text := queue.Text{ZH: "城乡居民基本养老保险关系转移接续业务办理", EN: "Transfer and continuation of residents' basic pension insurance"}
	l.Name = text
	for i := range 8 {
		id := queue.ServiceID("more" + string(rune('a'+i)))
		l.Services = append(l.Services, queue.Service{ID: id, Prefix: "A" + string(rune('A'+i)), StandardMinutes: 5})
		l.Windows[0].Services = append(l.Windows[0].Services, id)
		more := l.Windows[0]
		more.Number = queue.WindowNumber(100 + i)
		l.Windows = append(l.Windows, more)
	}
	for i := range l.Services {
		l.Services[i].Name = text
	}
	for i := range l.Windows {
		l.Windows[i].Name, l.Windows[i].Location = text, text
	}
	for i := range l.Staff {
		l.Staff[i].Name = "买买提江·阿卜杜热西提·吾买尔江"
	}
}

// fillDesk lets windows open and 300 people wait who differ in all that the desk shows; some have been passed over.
func (g *rig) fillDesk() {
	g.t.Helper()
	do := func(c queue.Command) {
		g.t.Helper()
		if _, err := g.hall.Do(g.t.Context(), queue.Origin{By: "test"}, c); err != nil {
			g.t.Fatal(err)
		}
	}
	var services []queue.Service
	var windows []queue.Window
	g.hall.View(func(s *queue.State) { services, windows = s.Layout().Services, s.Layout().Windows })
	for _, w := range windows[:4] {
		do(queue.SignIn{Window: w.Number})
	}
	classes := []queue.Class{queue.ClassNormal, queue.ClassMartyrFamily, queue.ClassNormal}
	for i := range 304 {
		take := queue.Take{Service: services[i%len(services)].ID, Class: classes[i%len(classes)], Source: queue.SourceDesk}
		if i%7 == 0 {
			take.Needs = "deaf,wheelchair"
		}
		g.clock.Add(int64(queue.Second))
		do(take)
	}
	for i, w := range windows[:4] {
		do(queue.CallNext{Window: w.Number})
		if i%2 == 0 {
			continue
		}
		for g.hall.View(func(s *queue.State) { i = s.Current(w.Number).CallCount - s.Layout().Settings.MaxCalls }); i < 0; i++ {
			g.clock.Add(int64(queue.Minute))
			do(queue.Recall{Window: w.Number})
		}
		do(queue.MarkNoShow{Window: w.Number})
	}
	do(queue.SuspendService{Service: services[1].ID, Reason: "省平台故障", BackAt: g.now().Add(30 * queue.Minute)})
}

func TestACounterHelpsAtTheDeskButSuspendsNothing(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	g.take()
	f := openAs(t, "desk-at-counter", g.tokens["counter3"], g.live(), "/desk", counterScreen)
	f.see("[data-row]")
	if !ask[bool](f, `document.querySelector('[data-action="suspend"]').disabled`) {
		t.Error("a counter is offered to suspend services")
	}
	f.key(kb.F8)
	f.see(`input[name="search"]:focus`)
	stranger := openAs(t, "desk-stranger", g.tokens["kiosk"], g.live(), "/desk", counterScreen)
	stranger.see(".enrol")
}
