package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// everyLayout looks at the big screen in each layout, lying and upright. see is what it must show.
func (w *wall) everyLayout(state, see string) {
	w.t.Helper()
	for _, layout := range bigLayouts {
		w.hall.goTo(w.url + "/hall/1F?layout=" + layout)
		w.hall.see(see)
		for name, s := range map[string]size{"wide": hallScreen, "upright": uprightScreen} {
			w.hall.resize(s)
			w.hall.calm("hall " + layout + " " + state)
			w.hall.fine(fmt.Sprintf("hall-%s-%s-%s", layout, state, name), true, false, see)
		}
		w.hall.resize(hallScreen)
	}
	w.hall.accessible("hall " + state)
}

// TestTheHallsDay looks at the big screens from before opening to after closing: lunch and closing time never stand where a
// window is open, a service that stands still is told at the foot, and an emergency takes the whole screen.
func TestTheHallsDay(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	file, err := loadHall("")
	if err != nil {
		t.Fatal(err)
	}
	w := newBigHall(t, func(l *queue.Layout) { l.Hours = file.Hours })
	at := func(clock string) {
		t.Helper()
		moment, err := time.Parse(time.DateTime+" -0700", "2026-11-24 "+clock+" +0800")
		if err != nil {
			t.Fatal(err)
		}
		w.clock.Store(moment.UnixMilli())
	}
	at("08:25:00")
	_, _ = w.rig.hall.Do(t.Context(), queue.Origin{}, queue.Cancel{}) // opens the day
	w.everyLayout("preparing", `[data-state="preparing"] .rest`)
	at("09:00:00")
	w.order(queue.SignIn{Window: 3, Staff: "1001"})
	w.crowd(60)
	w.order(queue.CallNext{Window: 3})
	w.order(queue.SuspendService{Service: "medical", Reason: "省系统故障", BackAt: w.now().Add(40 * queue.Minute)})
	w.everyLayout("suspended", `.ticker-sorry[data-suspended="medical"]`)
	at("12:20:00")
	w.everyLayout("noon-open", `[data-state="open"] [data-call="A001"]`)
	w.order(queue.Start{Window: 3})
	w.order(queue.Finish{Window: 3})
	w.order(queue.SignOut{Window: 3, Anyway: true})
	w.everyLayout("noon", `[data-state="noon"] .rest`)
	w.hall.until("nobody is promised a time that is past", `!/停办至|预计/.test(document.body.innerText)`)
	at("18:30:00")
	w.everyLayout("closed", `[data-state="closed"] .rest`)
	w.ask("desk", http.MethodPost, "/api/v1/emergency", "").want(http.StatusOK)
	w.everyLayout("emergency", `.emergency-exit`)
	w.ask("desk", http.MethodPost, "/api/v1/emergency/end", "").want(http.StatusOK)
	w.hall.goTo(w.url + "/hall/1F")
	w.hall.see(`[data-state="closed"]`)
	w.stop()
	for name, s := range map[string]size{"wide": hallScreen, "upright": uprightScreen} {
		w.hall.resize(s)
		w.hall.fine("hall-offline-"+name, true, false, ".sign-offline")
	}
}

// TestLongNamesOnTheWall looks at every layout, and at the entrance, in a hall of long names, with its own logo.
func TestLongNamesOnTheWall(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	w := newBigHall(t, func(l *queue.Layout) {
		longNames(l)
		l.Media = []queue.MediaItem{{File: "poster.png", Seconds: 600}}
		l.Theme = queue.Theme{Logo: "logo.png"}
	})
	w.put("media/poster.png", poster(t))
	w.put("media/logo.png", poster(t))
	w.order(queue.NumbersFrom{First: 12345})
	w.crowd(300)
	for n := range 8 {
		w.order(queue.SignIn{Window: queue.WindowNumber(n + 1)})
		w.order(queue.CallNext{Window: queue.WindowNumber(n + 1)})
	}
	w.order(queue.SuspendService{Service: "medical", Reason: "省系统故障", BackAt: w.now().Add(40 * queue.Minute)})
	w.everyLayout("long", ".side-logo")
	for name, path := range map[string]string{"all": "/welcome", "floor": "/welcome/1F"} {
		w.hall.goTo(w.url + path)
		w.hall.see(`[data-service="social"]`)
		for screen, s := range map[string]size{"wide": hallScreen, "upright": uprightScreen} {
			w.hall.resize(s)
			w.hall.fine(fmt.Sprintf("welcome-%s-long-%s", name, screen), true, false, ".lead-waiting")
		}
		w.hall.resize(hallScreen)
	}
}

// TestTheStripOverAWindow goes through what a strip of eight characters says in place of the whole screen.
func TestTheStripOverAWindow(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f := windowRig(t, "strip", nil)
	f.resize(size{512, 64})
	at := func(kind, text string) {
		t.Helper()
		f.read(fmt.Sprintf(`.strip[data-state="%s"]`, kind), text)
		for _, s := range []size{{512, 64}, {1280, 300}} {
			f.resize(s)
			f.calm("strip-" + kind)
			f.fine(fmt.Sprintf("strip-%s-%d", kind, s.wide), true, false, ".strip-words")
		}
		f.accessible("strip-" + kind)
	}
	at("closed", "窗口未开放")
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	at("idle", "3号窗口欢迎您")
	g.take()
	g.window("next", `{}`).want(http.StatusOK)
	at("called", "A001号到3窗")
	g.window("start", `{}`).want(http.StatusOK)
	at("serving", "正在办理A001")
	g.window("finish", `{"outcome":"accepted"}`).want(http.StatusOK)
	g.window("pause", `{"reason":"用餐","go_to":5}`).want(http.StatusOK)
	at("paused", "请到5号窗口")
	g.ask("desk", http.MethodPost, "/api/v1/emergency", "").want(http.StatusOK)
	at("emergency", "紧急疏散请离开")

	stranger := open(t, "strip-stranger", g.live()+"/window/3", size{512, 64})
	stranger.see(`.strip[data-state="code"]`)
	stranger.fine("strip-code", true, false, ".strip-words")
}
