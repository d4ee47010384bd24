package agents

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// The hall and its technician are promised these times.
func TestTimes(t *testing.T) {
	if defaults.beat != 2*time.Second || defaults.dead != 6*time.Second || defaults.card > 3*time.Second || defaults.print > 30*time.Second {
		t.Errorf("times %+v", defaults)
	}
}

// TestCardsGoToTheirKiosksPages: to all of them, to no other's, and not to a page that comes later.
func TestCardsGoToTheirKiosksPages(t *testing.T) {
	h := newHouse(t)
	left, right, other := h.page("1"), h.page("1"), h.page("2")
	agent := h.agent("1", "a1")
	h.agent("2", "a2")
	agent.say(fromAgent{Card: &Card{IDNumber: id}})
	for _, p := range []end{left, right} {
		if f := p.until("card", func(f toPage) bool { return f.Card != nil }); f.Card.IDNumber != id || !f.Board.Lying {
			t.Errorf("page gets %+v", f.Card)
		}
	}
	agent.say(fromAgent{State: &told{Reader: ReaderOK, Lying: true}})
	late := h.page("1")
	if f := late.until("lying", func(f toPage) bool { return f.Board.Lying }); f.Card != nil {
		t.Error("a page gets a card that was laid before it came")
	}
	agent.say(fromAgent{State: &told{Reader: ReaderOK}})
	for _, p := range []end{left, right, late} {
		p.until("taken away", func(f toPage) bool {
			if f.Card != nil {
				t.Error("a card comes twice")
			}
			return !f.Board.Lying
		})
	}
	agent.say(fromAgent{Card: &Card{}})
	if f := left.until("bad card", func(f toPage) bool { return f.Card != nil }); f.Card.IDNumber != "" || f.Board.Lying {
		t.Errorf("a card that was not read comes as %+v", f)
	}
	for range 20 {
		if f := other.frame(); f.Card != nil || f.Board.Lying {
			t.Fatal("another kiosk's page gets the card")
		}
	}
	if strings.Contains(h.log.String(), id[:8]) {
		t.Errorf("the number is in the log:\n%s", h.log.String())
	}
}

// TestACardThatHasBecomeOldIsNobodys: not that of a page that was stuck, and not that of who comes next.
func TestACardThatHasBecomeOldIsNobodys(t *testing.T) {
	h := newHouse(t)
	h.relay.mu.Lock()
	s := h.relay.station(1)
	p := &pageLine{wake: make(chan struct{}, 1)}
	s.pages[p] = struct{}{}
	s.lay(Card{IDNumber: id})
	p.at = p.at.Add(-2 * swift.card)
	h.relay.mu.Unlock()
	if f := h.relay.newsFor(s, p); f.Card != nil || p.card != nil {
		t.Error("an old card is handed on or kept")
	}
	h.relay.hide(s, p)
}

// TestALineEndsWithItsRight: a page's before the next card, an agent's soon.
func TestALineEndsWithItsRight(t *testing.T) {
	h := newHouse(t)
	page, agent := h.page("1"), h.agent("1", "a1")
	h.refused.Store(1, true)
	if code := page.code(); code != websocket.ClosePolicyViolation {
		t.Errorf("page closed with %d", code)
	}
	if code := agent.code(); code != websocket.ClosePolicyViolation {
		t.Errorf("agent closed with %d", code)
	}
	h.connected(1, false)
}

// TestALaterAgentTakesTheKiosk: the earlier one may be a line that is dead and does not know it.
func TestALaterAgentTakesTheKiosk(t *testing.T) {
	h := newHouse(t)
	page := h.page("1")
	first := h.agent("1", "a1")
	second := h.agent("1", "a2")
	if code := first.code(); code != CloseReplaced {
		t.Errorf("the first is closed with %d", code)
	}
	second.say(fromAgent{Card: &Card{IDNumber: id}})
	page.until("card of the second", func(f toPage) bool { return f.Card != nil })
	h.connected(1, true)
	if n := h.relay.Connected(); n != 1 {
		t.Errorf("%d agents", n)
	}
}

// TestStates tells which agent is away, and since when.
func TestStates(t *testing.T) {
	h := newHouse(t)
	h.page("3")
	if states := h.relay.States(); len(states) != 0 {
		t.Errorf("states %+v before any agent", states)
	}
	if word := h.word(); word != "offline" {
		t.Errorf("printer of no agent is %s", word)
	}
	agent := h.agent("1", "a1")
	h.agent("2", "a2")
	h.now.Store(2000)
	agent.say(fromAgent{State: &told{Printer: &escpos.State{Known: true, PaperLow: true}, Reader: "upside down"}})
	until(t, "paper low", func() bool { return h.word() == "paper_low" })
	want := State{Kiosk: 1, Connected: true, Since: 1000, Seen: 2000, Reader: ReaderFault, Printer: "paper_low"}
	if states := h.relay.States(); len(states) != 2 || states[0] != want || states[1].Kiosk != 2 {
		t.Errorf("states %+v", states)
	}
	h.now.Store(3000)
	_ = agent.Close()
	h.connected(1, false)
	want.Connected, want.Since = false, 3000
	if states := h.relay.States(); states[0] != want {
		t.Errorf("state of one that is away %+v", states[0])
	}
	if word := h.word(); word != "offline" {
		t.Errorf("printer of an agent that is away is %s", word)
	}
	h.agent("1", "a1").say(fromAgent{State: &told{Reader: ReaderNone}})
	until(t, "no printer", func() bool {
		_, err := h.relay.Printer(1).State(t.Context())
		return errors.Is(err, escpos.ErrNoPrinter)
	})
	if err := h.relay.Printer(1).Print(t.Context(), nil); !errors.Is(err, escpos.ErrNoPrinter) {
		t.Errorf("print without a printer: %v", err)
	}
	if states := h.relay.States(); states[0].Printer != "none" {
		t.Errorf("state without a printer %+v", states[0])
	}
}

