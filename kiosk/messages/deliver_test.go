package messages

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paidui/paidui/queue"
)

// TestTriesTakeADay follows one message from the first try to the dead.
func TestTriesTakeADay(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.gateway.answer = func(post) int { return http.StatusInternalServerError }
		w.run()
		w.take("13800138000")
		time.Sleep(48 * time.Hour)
		synctest.Wait()
		posts := w.gateway.seen()
		if len(posts) != mostTries {
			t.Fatalf("%d tries", len(posts))
		}
		for i := 1; i < len(posts); i++ {
			want := min(5*time.Second<<(i-1), time.Hour)
			got := posts[i].at.Sub(posts[i-1].at) - settleEvery
			if i > 11 {
				want = time.Hour
			}
			if got < want*4/5-time.Second || got > want*6/5+time.Second {
				t.Errorf("try %d after %v, want about %v", i+1, got, want)
			}
			if posts[i].id != posts[0].id || posts[i].raw != posts[0].raw {
				t.Errorf("try %d is another message: %s %s", i+1, posts[i].id, posts[i].raw)
			}
		}
		if day := posts[len(posts)-1].at.Sub(posts[0].at); day < 20*time.Hour || day > 28*time.Hour {
			t.Errorf("tried for %v", day)
		}
		var dead queue.Message
		w.outbox.look(func() { dead = w.outbox.dead[posts[0].id] })
		if pending, n := w.outbox.counts(); pending != 0 || n != 1 || dead.Tries != mostTries || dead.LastError != "the gateway answered 500" {
			t.Errorf("%d pending, dead %+v", pending, dead)
		}
		if log := w.log.String(); !strings.Contains(log, posts[0].id) || strings.Contains(log, "138") || strings.Contains(log, "hush") {
			t.Errorf("log: %s", log)
		}
		// Sent once more by the administrator.
		w.gateway.turn(http.StatusOK)
		for _, want := range []bool{true, false} {
			if ok, err := w.service.Retry(posts[0].id); ok != want || err != nil {
				t.Errorf("retry: %v %v", ok, err)
			}
			settled()
		}
		if posts := w.gateway.seen(); len(posts) != mostTries+1 || posts[mostTries].id != posts[0].id {
			t.Errorf("%d posts after a retry", len(posts))
		}
		if pending, n := w.outbox.counts(); pending != 0 || n != 0 {
			t.Errorf("%d pending, %d dead", pending, n)
		}
	})
}

func TestAnswers(t *testing.T) {
	for status, want := range map[int]string{
		200: "delivered", 202: "delivered", 299: "delivered", 410: "dead",
		301: "pending", 308: "pending", 400: "pending", 404: "pending", 429: "pending", 503: "pending",
	} {
		bubble(t, func(t *testing.T, w *town) {
			w.gateway.answer = func(post) int { return status }
			w.run()
			w.take("")
			settled()
			pending, dead := w.outbox.counts()
			got := "delivered"
			if pending > 0 {
				got = "pending"
			} else if dead > 0 {
				got = "dead"
			}
			if got != want || len(w.gateway.seen()) != 1 {
				t.Errorf("%d: %s after %d posts, want %s", status, got, len(w.gateway.seen()), want)
			}
		})
	}
}

// TestSlowGatewayHoldsUpNothing: while the gateway answers nothing at all, the hall goes on, a few requests wait, and
// everything else waits in the outbox.
func TestSlowGatewayHoldsUpNothing(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.gateway.hold = make(chan struct{})
		w.run()
		began := time.Now()
		for range 3000 { // more than what is read ahead
			w.take("")
		}
		synctest.Wait()
		pending, _ := w.outbox.counts()
		if posts := len(w.gateway.seen()); pending != 3000 || posts != mostAtOnce || !time.Now().Equal(began) {
			t.Errorf("%d pending, %d posts, %v later", pending, posts, time.Since(began))
		}
		time.Sleep(answerWithin + settleEvery + time.Second)
		synctest.Wait()
		late := 0
		w.outbox.look(func() {
			for _, m := range w.outbox.pending {
				if m.LastError == "the gateway did not answer in time" {
					late++
				}
			}
		})
		if late != mostAtOnce {
			t.Errorf("%d messages were not answered in time", late)
		}
		close(w.gateway.hold)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		ids := map[string]bool{}
		for _, p := range w.gateway.seen() {
			ids[p.id] = true
		}
		if pending, dead := w.outbox.counts(); pending != 0 || dead != 0 || len(ids) != 3000 || w.gateway.most > mostAtOnce {
			t.Errorf("%d pending, %d dead, %d messages, %d at once", pending, dead, len(ids), w.gateway.most)
		}
	})
}

// TestFreshMessagesGoFirst: what failed for hours does not hold up what happens now.
func TestFreshMessagesGoFirst(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		var up atomic.Bool
		w.gateway.answer = func(p post) int {
			if up.Load() {
				return http.StatusOK
			}
			return http.StatusBadGateway
		}
		w.run()
		for range 50 {
			w.take("")
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		w.stop() // those that are due wait for the new start
		time.Sleep(2 * time.Hour)
		w.take("")
		up.Store(true)
		before := len(w.gateway.seen())
		w.run()
		time.Sleep(time.Minute)
		synctest.Wait()
		posts := w.gateway.seen()[before:]
		if len(posts) != 51 {
			t.Fatalf("%d posts", len(posts))
		}
		for i, p := range posts {
			if p.body.Data.Number == "A051" && i > 2*mostAtOnce {
				t.Errorf("the new message went as number %d", i+1)
			}
		}
	})
}

