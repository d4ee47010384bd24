package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/queue"
)

// counterStrip is a counter that is docked beside another program.
var counterStrip = size{360, 768}

// smallTargets are the buttons and fields that are less than 64 pixels wide or high.
const smallTargets = `[...document.querySelectorAll("button, input")].filter((e) => {
	const r = e.getBoundingClientRect();
	return r.width && (r.width < 63.5 || r.height < 63.5);
}).map((e) => (e.innerText || e.name).trim().replace(/\s+/g, " ") + " in " + e.parentElement.className + ": " + Math.round(e.getBoundingClientRect().width) + " by " +
	Math.round(e.getBoundingClientRect().height))`

// counterSizes looks at a counter at every size that it has.
type counterSizes struct {
	t     *testing.T
	pages map[string]*face
}

func (c *counterSizes) each(do func(*face)) {
	for _, f := range c.pages {
		do(f)
	}
}

// key presses a key on every page and waits for what it brings.
func (c *counterSizes) key(key, brings string) {
	c.t.Helper()
	c.each(func(f *face) {
		f.key(key)
		f.see(brings)
	})
}

// back leaves whatever is open.
func (c *counterSizes) back() {
	c.t.Helper()
	c.each(func(f *face) {
		for range 3 {
			f.key(kb.Escape)
		}
		f.gone("[data-panel]")
	})
}

// fine holds every page to its size and to being accessible; what is pressed on a tablet is big enough for a finger.
func (c *counterSizes) fine(what string, main ...string) {
	c.t.Helper()
	for name, f := range c.pages {
		f.fine(name+"-"+what, true, false, main...)
		f.accessible(name + " " + what)
		if name != "tablet" {
			continue
		}
		if small := ask[[]string](f, smallTargets); len(small) > 0 {
			c.t.Errorf("%s: too small for a finger: %s", what, strings.Join(small, "; "))
		}
	}
}

// TestCounterSizes looks at every state of the counter at a desk, on a touch tablet and docked beside another program: with
// nobody, one and 300 waiting, with everything asked, with names as long as halls have them, paused, and without a server.
func TestCounterSizes(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := kioskHall(t, longCounter)
	c := &counterSizes{t, map[string]*face{
		"desk":   openAs(t, "desk", g.tokens["counter3"], url, "/counter", counterScreen),
		"tablet": openAs(t, "tablet", g.tokens["counter3"], url, "/counter", tablet),
		"strip":  openAs(t, "strip", g.tokens["counter3"], url, "/counter", counterStrip),
	}}
	c.fine("closed", ".sign-in")
	g.do(queue.SignIn{Window: 3, Staff: "1001"})
	c.fine("none", `[data-action="next"]`)

	g.do(queue.Take{Service: "social", Class: queue.ClassElder, Source: queue.SourceDesk, Needs: "wheelchair"})
	g.do(queue.CallNext{Window: 3})
	c.fine("called", `[data-status="called"]`, ".polite")
	g.do(queue.Start{Window: 3})
	c.fine("serving", `[data-status="serving"]`)
	c.key("o", `[data-panel="outcome"]`)
	c.fine("outcome", `[data-outcome="incomplete"]`)
	c.key("d", `.month .day`)
	c.fine("calendar", ".day.is-today")
	c.back()
	c.key("o", `[data-panel="outcome"]`)
	c.key("2", `[data-panel="papers"]`)
	c.fine("papers", `[data-choice]`)
	c.back()
	c.key("j", `[data-panel="hold-note"]`)
	c.fine("hold-note", `input:focus`)
	c.back()
	c.key("t", `[data-panel="transfer"] [data-choice]`)
	c.fine("transfer", `[data-action="transfer-confirm"]`)
	c.back()

	fillCounter(g)
	c.fine("full", `[data-waiting="300"]`, `[data-help="alarm"]`, ".chip", ".is-late")
	c.key("p", `[data-panel="pause"]`)
	c.fine("pause", `[data-action="pause-confirm"]`)
	c.back()
	c.key("d", `[data-panel="take-over"]`)
	c.fine("take-over", `[data-choice="1004"]`)
	c.back()
	c.key("g", `[data-panel="fault"]`)
	c.fine("fault", `[data-choice="screen"]`)
	c.back()
	g.do(queue.Finish{Window: 3})
	c.each(func(f *face) { f.see(".current-none") })
	c.key("c", `[data-panel="call"]`)
	c.fine("call", "[data-choice]")
	c.key("1", "[data-reason]")
	c.fine("call-reason", `[data-reason="elder"]`)
	c.back()
	c.key("w", `[data-panel="walk-up"]`)
	c.fine("walk-up", `[data-choice="social"]`)
	c.back()
	c.key("k", `[data-panel="without"] [data-choice]`)
	c.fine("without", "[data-choice]")
	c.back()
	c.each(func(f *face) { f.command("leave", "l") })
	c.fine("leaving", `[data-action="leave-anyway"]`)
	c.back()
	g.do(queue.Pause{Window: 3, Reason: "用餐", GoTo: 5})
	c.fine("paused", `[data-action="unpause"]`)
	g.stop()
	c.fine("offline", ".desk-offline")
}

// longCounter gives window 3 services, and all of its names the length, that halls have.
func longCounter(l *queue.Layout) {
	l.Settings.DeadPressMS = 0
	text := queue.Text{ZH: "城乡居民基本养老保险关系转移接续业务办理", EN: "Transfer and continuation of residents' basic pension insurance"}
	for i, prefix := range []string{"AA", "B"} {
		l.Services = append(l.Services, queue.Service{ID: queue.ServiceID(fmt.Sprintf("more%d", i)), Prefix: prefix, StandardMinutes: 5})
		l.Windows[2].Services = append(l.Windows[2].Services, l.Services[len(l.Services)-1].ID)
	}
	for i := range l.Services {
		l.Services[i].Name = text
	}
	for i := range l.Windows {
		l.Windows[i].Name, l.Windows[i].Location = text, text
	}
	for i := range l.Staff {
		l.Staff[i].Name, l.Staff[i].Chief = "买买提江·阿卜杜热西提·吾买尔江", l.Staff[i].Number == "1001"
	}
	l.Windows[2].Post = queue.Post{AStaff: "1001", BStaff: "1004"}
}

// fillCounter has 300 people wait for window 3, some of them for long, some on hold and some missed; somebody calls for help, and the centre writes.
func fillCounter(g *rig) {
	for range 300 {
		g.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
	g.pass(20 * time.Minute)
	for range 3 {
		g.do(queue.Hold{Window: 3, Note: "回家取户口簿"})
		g.do(queue.CallNext{Window: 3})
		g.do(queue.Start{Window: 3})
	}
	g.do(queue.Finish{Window: 3})
	for range 6 {
		g.do(queue.CallNext{Window: 3})
		g.do(queue.MarkNoShow{Window: 3})
	}
	g.do(queue.CallNext{Window: 3})
	g.do(queue.Start{Window: 3})
	for range 10 {
		g.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
	g.do(queue.SignIn{Window: 5, Staff: "1003"})
	g.do(queue.AskHelp{Kind: queue.HelpAlarm, Window: 5})
	g.do(queue.PostStaffNotice{Text: strings.Repeat("今天下午五点半在二楼会议室开会，", 4)})
}
