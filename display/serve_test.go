package display

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/paidui/paidui/queue"
)

func TestServeSendsABoardThenCalls(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	st.take("social", 1)
	ho := newHouse(t, newHub(st.hall, "j", "b41c", nobodys, swift))
	screen := ho.dial("/ws/hall/1F", Mark{})
	first, err := screen.frame()
	if err != nil || first.Board == nil || len(first.Speak) != 0 || first.Assets != "b41c" {
		t.Fatalf("first frame %+v: %v", first, err)
	}
	seq := st.call(1)
	f := first
	for f.Seq < seq {
		if f, err = screen.frame(); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.Speak) != 1 || f.Speak[0].Seq != seq {
		t.Fatalf("the call comes as %+v", f.Speak)
	}
	_ = screen.Close()
	back, err := ho.dial("/ws/hall/1F", first.Mark()).frame()
	if err != nil || len(back.Speak) != 1 || back.Speak[0].Seq != seq {
		t.Errorf("coming back brings %+v: %v", back.Speak, err)
	}
	unread := ho.server.URL + "/ws/hall/1F?after=x&epoch=" + first.Epoch
	conn, _, err := websocket.DefaultDialer.Dial("ws"+unread[len("http"):], nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if f, err := (line{conn, t}).frame(); err != nil || f.Board == nil || len(f.Speak) != 0 {
		t.Errorf("a mark that is no number brings %+v: %v", f.Speak, err)
	}
}

// Pages and programs are promised these times.
func TestHeartbeatsComeEveryThreeSeconds(t *testing.T) {
	t.Parallel()
	if ping := pingBeats * defaults.beat; ping != 4*time.Second || defaults.dead != 9*time.Second {
		t.Errorf("ping every %v, dead after %v", ping, defaults.dead)
	}
	st := newStage(t, nightly(), "09:00:00").open()
	screen := newHouse(t, NewHub(st.hall, "j", "", nobodys)).dial("/ws/window/1", Mark{})
	last := time.Now()
	for range 3 {
		f, err := screen.frame()
		if err != nil {
			t.Fatal(err)
		}
		if gap := time.Since(last); gap > 3*time.Second {
			t.Errorf("%v without a text frame", gap)
		}
		last = time.Now()
		if f.Seq != 6 || f.Epoch != "j/2026-11-23" {
			t.Errorf("heartbeat %+v", f)
		}
	}
}

// Changes that show on no board of the screen's do not keep its heartbeats away.
func TestHeartbeatsGoOnWhileOthersAreBusy(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	screen := newHouse(t, newHub(st.hall, "j", "", nobodys, swift)).dial("/ws/window/1", Mark{})
	over := make(chan struct{})
	go func() {
		defer close(over)
		for range 100 {
			st.take("estate", 1)
			time.Sleep(5 * time.Millisecond)
		}
	}()
	beats := 0
	for busy := true; busy; {
		if _, err := screen.frame(); err != nil {
			t.Fatal(err)
		}
		beats++
		select {
		case <-over:
			busy = false
		default:
		}
	}
	if beats < 4 {
		t.Errorf("%d frames in half a second", beats)
	}
}

func TestDeadScreenIsHungUp(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	h := newHub(st.hall, "j", "", nobodys, swift)
	ho := newHouse(t, h)
	dead, alive := ho.dial("/ws/hall/1F", Mark{}), ho.dial("/ws/hall/1F", Mark{})
	go func() {
		for {
			if _, _, err := alive.ReadMessage(); err != nil {
				return
			}
		}
	}()
	until(t, "two screens", func() bool { return h.Screens() == 2 })
	until(t, "the one that never answers is hung up", func() bool { return h.Screens() == 1 })
	time.Sleep(2 * swift.dead)
	if n := h.Screens(); n != 1 {
		t.Errorf("%d screens, want the living one", n)
	}
	_ = dead.Close()
	_ = alive.Close()
	until(t, "all are gone", func() bool { return h.Screens() == 0 })
}

// A screen that takes nothing costs little, delays nobody and is hung up at the write deadline.
func TestStalledScreen(t *testing.T) {
	every := swift
	every.dead, every.write = time.Minute, 700*time.Millisecond
	st := large(t, 60, 300)
	h := newHub(st.hall, "j", "", nobodys, every)
	ho := newHouse(t, h)
	stalled := ho.dial("/ws/hall/1F", Mark{})
	if err := stalled.NetConn().(interface{ SetReadBuffer(int) error }).SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	other := newHouse(t, h).dial("/ws/hall/1F", Mark{})
	frames := make(chan Frame, 1000)
	go func() {
		for f, err := other.frame(); err == nil; f, err = other.frame() {
			frames <- f
		}
		close(frames)
	}()
	until(t, "both are here", func() bool { return h.Screens() == 2 })
	begun := time.Now()
	for rounds := 0; h.Screens() == 2; rounds++ {
		pressed := time.Now()
		seq := st.call(queue.WindowNumber(rounds%60 + 1))
		st.do(queue.Start{Window: queue.WindowNumber(rounds%60 + 1)})
		st.do(queue.Finish{Window: queue.WindowNumber(rounds%60 + 1)})
		for f := range frames {
			if f.Seq >= seq {
				break
			}
		}
		if took := time.Since(pressed); took > every.write/2 {
			t.Errorf("the other screen waited %v", took)
		}
		st.take("s0", 1)
		if rounds%60 == 59 || time.Since(begun) > 10*time.Second {
			break
		}
	}
	until(t, "the stalled one is hung up", func() bool { return h.Screens() == 1 })
	// The screen's own system took what it had offered, 64 KiB; the rest is the hall's.
	if n, _ := io.Copy(io.Discard, stalled.NetConn()); n > 2*64<<10 {
		t.Errorf("the stalled screen's line took %d bytes", n)
	}
}

func TestCloseGoesAway(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	h := newHub(st.hall, "j", "", nobodys, swift)
	ho := newHouse(t, h)
	screen := ho.dial("/ws/hall/1F", Mark{})
	if _, err := screen.frame(); err != nil {
		t.Fatal(err)
	}
	silent := ho.dial("/ws/hall/2F", Mark{})
	until(t, "both are here", func() bool { return h.Screens() == 2 })
	got := make(chan int, 1)
	go func() { got <- screen.code() }()
	begun := time.Now()
	h.Close()
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("closing took %v", took)
	}
	if code := <-got; code != websocket.CloseGoingAway {
		t.Errorf("closed with %d", code)
	}
	if n := h.Screens(); n != 0 {
		t.Errorf("%d screens are left", n)
	}
	_ = silent.Close()
	if code := ho.dial("/ws/hall/1F", Mark{}).code(); code != websocket.CloseGoingAway {
		t.Errorf("a screen after the end is closed with %d", code)
	}
	h.Close()
}