// TestOneCitizensMessagesDoNotOvertake: what follows waits for what is under way.
func TestOneCitizensMessagesDoNotOvertake(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.do(queue.SignIn{Window: 3})
		w.gateway.hold = make(chan struct{})
		w.run()
		w.take("")
		w.do(queue.CallNext{Window: 3})
		settled()
		expect(t, "under way", w.gateway.types(), []string{"issued A001"})
		close(w.gateway.hold)
		settled()
		expect(t, "afterwards", w.gateway.types(), []string{"issued A001", "called A001"})
	})
}

// TestRestarts stops and starts at every stage: nothing is lost, and nothing comes under another id.
func TestRestarts(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.do(queue.SignIn{Window: 3})
		w.take("") // before there was a gateway
		w.run()
		w.stop()
		// Happened, not seen: the process ended before the watcher came to it.
		for range 5 {
			w.take("")
		}
		w.gateway.hold = make(chan struct{})
		w.run()
		settled()
		w.stop() // made, under way and not delivered
		if under := len(w.gateway.seen()); under != mostAtOnce {
			t.Errorf("%d under way", under)
		}
		w.gateway.turn(http.StatusOK)
		w.close()
		w.open()
		w.run()
		settled()
		w.do(queue.CallNext{Window: 3})
		settled()
		expect(t, "issued", slices.Compact(told(w, "issued")), []string{"issued A002", "issued A003", "issued A004", "issued A005", "issued A006"})
		expect(t, "called", told(w, "called"), []string{"called A001"})
		expect(t, "soon", told(w, "soon"), []string{"soon A005"}) // the four first had been told when they were issued
		ids := map[string]string{}
		for _, p := range w.gateway.seen() {
			what := fmt.Sprint(p.body.Type, p.body.Data.Number)
			if before, ok := ids[what]; ok && before != p.id {
				t.Errorf("%s came as %s and %s", what, before, p.id)
			}
			ids[what] = p.id
		}
		if pending, dead := w.outbox.counts(); pending != 0 || dead != 0 || len(ids) != 5+1+1 {
			t.Errorf("%d pending, %d dead, %v", pending, dead, ids)
		}
	})
}

func TestFullDiskIsWaitedFor(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.run()
		w.outbox.mu.Lock()
		w.outbox.refuse = 3
		w.outbox.mu.Unlock()
		w.take("")
		time.Sleep(time.Minute)
		synctest.Wait()
		expect(t, "messages", w.gateway.types(), []string{"issued A001"})
		if pending, _ := w.outbox.counts(); pending != 0 || !strings.Contains(w.log.String(), errFull.Error()) {
			t.Errorf("%d pending, log %s", pending, w.log.String())
		}
	})
}

// TestNobodyIsCalledADayLater: what a server finds that was off for days is given up or left out.
func TestNobodyIsCalledADayLater(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.gateway.answer = func(post) int { return http.StatusBadGateway }
		w.run()
		w.take("")
		settled()
		w.stop()
		w.take("")
		time.Sleep(50 * time.Hour)
		w.gateway.turn(http.StatusOK)
		w.run()
		settled()
		w.take("")
		settled()
		expect(t, "messages", w.gateway.types(), []string{"issued A001", "issued A001"})
		if pending, dead := w.outbox.counts(); pending != 0 || dead != 1 {
			t.Errorf("%d pending, %d dead", pending, dead)
		}
	})
}

func TestPauses(t *testing.T) {
	for tries, want := range map[int]queue.Millis{1: 5 * queue.Second, 2: 10 * queue.Second, 10: 2560 * queue.Second, 11: longestPause, 34: longestPause} {
		if low, high := pause(tries, 0), pause(tries, 1); low != want*4/5 || high != want*6/5 {
			t.Errorf("after %d tries: %v to %v, want about %v", tries, low.Duration(), high.Duration(), want.Duration())
		}
	}
}

func TestTargets(t *testing.T) {
	good := target()
	for _, c := range []struct {
		target Target
		want   error
	}{
		{good, nil}, {Target{"http://127.0.0.1:9/x", good.Secret}, nil},
		{Target{"", good.Secret}, ErrTargetURL}, {Target{"ftp://x/", good.Secret}, ErrTargetURL}, {Target{"gateway/x", good.Secret}, ErrTargetURL},
		{Target{"http://%zz", good.Secret}, ErrTargetURL}, {Target{good.URL, ""}, ErrTargetSecret},
		{Target{good.URL, good.Secret[6:]}, ErrTargetSecret}, {Target{good.URL, "whsec_c2hvcnQ="}, ErrTargetSecret}, {Target{good.URL, "whsec_%"}, ErrTargetSecret},
	} {
		if _, err := New(Config{Target: c.target}); err != c.want {
			t.Errorf("%+v: %v, want %v", c.target, err, c.want)
		}
	}
}

// TestOverTheNetwork is one try against a gateway that redirects, then one against nobody: the error tells no URL.
func TestOverTheNetwork(t *testing.T) {
	var asked atomic.Int32
	ts := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		http.Redirect(rw, r, "/elsewhere", http.StatusTemporaryRedirect)
		_, _ = io.WriteString(rw, strings.Repeat("x", 1<<20))
	}))
	s, err := New(Config{Clock: clock, Target: Target{ts.URL + "/?token=hush", target().Secret}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	m := queue.Message{ID: "msg_1", Type: queue.MessageCalled, At: 1, Data: []byte(`{"service":"social"}`)}
	if v := s.post(t.Context(), m); v.delivered || v.gone || !strings.Contains(v.failure, "307") || asked.Load() != 1 {
		t.Errorf("%+v after %d requests", v, asked.Load())
	}
	ts.Close()
	if v := s.post(t.Context(), m); v.delivered || v.failure == "" || strings.Contains(v.failure, "hush") {
		t.Errorf("%+v", v)
	}
}
