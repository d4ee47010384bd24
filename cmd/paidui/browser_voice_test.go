package main

import (
	"encoding/base64"
	wav "encoding/binary"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// voiceRate is that of the clips: a page that plays at it changes none of their samples.
const voiceRate = 22050

// offlineSound gives a page a sound system that keeps what is played, for a test to render. Its clock goes on as a real
// one does. window.played lists the clips in the order in which the page began them.
const offlineSound = `
	window.played = [];
	const start = AudioBufferSourceNode.prototype.start;
	AudioBufferSourceNode.prototype.start = function (at) {
		played.push({ at: at, length: this.buffer.duration });
		return start.call(this, at);
	};
	// A page falls silent when its lease is over, which the hall renews as long as it lives; what is rendered outlives it.
	const set = AudioParam.prototype.setValueAtTime;
	AudioParam.prototype.setValueAtTime = function (value, at) { return value ? set.call(this, value, at) : this; };
	window.AudioContext = function () {
		const sound = new OfflineAudioContext(1, 22050 * 45, 22050), from = performance.now();
		Object.defineProperty(sound, "state", { get: () => "running" });
		Object.defineProperty(sound, "currentTime", { get: () => (performance.now() - from) / 1000 });
		window.sound = sound;
		return sound;
	};`

// rendering renders what has been played, as 16 bit samples in base64.
const rendering = `sound.startRendering().then((buffer) => {
	const all = buffer.getChannelData(0), bytes = new Uint8Array(all.length * 2), view = new DataView(bytes.buffer);
	for (let i = 0; i < all.length; i++) view.setInt16(2 * i, Math.max(-1, Math.min(1, all[i])) * 32767, true);
	let text = "";
	for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 8192));
	return btoa(text);
})`

// rendered gives the samples of all that the page has played.
func (f *face) rendered() []float64 {
	f.t.Helper()
	f.do("render", chromedp.Evaluate[chromedp.Void](`window.render = ""; `+rendering+`.then((text) => { window.render = text; }); void 0`))
	f.within(6*stepWithin, "the rendering", `render.length > 0`)
	sound, err := base64.StdEncoding.DecodeString(ask[string](f, `render`))
	if err != nil {
		f.fatalf("the rendering: %v", err)
	}
	return pcm(sound)
}

// voiceHall is a hall whose upper floor has the windows 3 and 12, for A and M, and a page of that floor.
type voiceHall struct {
	*rig
	url string
}

func newVoiceHall(t *testing.T, changes ...func(*queue.Layout)) *voiceHall {
	g := newRig(t, func(l *queue.Layout) {
		l.Services = append(l.Services, queue.Service{ID: "market", Prefix: "M", Name: queue.Text{ZH: "市场监管"}, StandardMinutes: 8})
		l.Windows = []queue.Window{
			{Number: 3, Name: queue.Text{ZH: "社保窗口"}, Location: queue.Text{ZH: "二楼东侧"}, Zone: "2F", Services: []queue.ServiceID{"social", "tax"}},
			{Number: 12, Name: queue.Text{ZH: "市场监管窗口"}, Location: queue.Text{ZH: "二楼西侧"}, Zone: "2F", Services: []queue.ServiceID{"market"}},
			{Number: 5, Name: queue.Text{ZH: "社保窗口"}, Location: queue.Text{ZH: "二楼北侧"}, Zone: "2F", Services: []queue.ServiceID{"social"}},
			{Number: 6, Name: queue.Text{ZH: "社保窗口"}, Location: queue.Text{ZH: "二楼南侧"}, Zone: "2F", Services: []queue.ServiceID{"social"}},
		}
		l.Settings.MaxCalls = 3
		for _, change := range changes {
			change(l)
		}
	})
	return &voiceHall{g, g.live()}
}

// screen gives the page of the floor, enrolled as its screen and with every clip at hand.
func (h *voiceHall) screen(before ...string) *face {
	h.t.Helper()
	f := openAs(h.t.(*testing.T), "hall", h.tokens["screen2F"], h.url, "/hall/2F", hallScreen, append([]string{countFetches}, before...)...)
	f.see(".hall")
	f.within(30*time.Second, "all clips", `window.clips > 80 && window.clips === window.decoded`)
	return f
}

// countFetches counts the clips that a page has asked for and decoded.
const countFetches = `
	window.clips = window.decoded = 0;
	const plainFetch = window.fetch, decode = BaseAudioContext.prototype.decodeAudioData;
	window.fetch = (url, ...rest) => { if (/\.wav$/.test(url)) clips++; return plainFetch(url, ...rest); };
	BaseAudioContext.prototype.decodeAudioData = function (bytes) { return decode.call(this, bytes).then((b) => { decoded++; return b; }); };`

func (h *voiceHall) order(c queue.Command) {
	h.t.Helper()
	if _, err := h.hall.Do(h.t.Context(), queue.Origin{By: "test"}, c); err != nil {
		h.t.Fatal(err)
	}
}

// call takes a number of a service and calls it to a window.
func (h *voiceHall) call(service queue.ServiceID, window queue.WindowNumber) {
	h.t.Helper()
	h.order(queue.Take{Service: service, Class: queue.ClassNormal, Source: queue.SourceKiosk})
	h.order(queue.CallNext{Window: window})
}

// sounds gives the samples of clips as the hall serves them.
func (h *voiceHall) sounds(names []string) [][]float64 {
	h.t.Helper()
	all := make([][]float64, len(names))
	for i, name := range names {
		path, ok := h.server.serving().Clip(name)
		if !ok {
			h.t.Fatalf("no clip %q", name)
		}
		all[i] = pcm(h.ask("", http.MethodGet, path, "").want(http.StatusOK).Body.Bytes()[44:])
	}
	return all
}

// pcm reads 16 bit samples.
func pcm(b []byte) []float64 {
	all := make([]float64, len(b)/2)
	for i := range all {
		all[i] = float64(int16(wav.LittleEndian.Uint16(b[2*i:]))) / (1 << 15)
	}
	return all
}

// alike gives how like a clip a place of the rendering is, from 0 to 1.
func alike(rendered, clip []float64, at int) float64 {
	if at < 0 || at+len(clip) > len(rendered) {
		return 0
	}
	var both, one, other float64
	for i, c := range clip {
		r := rendered[at+i]
		both, one, other = both+c*r, one+c*c, other+r*r
	}
	return both / math.Sqrt(one*other+1e-12)
}

// find gives the place within reach of at that is most like a clip.
func find(rendered, clip []float64, at, reach int) (place int, like float64) {
	for i := at - reach; i <= at+reach; i++ {
		if a := alike(rendered, clip, i); a > like {
			place, like = i, a
		}
	}
	return place, like
}

func level(sound []float64) float64 {
	sum := 0.0
	for _, s := range sound {
		sum += s * s
	}
	return 10 * math.Log10(sum/float64(len(sound))+1e-12)
}

func milliseconds(samples int) float64 { return float64(samples) * 1000 / voiceRate }

// follow holds the rendering, from a place on, to clips back to back. It gives where the first began and the last ended.
func (h *voiceHall) follow(rendered []float64, from int, names []string) (began, ended int) {
	h.t.Helper()
	const reach, joint = voiceRate / 100, 5.0
	for from < len(rendered) && math.Abs(rendered[from]) < .001 {
		from++
	}
	at, worst, least := from, 0.0, 1.0
	var lengths []string
	for i, clip := range h.sounds(names) {
		place, like := find(rendered, clip, at, reach)
		if like < .9 {
			h.t.Fatalf("%v: at %.0f ms is no %q (%.2f alike)", names, milliseconds(at), names[i], like)
		}
		if i == 0 {
			began = place
		} else if off := math.Abs(milliseconds(place - at)); off > joint {
			h.t.Errorf("%v: %q begins %.1f ms off", names, names[i], off)
		} else {
			worst = max(worst, off)
		}
		least, at = min(least, like), place+len(clip)
		lengths = append(lengths, fmt.Sprintf("%s %.0f", names[i], milliseconds(len(clip))))
	}
	words := level(rendered[began+len(h.sounds(names[:1])[0]) : at])
	h.t.Logf("%s ms: from %.0f to %.0f ms, joints within %.2f ms, %.3f alike, words at %.1f dB",
		strings.Join(lengths, ", "), milliseconds(began), milliseconds(at), worst, least, words)
	if words < -18 || words > -13 {
		h.t.Errorf("%v: words at %.1f dB, want about -16", names, words)
	}
	return began, at
}

// TestVoiceSaysCalls renders what a hall's page says of two calls that come at once.
func TestVoiceSaysCalls(t *testing.T) {
	t.Parallel()
	chromium(t)
	h := newVoiceHall(t)
	h.order(queue.SignIn{Window: 3})
	h.order(queue.SignIn{Window: 12})
	f := h.screen(offlineSound)
	first := voice.Call{Ticket: "A012", Window: 3}.Clips()
	second := voice.Call{Ticket: "M110", Window: 12}.Clips()
	h.order(queue.NumbersFrom{First: 12})
	h.call("social", 3)
	h.order(queue.NumbersFrom{First: 110})
	h.call("market", 12)
	f.see(`.big-fresh[data-call="A012"][data-window="3"]`)
	f.within(25*time.Second, "the second call's turn", fmt.Sprint(`played.length > `, 2*len(first)))
	f.see(`.big-fresh[data-call="M110"][data-window="12"]`)
	f.within(25*time.Second, "everything has been begun", fmt.Sprint(`played.length === `, 2*len(first)+2*len(second)))
	rendered, end := f.rendered(), 0
	for i, names := range [][]string{first, first, second, second} {
		began, ended := h.follow(rendered, end, names)
		gap := milliseconds(began - end)
		if repeat := i%2 == 1; repeat && math.Abs(gap-1000) > 5 || i == 2 && (gap < 450 || gap > 1000) {
			t.Errorf("%v begins %.1f ms after what was said before", names, gap)
		}
		if i > 0 && level(rendered[end+voiceRate/50:began]) > -60 {
			t.Errorf("%v: there is sound before it", names)
		}
		end = ended
	}
	if level(rendered[end+voiceRate/50:]) > -60 {
		t.Error("something more was said")
	}
}

// TestVoiceWhenCallsPileUp: repeats give way, a ticket that has started is not called any more, and nothing overlaps.
func TestVoiceWhenCallsPileUp(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	h := newVoiceHall(t)
	for _, w := range []queue.WindowNumber{3, 12, 5, 6} {
		h.order(queue.SignIn{Window: w})
	}
	f := h.screen(offlineSound)
	h.call("social", 3)
	h.call("market", 12)
	h.call("social", 5)
	h.call("social", 6)
	h.order(queue.Start{Window: 5})
	var want []string
	for _, c := range []voice.Call{
		{Ticket: "A001", Window: 3}, {Ticket: "M001", Window: 12}, {Ticket: "M001", Window: 12}, {Ticket: "A003", Window: 6},
	} {
		want = append(want, c.Clips()...)
	}
	f.see(`.earlier-row[data-number="A003"]`)
	f.within(30*time.Second, "all calls", fmt.Sprint(`played.length >= `, len(want)))
	f.see(`.big-fresh[data-call="A003"]`)
	played := ask[[]struct{ At, Length float64 }](f, `played`)
	for i, clip := range h.sounds(want) {
		if played[i].Length != float64(len(clip))/voiceRate {
			t.Fatalf("clip %d lasts %.3f s, want %q, which lasts %.3f s", i, played[i].Length, want[i], float64(len(clip))/voiceRate)
		}
		if i > 0 && played[i].At < played[i-1].At+played[i-1].Length-1e-6 {
			t.Errorf("%q begins before what is said ahead of it has ended", want[i])
		}
	}
}

// TestVoiceIsForTheZonesScreen: nobody else makes a sound.
func TestVoiceIsForTheZonesScreen(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	h := newVoiceHall(t)
	h.order(queue.SignIn{Window: 3})
	const count = `window.sounds = 0; const Real = AudioContext; window.AudioContext = function (o) { sounds++; return new Real(o); };`
	public := open(t, "public", h.url+"/hall/2F", hallScreen, count)
	muted := openAs(t, "muted", h.tokens["screen2F"], h.url, "/hall/2F?mute=1", hallScreen, count)
	window := openAs(t, "window's", h.tokens["screen3"], h.url, "/hall/2F", hallScreen, count)
	elsewhere := openAs(t, "elsewhere", h.tokens["screen2F"], h.url, "/hall/1F", hallScreen, count)
	screen := openAs(t, "screen", h.tokens["screen2F"], h.url, "/hall/2F", hallScreen, count)
	for _, f := range []*face{public, muted, window, elsewhere, screen} {
		f.see(".hall")
	}
	screen.until("a voice", `sounds === 1`)
	h.call("social", 3)
	for _, f := range []*face{public, muted, window} {
		f.see(`.big-fresh[data-call="A001"]`)
	}
	for _, f := range []*face{public, muted, window, elsewhere} {
		if n := ask[int](f, `sounds`); n != 0 {
			t.Errorf("%s: %d voices", f.name, n)
		}
		f.gone(`[data-action="sound"]`)
	}
}

// TestVoiceAsksForATouch: a browser that keeps sound back until somebody touches the page.
func TestVoiceAsksForATouch(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	h := newVoiceHall(t)
	h.order(queue.SignIn{Window: 3})
	f := h.screen(`
		window.played = 0;
		const start = AudioBufferSourceNode.prototype.start, Real = AudioContext;
		AudioBufferSourceNode.prototype.start = function (at) { played++; return start.call(this, at); };
		window.AudioContext = function (o) { const c = new Real(o); c.suspend(); return c; };`)
	f.see(`[data-action="sound"]`)
	h.call("social", 3)
	f.see(`.big-fresh[data-call="A001"]`)
	f.until("the call stands still", `!document.getAnimations().some(a => a.animationName === "come-in" && a.playState === "running")`)
	f.fine("hall-sound-off", true, false, `[data-action="sound"] .sound-sign`, ".big-number")
	if n := ask[int](f, `played`); n != 0 {
		t.Fatalf("%d clips were played that nobody hears", n)
	}
	f.key("\r")
	f.gone(`[data-action="sound"]`)
	f.until("the chime, and the call that was not said", `played > 10`)
	h.order(queue.Start{Window: 3})
	h.order(queue.Finish{Window: 3})
	h.call("social", 3)
	f.until("the next call", `played > 20`)
}
