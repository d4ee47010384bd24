package main

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// loses passes everything on, but cuts the line when it has carried out an order for a number, as often as times says.
func loses(hall http.Handler, times int64) (lossy http.Handler, keys chan string) {
	var left atomic.Int64
	left.Store(times)
	keys = make(chan string, 10)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != tickets {
			hall.ServeHTTP(w, r)
			return
		}
		keys <- r.Header.Get("Idempotency-Key")
		if left.Add(-1) < 0 {
			hall.ServeHTTP(w, r)
			return
		}
		hall.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	}), keys
}

// TestKioskWhoseAnswerIsLost asks again under the same key by itself, and shows the one number that there is.
func TestKioskWhoseAnswerIsLost(t *testing.T) { inEngines(t, loseAnswers) }

func loseAnswers(t *testing.T, e *engine) {
	g, _ := kioskHall(t, nil)
	const lost = 2
	lossy, keys := loses(g.server.Handler(), lost)
	server := httptest.NewServer(lossy)
	t.Cleanup(server.Close)
	k := e.openAs(t, "kiosk", g.tokens["kiosk"], server.URL, "/kiosk", uprightKiosk)
	k.goBy(`[data-service="social"]`, "confirm")
	k.goBy(`[data-action="take"]`, "done")
	number := ask[string](k, `document.querySelector("[data-number]").dataset.number`)
	first := <-keys
	for range lost {
		if again := <-keys; again != first || first == "" {
			t.Errorf("asked under the key %q, then %q", first, again)
		}
	}
	g.hall.View(func(s *queue.State) {
		if all := s.Tickets(); len(all) != 1 || string(all[0].Number) != number {
			t.Errorf("the page shows %s of %d numbers", number, len(all))
		}
	})
}

// TestKioskWithoutItsHall says so and where to go, leaves the number on the screen for who has just taken one, and goes on
// by itself where it was.
func TestKioskWithoutItsHall(t *testing.T) {
	inLongSuite(t)
	eachKiosk(t, func(t *testing.T, e *engine, name string, s size) {
		g, _ := kioskHall(t, nil)
		var away atomic.Bool
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if away.Load() {
				panic(http.ErrAbortHandler)
			}
			g.server.Handler().ServeHTTP(w, r)
		}))
		t.Cleanup(server.Close)
		stranger := e.open(t, name+"-stranger", server.URL+"/kiosk", s)
		stranger.see(`input[name="code"]`)
		stranger.accessible("a kiosk that nobody has set up")

		k := e.openAs(t, name, g.tokens["kiosk"], server.URL, "/kiosk", s)
		k.goBy(`[data-service="social"]`, "confirm")
		k.touch(`[data-action="large"]`)
		away.Store(true)
		k.read(`[data-state="offline"]`, "已取的号仍然有效")
		k.read(`[data-state="offline"]`, "咨询台")
		k.good("away")
		away.Store(false)
		k.see(`.is-large [data-page="confirm"]`)
		k.goBy(`[data-action="take"]`, "done")
		away.Store(true)
		time.Sleep(2 * serviceEvery)
		k.good("done-away", ".done-number")
		k.touch(`[data-action="home"]`)
		k.see(`[data-state="offline"]`)
		away.Store(false)
		k.see(`.kiosk:not(.is-large) [data-page="services"]`)
	})
}

// serviceEvery is how often a kiosk asks what there is.
const serviceEvery = 3 * time.Second
