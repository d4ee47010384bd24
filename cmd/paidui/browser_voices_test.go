package main

import (
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/queue"
)

// recorder keeps what a page plays, clip by clip: window.heard lists name, beginning and end, in ms since 1970. A clip
// that is broken off ends then.
const recorder = `
	window.heard = [];
	const bytes = Response.prototype.arrayBuffer, decoded = BaseAudioContext.prototype.decodeAudioData;
	Response.prototype.arrayBuffer = function () {
		const clip = (/\/([A-Za-z0-9_]+)\.[^\/]*wav$/.exec(this.url) || [])[1];
		return bytes.call(this).then((b) => { b.clip = clip; return b; });
	};
	BaseAudioContext.prototype.decodeAudioData = function (b) {
		const clip = b.clip;
		return decoded.call(this, b).then((sound) => { sound.clip = clip; return sound; });
	};
	const begin = AudioBufferSourceNode.prototype.start, end = AudioScheduledSourceNode.prototype.stop;
	AudioBufferSourceNode.prototype.start = function (at) {
		const from = Date.now() + 1000 * (at - this.context.currentTime);
		this.entry = { clip: this.buffer.clip, from: from, to: from + 1000 * this.buffer.duration };
		heard.push(this.entry);
		return begin.call(this, at);
	};
	AudioBufferSourceNode.prototype.stop = function () {
		this.entry.to = Math.min(this.entry.to, Date.now());
		this.entry.broken = this.entry.from > this.entry.to || this.entry.broken;
		return end.call(this);
	};
	// What a page has begun goes on when its turn is over, but is let through no longer.
	window.allowed = Infinity;
	const gain = BaseAudioContext.prototype.createGain, set = AudioParam.prototype.setValueAtTime;
	BaseAudioContext.prototype.createGain = function () {
		const g = gain.call(this);
		g.gain.sound = this;
		return g;
	};
	AudioParam.prototype.setValueAtTime = function (value, at) {
		if (value === 0) window.allowed = Date.now() + 1000 * (at - this.sound.currentTime);
		return set.call(this, value, at);
	};`

// heardCall is a call as a page said it: its number, or a clip's name for what is no call.
type heardCall struct {
	page     string
	number   string
	from, to float64 // ms
	whole    bool
}

// heardFrom gives what a page has said so far.
func heardFrom(f *face) (calls []heardCall) {
	f.t.Helper()
	clips := ask[[]struct {
		Clip     string
		From, To float64
		Broken   bool
	}](f, `heard.map((c) => c.to <= allowed || allowed > Date.now() ? c : { clip: c.clip, from: c.from, to: Math.min(c.to, allowed), broken: true })`)
	for _, c := range clips {
		if c.Clip == "ding" {
			calls = append(calls, heardCall{page: f.name, from: c.From})
		}
		if len(calls) == 0 {
			continue
		}
		last := &calls[len(calls)-1]
		if len(c.Clip) == 1 && !last.whole && !strings.HasSuffix(last.number, "号") {
			last.number += c.Clip
		}
		if c.Clip == "hao" {
			last.number += "号"
		}
		if c.To >= c.From && !c.Broken {
			last.to = max(last.to, c.To)
		}
		last.whole = c.Clip == "banli" && !c.Broken
	}
	for i := range calls {
		calls[i].number = strings.TrimSuffix(calls[i].number, "号")
	}
	return calls
}

// cutter stands between pages and a server and cuts lines, or keeps back what goes over them.
type cutter struct {
	net.Listener
	to      string
	mu      sync.Mutex
	lines   []net.Conn
	stalled atomic.Bool
}

func newCutter(t *testing.T, url string) *cutter {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{Listener: l, to: strings.TrimPrefix(url, "http://")}
	t.Cleanup(func() {
		_ = l.Close()
		c.cut()
	})
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			go c.join(near)
		}
	}()
	return c
}

func (c *cutter) url() string { return "http://" + c.Addr().String() }

