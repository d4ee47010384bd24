package led

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/paidui/paidui/queue"
)

// words are the texts that the tests show.
func words(key string) string {
	return map[string]string{
		"led.call": "{ticket}号到{window}窗", "led.serving": "正在办理{ticket}", "led.paused": "暂停服务请稍候", "led.paused_goto": "请到{window}号窗口",
		"led.idle": "{window}号窗口欢迎您", "led.preparing": "正在准备请稍候", "led.closed": "窗口未开放",
		"led.wait": "请等候叫号", "led.emergency": "紧急疏散请离开",
		"led.trial_call": "测试 {ticket}到{window}窗", "led.trial_serving": "测试办理{ticket}", "led.trial_paused": "测试暂停请稍候", "led.trial_paused_goto": "测试请到{window}窗",
		"led.trial_idle": "测试{window}号窗口", "led.trial_closed": "测试窗口未开", "led.trial_wait": "测试请等叫号",
	}[key]
}

// hall is a hall of two windows at a clock that the test moves.
type hall struct {
	*queue.Hall
	t     testing.TB
	clock atomic.Int64
}

func newHall(t testing.TB, strips ...queue.LEDScreen) *hall {
	h := &hall{t: t}
	h.clock.Store(time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC).UnixMilli())
	opened, err := queue.Open(t.Context(), new(queue.MemoryJournal), func() queue.Instant { return queue.Instant(h.clock.Load()) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = opened.Close() })
	h.Hall = opened
	h.do(queue.SetUp{Layout: layout(strips...)})
	_, _ = opened.Do(t.Context(), queue.Origin{}, queue.Cancel{}) // opens the day
	return h
}

func layout(strips ...queue.LEDScreen) queue.Layout {
	settings := queue.DefaultSettings()
	settings.MinPresenceSeconds = 0
	return queue.Layout{
		Name: queue.Text{ZH: "中心"}, TimeZone: "Asia/Shanghai",
		Hours:    queue.BusinessHours{Days: []queue.Weekday{1}, Sessions: []queue.Session{{Open: 0, Close: 24 * 60}}},
		Zones:    []queue.Zone{{ID: "1F", Name: queue.Text{ZH: "一楼"}}},
		Services: []queue.Service{{ID: "social", Prefix: "A", Name: queue.Text{ZH: "社保"}, StandardMinutes: 5}},
		Windows: []queue.Window{
			{Number: 3, Name: queue.Text{ZH: "三"}, Zone: "1F", Services: []queue.ServiceID{"social"}},
			{Number: 112, Name: queue.Text{ZH: "四"}, Zone: "1F", Services: []queue.ServiceID{"social"}},
		},
		LED: strips, Settings: settings,
	}
}

func (h *hall) do(c queue.Command) {
	h.t.Helper()
	h.clock.Add(1000)
	if _, err := h.Do(h.t.Context(), queue.Origin{By: "test"}, c); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) take() {
	h.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
}

func (h *hall) text(l queue.LEDScreen) (text string) {
	now := h.Now()
	h.View(func(s *queue.State) { text = Text(s, now, &l, words) })
	return text
}

func TestText(t *testing.T) {
	h := newHall(t)
	window, far, zone := queue.LEDScreen{Window: 3}, queue.LEDScreen{Window: 112}, queue.LEDScreen{Zone: "1F"}
	shows := func(when string, want ...string) {
		t.Helper()
		got := []string{h.text(window), h.text(far), h.text(zone)}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
		for _, text := range got {
			if encoded, err := simplifiedchinese.GB18030.NewEncoder().String(text); err != nil || len(encoded) > 16 {
				t.Errorf("%q is wider than a strip of eight characters (%v)", text, err)
			}
		}
	}
	shows("closed", "窗口未开放", "窗口未开放", "请等候叫号")
	h.do(queue.SignIn{Window: 3})
	h.do(queue.SignIn{Window: 112})
	shows("open", "3号窗口欢迎您", "112号窗口欢迎您", "请等候叫号")
	h.do(queue.NumbersFrom{First: 12345})
	for range 3 {
		h.take()
	}
	h.do(queue.CallNext{Window: 3})
	shows("called", "A12345号到3窗", "112号窗口欢迎您", "A12345号到3窗")
	h.do(queue.CallNext{Window: 112})
	shows("called there", "A12345号到3窗", "A12346号到112窗", "A12346号到112窗")
	h.do(queue.Start{Window: 112})
	shows("started there", "A12345号到3窗", "正在办理A12346", "A12345号到3窗")
	h.do(queue.Finish{Window: 112})
	h.do(queue.Pause{Window: 112, Reason: "用餐", GoTo: 3})
	shows("paused", "A12345号到3窗", "请到3号窗口", "A12345号到3窗")
	h.do(queue.Unpause{Window: 112})
	h.do(queue.Pause{Window: 112, Reason: "用餐"})
	shows("paused for a while", "A12345号到3窗", "暂停服务请稍候", "A12345号到3窗")
	h.do(queue.RaiseEmergency{})
	shows("emergency", "紧急疏散请离开", "紧急疏散请离开", "紧急疏散请离开")
}

