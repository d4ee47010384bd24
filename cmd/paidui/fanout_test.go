package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
	"github.com/paidui/paidui/store"
)

// fanScreens hang in the hall of BenchmarkPressToWall, which has fanWindows windows and fanWaiting people.
const (
	fanScreens = 100
	fanWindows = 60
	fanWaiting = 300
	// quietMoment is longer than the hall's pace, by which it holds back what comes at once.
	quietMoment = 60 * time.Millisecond
)

// wallOf is what screens have received: when, and the last of it.
type wallOf struct {
	arrived chan time.Time
	mu      sync.Mutex
	wanted  func(text []byte) bool
	text    []byte
}

// hang connects screens to address.
func hang(t testing.TB, address string) *wallOf {
	t.Helper()
	w := &wallOf{arrived: make(chan time.Time, 10*fanScreens)}
	for range fanScreens {
		conn, _, err := websocket.DefaultDialer.Dial(strings.Replace(address, "http", "ws", 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		go func() {
			for {
				_, text, err := conn.ReadMessage()
				at := time.Now()
				if err != nil {
					return
				}
				w.mu.Lock()
				wanted := w.wanted != nil && w.wanted(text)
				if wanted {
					w.text = text
				}
				w.mu.Unlock()
				if wanted {
					w.arrived <- at
				}
			}
		}()
	}
	return w
}

// after presses and gives how long each screen waited for what is wanted, in order.
func (w *wallOf) after(press func(), wanted func(text []byte) bool) (waits []time.Duration) {
	w.mu.Lock()
	w.wanted = wanted
	w.mu.Unlock()
	began := time.Now()
	var pressing sync.WaitGroup
	pressing.Go(press)
	for range fanScreens {
		waits = append(waits, (<-w.arrived).Sub(began))
	}
	pressing.Wait()
	w.mu.Lock()
	w.wanted = nil
	w.mu.Unlock()
	slices.Sort(waits)
	return waits
}

// seqOf reads the number that a frame begins with.
func seqOf(text []byte) uint64 {
	digits, _, _ := strings.Cut(strings.TrimPrefix(string(text[:min(30, len(text))]), `{"seq":`), ",")
	seq, _ := strconv.ParseUint(digits, 10, 64)
	return seq
}

// bare is the least that could do what the hall does: a press is one commit of the same entry to a store of its own, then
// the same bytes for every screen.
type bare struct {
	store *store.Store
	entry queue.Entry
	text  []byte
	mu    sync.Mutex
	conns []*websocket.Conn
}

func (s *bare) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		upgrader := websocket.Upgrader{ReadBufferSize: 512, WriteBufferSize: 1024, WriteBufferPool: new(sync.Pool)}
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns = append(s.conns, conn)
		s.mu.Unlock()
		return
	}
	_, _ = io.Copy(io.Discard, r.Body)
	if err := s.store.Append(r.Context(), s.entry); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	message, err := websocket.NewPreparedMessage(websocket.TextMessage, s.text)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	for _, conn := range s.conns {
		_ = conn.WritePreparedMessage(message)
	}
}

// newBare gives a bare server whose store has come as far as the hall's.
func newBare(t testing.TB, g *rig) (*bare, string) {
	t.Helper()
	dir := t.TempDir()
	if err := store.Create(dir); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := &bare{store: s}
	b.follow(t, g)
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	return b, server.URL
}

// follow appends what the hall has written since.
func (s *bare) follow(t testing.TB, g *rig) {
	t.Helper()
	for {
		entries, err := g.store.Read(t.Context(), s.entry.Seq, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) == 0 {
			return
		}
		if err := s.store.Append(t.Context(), entries...); err != nil {
			t.Fatal(err)
		}
		s.entry = entries[len(entries)-1]
	}
}

// press sends 下一位.
func press(t testing.TB, url, token string) {
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(`{"finish":true}`))
	if err != nil {
		t.Error(err)
		return
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return
	}
	if read(t, answer); answer.StatusCode != http.StatusOK {
		t.Errorf("a press was answered %d", answer.StatusCode)
	}
}

// fanHall is a hall with everybody signed in and everybody waiting.
func fanHall(b *testing.B) (g *rig, token string) {
	b.Helper()
	g = newRig(b, func(l *queue.Layout) {
		l.Windows = nil
		for n := range fanWindows {
			l.Windows = append(l.Windows, queue.Window{
				Number: queue.WindowNumber(n + 1), Name: queue.Text{ZH: "社保窗口"}, Location: queue.Text{ZH: "一楼东侧"}, Zone: "1F",
				Services: []queue.ServiceID{"social", "tax"},
			})
		}
	})
	for n := range fanWindows {
		g.do(queue.SignIn{Window: queue.WindowNumber(n + 1)})
	}
	for range fanWaiting {
		g.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
	token, err := access.Mint(g.store, []queue.Grant{{Role: queue.RoleCounter, Zone: "1F"}}, g.now())
	if err != nil {
		b.Fatal(err)
	}
	return g, token
}

// BenchmarkPressToWall measures how long after 下一位 a hall's 100 screens show the call, beside a bare server that commits
// the same entry to a store of the same kind and sends the same bytes over gorilla's sockets. Both take turns in one run. A
// figure of its own says little, as machines differ; their ratio tells what the hall costs above what must be.
func BenchmarkPressToWall(b *testing.B) {
	const presses = 200
	g, token := fanHall(b)
	url := g.live()
	least, bareURL := newBare(b, g)
	screens, bareScreens := hang(b, url+"/ws/hall/1F"), hang(b, bareURL)
	var hall, floor, hallLast, floorLast []time.Duration
	for b.Loop() {
		for n := range presses {
			g.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
			least.follow(b, g)
			time.Sleep(quietMoment)
			seq := least.entry.Seq + 1
			waits := screens.after(func() {
				press(b, fmt.Sprintf("%s/api/v1/windows/%d/next", url, n%fanWindows+1), token)
			}, func(text []byte) bool { return seqOf(text) >= seq && bytes.Contains(text, []byte(`"board"`)) })
			hall, hallLast = append(hall, waits...), append(hallLast, waits[fanScreens-1])

			entries, err := g.store.Read(b.Context(), seq-1, 1)
			if err != nil || len(entries) != 1 {
				b.Fatal(entries, err)
			}
			least.entry, least.text = entries[0], slices.Clone(screens.text)
			time.Sleep(quietMoment)
			waits = bareScreens.after(func() { press(b, bareURL, token) }, func([]byte) bool { return true })
			floor, floorLast = append(floor, waits...), append(floorLast, waits[fanScreens-1])
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(len(least.text)), "bytes")
	b.ReportMetric(median(hall), "ms-p50")
	b.ReportMetric(median(floor), "ms-bare-p50")
	b.ReportMetric(median(hall)/median(floor), "ratio")
	b.ReportMetric(median(hallLast), "ms-last-p50")
	b.ReportMetric(median(hallLast)/median(floorLast), "ratio-last")
}

// median gives the middle of waits, in milliseconds.
func median(waits []time.Duration) float64 {
	slices.Sort(waits)
	return float64(waits[len(waits)/2].Microseconds()) / 1000
}