func (c *cutter) join(near net.Conn) {
	far, err := net.Dial("tcp", c.to)
	if err != nil || c.stalled.Load() {
		_ = near.Close()
		return
	}
	c.mu.Lock()
	c.lines = append(c.lines, near, far)
	c.mu.Unlock()
	go c.copy(far, near)
	c.copy(near, far)
}

func (c *cutter) copy(to, from net.Conn) {
	buffer := make([]byte, 16<<10)
	for {
		n, err := from.Read(buffer)
		for c.stalled.Load() {
			time.Sleep(10 * time.Millisecond)
		}
		if n > 0 {
			_, _ = to.Write(buffer[:n])
		}
		if err != nil {
			_ = to.Close()
			_, _ = io.Copy(io.Discard, from)
			return
		}
	}
}

// cut breaks every line there is.
func (c *cutter) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, line := range c.lines {
		_ = line.Close()
	}
	c.lines = nil
}

// speaks waits until a page of several is saying something, and gives it.
func speaks(t *testing.T, pages ...*face) *face {
	t.Helper()
	for deadline := time.Now().Add(4 * stepWithin); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		for _, f := range pages {
			if ask[bool](f, `heard.some((c) => c.from < Date.now() && c.to > Date.now() && !c.broken)`) {
				return f
			}
		}
	}
	t.Fatal("nobody speaks")
	return nil
}

// apart holds what pages of one zone have said to the rule that they never speak at once.
func apart(t *testing.T, calls []heardCall) {
	t.Helper()
	slices.SortFunc(calls, func(a, b heardCall) int { return int(a.from - b.from) })
	for i := 1; i < len(calls); i++ {
		if a, b := calls[i-1], calls[i]; a.page != b.page && b.from < a.to {
			t.Errorf("%s says %s from %.0f on, while %s says %s until %.0f", b.page, b.number, b.from, a.page, a.number, a.to)
		}
	}
}

// saysOffline notes when a page says that it hears nothing of the hall.
const saysOffline = `new MutationObserver(() => {
	if (!window.offlineAt && document.querySelector('[data-state="offline"]')) window.offlineAt = Date.now();
}).observe(document, {subtree: true, childList: true});`

// TestOneVoiceOfTwoScreens stops the line of the screen that speaks in the middle of a call, without anybody being told.
// It falls silent by itself and says that it hears nothing, and the other screen says that call from its beginning, and
// those that follow.
func TestOneVoiceOfTwoScreens(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	h := newVoiceHall(t)
	for _, w := range []queue.WindowNumber{3, 5, 6} {
		h.order(queue.SignIn{Window: w})
	}
	lines := newCutter(t, h.url)
	first := openAs(t, "first", h.tokens["screen2F"], lines.url(), "/hall/2F", hallScreen, recorder, saysOffline)
	speaking(t, h, "running")
	second := openAs(t, "second", h.tokens["screen2F"], h.url, "/hall/2F", hallScreen, recorder)
	speaking(t, h, "running", "running")
	h.call("social", 3)
	if f := speaks(t, first, second); f != first {
		t.Fatalf("%s speaks, want the one that was there first", f.name)
	}
	second.see(`.big-fresh[data-call="A001"]`)
	lines.stalled.Store(true)
	stopped := time.Now()
	h.call("social", 5)
	h.call("social", 6)
	if f := speaks(t, second); f != second {
		t.Fatal("the other screen does not go on")
	}
	moved := float64(stopped.Add(10 * time.Second).UnixMilli())
	for _, number := range []string{"A002", "A003"} {
		second.within(4*stepWithin, number+" is shown while it is said", fmt.Sprintf(`document.querySelector('.big-fresh[data-call="%s"]')`, number))
	}
	var calls []heardCall
	second.within(4*stepWithin, "the last call is said", `heard.filter((c) => c.clip === "banli" && c.to < Date.now()).length >= 3`)
	calls = append(heardFrom(first), heardFrom(second)...)
	apart(t, calls)
	whole := map[string]int{}
	for _, c := range calls {
		t.Logf("%s: %s from %.0f to %.0f, whole %t", c.page, c.number, c.from, c.to, c.whole)
		if c.whole {
			whole[c.number]++
		}
		if c.page == "first" && c.to > float64(stopped.UnixMilli())+5500 {
			t.Errorf("the first screen speaks on, %.0f ms after its line has stopped", c.to-float64(stopped.UnixMilli()))
		}
	}
	if at := ask[float64](first, `window.offlineAt || 0`); at == 0 || at > moved {
		t.Errorf("the first screen says that it hears nothing at %.0f, want by %.0f", at, moved)
	}
	for _, number := range []string{"A001", "A002", "A003"} {
		if whole[number] == 0 {
			t.Errorf("%s was not said", number)
		}
	}
	if begun := heardFrom(second)[0]; begun.number != "A001" || begun.from > moved {
		t.Errorf("the second screen begins with %s, %.0f ms after ten seconds", begun.number, begun.from-moved)
	}
}

