package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// badLine stands between a kiosk and the hall: it is slow, and cuts connections, in the question, before the answer or
// within it.
type badLine struct {
	to     atomic.Pointer[string]
	listen net.Listener
	// spared is how many connections there are for each 6 that are cut.
	spared int
	cuts   atomic.Int64
	open   sync.WaitGroup
}

// newBadLine gives the address of a bad line to the server at url, which spares so many connections for six that it cuts.
func newBadLine(t *testing.T, url string, spared int) (line *badLine, address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	line = &badLine{listen: l, spared: spared}
	line.leadTo(url)
	go func() {
		for n := uint64(0); ; n++ {
			near, err := l.Accept()
			if err != nil {
				return
			}
			line.open.Go(func() { line.carry(near, rand.New(rand.NewPCG(7, n))) })
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		line.open.Wait()
	})
	return line, "http://" + l.Addr().String()
}

// leadTo is where the line's next connections go.
func (b *badLine) leadTo(url string) {
	to := strings.TrimPrefix(url, "http://")
	b.to.Store(&to)
}

// carry serves one connection with what fate has for it.
func (b *badLine) carry(near net.Conn, fate *rand.Rand) {
	defer near.Close()
	far, err := net.Dial("tcp", *b.to.Load())
	if err != nil {
		return
	}
	defer far.Close()
	question, answer := int64(1<<20), int64(1<<20)
	switch fate.IntN(6 + b.spared) {
	case 0, 1: // some of the question arrives; its beginning is in the head, its end in the body
		question = fate.Int64N(400)
	case 2, 3: // all of it arrives, and nothing comes back
		answer = 0
	case 4, 5: // the answer breaks off
		answer = 1 + fate.Int64N(600)
	}
	if question < 1<<20 || answer < 1<<20 {
		b.cuts.Add(1)
	}
	time.Sleep(time.Duration(fate.IntN(3)) * time.Millisecond)
	var ways sync.WaitGroup
	ways.Go(func() {
		_, _ = io.CopyN(far, near, question)
		if question < 1<<20 {
			_ = far.Close()
			_ = near.Close()
		}
	})
	ways.Go(func() {
		if answer == 0 {
			_, _ = io.ReadFull(far, make([]byte, 1)) // the hall has answered
		} else {
			_, _ = io.CopyN(near, far, answer)
		}
		_ = near.Close()
		_ = far.Close()
	})
	ways.Wait()
}

// TestRetriesOverABadLine has kiosks try again under the same key until they hold a number, over a line that cuts three
// connections of four: no number is issued twice, and none that a kiosk holds is missing.
func TestRetriesOverABadLine(t *testing.T) {
	t.Parallel()
	const kiosks = 8
	asks := int64(2_000)
	if longTests() {
		asks = 10_000
	}
	g := newRig(t, nil)
	line, address := newBadLine(t, g.live(), 2)
	var asked atomic.Int64
	var mu sync.Mutex
	held := map[string]string{} // the number that a kiosk holds, by its key
	var working sync.WaitGroup
	for kiosk := range kiosks {
		working.Go(func() {
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
			for n := 0; asked.Load() < asks; n++ {
				key := fmt.Sprintf("kiosk %d visit %d", kiosk, n)
				for number := ""; number == ""; {
					asked.Add(1)
					number = takeOnce(client, address, g.tokens["kiosk"], key)
					mu.Lock()
					held[key] = number
					mu.Unlock()
				}
			}
		})
	}
	working.Wait()
	issued := map[string]int{}
	g.hall.View(func(s *queue.State) {
		for _, ticket := range s.Tickets() {
			issued[string(ticket.Number)]++
		}
	})
	if len(issued) != len(held) {
		t.Errorf("%d numbers were issued for %d visits", len(issued), len(held))
	}
	of := map[string]string{}
	for key, number := range held {
		if other, twice := of[number]; twice || issued[number] != 1 {
			t.Errorf("%s is held by %q and %q, and was issued %d times", number, key, other, issued[number])
		}
		of[number] = key
	}
	t.Logf("%d requests for %d numbers, %d connections cut", asked.Load(), len(held), line.cuts.Load())
	if cuts := line.cuts.Load(); cuts < asks/2 {
		t.Errorf("the line cut only %d connections", cuts)
	}
}

// takeOnce asks once for a number; "" when no whole answer came.
func takeOnce(client *http.Client, address, token, key string) string {
	r, err := http.NewRequest(http.MethodPost, address+"/api/v1/tickets", strings.NewReader(`{"service":"social"}`))
	if err != nil {
		panic(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Idempotency-Key", key)
	answer, err := client.Do(r)
	if err != nil {
		return ""
	}
	defer answer.Body.Close()
	var ticket struct {
		Number string `json:"number"`
	}
	if json.NewDecoder(answer.Body).Decode(&ticket) != nil || answer.StatusCode != http.StatusCreated {
		return ""
	}
	return ticket.Number
}
