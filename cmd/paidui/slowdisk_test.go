package main

import (
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestASlowDiskHoldsEverythingBack has a sync that does not come back: nobody is answered, nothing is shown and what
// waits for the writer is one batch; when the disk is back everybody is answered, with a number of his own.
func TestASlowDiskHoldsEverythingBack(t *testing.T) {
	t.Parallel()
	g, f := newFailing(t)
	url := g.live()
	screen, _, err := dial(t, url, "/ws/hall/1F")
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := frame(t, screen)
	gate := make(chan struct{})
	f.gate.Store(&gate)
	const kiosks = 40
	var answered atomic.Int64
	var mu sync.Mutex
	var asking sync.WaitGroup
	numbers := map[string]bool{}
	for range kiosks {
		asking.Go(func() {
			r, err := http.NewRequest(http.MethodPost, url+tickets, strings.NewReader(`{"service":"social"}`))
			if err != nil {
				t.Error(err)
				return
			}
			r.Header.Set("Authorization", "Bearer "+g.tokens["kiosk"])
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Error(err)
				return
			}
			answered.Add(1)
			body := read(t, answer)
			if answer.StatusCode != http.StatusCreated {
				t.Errorf("%d %s", answer.StatusCode, body)
			}
			_, number, _ := strings.Cut(body, `"number":"`)
			mu.Lock()
			numbers[number[:4]] = true
			mu.Unlock()
		})
	}
	time.Sleep(300 * time.Millisecond)
	if n := answered.Load(); n != 0 {
		t.Errorf("%d kiosks were answered while the disk held back", n)
	}
	if seq, _, _ := frame(t, screen); seq != before {
		t.Errorf("the screen has entry %d, the disk only %d", seq, before)
	}
	g.ask("", http.MethodGet, "/api/v1/services", "").want(http.StatusOK) // readers do not wait
	close(gate)
	asking.Wait()
	if len(numbers) != kiosks {
		t.Errorf("%d kiosks got %d different numbers", kiosks, len(numbers))
	}
	if commits := g.store.Commits(); commits > kiosks/2 {
		t.Errorf("what had waited was written in %d commits", commits)
	}
}