// speaking waits until the upper floor has so many screens with such sound, of which one speaks.
func speaking(t *testing.T, h *voiceHall, sounds ...string) {
	t.Helper()
	for deadline := time.Now().Add(4 * stepWithin); ; time.Sleep(50 * time.Millisecond) {
		v := h.server.hub.Voices()[1]
		var got []string
		one := false
		for _, s := range v.Screens {
			got = append(got, string(s.Sound))
			one = one || s.Speaking
		}
		if slices.Equal(got, sounds) && one {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the voice stands at %+v", v)
		}
	}
}

// TestVoicePage looks at the page without a picture: it asks for a touch, speaks in place of a screen, says what it says,
// and takes a person's word that it is heard, which the desk shows.
func TestVoicePage(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	h := newVoiceHall(t)
	h.order(queue.SignIn{Window: 3})
	stranger := open(t, "voice-stranger", h.url+"/voice/2F", hallScreen)
	stranger.see(`.enrol`)
	screen := openAs(t, "screen", h.tokens["screen2F"], h.url, "/hall/2F", hallScreen, recorder)
	speaking(t, h, "running")
	f := openAs(t, "voice", h.tokens["screen2F"], h.url, "/voice/2F", hallScreen, recorder, `
		const Real = AudioContext;
		window.AudioContext = function (o) { const c = new Real(o); c.suspend(); return c; };`)
	f.fine("voice-blocked", true, false, `[data-state="blocked"] [data-action="sound"]`)
	f.accessible("voice-blocked")
	f.press(`[data-action="sound"]`)
	f.gone(`[data-action="sound"]`)
	f.within(2*stepWithin, "that it has the voice", `document.querySelector('[data-state="speaks"]')`)
	f.fine("voice-ready", true, false, `[data-action="test"]`, `[data-action="heard"]`)

	h.call("social", 3)
	if who := speaks(t, screen, f); who != f {
		t.Errorf("%s speaks", who.name)
	}
	f.fine("voice-says", true, false, `[data-saying="call"]`)
	f.accessible("voice-says")
	screen.see(`.big-fresh[data-call="A001"]`)
	f.press(`[data-action="test"]`)
	f.within(3*stepWithin, "the test", `document.querySelector('[data-saying="test"]')`)
	f.fine("voice-tests", true, false, ".voice-told")

	desk := openAs(t, "desk-voices", h.tokens["desk"], h.url, "/desk", counterScreen)
	desk.within(2*stepWithin, "that nobody has confirmed it", `/二楼大厅试过音/.test((document.querySelector('[data-trouble]') || {}).innerText)`)
	desk.fine("desk-voice-trouble", true, false, "[data-trouble]")
	desk.key(kb.F6)
	desk.fine("desk-voices", true, false, `[data-panel="voices"] [data-choice="2F"]`)
	desk.key("2")
	desk.fine("desk-voice", true, false, `[data-panel="voice"] [data-choice="heard"]`, ".voice-screens li")
	desk.key("2")
	desk.read(`[data-message="done"]`, "二楼大厅的声音已确认")
	h.stop()
	f.see(`[data-state="offline"]`)
	f.fine("voice-offline", true, false, ".sign-offline")
}
