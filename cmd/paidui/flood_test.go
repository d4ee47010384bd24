package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/measured"
)

// morningAtWindow3 has window 3 call, start and finish so many people over a line, and gives the longest that the clerk
// waited for an answer.
func morningAtWindow3(t *testing.T, g *rig, url string, people int) (longest time.Duration) {
	t.Helper()
	for range people {
		if _, err := g.hall.Do(t.Context(), queue.Origin{}, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceDesk}); err != nil {
			t.Fatal(err)
		}
	}
	client := http.Client{Timeout: 10 * time.Second}
	for range people {
		for _, order := range []string{"next", "start", "finish"} {
			began := time.Now()
			r, err := http.NewRequest(http.MethodPost, url+"/api/v1/windows/3/"+order, strings.NewReader(`{}`))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Authorization", "Bearer "+g.tokens["counter3"])
			answer, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			if body := read(t, answer); answer.StatusCode != http.StatusOK {
				t.Fatalf("%s: %d %s", order, answer.StatusCode, body)
			}
			longest = max(longest, time.Since(began))
		}
	}
	return longest
}

// TestAKioskThatFloods: a kiosk that asks a hundred times as often as it may gets 429 for what is too much; the window's
// clerk is answered, and other kiosks get their numbers.
func TestAKioskThatFloods(t *testing.T) {
	t.Parallel()
	g := newRig(t, func(l *queue.Layout) { l.Settings.KioskPerMinute = 20 })
	g.window("sign-in", `{}`).want(http.StatusOK)
	url := g.live()
	quiet := morningAtWindow3(t, g, url, 20)
	const flood = 2000
	var issued, refused, other atomic.Int64
	var flooding sync.WaitGroup
	left := atomic.Int64{}
	left.Store(flood)
	for range 20 {
		flooding.Go(func() {
			for left.Add(-1) >= 0 {
				r, _ := http.NewRequest(http.MethodPost, url+tickets, strings.NewReader(`{"service":"tax"}`))
				r.Header.Set("Authorization", "Bearer "+g.tokens["kiosk"])
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					other.Add(1)
					continue
				}
				_ = answer.Body.Close()
				switch answer.StatusCode {
				case http.StatusCreated:
					issued.Add(1)
				case http.StatusTooManyRequests:
					refused.Add(1)
				default:
					other.Add(1)
				}
			}
		})
	}
	under := morningAtWindow3(t, g, url, 20)
	g.ask("kiosk2", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated)
	flooding.Wait()
	if issued.Load() != 20 || refused.Load() != flood-20 || other.Load() != 0 {
		t.Errorf("%d issued, %d refused, %d others; want 20 and all the rest refused", issued.Load(), refused.Load(), other.Load())
	}
	measured.Tell(t, "kiosk flood: %d requests, %d refused; a clerk waits %v at the most, %v without it", flood, refused.Load(),
		under.Round(time.Millisecond), quiet.Round(time.Millisecond))
}

// TestSlowLoris: hundreds of lines that say a little of a request now and then are hung up on, and the window's clerk is
// answered meanwhile.
func TestSlowLoris(t *testing.T) {
	t.Parallel()
	lines := 100
	if longTests() {
		lines = 500
	}
	g := newRig(t, nil)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.server.headWithin = 2 * time.Second
	running(t, g)
	address := g.server.publicListener.Addr().String()
	var hungUp atomic.Int64
	var slow sync.WaitGroup
	for n := range lines {
		line, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		slow.Go(func() {
			defer func() { _ = line.Close() }()
			_ = line.SetDeadline(time.Now().Add(2 * time.Minute))
			head := "POST /api/v1/tickets HTTP/1.1\r\nHost: hall\r\n"
			body := n%10 == 0 || n%2 == 0 && longTests()
			if body { // a body that does not come, after a head that is whole
				head += "Authorization: Bearer " + g.tokens["kiosk"] + "\r\nContent-Length: 100\r\n\r\n{"
			}
			_, err := fmt.Fprint(line, head)
			for err == nil {
				if !body {
					time.Sleep(500 * time.Millisecond)
					_, err = fmt.Fprint(line, "X-A: b\r\n")
				} else {
					_, err = line.Read(make([]byte, 1024))
				}
			}
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				hungUp.Add(1)
			}
		})
	}
	waited := morningAtWindow3(t, g, g.server.url(), 20)
	slow.Wait()
	if n := hungUp.Load(); n != int64(lines) {
		t.Errorf("%d of %d lines were hung up on", n, lines)
	}
	measured.Tell(t, "slow loris: %d lines hung up on; a clerk waits %v at the most", lines, waited.Round(time.Millisecond))
}
