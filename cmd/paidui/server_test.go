package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// failing is a store whose journal refuses to write while fail gives an error, and waits while gate is set.
type failing struct {
	journalStore
	fail atomic.Pointer[error]
	gate atomic.Pointer[chan struct{}]
}

// Append implements queue.Journal.
func (f *failing) Append(ctx context.Context, entries ...queue.Entry) error {
	if gate := f.gate.Load(); gate != nil {
		<-*gate
	}
	if err := f.fail.Load(); err != nil {
		return *err
	}
	return f.journalStore.Append(ctx, entries...)
}

// newFailing gives a rig over a store that the test can make fail.
func newFailing(t *testing.T) (*rig, *failing) {
	g := newRig(t, nil)
	f := &failing{}
	g.over = func(s *store.Store) journalStore {
		f.journalStore = s
		return f
	}
	g.restart()
	return g, f
}

func TestFullDisk(t *testing.T) {
	g, f := newFailing(t)
	g.ask("", http.MethodGet, "/readyz", "").want(http.StatusOK)
	full := fmt.Errorf("%w: %w", queue.ErrNotWritten, syscall.ENOSPC)
	f.fail.Store(&full)
	refused := g.keyed("kiosk", tickets, `{"service":"social"}`, "k").want(http.StatusServiceUnavailable, "storage_unavailable")
	if refused.Header().Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	g.ask("", http.MethodGet, "/readyz", "").want(http.StatusServiceUnavailable, "storage_unavailable")
	g.ask("", http.MethodGet, "/healthz", "").want(http.StatusOK)
	g.ask("", http.MethodGet, "/api/v1/services", "").want(http.StatusOK)
	f.fail.Store(nil)
	if no := g.keyed("kiosk", tickets, `{"service":"social"}`, "k").want(http.StatusCreated).str("number"); no != "A001" {
		t.Errorf("number %s after the disk had room again", no)
	}
	g.ask("", http.MethodGet, "/readyz", "").want(http.StatusOK)
}

// running runs the rig's server on ports of its own and gives how it ended.
func running(t *testing.T, g *rig) (ended <-chan error, stop context.CancelFunc) {
	t.Helper()
	if err := g.server.listen("127.0.0.1:0", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	end := make(chan error, 1)
	go func() { end <- g.server.run(ctx) }()
	return end, stop
}

// endOf gives how a server ended, which must be soon.
func endOf(t *testing.T, ended <-chan error) error {
	t.Helper()
	select {
	case err := <-ended:
		return err
	case <-time.After(15 * time.Second):
		t.Fatal("the server does not end")
		return nil
	}
}

func TestStopFinishesWhatIsInFlight(t *testing.T) {
	g, f := newFailing(t)
	ended, stop := running(t, g)
	screen, _, err := dial(t, g.server.url(), "/ws/hall/1F")
	if err != nil {
		t.Fatal(err)
	}
	gate := make(chan struct{})
	f.gate.Store(&gate)
	answered := make(chan *http.Response, 1)
	go func() {
		r, err := http.NewRequest(http.MethodPost, g.server.url()+tickets, strings.NewReader(`{"service":"social"}`))
		if err != nil {
			t.Error(err)
		}
		r.Header.Set("Authorization", "Bearer "+g.tokens["kiosk"])
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Error(err)
		}
		answered <- response
	}()
	time.Sleep(200 * time.Millisecond) // the order is now at the gate; were it not, the test would only prove less
	stop()
	time.Sleep(100 * time.Millisecond)
	close(gate)
	if response := <-answered; response != nil {
		if body := read(t, response); response.StatusCode != http.StatusCreated {
			t.Errorf("the order in flight got %d %s", response.StatusCode, body)
		}
	}
	for {
		_, _, err := screen.ReadMessage()
		if err == nil {
			continue
		}
		if !websocket.IsCloseError(err, websocket.CloseGoingAway) {
			t.Errorf("the screen ended with %v, want going away", err)
		}
		break
	}
	if err := endOf(t, ended); err != nil {
		t.Errorf("stopped with %v", err)
	}
	if _, err := net.Dial("tcp", g.server.publicListener.Addr().String()); err == nil {
		t.Error("the port is still open")
	}
}

func TestUnknownOutcomeEndsTheServer(t *testing.T) {
	g, f := newFailing(t)
	ended, _ := running(t, g)
	broken := errors.New("fsync failed")
	f.fail.Store(&broken)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusServiceUnavailable, "shutting_down")
	err := endOf(t, ended)
	if !errors.Is(err, errJournalUnknown) || !errors.Is(err, broken) {
		t.Errorf("ended with %v", err)
	}
	g.ask("", http.MethodGet, "/readyz", "").want(http.StatusServiceUnavailable, "shutting_down")
}

func TestListenRefusesATakenPort(t *testing.T) {
	g := newRig(t, nil)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	if err := g.server.listen(taken.Addr().String(), "127.0.0.1:0"); err == nil {
		t.Error("a taken port was taken")
	}
	if err := g.server.listen("127.0.0.1:0", taken.Addr().String()); err == nil {
		t.Error("a taken port was taken for metrics")
	}
}

func TestMetricsAreOnTheirOwnListener(t *testing.T) {
	g := newRig(t, nil)
	ended, stop := running(t, g)
	g.take()
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.ask("", http.MethodGet, "/metrics", "").want(http.StatusNotFound)
	g.ask("admin", http.MethodGet, "/debug/pprof/", "").want(http.StatusNotFound)
	for path, wants := range map[string][]string{
		"/metrics": {
			`paidui_http_requests_total{code="201",method="POST",route="/api/v1/tickets"} 1`, `paidui_waiting{service="social"} 1`,
			"paidui_journal_seq 4", "paidui_screens 0", "paidui_windows_open 1", "paidui_commits_total", "go_goroutines",
			`paidui_http_request_seconds_count{route="/api/v1/tickets"} 1`,
		},
		"/debug/pprof/": {"goroutine"},
	} {
		response, err := http.Get(g.server.adminURL() + path)
		if err != nil {
			t.Fatal(err)
		}
		body := read(t, response)
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s has no %q", path, want)
			}
		}
	}
	stop()
	if err := endOf(t, ended); err != nil {
		t.Error(err)
	}
}

func TestHeadsThatNeverEndAreCutOff(t *testing.T) {
	g := newRig(t, nil)
	g.server.headWithin = 200 * time.Millisecond
	running(t, g)
	line, err := net.Dial("tcp", g.server.publicListener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = line.Close() }()
	if _, err := io.WriteString(line, "GET / HTTP/1.1\r\nHost: x\r\n"); err != nil {
		t.Fatal(err)
	}
	if err := line.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if rest, err := io.ReadAll(line); err != nil || len(rest) != 0 {
		t.Errorf("a head that never ends got %q, %v; want to be hung up on", rest, err)
	}
}
