package agents

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/kiosk/agents/readers"
	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// swift are times that tests need not wait for.
var swift = intervals{
	beat: 20 * time.Millisecond, dead: 400 * time.Millisecond, write: time.Second, bye: 300 * time.Millisecond, card: time.Second, print: 2 * time.Second,
}

// id is nobody's number.
const id = "11010519491231002X"

// house is a server with a relay. The token of kiosk 1 is "1".
type house struct {
	t     *testing.T
	relay *Relay
	url   string
	log   kept
	now   atomic.Int64
	// refused are the kiosks that may not any more.
	refused sync.Map
	web     *httptest.Server
}

// kept is a log that a test reads while others write.
type kept struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (k *kept) Write(b []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.text.Write(b)
}

func (k *kept) String() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.text.String()
}

func newHouse(t *testing.T) *house {
	h := &house{t: t}
	h.now.Store(1000)
	h.relay = NewRelay(func() queue.Instant { return queue.Instant(h.now.Load()) }, slog.New(slog.NewTextHandler(&h.log, nil)))
	h.relay.every = swift
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+AgentPath, h.serve(func(r *http.Request) string { return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ") }, h.relay.ServeAgent))
	mux.HandleFunc("GET /ws/kiosk/{n}", h.serve(func(r *http.Request) string { return r.PathValue("n") }, h.relay.ServePage))
	h.web = httptest.NewServer(mux)
	h.url = h.web.URL
	t.Cleanup(func() {
		h.relay.Close()
		h.web.Close()
	})
	return h
}

func (h *house) serve(who func(*http.Request) string, serve func(http.ResponseWriter, *http.Request, queue.KioskNumber, func() bool)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(who(r))
		if err != nil {
			w.WriteHeader(map[string]int{"none": 401, "gone": 404, "busy": 503}[who(r)])
			return
		}
		serve(w, r, queue.KioskNumber(n), func() bool {
			_, refused := h.refused.Load(n)
			return !refused
		})
	}
}

// end is the far end of a socket.
type end struct {
	*websocket.Conn
	t *testing.T
}

func (h *house) dial(path, token string) end {
	h.t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(h.url, "http")+path, http.Header{"Authorization": {"Bearer " + token}})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	return end{conn, h.t}
}

// page opens a page of a kiosk and reads until it is known to be there.
func (h *house) page(kiosk string) end {
	h.t.Helper()
	p := h.dial("/ws/kiosk/"+kiosk, "")
	p.frame()
	return p
}

// frame reads one frame of a page's.
func (e end) frame() (f toPage) {
	e.t.Helper()
	if err := e.ReadJSON(&f); err != nil {
		e.t.Fatal(err)
	}
	return f
}

// until reads frames until one is as wanted, and gives it.
func (e end) until(what string, so func(toPage) bool) toPage {
	e.t.Helper()
	for began := time.Now(); ; {
		if f := e.frame(); so(f) {
			return f
		}
		if time.Since(began) > 8*time.Second {
			e.t.Fatalf("no frame: %s", what)
		}
	}
}

// code reads until the socket is closed and gives with what.
func (e end) code() int {
	for {
		_, _, err := e.ReadMessage()
		var closed *websocket.CloseError
		switch {
		case errors.As(err, &closed):
			return closed.Code
		case err != nil:
			return 0
		}
	}
}

// agent opens the line of an agent that the test plays, which says who it is.
func (h *house) agent(token, instance string) end {
	h.t.Helper()
	a := h.dial(AgentPath, token)
	a.say(fromAgent{Hello: &hello{Instance: instance, State: told{Printer: &escpos.State{Known: true}, Reader: ReaderOK}}})
	kiosk, _ := strconv.Atoi(token)
	until(h.t, "the agent is known", func() bool {
		h.relay.mu.Lock()
		defer h.relay.mu.Unlock()
		s := h.relay.station(queue.KioskNumber(kiosk))
		return s.agent != nil && s.agent.instance == instance
	})
	return a
}

func (e end) say(m any) {
	e.t.Helper()
	if err := e.WriteJSON(m); err != nil {
		e.t.Fatal(err)
	}
}

// job reads until a slip comes.
func (e end) job() *order {
	e.t.Helper()
	for {
		_, text, err := e.ReadMessage()
		if err != nil {
			e.t.Fatal(err)
		}
		var m toAgent
		if json.Unmarshal(text, &m) == nil && m.Job != nil {
			return m.Job
		}
	}
}

func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(8 * time.Second); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not so: %s", what)
		}
	}
}

// paper is a printer that a test holds in its hands.
type paper struct {
	mu    sync.Mutex
	state escpos.State
	err   error // of State
	slips []string
	fails error         // of Print
	hold  chan struct{} // unless nil: Print waits until it is closed
	begun chan struct{} // takes a token for each Print
}

func newPaper() *paper {
	return &paper{state: escpos.State{Known: true}, begun: make(chan struct{}, 100)}
}

func (p *paper) State(ctx context.Context) (escpos.State, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state, p.err
}

func (p *paper) Print(ctx context.Context, job []byte) error {
	p.mu.Lock()
	hold, fails := p.hold, p.fails
	p.mu.Unlock()
	p.begun <- struct{}{}
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if fails == nil {
		p.slips = append(p.slips, string(job))
	}
	return fails
}

// become changes what the printer says and does.
func (p *paper) become(change func(*paper)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(p)
}

// printed gives the slips that lie there.
func (p *paper) printed() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.slips...)
}

// hand is a reader that a test lays cards on.
type hand chan string

// Run implements readers.Reader.
func (h hand) Run(ctx context.Context, found func(string), works func(bool)) {
	works(true)
	for {
		select {
		case <-ctx.Done():
			return
		case number := <-h:
			if number == "broken" {
				works(false)
				continue
			}
			found(number)
		}
	}
}

// run gives a real agent of kiosk 1, which ends with the test or when stop is called. reader and printer may be nil.
func (h *house) run(token string, printer escpos.Printer, reader readers.Reader) (a *Agent, stop func()) {
	h.t.Helper()
	a, err := NewAgent(AgentConfig{
		Server: h.url + "/", Token: token, Printer: printer, Reader: reader, Good: func(n string) bool { return n == id },
		Log: slog.New(slog.NewTextHandler(&h.log, nil)),
	})
	if err != nil {
		h.t.Fatal(err)
	}
	a.every = swift
	a.pauses = pauses{first: 10 * time.Millisecond, most: 50 * time.Millisecond, refused: time.Second}
	ctx, cancel := context.WithCancel(h.t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		a.Run(ctx)
	}()
	stop = func() {
		cancel()
		<-ended
	}
	h.t.Cleanup(stop)
	return a, stop
}

// connected waits until a kiosk has an agent.
func (h *house) connected(kiosk queue.KioskNumber, is bool) {
	h.t.Helper()
	until(h.t, "agent connected is "+strconv.FormatBool(is), func() bool {
		for _, s := range h.relay.States() {
			if s.Kiosk == kiosk {
				return s.Connected == is
			}
		}
		return !is
	})
}

// word gives what the printer of kiosk 1's agent is said to be.
func (h *house) word() string {
	state, err := h.relay.Printer(1).State(h.t.Context())
	if err != nil {
		return err.Error()
	}
	return state.Word()
}
