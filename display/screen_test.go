package display

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/paidui/paidui/queue"
)

// A screen that takes its frames bit by bit gets each of them whole, and every call once.
func TestSlowScreenGetsWholeFrames(t *testing.T) {
	every := swift
	every.dead, every.write = time.Minute, time.Minute
	st := large(t, 60, 300)
	h := newHub(st.hall, "j", "", nobodys, every)
	screen := newHouse(t, h).dial("/ws/hall/1F", Mark{})
	if err := screen.NetConn().(interface{ SetReadBuffer(int) error }).SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	if _, err := screen.frame(); err != nil {
		t.Fatal(err)
	}
	var called, heard []uint64
	for n := range 60 {
		called = append(called, st.call(queue.WindowNumber(n+1)))
		time.Sleep(2 * every.walls)
		if n%20 == 19 { // it has a look now and then
			for len(heard) < n/2 {
				f, err := screen.frame()
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range f.Speak {
					heard = append(heard, s.Seq)
				}
			}
		}
	}
	for len(heard) < len(called) {
		f, err := screen.frame()
		if err != nil {
			t.Fatalf("after %d calls: %v", len(heard), err)
		}
		for _, s := range f.Speak {
			heard = append(heard, s.Seq)
		}
	}
	if !slices.Equal(heard, called) {
		t.Errorf("heard %v\n want %v", heard, called)
	}
}

// Over TLS a line does not tell what it takes at once.
func TestScreensOverTLS(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	h := st.hub("j", swift)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.Serve(w, r, HallOf("1F")) }))
	t.Cleanup(server.Close)
	dialer := websocket.Dialer{TLSClientConfig: server.Client().Transport.(*http.Transport).TLSClientConfig}
	conn, _, err := dialer.Dial("wss"+strings.TrimPrefix(server.URL, "https"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	screen, calls := line{conn, t}, 0
	for beats := 0; calls < 3 || beats < 3; {
		f, err := screen.frame()
		if err != nil {
			t.Fatal(err)
		}
		calls += len(f.Speak)
		if f.Board == nil {
			beats++
		} else if calls < 3 {
			st.take("social", 1)
			st.call(1)
			st.do(queue.Start{Window: 1})
			st.do(queue.Finish{Window: 1})
		}
	}
	if n := h.Screens(); n != 1 {
		t.Errorf("%d screens", n)
	}
}

// A screen may ping, and may take its leave.
func TestScreensAreAnswered(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	h := newHub(st.hall, "j", "", nobodys, swift)
	screen := newHouse(t, h).dial("/ws/hall/1F", Mark{})
	var pong string
	screen.SetPongHandler(func(data string) error { pong = data; return nil })
	if err := screen.WriteControl(websocket.PingMessage, []byte("are you there"), time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	for pong == "" {
		if _, err := screen.frame(); err != nil {
			t.Fatal(err)
		}
	}
	if pong != "are you there" {
		t.Errorf("pong %q", pong)
	}
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	if err := screen.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if code := screen.code(); code != websocket.CloseNormalClosure {
		t.Errorf("the leave is answered with %d", code)
	}
	until(t, "it is gone", func() bool { return h.Screens() == 0 })
}

// The library reads what is written here.
func TestMessages(t *testing.T) {
	sizes := []int{0, 1, 125, 126, 127, 65535, 65536, 200_000}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := rejecting.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = conn.Close() }()
		for _, n := range sizes {
			text := encodeFrame(&Frame{Epoch: strings.Repeat("x", n)})
			if _, err := conn.NetConn().Write(text[n%2*pingSize:]); err != nil { // every second one with its ping
				t.Error(err)
			}
		}
	}))
	t.Cleanup(server.Close)
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	pings := 0
	conn.SetPingHandler(func(string) error { pings++; return nil })
	for _, n := range sizes {
		if f, err := (line{conn, t}).frame(); err != nil || len(f.Epoch) != n {
			t.Errorf("%d: %d, %v", n, len(f.Epoch), err)
		}
	}
	if pings != 4 {
		t.Errorf("%d pings", pings)
	}
}

// stuck is a line that takes nothing, and whose end takes until somebody lets it.
type stuck struct {
	net.Conn
	let, ending chan struct{}
}

func (stuck) SetWriteDeadline(time.Time) error { return nil }

func (stuck) Write([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

func (s stuck) Close() error {
	close(s.ending)
	<-s.let
	return nil
}

// Nobody waits for the end of a line, which over TLS is one more thing to be taken.
func TestALineThatDoesNotEndHoldsNobodyUp(t *testing.T) {
	h := newStage(t, nightly(), "09:00:00").hub("j", swift)
	line := stuck{let: make(chan struct{}), ending: make(chan struct{})}
	defer close(line.let)
	s := &screen{hub: h, line: line, face: h.walls.face(HallOf("1F"))}
	s.bring(0)
	<-line.ending
	told := make(chan struct{})
	go func() {
		s.bring(wantBeat)
		close(told)
	}()
	select {
	case <-told:
	case <-time.After(5 * time.Second):
		t.Error("who has something for the screen waits for the end of its line")
	}
}

// All that comes up while a screen takes the rest of a frame is brought when it has that.
func TestWhatIsWantedWhileALineIsBusy(t *testing.T) {
	every := swift
	every.beat, every.tick = time.Hour, time.Hour
	st := newStage(t, daily(), "09:00:00").open()
	st.take("social", 1)
	h := st.hub("j", every)
	l := newHouse(t, h).dial("/ws/hall/1F", Mark{})
	if f, err := l.frame(); err != nil || f.Board == nil {
		t.Fatal(err)
	}
	var s *screen
	h.mu.Lock()
	for s = range h.screens {
	}
	h.mu.Unlock()
	s.mu.Lock()
	s.writing = true
	s.mu.Unlock()
	seq := st.call(1)
	until(t, "the call is on the wall", func() bool {
		s.face.mu.Lock()
		defer s.face.mu.Unlock()
		return s.face.seen == seq && s.face.brought == s.face.rev
	})
	time.Sleep(4 * every.walls) // until the walls have come to rest
	s.pong("hello")
	for range pingBeats {
		s.beat()
	}
	heard := map[string]int{}
	l.SetPingHandler(func(string) error { heard["ping"]++; return nil })
	l.SetPongHandler(func(said string) error { heard["pong "+said]++; return nil })
	s.finish(nil)
	f, err := l.frame()
	if err != nil || spoken(f) != "A001" {
		t.Errorf("then comes a frame that speaks of %q, %v", spoken(f), err)
	}
	if heard["ping"] != 1 || heard["pong hello"] != 1 {
		t.Errorf("and before it %v", heard)
	}
}