// TestTextOfATrialDay: a strip says that the hall is tried out as long as there is room for that beside what people come for,
// and of an emergency never.
func TestTextOfATrialDay(t *testing.T) {
	h := newHall(t)
	window, far, zone := queue.LEDScreen{Window: 3}, queue.LEDScreen{Window: 112}, queue.LEDScreen{Zone: "1F"}
	shows := func(when string, want ...string) {
		t.Helper()
		if got := []string{h.text(window), h.text(far), h.text(zone)}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	h.do(queue.StartTrial{})
	shows("closed", "测试窗口未开", "测试窗口未开", "测试请等叫号")
	h.do(queue.SignIn{Window: 3})
	h.do(queue.SignIn{Window: 112})
	shows("open", "测试3号窗口", "测试112号窗口", "测试请等叫号")
	h.take()
	h.do(queue.CallNext{Window: 112})
	shows("called", "测试3号窗口", "测试 A001到112窗", "测试 A001到112窗")
	h.do(queue.Start{Window: 112})
	shows("started", "测试3号窗口", "测试办理A001", "测试请等叫号")
	h.do(queue.Finish{Window: 112})
	h.do(queue.Pause{Window: 112, Reason: "用餐", GoTo: 3})
	h.do(queue.Pause{Window: 3, Reason: "用餐"})
	shows("paused", "测试暂停请稍候", "测试请到3窗", "测试请等叫号")
	h.do(queue.Unpause{Window: 3})
	h.do(queue.Unpause{Window: 112})
	h.do(queue.NumbersFrom{First: 12345})
	h.take()
	h.take()
	h.do(queue.CallNext{Window: 3})
	shows("just room", "测试 A12345到3窗", "测试112号窗口", "测试 A12345到3窗")
	h.do(queue.CallNext{Window: 112})
	shows("no room", "测试 A12345到3窗", "A12346号到112窗", "A12346号到112窗")
	h.do(queue.RaiseEmergency{})
	shows("emergency", "紧急疏散请离开", "紧急疏散请离开", "紧急疏散请离开")
	h.do(queue.EndEmergency{})
	h.do(queue.EndTrial{})
	shows("over", "窗口未开放", "窗口未开放", "请等候叫号")
}

// panel is a strip on loopback: what it is sent it shows.
type panel struct {
	net.Listener
	mu    sync.Mutex
	shown []string
}

func newPanel(t testing.TB) *panel {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &panel{Listener: l}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			got, _ := io.ReadAll(conn)
			_ = conn.Close()
			text, err := simplifiedchinese.GB18030.NewDecoder().String(string(got))
			if err != nil {
				text = "not GB18030"
			}
			p.mu.Lock()
			p.shown = append(p.shown, text)
			p.mu.Unlock()
		}
	}()
	return p
}

// shows waits until the strip shows text.
func (p *panel) shows(t testing.TB, text string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		p.mu.Lock()
		n := len(p.shown)
		is := n > 0 && p.shown[n-1] == text
		all := slices.Clone(p.shown)
		p.mu.Unlock()
		if is {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the strip has shown %q, not %q", all, text)
		}
	}
}

func dial(address string) func(context.Context) (Wire, error) {
	return func(ctx context.Context) (Wire, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", strings.TrimPrefix(address, "tcp://"))
	}
}

