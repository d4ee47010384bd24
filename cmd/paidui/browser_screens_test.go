package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/paidui/paidui/queue"
)

// TestScreensAreSetUpFromTheCentre: a screen that is not enrolled shows its code, the board all the same where that is public, and
// becomes what it should with one tap at the centre, or with its code.
func TestScreensAreSetUpFromTheCentre(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	hall := open(t, "hall", url+"/hall/1F", hallScreen)
	window := open(t, "window", url+"/window/3", windowScreen)
	hall.see(".big-idle-words")
	hall.see(".ticker-code .number")
	hall.fine("hall-with-code", true, false, ".ticker-code")
	window.see(".enrol-code .number")
	window.fine("window-with-code", true, false, `[data-action="enrol"]`)

	admin := openAs(t, "admin", g.tokens["admin"], url, "/screens", desk)
	admin.see(`[data-screen="/hall/1F"] .roll-code`)
	admin.see(`[data-screen="/window/3"] [data-action="put-back"]`)
	admin.fine("screens", true, false, `input[name="code"]`)
	admin.accessible("screens")
	admin.press(`[data-screen="/window/3"] [data-action="put-back"]`)
	admin.read(`[data-message="done"]`, "已启用")
	window.see(".mid-closed")
	admin.gone(`[data-screen="/window/3"] .roll-code`)
	admin.read(`[data-screen="/window/3"]`, "时钟差") // the test's hall lives on another day than its browsers

	code := ask[string](hall, `document.querySelector(".ticker-code .number").innerText`)
	admin.typeInto(`input[name="code"]`, "000\r")
	admin.sentence(`[data-message="problem"]`)
	admin.typeInto(`input[name="code"]`, code+"\r")
	admin.read(`[data-message="done"]`, "已启用")
	hall.gone(".ticker-code")
	hall.until("it is enrolled", `fetch("/api/v1/hall").then(a => a.json()).then(h => { window.me = h.me }) && window.me && window.me.some(g => g.zone === "1F")`)

	desk_ := openAs(t, "desk", g.tokens["desk"], url, "/screens", desk)
	desk_.see(`[data-screen="/hall/1F"]`)
	desk_.gone(`input[name="code"]`)
}

// TestASickScreenLoadsItselfAnew, as does one of before an upgrade: nobody has to come with a ladder.
func TestASickScreenLoadsItselfAnew(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	hall := open(t, "hall", url+"/hall/1F", hallScreen)
	hall.see(".big-idle-words")
	hall.see(".ticker-code") // what watches over it has begun
	born := ask[float64](hall, `performance.timeOrigin`)
	ask[bool](hall, `document.getElementById("face").innerHTML = "", window.dispatchEvent(new ErrorEvent("error", {message: "a fault"}))`)
	hall.within(stepWithin+10*time.Second, "it is loaded anew", fmt.Sprintf(`performance.timeOrigin > %f && document.querySelector(".big-idle-words")`, born+1))

	window := openAs(t, "window", g.tokens["screen3"], url, "/window/3", windowScreen)
	window.see(".mid-closed")
	born = ask[float64](window, `performance.timeOrigin`)
	g.server.hub.SetAssets("those of another version")
	window.within(stepWithin, "it is loaded anew", fmt.Sprintf(`performance.timeOrigin > %f && document.querySelector(".mid-closed")`, born+1))
}

// TestScreensStayAwake: a video plays, as long as the screen is looked at.
func TestScreensStayAwake(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	for _, e := range engines(t) {
		t.Run("chromium"+e.suffix, func(t *testing.T) {
			t.Parallel()
			e.start(t)
			g := newRig(t, nil)
			hall := e.open(t, "hall", g.live()+"/hall/1F", hallScreen)
			hall.until("the video plays", `document.querySelector(".awake") && document.querySelector(".awake").currentTime > 0`)
			if !ask[bool](hall, `document.querySelector(".awake").muted && document.querySelector(".awake").loop`) {
				t.Error("the video can be heard, or ends")
			}
		})
	}
}

// hurried makes a page's timers run a tenth as long, so that what takes minutes in a hall takes seconds here.
const hurried = `{ const later = window.setTimeout; window.setTimeout = (f, ms, ...a) => later(f, (ms || 0) / 10, ...a); }`

// seen notes every call that the big panel shows, by its sequence number.
const seen = `window.seen = []; new MutationObserver(() => {
	const big = document.querySelector(".big-fresh");
	if (big && window.seen[window.seen.length - 1] !== big.dataset.seq) window.seen.push(big.dataset.seq);
}).observe(document, {subtree: true, childList: true, attributes: true});`

// unsteady is a way to a server that is cut when cut is called.
type unsteady struct {
	*httptest.Server
	mu    sync.Mutex
	lines []net.Conn
}

