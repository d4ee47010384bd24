package display

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/paidui/paidui/queue"
)

// house is a web server that brings a hub's frames to screens.
type house struct {
	t      testing.TB
	server *httptest.Server
}

func newHouse(t testing.TB, h *Hub) *house {
	mux := http.NewServeMux()
	mux.HandleFunc("/ws/hall/{zone}", func(w http.ResponseWriter, r *http.Request) {
		h.Serve(w, r, HallOf(queue.ZoneID(r.PathValue("zone"))))
	})
	mux.HandleFunc("/ws/speaker/{zone}", func(w http.ResponseWriter, r *http.Request) {
		h.ServeSpeaker(w, r, HallOf(queue.ZoneID(r.PathValue("zone"))))
	})
	mux.HandleFunc("/ws/window/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		h.Serve(w, r, WindowOf(queue.WindowNumber(n)))
	})
	mux.HandleFunc("/reject", func(w http.ResponseWriter, r *http.Request) { Reject(w, r, CloseNotEnrolled, "not enrolled") })
	house := &house{t: t, server: httptest.NewServer(mux)}
	t.Cleanup(house.server.Close)
	t.Cleanup(h.Close)
	return house
}

// url gives the address of a socket that resumes at m.
func (ho *house) url(path string, m Mark) string {
	address := "ws" + strings.TrimPrefix(ho.server.URL, "http") + path
	if m == (Mark{}) {
		return address
	}
	return address + "?" + url.Values{"after": {strconv.FormatUint(m.Seq, 10)}, "epoch": {m.Epoch}}.Encode()
}

// line is a screen's end of a socket.
type line struct {
	*websocket.Conn
	t testing.TB
}

func (ho *house) dial(path string, m Mark) line {
	ho.t.Helper()
	l, err := ho.reach(path, m)
	if err != nil {
		ho.t.Fatal(err)
	}
	ho.t.Cleanup(func() { _ = l.Close() })
	return l
}

// reach is dial for any goroutine; the caller closes.
func (ho *house) reach(path string, m Mark) (line, error) {
	conn, _, err := websocket.DefaultDialer.Dial(ho.url(path, m), nil)
	return line{conn, ho.t}, err
}

// frame reads the next text frame.
func (l line) frame() (Frame, error) {
	_ = l.SetReadDeadline(time.Now().Add(10 * time.Second))
	kind, text, err := l.ReadMessage()
	if err != nil {
		return Frame{}, err
	}
	var f Frame
	if err := json.Unmarshal(text, &f); err != nil || kind != websocket.TextMessage {
		l.t.Errorf("message %d %s: %v", kind, text, err)
	}
	return f, nil
}

// code reads until the line is closed and gives its code, 0 when it was cut.
func (l line) code() int {
	for {
		if _, err := l.frame(); err != nil {
			if closed, ok := err.(*websocket.CloseError); ok {
				return closed.Code
			}
			return 0
		}
	}
}

// until waits for something to become so.
func until(t testing.TB, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not so after 5 s", what)
		}
	}
}