func TestUnknownPlaceIsClosed(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00")
	ho := newHouse(t, newHub(st.hall, "j", "", nobodys, swift))
	for path, want := range map[string]int{
		"/ws/hall/9F": CloseUnknown, "/ws/window/77": CloseUnknown, "/reject": CloseNotEnrolled,
	} {
		if code := ho.dial(path, Mark{}).code(); code != want {
			t.Errorf("%s is closed with %d, want %d", path, code, want)
		}
	}
}

func TestForeignOriginIsForbidden(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00")
	ho := newHouse(t, newHub(st.hall, "j", "", nobodys, swift))
	for _, path := range []string{"/ws/hall/1F", "/reject"} {
		conn, answer, err := websocket.DefaultDialer.Dial(ho.url(path, Mark{}), http.Header{"Origin": {"http://evil.test"}})
		if err == nil {
			_ = conn.Close()
		}
		if answer == nil || answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %v", path, err)
		}
		own := http.Header{"Origin": {ho.server.URL}, "Cookie": {"device=x"}}
		conn, _, err = websocket.DefaultDialer.Dial(ho.url(path, Mark{}), own)
		if err != nil {
			t.Errorf("%s from its own page: %v", path, err)
			continue
		}
		_ = conn.Close()
	}
}

func TestPlainRequestIsNoSocket(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00")
	h := st.hub("j", swift)
	w := httptest.NewRecorder()
	h.Serve(w, httptest.NewRequest("GET", "/ws/hall/1F", nil), HallOf("1F"))
	if w.Code != http.StatusBadRequest {
		t.Errorf("status %d", w.Code)
	}
}

// Pings come with heartbeats as one, and with boards; both are read as any other frame.
func TestPingsComeBetween(t *testing.T) {
	every := swift
	every.dead = time.Minute
	st := newStage(t, nightly(), "09:00:00").open()
	screen := newHouse(t, newHub(st.hall, strings.Repeat("j", 32), "", nobodys, every)).dial("/ws/window/1", Mark{})
	pings, frames, boards := 0, 0, 0
	screen.SetPingHandler(func(string) error { pings++; return nil })
	for pings < 5 {
		f, err := screen.frame()
		if err != nil {
			t.Fatal(err)
		}
		if frames++; f.Board != nil {
			boards++
		}
		if frames%3 == 0 {
			st.take("social", 1)
			st.call(1)
			st.do(queue.Start{Window: 1})
			st.do(queue.Finish{Window: 1})
		}
	}
	if frames < 10 || boards < 2 {
		t.Errorf("%d pings came among %d frames, %d of them boards", pings, frames, boards)
	}
}
