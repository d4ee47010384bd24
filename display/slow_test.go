package display

import (
	"fmt"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// slowCost is what the hall may spend on a screen that takes nothing: what the system buffers for it included.
const slowCost = 64 << 10

// TestSlowScreensCostLittle hangs up two hundred screens that take nothing at all beside five that do, and calls: those five
// miss no call and wait for nobody, and what the hall holds for each of the others is bounded, however much it has to tell.
func TestSlowScreensCostLittle(t *testing.T) {
	const slow, living, calls = 200, 5, 60
	every := defaults
	every.dead, every.write, every.beat = time.Minute, time.Minute, time.Minute
	st := large(t, 60, 300)
	h := newHub(st.hall, "j", "", nobodys, every)
	ho := newHouse(t, h)
	heard := make(chan uint64, living*calls)
	for range living {
		conn := ho.dial("/ws/hall/1F", Mark{})
		go func() {
			for f, err := conn.frame(); err == nil; f, err = conn.frame() {
				for _, c := range f.Speak {
					heard <- c.Seq
				}
			}
		}()
	}
	until(t, "the living are here", func() bool { return h.Screens() == living })
	before := held()
	for range slow {
		deaf(t, ho)
	}
	until(t, "the slow are here", func() bool { return h.Screens() == living+slow })
	var slowest time.Duration
	for n := range calls {
		pressed := time.Now()
		seq := st.call(queue.WindowNumber(n%60 + 1))
		for range living {
			if got := <-heard; got != seq {
				t.Fatalf("call %d was heard in place of %d", got, seq)
			}
		}
		slowest = max(slowest, time.Since(pressed))
	}
	each := (held()-before)/slow + 2*sendBuffer // of which the system takes twice what it is asked for
	t.Logf("%d bytes for each slow screen; the others waited %v at most", each, slowest)
	if each > slowCost {
		t.Errorf("a slow screen costs %d bytes, want at most %d", each, slowCost)
	}
	if slowest > every.write/10 {
		t.Errorf("a screen waited %v", slowest)
	}
}

// deaf opens a socket over which nothing is ever read.
func deaf(t *testing.T, ho *house) {
	t.Helper()
	host := strings.TrimPrefix(ho.server.URL, "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.(*net.TCPConn).SetReadBuffer(1 << 10)
	_, err = fmt.Fprintf(conn, "GET /ws/hall/1F HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", host)
	if err != nil {
		t.Fatal(err)
	}
}

// held gives the bytes of memory in use, stacks and all.
func held() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc + m.StackInuse)
}