// TestASilentAgentIsAway, though its line is open.
func TestASilentAgentIsAway(t *testing.T) {
	h := newHouse(t)
	page := h.page("1")
	a := h.agent("1", "a1")
	a.say(fromAgent{Card: &Card{IDNumber: id}})
	page.until("card", func(f toPage) bool { return f.Board.Lying })
	h.connected(1, false) // it says nothing more, and answers no ping, as nobody reads there
	if h.page("1").frame().Board.Lying {
		t.Error("a card lies on a reader that nobody hears of")
	}
	if word := h.word(); word != "offline" {
		t.Errorf("its printer is %s", word)
	}
	err := h.relay.Printer(1).Print(t.Context(), []byte("slip"))
	var stopped *escpos.Stopped
	if !errors.As(err, &stopped) || !stopped.State.Offline {
		t.Errorf("print: %v", err)
	}
}

// TestWhatIsNotUnderstood ends a line, and does not stand in the log.
func TestWhatIsNotUnderstood(t *testing.T) {
	h := newHouse(t)
	for _, said := range []string{
		"{", `{"card":{"id_number":` + id + `}}`, `{"hello":{"instance":"ä"}}`, `{"hello":{}}`, `{"printed":{"id":"` + id + `"}}`,
		`{"card":{"id_number":"` + id + `"}}`, // before it has said who it is
		strings.Repeat(" ", mostSaid+1),
	} {
		a := h.dial(AgentPath, "1")
		if err := a.WriteMessage(websocket.TextMessage, []byte(said)); err != nil {
			t.Fatal(err)
		}
		a.code()
	}
	if states := h.relay.States(); len(states) != 0 {
		t.Errorf("states %+v", states)
	}
	if strings.Contains(h.log.String(), id[:8]) {
		t.Errorf("log:\n%s", h.log.String())
	}
}

func TestCloseSendsEverybodyAway(t *testing.T) {
	before := runtime.NumGoroutine()
	h := newHouse(t)
	page, agent, silent := h.page("1"), h.agent("1", "a1"), h.page("1")
	codes := make(chan int, 2)
	go func() { codes <- page.code() }()
	go func() { codes <- agent.code() }()
	printing := make(chan error, 1)
	go func() { printing <- h.relay.Printer(1).Print(context.Background(), []byte("slip")) }()
	until(t, "the slip waits", func() bool {
		h.relay.mu.Lock()
		defer h.relay.mu.Unlock()
		return len(h.relay.station(1).jobs) == 1 && h.relay.station(1).jobs[0].line != nil
	})
	h.relay.Close()
	for range 2 {
		if code := <-codes; code != websocket.CloseGoingAway {
			t.Errorf("closed with %d", code)
		}
	}
	if err := <-printing; !errors.Is(err, escpos.ErrUnconfirmed) {
		t.Errorf("a slip that was on its way: %v", err)
	}
	_ = silent.Close()
	if code := h.dial("/ws/kiosk/1", "").code(); code != websocket.CloseGoingAway {
		t.Errorf("a page after the end is closed with %d", code)
	}
	if code := h.dial(AgentPath, "1").code(); code != websocket.CloseGoingAway {
		t.Errorf("an agent after the end is closed with %d", code)
	}
	h.relay.Close()
	h.web.Close()
	until(t, "no goroutine is left", func() bool { return runtime.NumGoroutine() <= before+1 })
}

// TestAPlainRequestIsNoSocket: it is answered by a refusal.
func TestAPlainRequestIsNoSocket(t *testing.T) {
	h := newHouse(t)
	for _, path := range []string{"/ws/kiosk/1"} {
		answer, err := h.web.Client().Get(h.url + path)
		if err != nil || answer.StatusCode != 400 {
			t.Errorf("%s: %v, %v", path, answer, err)
		}
		_ = answer.Body.Close()
	}
	h.relay.ServeAgent(newRecorder(), request(), 1, nil)
}

func TestStatesAreInOrder(t *testing.T) {
	h := newHouse(t)
	for _, token := range []string{"7", "3", "11"} {
		h.agent(token, "a"+token)
	}
	var kiosks []queue.KioskNumber
	for _, s := range h.relay.States() {
		kiosks = append(kiosks, s.Kiosk)
	}
	if !slices.Equal(kiosks, []queue.KioskNumber{3, 7, 11}) {
		t.Errorf("kiosks %v", kiosks)
	}
}
