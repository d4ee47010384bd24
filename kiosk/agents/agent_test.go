package agents

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/kiosk/escpos"
)

func newRecorder() http.ResponseWriter { return httptest.NewRecorder() }

func request() *http.Request { return httptest.NewRequest(http.MethodGet, "/", nil) }

func TestLying(t *testing.T) {
	at := time.Now()
	var l lying
	for i, step := range []struct {
		after  time.Duration
		number string
		laid   bool
	}{
		{0, "a", true},
		{time.Second, "a", false},             // it lies there
		{time.Second, "", false},              // it is read badly once
		{time.Second, "a", false},             //
		{2900 * time.Millisecond, "a", false}, //
		{3 * time.Second, "a", true},          // it was taken away and laid again
		{100 * time.Millisecond, "b", true},   // another one on top of it
		{5 * time.Second, "", true},           // one that cannot be read
		{time.Second, "", false},              //
		{2 * time.Second, "", false},          //
		{3 * time.Second, "", true},           //
		{time.Second, "c", true},              //
		{time.Second, "", false},              // it is taken away for one that cannot be read
		{1900 * time.Millisecond, "", false},  //
		{100 * time.Millisecond, "", true},    //
		{100 * time.Millisecond, "", false},   //
		{time.Second, "c", true},
	} {
		at = at.Add(step.after)
		if laid := l.read(step.number, at); laid != step.laid {
			t.Errorf("step %d: laid %v", i, laid)
		}
	}
	if l.pass(at.Add(stillLying-1)) || !l.pass(at.Add(stillLying)) || l.pass(at.Add(2*stillLying)) {
		t.Error("a card is gone three seconds after it was read last, once")
	}
}

// TestAgentCarriesCards: once each, with what is wrong with them, and nothing of one that nobody was there for.
func TestAgentCarriesCards(t *testing.T) {
	h := newHouse(t)
	page := h.page("1")
	reader := make(hand)
	a, _ := h.run("1", nil, reader)
	h.connected(1, true)
	reader <- " " + strings.ToLower(id) + "\n"
	reader <- id
	page.until("card", func(f toPage) bool { return f.Card != nil && f.Card.IDNumber == id })
	for range 10 {
		if f := page.frame(); f.Card != nil || !f.Board.Lying {
			t.Fatalf("then comes %+v", f)
		}
	}
	a.mu.Lock()
	a.lying.last = a.lying.last.Add(-stillLying)
	a.mu.Unlock()
	page.until("taken away", func(f toPage) bool { return !f.Board.Lying })
	reader <- id[:17] + "1"
	if f := page.until("a bad card", func(f toPage) bool { return f.Card != nil }); f.Card.IDNumber != "" {
		t.Errorf("a number with a wrong check digit is told")
	}
	reader <- "broken"
	until(t, "the reader is broken", func() bool { return h.relay.States()[0].Reader == ReaderFault })
	if states := h.relay.States(); states[0].Printer != "none" {
		t.Errorf("states %+v", states)
	}

	a.mu.Lock()
	a.card, a.at = &Card{IDNumber: id}, time.Now().Add(-2*swift.card)
	a.mu.Unlock()
	frames := a.next(nil)
	a.mu.Lock()
	kept := a.card != nil
	a.mu.Unlock()
	if len(frames) != 1 || kept {
		t.Error("a card is told long after it was laid, or kept")
	}
	if strings.Contains(h.log.String(), id[:8]) {
		t.Errorf("the number is in the log:\n%s", h.log.String())
	}
}

// TestAgentComesBack after the hall was away, and says why it cannot.
func TestAgentComesBack(t *testing.T) {
	h := newHouse(t)
	p := newPaper()
	_, stop := h.run("1", p, nil)
	h.connected(1, true)
	h.cut()
	h.connected(1, true)
	stop()
	h.connected(1, false)
	for token, says := range map[string]string{"none": "does not take the token", "gone": "no such kiosk", "busy": "HTTP 503"} {
		_, stop := h.run(token, nil, nil)
		until(t, says, func() bool { return strings.Contains(h.log.String(), says) })
		stop()
	}
	h.run("1", p, nil)
	for n := 0; !strings.Contains(h.log.String(), errReplaced.Error()); n++ {
		if n == 10 {
			t.Fatalf("it does not say who took its place:\n%s", h.log.String())
		}
		h.connected(1, true) // a machine that is busy with other things may have let the line die
		h.agent("1", "b"+strconv.Itoa(n))
		time.Sleep(swift.bye)
	}
}

