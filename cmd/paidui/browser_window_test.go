package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// windowRig is a hall with the screen of window 3, on a touch screen.
func windowRig(t *testing.T, name string, change func(*queue.Layout)) (*rig, *face) {
	t.Helper()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		l.Settings.Hotline = "12345"
		l.Staff[0].Title, l.Staff[0].Post, l.Staff[0].Stars = "科员", "社保受理", 4
		if change != nil {
			change(l)
		}
	})
	return g, openAs(t, name, g.tokens["screen3"], g.live(), "/window/3", windowScreen)
}

// photo is a picture for a plate.
func photo(t *testing.T) string {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 90, 110))
	for i := range picture.Pix {
		picture.Pix[i] = 0xC0
	}
	picture.Set(45, 55, color.Black)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestTheWindowsScreen goes through all that a window shows, and holds each to looks, to the rules of axe-core and to flashing
// no more than three times a second.
func TestTheWindowsScreen(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f := windowRig(t, "window", nil)
	g.put("photos/1001.jpg", photo(t))
	at := func(state string) {
		t.Helper()
		f.calm("window-" + state)
		f.fine("window-"+state, true, false, `.win[data-state]`)
		f.accessible("window-" + state)
	}
	f.see(`.mid-closed`)
	at("closed")
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	f.read(".mid-idle", "3 号窗口欢迎您")
	f.until("the photo", `document.querySelector(".plate-photo img").naturalWidth === 90`)
	at("idle")
	g.take()
	g.take()
	g.window("next", `{}`).want(http.StatusOK)
	f.see(`.mid-called[data-number="A001"]`)
	at("called")
	g.window("recall", `{}`).want(http.StatusOK)
	f.read(".mid-again", "第 2 次")
	g.window("start", `{}`).want(http.StatusOK)
	f.read(".mid-serving .mid-foot", "很高兴为您服务")
	at("greeting")
	g.window("hold", `{}`).want(http.StatusOK)
	f.read(".mid-held", "请 A001 号稍候")
	at("held")
	g.window("next", `{}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	f.read(".mid-serving .mid-foot", "请 A001 号稍候")
	at("serving")
	g.window("finish", `{"outcome":"incomplete"}`).want(http.StatusOK)
	f.see(`[data-rating="A002"]`)
	f.touch(`[data-action="skip"]`)
	f.read(".mid-goodbye", "补正单")
	at("goodbye")
	g.window("pause", `{"reason":"用餐","go_to":5}`).want(http.StatusOK)
	f.read(".mid-paused", "请到 5 号窗口办理")
	at("paused-go-to")
	g.window("unpause", `{}`).want(http.StatusOK)
	g.window("pause", `{"reason":"用餐","back_at":"2026-11-23T01:40:00.000Z"}`).want(http.StatusOK)
	f.read(".mid-paused", "预计 09:40 恢复")
	at("paused-back")
	g.ask("desk", http.MethodPost, "/api/v1/emergency", "").want(http.StatusOK)
	f.read(".emergency", "安全出口")
	f.fine("window-emergency", true, false, ".emergency-exit")
	f.accessible("window-emergency")
}

// TestASubstituteHasAPlateOfTheirOwn: 顶岗 shows, and names that are long have room.
func TestASubstituteHasAPlateOfTheirOwn(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f := windowRig(t, "window", func(l *queue.Layout) {
		l.Staff[0].Name, l.Staff[0].Stars = "买买提江·阿卜杜热西提·吾买尔江", 5
	})
	if _, err := g.hall.Do(t.Context(), queue.Origin{By: "test"}, queue.AppointSubstitute{Staff: "1001", Until: "2026-11-23"}); err != nil {
		t.Fatal(err)
	}
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	f.read(".plate-mark", "顶岗")
	f.see(`.plate-stars svg:nth-child(5)`)
	f.fine("window-substitute", true, false, ".plate")
	f.accessible("window-substitute")
}

// TestMoment22 is the tablet under two citizens: the first rates while the second is called over the rating, and what the first
// has chosen counts although the clerk begins with the second.
func TestMoment22(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f := windowRig(t, "tablet", nil)
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	at := func(state string) {
		t.Helper()
		f.calm("tablet-" + state)
		f.fine("tablet-"+state, true, true, "[data-rating]")
		f.accessible("tablet-" + state)
	}
	first := g.served()
	f.read(`[data-rating="A001"] h2`, "请您对本次服务进行评价")
	f.see(".mid-goodbye")
	at("goodbye")
	g.take()
	g.window("next", `{}`).want(http.StatusOK)
	f.see(`.mid-called[data-number="A002"]`)
	f.see(`[data-rating="A001"]`)
	at("called")
	f.touch(`[data-level="2"]`)
	f.see(`[data-stage="why"]`)
	f.touch(`[data-reason="attitude"]`)
	f.see(`[data-reason="attitude"][aria-pressed="true"]`)
	at("why")
	g.window("start", `{}`).want(http.StatusOK)
	f.see(`[data-stage="thanks"]`)
	f.read(".tab-said", "尽快核实改进")
	at("thanks")
	f.gone("[data-rating]")
	f.see(".mid-serving")
	g.rates(first, 2, "attitude")

	g.pass(time.Minute)
	g.window("finish", `{}`).want(http.StatusOK)
	f.see(`[data-rating="A002"] .tab-levels`)
	f.touch(`[data-action="skip"]`)
	f.gone("[data-rating]")
	g.pass(time.Second)
	g.window("ask-rating", `{}`).want(http.StatusOK) // the clerk asks once more
	f.touch(`[data-rating="A002"] [data-level="5"]`)
	f.read(".tab-said", "不用客气")
	f.gone("[data-rating]")
	g.served()
	f.see(`[data-rating="A003"]`)
	g.take()
	g.window("next", `{}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	f.gone("[data-rating]")
}

// rates checks how a ticket was rated, in the journal.
func (g *rig) rates(ticket *asked, level int, reason string) {
	g.t.Helper()
	deadline := time.Now().Add(stepWithin)
	for time.Now().Before(deadline) {
		entries, err := g.store.Read(g.t.Context(), 0, 1000)
		if err != nil {
			g.t.Fatal(err)
		}
		for _, e := range entries {
			if rated, ok := e.Events[0].(*queue.Rated); ok && string(rated.Ticket.ID) == ticket.str("id") {
				if rated.Level != level || len(rated.Reasons) != 1 || rated.Reasons[0] != reason || e.By != "screen window 3" {
					g.t.Errorf("rated %d for %v by %s", rated.Level, rated.Reasons, e.By)
				}
				return
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	g.t.Error("it was not rated")
}

// calm holds a page to what may flash: nothing more than three times a second, and nothing for ever.
func (f *face) calm(what string) {
	f.t.Helper()
	for _, fault := range ask[[]string](f, `document.getAnimations().map(a => [a.animationName || "", a.effect.getTiming()])
		.filter(([, t]) => t.iterations > 1 && (t.iterations === Infinity || t.duration < 1000 / 3)).map(([n, t]) => n + " every " + t.duration + " ms")`) {
		f.t.Errorf("%s: flashes: %s", what, fault)
	}
}

// TestThePhoneIsAskedToRate: what the clerk asks for shows on the citizen's phone.
func TestThePhoneIsAskedToRate(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	ticket := g.served()
	holder := open(t, "phone", url+"/t/"+ticket.str("access"), phone)
	counter := openAs(t, "counter", g.tokens["counter3"], url, "/counter", counterScreen)
	holder.see(".rate")
	counter.press(`[data-action="ask-rating"]`)
	counter.read(`[data-message="done"]`, "已邀请 A001 号评价")
	holder.read(".rate-invited", "邀请您评价")
	holder.fine("phone-invited", false, false, ".rate-invited")
	holder.accessible("phone-invited")
	counter.fine("counter-invited", true, false, `[data-action="ask-rating"]`)
}
