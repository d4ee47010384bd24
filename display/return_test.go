package display

import (
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// retryDelay is the rule of the pages (scripts/wire/socket.js): half a second to five, longer with each failure and never the
// same for two screens.
func retryDelay(failures int) time.Duration {
	reach := min(4500, 500<<min(failures, 8))
	return time.Duration(500+rand.IntN(reach)) * time.Millisecond
}

// TestFiveHundredScreensComeBack: after a restart of the server all screens of a large hall are back within ten seconds, and have
// not come in one moment.
func TestFiveHundredScreensComeBack(t *testing.T) {
	const screens, within = 500, 10 * time.Second
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
		for deadline := time.Now().Add(within); n.Load() < screens; time.Sleep(10 * time.Millisecond) {
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
	wait("after the restart", &again)
	close(over)
	stop()
	all.Wait()

	crowd := map[int64]int{}
	for _, at := range returns {
		crowd[at.UnixMilli()/100]++
	}
	for _, n := range crowd {
		if n > screens*4/5 { // a loaded machine serves them in heaps
			t.Errorf("%d of %d screens came back within a tenth of a second", n, screens)
		}
	}
}