// TestAgentKnowsWhyItsLineEnded even when it is just about to write: two agents of a kiosk would otherwise take the place
// from each other again and again.
func TestAgentKnowsWhyItsLineEnded(t *testing.T) {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		_, _, _ = conn.ReadMessage()
		_ = conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(CloseReplaced, ""), time.Now().Add(time.Second))
		for err == nil {
			_, _, err = conn.ReadMessage()
		}
	}))
	defer web.Close()
	a, err := NewAgent(AgentConfig{Server: web.URL, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan struct{})
	defer close(stopped)
	go func() {
		for {
			select {
			case a.wake <- struct{}{}:
			case <-stopped:
				return
			}
		}
	}()
	for range 50 {
		if err := a.hold(t.Context()); !errors.Is(err, errReplaced) {
			t.Fatalf("its place was taken, and it says: %v", err)
		}
	}
}

// TestAgentFinishesItsSlip when it is stopped, tells of it, and begins no other.
func TestAgentFinishesItsSlip(t *testing.T) {
	before := runtime.NumGoroutine()
	h := newHouse(t)
	p := newPaper()
	p.hold = make(chan struct{})
	a, stop := h.run("1", p, make(hand))
	until(t, "the printer is known", func() bool { return h.word() == "ok" })
	first, second := h.send(t.Context(), "A001"), h.send(t.Context(), "A002")
	<-p.begun
	until(t, "the second waits", func() bool { return len(a.printing) == 1 })
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		stop()
	}()
	time.Sleep(50 * time.Millisecond) // it may not end before its slip
	select {
	case <-stopped:
		t.Fatal("it ended in the middle of a slip")
	default:
	}
	close(p.hold)
	ends := []error{<-first, <-second}
	<-stopped
	failed := slices.DeleteFunc(ends, func(err error) bool { return err == nil })
	if n := len(p.printed()); n != 2-len(failed) || n == 0 || len(failed) == 1 && !strings.Contains(failed[0].Error(), "being stopped") {
		t.Errorf("%d slips, %v", n, failed)
	}
	h.relay.Close()
	h.web.Close()
	until(t, "no goroutine is left", func() bool { return runtime.NumGoroutine() <= before+1 })
}

// TestAgentPrintsNothingTwiceOrLate, whatever the hall sends it.
func TestAgentPrintsNothingTwiceOrLate(t *testing.T) {
	p := newPaper()
	a, err := NewAgent(AgentConfig{Server: "http://hall.test", Printer: p, Log: newHouse(t).relay.log})
	if err != nil {
		t.Fatal(err)
	}
	a.take(&order{ID: "1", Data: []byte("x"), WithinMS: 10_000})
	a.take(&order{ID: "1", Data: []byte("x"), WithinMS: 10_000})
	a.take(&order{ID: "2", Data: []byte("late"), WithinMS: -1})
	if len(a.printing) != 2 {
		t.Fatalf("%d slips wait", len(a.printing))
	}
	for range 2 {
		task := <-a.printing
		err := a.printOne(t.Context(), task)
		if (task.id == "2") != errors.Is(err, errLate) {
			t.Errorf("slip %s: %v", task.id, err)
		}
		a.end(task, err)
	}
	if !slices.Equal(p.printed(), []string{"x"}) {
		t.Errorf("printed %q", p.printed())
	}
	for i := range mostTasks + 5 {
		a.take(&order{ID: "a" + strings.Repeat("0", i), Data: nil, WithinMS: 1})
	}
	if last := a.tasks[len(a.tasks)-1]; !last.ended || last.outcome.Detail != errMany.Error() {
		t.Errorf("one too many: %+v", last)
	}
	for i := range mostRemember {
		a.take(&order{ID: "b" + strings.Repeat("0", i)})
	}
	if len(a.tasks) != mostRemember {
		t.Errorf("%d slips are remembered", len(a.tasks))
	}
	none, err := NewAgent(AgentConfig{Server: "http://hall.test"})
	if err != nil {
		t.Fatal(err)
	}
	none.take(&order{ID: "1"})
	if got := none.tasks[0].outcome.err(); !errors.Is(got, escpos.ErrNoPrinter) {
		t.Errorf("an agent without a printer: %v", got)
	}
	for _, said := range []string{"", "[]", `{"job":{"id":"/"}}`, `{"job":{"id":"1","data":"?"}}`} {
		if err := a.hear([]byte(said)); !errors.Is(err, errMessage) {
			t.Errorf("%s: %v", said, err)
		}
	}
}

func TestNewAgent(t *testing.T) {
	for server, want := range map[string]string{
		"http://192.168.1.10:8080": "ws://192.168.1.10:8080/ws/kiosk-agent", "https://hall.test/": "wss://hall.test/ws/kiosk-agent",
		"http://hall.test/queue/": "ws://hall.test/queue/ws/kiosk-agent",
		"":                        "", "hall.test": "", "ws://hall.test": "", "http://": "", "http://a@hall.test": "", "http://hall.test?x=1": "", "http://%": "",
	} {
		a, err := NewAgent(AgentConfig{Server: server})
		if (err == nil) != (want != "") || err == nil && a.url != want || err != nil && !errors.Is(err, ErrServer) {
			t.Errorf("server %q: %v", server, err)
		}
	}
}
