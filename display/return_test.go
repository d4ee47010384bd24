package display

import (
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/queue/measured"
)

// retryDelay is the rule of the pages (scripts/wire/socket.js): half a second to five, longer with each failure and never the
// same for two screens.
func retryDelay(failures int) time.Duration {
	reach := min(4500, 500<<min(failures, 8))
	return time.Duration(500+rand.IntN(reach)) * time.Millisecond
}

// TestScreensComeBack: after a restart of the server all screens of a large hall, or in the long suite of four such halls, are
// back within ten seconds, and have not come in one moment.
func TestScreensComeBack(t *testing.T) {
	screens, within := int64(500), 10*time.Second
	if os.Getenv("PAIDUI_LONG") != "" {
		screens = 2000
	}
	st := newStage(t, nightly(), "09:00:00")
	serve := func(l net.Listener) (stop func()) {
		hub := NewHub(st.hall, "j", "a", nobodys)
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { hub.Serve(w, r, HallOf("1F")) }))
		_ = server.Listener.Close()
		server.Listener = l
		server.Start()
		return func() { hub.Close(); server.Close() }
	}
	listen := func(address string) net.Listener {
		l, err := net.Listen("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	first := listen("127.0.0.1:0")
	address := first.Addr().String()
	stop := serve(first)

	var shown, again atomic.Int64
	var restarted atomic.Bool
	var mu sync.Mutex
	var returns []time.Time
	over := make(chan struct{})
	var all sync.WaitGroup
	for range screens {
		all.Go(func() {
			for failures := 0; ; failures++ {
				if conn, _, err := websocket.DefaultDialer.Dial("ws://"+address+"/", nil); err == nil {
					if _, _, err := conn.ReadMessage(); err == nil {
						failures = -1
						if restarted.Load() {
							again.Add(1)
							mu.Lock()
							returns = append(returns, time.Now())
							mu.Unlock()
						} else {
							shown.Add(1)
						}
						go func() { <-over; _ = conn.Close() }()
						for err == nil {
							_, _, err = conn.ReadMessage()
						}
					}
					_ = conn.Close()
				}
				select {
				case <-over:
					return
				case <-time.After(retryDelay(max(failures, 0))):
				}
			}
		})
	}
	wait := func(what string, n *atomic.Int64) {
		t.Helper()
		began := time.Now()
		defer func() { t.Logf("%s: %v", what, time.Since(began).Round(10*time.Millisecond)) }()
		for deadline := began.Add(within); n.Load() < screens; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Errorf("%s: %d of %d screens within %v", what, n.Load(), screens, within)
				return
			}
		}
	}
	wait("at first", &shown)
	stop()
	time.Sleep(time.Second) // what a restart takes
	restarted.Store(true)
	stop = serve(listen(address))
	began := time.Now()
	wait("after the restart", &again)
	measured.Tell(t, "reconnect storm: %d screens back %v after the restart", again.Load(), time.Since(began).Round(10*time.Millisecond))
	close(over)
	stop()
	all.Wait()

	crowd := map[int64]int{}
	for _, at := range returns {
		crowd[at.UnixMilli()/100]++
	}
	for _, n := range crowd {
		if int64(n) > screens*4/5 { // a loaded machine serves them in heaps
			t.Errorf("%d of %d screens came back within a tenth of a second", n, screens)
		}
	}
}

// TestHalfOpenLinesAreFound: with the times of a real hall a screen whose power went, and which so says nothing any more, is
// given up within ten seconds.
func TestHalfOpenLinesAreFound(t *testing.T) {
	if os.Getenv("PAIDUI_LONG") == "" {
		t.Skip("in the long suite; TestDeadScreenIsHungUp is the same with shorter times")
	}
	t.Parallel()
	st := newStage(t, nightly(), "09:00:00").open()
	h := NewHub(st.hall, "j", "", nobodys)
	ho := newHouse(t, h)
	const screens = 20
	for range screens {
		ho.dial("/ws/hall/1F", Mark{}) // nobody reads from it, so that no ping is answered
	}
	until(t, "all are here", func() bool { return h.Screens() == screens })
	began := time.Now()
	for h.Screens() > 0 && time.Since(began) < 30*time.Second {
		time.Sleep(10 * time.Millisecond)
	}
	took := time.Since(began)
	measured.Tell(t, "half-open lines: %d given up after %v", screens-h.Screens(), took.Round(10*time.Millisecond))
	if took > 10*time.Second {
		t.Errorf("they were given up after %v", took)
	}
}
