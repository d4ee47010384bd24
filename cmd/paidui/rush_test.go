package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// rushWindows press as fast as they can while rushWaiting people wait.
const (
	rushWindows = 20
	rushWaiting = 300
)

// rush is a hall whose windows all serve one service, with everybody signed in and everybody waiting.
func rush(t testing.TB) (g *rig, url string, tokens []string) {
	t.Helper()
	g = newRig(t, func(l *queue.Layout) {
		l.Windows = nil
		for n := range rushWindows {
			l.Windows = append(l.Windows, queue.Window{
				Number: queue.WindowNumber(n + 1), Name: queue.Text{ZH: "社保窗口"}, Zone: "1F", Services: []queue.ServiceID{"social", "tax"},
			})
		}
	})
	for n := range rushWindows {
		window := queue.WindowNumber(n + 1)
		g.do(queue.SignIn{Window: window})
		token, err := access.Mint(g.store, []queue.Grant{{Role: queue.RoleCounter, Window: window}}, g.now())
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	for range rushWaiting {
		g.do(queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
	return g, g.live(), tokens
}

// pressed gives how long each press of 下一位 took until nobody waited any more, over all windows at once. Each window's page
// is open beside its presses, over lines of their own that stay, as a browser's do.
func pressed(t testing.TB, url string, tokens []string) (waits []time.Duration) {
	var mu sync.Mutex
	var pressing sync.WaitGroup
	for n, token := range tokens {
		page, err := follow(url, n+1, token)
		if err != nil {
			t.Fatal(err)
		}
		defer page()
		client := &http.Client{Transport: new(http.Transport)}
		defer client.CloseIdleConnections()
		pressing.Go(func() {
			for {
				began := time.Now()
				r, _ := http.NewRequest(http.MethodPost, fmt.Sprintf("%s/api/v1/windows/%d/next", url, n+1), strings.NewReader(`{"finish":true}`))
				r.Header.Set("Authorization", "Bearer "+token)
				answer, err := client.Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				took := time.Since(began)
				body := read(t, answer)
				if answer.StatusCode != http.StatusOK {
					if !strings.Contains(body, "nobody_waiting") {
						t.Errorf("window %d: %d %s", n+1, answer.StatusCode, body)
					}
					return
				}
				mu.Lock()
				waits = append(waits, took)
				mu.Unlock()
			}
		})
	}
	pressing.Wait()
	slices.Sort(waits)
	return waits
}

// follow reads the boards of a window's page until it is hung up.
func follow(url string, window int, token string) (hangUp func(), err error) {
	line, _, err := websocket.DefaultDialer.Dial(fmt.Sprintf("ws%s/ws/counter/%d", strings.TrimPrefix(url, "http"), window),
		http.Header{"Authorization": {"Bearer " + token}})
	if err != nil {
		return nil, err
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		for {
			if _, _, err := line.ReadMessage(); err != nil {
				return
			}
		}
	}()
	return func() {
		_ = line.Close()
		<-read
	}, nil
}

// TestARushCallsEverybodyOnce has 20 windows press as fast as they can: each of 300 people is called once, to one window.
func TestARushCallsEverybodyOnce(t *testing.T) {
	t.Parallel()
	g, url, tokens := rush(t)
	if waits := pressed(t, url, tokens); len(waits) != rushWaiting {
		t.Errorf("%d presses called somebody, want %d", len(waits), rushWaiting)
	}
	calls := map[queue.TicketID]int{}
	g.hall.View(func(s *queue.State) {
		for _, call := range s.Calls() {
			calls[call.Ticket]++
		}
	})
	for ticket, n := range calls {
		if n != 1 {
			t.Errorf("%s was called %d times", ticket, n)
		}
	}
	if len(calls) != rushWaiting {
		t.Errorf("%d people were called, want %d", len(calls), rushWaiting)
	}
}

// BenchmarkRush tells how long a clerk waits for the answer of 下一位, in milliseconds, while 20 windows press at once and
// 300 people wait.
func BenchmarkRush(b *testing.B) {
	var all []time.Duration
	for b.Loop() {
		b.StopTimer()
		_, url, tokens := rush(b)
		b.StartTimer()
		all = append(all, pressed(b, url, tokens)...)
	}
	slices.Sort(all)
	at := func(q float64) float64 { return float64(all[int(q*float64(len(all)-1))].Microseconds()) / 1000 }
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.99), "p99-ms")
}
