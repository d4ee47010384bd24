package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/paidui/paidui/queue"
)

// The screens that a hall hangs up beside hallScreen.
var (
	sharpScreen   = size{3840, 2160}
	uprightScreen = size{1080, 1920}
)

// resize makes the screen of a page another.
func (f *face) resize(s size) {
	f.t.Helper()
	f.do("resize", chromedp.EmulateViewport(s.wide, s.high, chromedp.EmulateTouch))
}

// poster is a picture for the play-list.
func poster(t *testing.T) string {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 320, 180))
	for y := range 180 {
		for x := range 320 {
			picture.Set(x, y, color.RGBA{uint8(x * 255 / 320), 80, uint8(y * 255 / 180), 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// bigLayouts are the layouts of the big screens.
var bigLayouts = []string{"queues", "calls", "media", "windows"}

// TestBigScreens looks at every layout on a television, on one of four times the pixels and on an upright one, with nobody
// waiting, one and 300; and holds the spoken call to be read from 15 m.
func TestBigScreens(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	w := newBigHall(t, nil)
	look := func(state, main string) {
		t.Helper()
		for _, layout := range bigLayouts {
			w.hall.goTo(w.url + "/hall/1F?layout=" + layout)
			w.hall.see(main)
			for name, s := range map[string]size{"wide": hallScreen, "upright": uprightScreen, "sharp": sharpScreen} {
				if name == "sharp" && state != "full" {
					continue
				}
				w.hall.resize(s)
				w.hall.fine(fmt.Sprintf("hall-%s-%s-%s", layout, state, name), true, false, ".side-clock", main)
			}
			w.hall.accessible("hall " + layout + " " + state)
		}
		w.hall.resize(hallScreen)
	}
	w.order(queue.SignIn{Window: 3, Staff: "1001"})
	look("none", ".big-idle-words")
	w.take()
	w.order(queue.CallNext{Window: 3})
	look("one", `[data-call="A001"]`)
	w.crowd(300)
	for n := range 8 {
		if n+1 != 3 {
			w.order(queue.SignIn{Window: queue.WindowNumber(n + 1)})
			w.order(queue.CallNext{Window: queue.WindowNumber(n + 1)})
		}
		if n%2 == 0 {
			w.order(queue.Start{Window: queue.WindowNumber(n + 1)})
		}
	}
	look("full", `[data-call="K002"]`)
	for _, layout := range bigLayouts {
		w.hall.goTo(w.url + "/hall/1F?layout=" + layout)
		w.hall.see(".big-number")
		for _, s := range []size{hallScreen, uprightScreen} {
			w.hall.resize(s)
			w.hall.until("the digits are high enough", fmt.Sprintf(`%s >= innerHeight / 8`, digitHeight))
		}
	}
}

// digitHeight is how high the digits of the spoken call are drawn: nearly three quarters of the size of their type.
const digitHeight = `.73 * parseFloat(getComputedStyle(document.querySelector(".big-number")).fontSize)`

// newBigHall is a hall with one screen, on the lower floor.
func newBigHall(t *testing.T, change func(*queue.Layout)) *wall {
	t.Helper()
	return newBigHallIn(t, newest, change)
}

func newBigHallIn(t *testing.T, e *engine, change func(*queue.Layout)) *wall {
	t.Helper()
	e.start(t)
	g := newRig(t, func(l *queue.Layout) {
		demo, err := demoLayout()
		if err != nil {
			t.Fatal(err)
		}
		*l = *demo
		l.Settings.MinPresenceSeconds = 0
		if change != nil {
			change(l)
		}
	})
	w := &wall{rig: g, name: "big", url: g.live()}
	w.hall = e.open(t, "hall", w.url+"/hall/1F", hallScreen)
	return w
}

// TestPlaylistBesideTheCalls shows pictures, a text and the hall's own colours in each layout that has them, and no call is covered.
func TestPlaylistBesideTheCalls(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	w := newBigHall(t, func(l *queue.Layout) {
		l.Zones[0].Board = queue.BoardMedia
		l.Media = []queue.MediaItem{
			{File: "poster.png", Seconds: 600, Category: "policy"},
			{Text: queue.Text{ZH: "一次性告知、限时办结、首问负责,对不满意的服务请当场提出,我们立即改正。", EN: "Tell us at once what is wrong."}, Category: "promise"},
			{File: "gone.mp4", Category: "guide"},
		}
		l.Notices = []queue.Notice{{Text: queue.Text{ZH: "本周六照常办公", EN: "Open this Saturday"}}}
		l.Theme = queue.Theme{Logo: "logo.png", Primary: "#7A1F1F", Night: "#1B1030"}
	})
	w.put("media/poster.png", poster(t))
	w.put("media/logo.png", poster(t))
	w.crowd(40)
	w.hall.goTo(w.url + "/hall/1F")
	w.hall.see(`[data-layout="media"]`)
	for n := range 8 {
		w.order(queue.SignIn{Window: queue.WindowNumber(n + 1)})
		w.order(queue.CallNext{Window: queue.WindowNumber(n + 1)})
	}
	for _, c := range []struct{ name, query, see string }{
		{"media", "", `.media-picture`}, {"queues", "?layout=queues", `.media-picture`},
		{"text", "?media=promise", `.media-words`}, {"text-beside", "?layout=queues&media=promise", `.media-words`},
		{"broken", "?media=guide", `[data-media="video"]`},
	} {
		w.hall.goTo(w.url + "/hall/1F" + c.query)
		w.hall.see(c.see)
		w.hall.until("the logo", `document.querySelector(".side-logo").naturalWidth > 0`)
		w.hall.read(".ticker", "本周六照常办公")
		w.hall.fine("hall-playlist-"+c.name, true, false)
		w.hall.until("the calls lie free", `(() => {
			const m = document.querySelector(".media").getBoundingClientRect();
			return [...document.querySelectorAll(".big, .earlier-row, .wait, .numbers")].every(e => {
				const r = e.getBoundingClientRect();
				return r.right <= m.left + 1 || r.left >= m.right - 1 || r.bottom <= m.top + 1 || r.top >= m.bottom - 1;
			});
		})()`)
		if c.name == "media" {
			w.hall.resize(uprightScreen)
			w.hall.fine("hall-playlist-upright", true, false)
			w.hall.resize(hallScreen)
		}
	}
	if blue := ask[string](w.hall, `getComputedStyle(document.documentElement).getPropertyValue("--night")`); blue != "rgb(27,16,48)" {
		t.Errorf("the ground is %s", blue)
	}
}

// TestSixtyWindows: with more windows than a page has room for no call is lost, and the page of a new call comes up with it.
func TestSixtyWindows(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	w := newBigHall(t, func(l *queue.Layout) {
		l.Windows = nil
		for n := range 60 {
			l.Windows = append(l.Windows, queue.Window{
				Number: queue.WindowNumber(n + 1), Name: queue.Text{ZH: "城乡居民基本养老保险关系转移接续业务办理"[:30]}, Zone: "1F",
				Location: queue.Text{ZH: "一楼东侧"}, Services: []queue.ServiceID{l.Services[n%len(l.Services)].ID},
			})
		}
	})
	w.crowd(300)
	for n := range 60 {
		w.order(queue.SignIn{Window: queue.WindowNumber(n + 1)})
	}
	w.hall.goTo(w.url + "/hall/1F?layout=windows")
	w.hall.see(".cell:nth-child(24)")
	for _, n := range []queue.WindowNumber{2, 59, 30} {
		w.order(queue.CallNext{Window: n})
		w.hall.see(fmt.Sprintf(`.cell-fresh[data-window="%d"]`, n))
		w.hall.see(fmt.Sprintf(`.big-fresh[data-window="%d"]`, n))
	}
	for n := range 60 {
		if n+1 != 2 && n+1 != 59 && n+1 != 30 {
			w.order(queue.CallNext{Window: queue.WindowNumber(n + 1)})
		}
	}
	w.hall.goTo(w.url + "/hall/1F?layout=windows")
	w.hall.see(".cell.has-number:nth-child(24)")
	w.hall.fine("hall-windows-sixty", true, false)
	w.hall.resize(uprightScreen)
	w.hall.fine("hall-windows-sixty-upright", true, false)
	w.hall.resize(hallScreen)
	w.hall.goTo(w.url + "/hall/1F")
	w.hall.see(".earlier-row:nth-child(5)")
	w.hall.fine("hall-queues-sixty", true, false)
	w.hall.within(60*time.Second, "the list turns to the calls before", `document.querySelector(".earlier").dataset.page > 1`)
}

// TestTheEntrance looks at the screen at the entrance, of the whole hall and of one floor, with nobody waiting and with 300.
func TestTheEntrance(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	w := newBigHall(t, nil)
	f := w.hall
	look := func(state string) {
		t.Helper()
		for name, path := range map[string]string{"all": "/welcome", "floor": "/welcome/2F"} {
			f.goTo(w.url + path)
			f.see(`[data-floor="2F"] [data-service="property"]`)
			for screen, s := range map[string]size{"wide": hallScreen, "upright": uprightScreen} {
				f.resize(s)
				f.fine(fmt.Sprintf("welcome-%s-%s-%s", name, state, screen), true, false, ".side-clock", ".lead-waiting")
			}
			f.accessible("welcome " + name + " " + state)
		}
	}
	look("none")
	w.crowd(300)
	for _, n := range []queue.WindowNumber{1, 2, 3, 5, 11, 12} {
		w.order(queue.SignIn{Window: n})
		w.order(queue.CallNext{Window: n})
	}
	w.order(queue.SuspendService{Service: "medical", Reason: "省系统故障"})
	look("full")
	f.read(`[data-floor="2F"] [data-service="property"]`, "11、12 号窗口")
	f.goTo(w.url + "/welcome/9F")
	f.see(`[data-state="wrong"]`)
}

// TestScreensInOldBrowsers looks at the screens in the Chromiums of television boxes, and touches the tablet there.
func TestScreensInOldBrowsers(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	for _, e := range engines(t)[1:] {
		t.Run("chromium"+e.suffix, func(t *testing.T) {
			t.Parallel()
			w := newBigHallIn(t, e, func(l *queue.Layout) {
				l.Media = []queue.MediaItem{{File: "poster.png", Seconds: 600}}
			})
			w.put("media/poster.png", poster(t))
			w.crowd(60)
			for n := range 8 {
				w.order(queue.SignIn{Window: queue.WindowNumber(n + 1)})
				w.order(queue.CallNext{Window: queue.WindowNumber(n + 1)})
			}
			for _, path := range []string{"/hall/1F", "/hall/1F?layout=calls", "/hall/1F?layout=media", "/hall/1F?layout=windows", "/welcome"} {
				w.hall.goTo(w.url + path)
				w.hall.see(".side-clock")
				name := strings.NewReplacer("/", "-", "?layout=", "-").Replace(path[1:]) + e.suffix
				for _, s := range []size{hallScreen, uprightScreen} {
					w.hall.resize(s)
					w.hall.fine(fmt.Sprintf("old-%s-%d", name, s.wide), true, false)
				}
				w.hall.resize(hallScreen)
			}
			tablet := e.openAs(t, "tablet", w.tokens["screen3"], w.url, "/window/3", windowScreen)
			tablet.see(`.mid-called`)
			tablet.fine("old-window-called"+e.suffix, true, false)
			w.order(queue.Start{Window: 3})
			w.order(queue.Finish{Window: 3, Result: queue.Result{Outcome: queue.OutcomeAccepted}})
			w.order(queue.CallNext{Window: 3})
			tablet.see(`[data-rating="A001"]`)
			tablet.fine("old-tablet"+e.suffix, true, true)
			tablet.touch(`[data-level="1"]`)
			tablet.touch(`[data-reason="speed"]`)
			tablet.fine("old-tablet-why"+e.suffix, true, true)
			tablet.touch(`[data-action="send"]`)
			tablet.read(".tab-said", "尽快核实改进")
		})
	}
}