func newUnsteady(t *testing.T, to string) *unsteady {
	t.Helper()
	target, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	u := &unsteady{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close(); u.cut() })
	go func() {
		for {
			in, err := listener.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", target.Host)
			if err != nil {
				_ = in.Close()
				continue
			}
			u.mu.Lock()
			u.lines = append(u.lines, in, out)
			u.mu.Unlock()
			go func() { _, _ = io.Copy(in, out); _ = in.Close() }()
			go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
		}
	}()
	u.Server = &httptest.Server{URL: "http://" + listener.Addr().String()}
	return u
}

// cut breaks all lines.
func (u *unsteady) cut() {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, l := range u.lines {
		_ = l.Close()
	}
	u.lines = nil
}

// TestEachCallIsShownOnceOverCuts calls at eight windows while the line of the screen is cut at random, 200
// times: the big panel has shown every call once, in order.
func TestEachCallIsShownOnceOverCuts(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	const cuts = 200
	for _, e := range engines(t) {
		t.Run("chromium"+e.suffix, func(t *testing.T) {
			t.Parallel()
			w := newBigHallIn(t, e, func(l *queue.Layout) {
				for i := range l.Windows {
					l.Windows[i].Zone, l.Windows[i].Services, l.Windows[i].Fallback = "1F", []queue.ServiceID{"social"}, nil
				}
			})
			w.crowdOf("social", 2*cuts+20)
			u := newUnsteady(t, w.url)
			f := e.open(t, "hall", u.URL+"/hall/1F", hallScreen, hurried, seen)
			f.see(".big-idle-words")
			for n := range 8 {
				w.order(queue.SignIn{Window: queue.WindowNumber(n + 1)})
			}
			random := rand.New(rand.NewPCG(7, 7))
			var want []string
			for n := range cuts {
				for range 1 + random.IntN(2) {
					w.order(queue.CallNext{Window: queue.WindowNumber(len(want)%8 + 1), Finish: true})
					var seq uint64
					w.rig.hall.View(func(s *queue.State) { seq = s.Seq() })
					want = append(want, fmt.Sprint(seq))
					time.Sleep(time.Duration(random.IntN(500)) * time.Millisecond)
				}
				u.cut()
				time.Sleep(time.Duration(random.IntN(300)) * time.Millisecond)
				if n%4 == 3 { // or calls pile up faster than they can be read
					f.until("the last call so far", fmt.Sprintf(`window.seen.includes("%s")`, want[len(want)-1]))
				}
			}
			f.until("the last call", fmt.Sprintf(`window.seen.includes("%s")`, want[len(want)-1]))
			if got := ask[[]string](f, "window.seen"); !slices.Equal(got, want) {
				t.Errorf("over %d cuts the screen has shown\n%v\nwant\n%v", cuts, got, want)
			}
		})
	}
}

// crowdOf lets n people take a number of one service.
func (w *wall) crowdOf(service queue.ServiceID, n int) {
	w.t.Helper()
	for range n {
		w.order(queue.Take{Service: service, Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
}

// TestMemoryIsFlat calls 10,000 times, a hundred days of a window, in the long suite: the page's heap and its document are in the
// end what they were after the first thousand.
func TestMemoryIsFlat(t *testing.T) {
	inLongSuite(t)
	w := newBigHall(t, func(l *queue.Layout) { l.Settings.HolderOpenMax = 0 })
	f := open(t, "hall", w.url+"/hall/1F", hallScreen, strings.ReplaceAll(hurried, "/ 10", "/ 1000"))
	w.crowdOf("social", 1)
	w.order(queue.SignIn{Window: 3})
	var first, last int64
	var nodes [2]float64
	for n := range 10_000 {
		w.crowdOf("social", 1)
		w.order(queue.CallNext{Window: 3, Finish: true})
		if n%20 == 0 || n == 9_999 { // no faster than the page can show them
			f.until("the call", fmt.Sprintf(`document.querySelector('[data-call="%s"]')`, w.hallNumber(3)))
		}
		if n == 1_000 || n == 9_999 {
			time.Sleep(2 * time.Second)
			if n == 1_000 {
				first, nodes[0] = f.heap(), ask[float64](f, `document.querySelectorAll("*").length`)
			} else {
				last, nodes[1] = f.heap(), ask[float64](f, `document.querySelectorAll("*").length`)
			}
		}
	}
	t.Logf("heap %d and %d bytes, %v elements", first, last, nodes)
	if last > first*5/4 || nodes[1] > nodes[0]+20 {
		t.Errorf("after 10,000 calls the heap is %d bytes, after 1,000 it was %d; elements %v", last, first, nodes)
	}
}

// heap gives how many bytes a page holds once what nobody needs is gone.
func (f *face) heap() (bytes int64) {
	f.t.Helper()
	f.do("measure the heap", chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := cdp.Call(ctx, tab, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
			return err
		}
		usage, err := cdp.Call(ctx, tab, runtime.GetHeapUsage, cdp.Empty{})
		if err == nil {
			bytes = int64(usage.UsedSize)
		}
		return err
	}))
	return bytes
}