// run keeps the strips of h as a server does, only faster.
func run(t testing.TB, h *hall, driver func(queue.LEDScreen) (Driver, error)) {
	ctx, cancel := context.WithCancel(t.Context())
	r := &Runner{Hall: h.Hall, Words: words, Driver: driver, Log: slog.New(slog.DiscardHandler), times: times{
		pace: time.Millisecond, tick: 10 * time.Millisecond, within: time.Second, again: 5 * time.Millisecond,
		most: 20 * time.Millisecond, refresh: 50 * time.Millisecond,
	}}
	var running sync.WaitGroup
	running.Go(func() { r.Run(ctx) })
	t.Cleanup(func() { cancel(); running.Wait() })
}

func plain(l queue.LEDScreen) (Driver, error) { return &Plain{Screen: l, Open: dial(l.Address)}, nil }

func TestAStripFollowsItsWindow(t *testing.T) {
	p := newPanel(t)
	h := newHall(t, queue.LEDScreen{Window: 3, Address: "tcp://" + p.Addr().String(), Template: `\x02{text}\x03`})
	run(t, h, plain)
	p.shows(t, "\x02窗口未开放\x03")
	h.do(queue.SignIn{Window: 3})
	p.shows(t, "\x023号窗口欢迎您\x03")
	h.take()
	h.do(queue.CallNext{Window: 3})
	p.shows(t, "\x02A001号到3窗\x03")

	// It was switched off and has forgotten all: it is told again.
	p.mu.Lock()
	p.shown = nil
	p.mu.Unlock()
	p.shows(t, "\x02A001号到3窗\x03")

	// Another is hung up in its place.
	other := newPanel(t)
	h.do(queue.SetUp{Layout: layout(queue.LEDScreen{Zone: "1F", Address: "tcp://" + other.Addr().String()})})
	other.shows(t, "A001号到3窗")
}

// flaky is a driver that fails until it is mended, and tells what it was asked to show.
type flaky struct {
	mended atomic.Bool
	asked  atomic.Int64
	shown  chan string
}

func (f *flaky) Show(ctx context.Context, text string) error {
	f.asked.Add(1)
	if !f.mended.Load() {
		return errors.New("nobody answers")
	}
	select {
	case f.shown <- text:
	case <-ctx.Done():
	}
	return nil
}

func TestAStripIsTriedAgainWithWhatIsSoByThen(t *testing.T) {
	h := newHall(t, queue.LEDScreen{Window: 3, Address: "tcp://a:1"})
	f := &flaky{shown: make(chan string, 100)}
	run(t, h, func(queue.LEDScreen) (Driver, error) { return f, nil })
	for deadline := time.Now().Add(10 * time.Second); f.asked.Load() < 3; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it was not tried again")
		}
	}
	h.do(queue.SignIn{Window: 3})
	h.take()
	h.do(queue.CallNext{Window: 3})
	f.mended.Store(true)
	for deadline := time.After(10 * time.Second); ; {
		select {
		case text := <-f.shown:
			if text == "A001号到3窗" {
				return
			}
		case <-deadline:
			t.Fatal("the call was never shown")
		}
	}
}

// stuck takes every text and never comes back before it must.
type stuck struct{ asked chan struct{} }

func (s stuck) Show(ctx context.Context, _ string) error {
	select {
	case s.asked <- struct{}{}:
	default:
	}
	<-ctx.Done()
	return ctx.Err()
}

func TestAStuckStripHoldsNobodyUp(t *testing.T) {
	p := newPanel(t)
	h := newHall(t, queue.LEDScreen{Window: 3, Address: "tcp://stuck:1"}, queue.LEDScreen{Window: 3, Address: "tcp://" + p.Addr().String()})
	s := stuck{make(chan struct{}, 1)}
	run(t, h, func(l queue.LEDScreen) (Driver, error) {
		if l.Address == "tcp://stuck:1" {
			return s, nil
		}
		return plain(l)
	})
	<-s.asked
	h.do(queue.SignIn{Window: 3})
	for range 20 { // the hall goes on, and the other strip with it
		h.take()
		h.do(queue.CallNext{Window: 3, Finish: true})
	}
	p.shows(t, "A020号到3窗")
}
