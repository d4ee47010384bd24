package main

import (
	"bytes"
	wav "encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// hasty are clips of a twentieth of a second each, so that a call takes one second to say.
func hasty() map[string][]byte {
	const samples = voiceRate / 20
	var clip bytes.Buffer
	head := []any{
		[]byte("RIFF"), uint32(36 + 2*samples), []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(voiceRate), uint32(2 * voiceRate),
		uint16(2), uint16(16), []byte("data"), uint32(2 * samples), make([]int16, samples),
	}
	for _, part := range head {
		_ = wav.Write(&clip, wav.LittleEndian, part)
	}
	pack := map[string][]byte{}
	for _, name := range voice.Clips() {
		pack[name] = clip.Bytes()
	}
	return pack
}

// watcher notes the calls that the big panel shows, each once in a row.
const watcher = `
	window.shown = [];
	setInterval(() => {
		const big = document.querySelector(".big-fresh[data-call]"), call = big && big.getAttribute("data-call");
		if (call && shown[shown.length - 1] !== call) shown.push(call);
	}, 50);`

// TestEachCallOnceOverCuts cuts the line of a zone's only screen at random, 200 times: each call is shown
// once and said to its end once.
func TestEachCallOnceOverCuts(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	for _, e := range engines(t) {
		t.Run("in"+e.suffix, func(t *testing.T) {
			t.Parallel()
			e.start(t)
			callOverCuts(t, e, 200)
		})
	}
}

// calledAt gives the number at a window.
func (h *voiceHall) calledAt(w queue.WindowNumber) (number string) {
	h.hall.View(func(s *queue.State) { number = string(s.Current(w).Number) })
	return number
}

func callOverCuts(t *testing.T, e *engine, cuts int) {
	h := newVoiceHall(t, func(l *queue.Layout) { l.Settings.SpeakRepeat = 1 })
	for clip, content := range hasty() {
		if err := soundsOf(h.dir).keep(clip, content); err != nil {
			t.Fatal(err)
		}
	}
	h.restart()
	h.url = h.live()
	windows := []queue.WindowNumber{3, 5, 6}
	for _, w := range windows {
		h.order(queue.SignIn{Window: w})
	}
	lines := newCutter(t, h.url)
	f := e.openAs(t, "wall", h.tokens["screen2F"], lines.url(), "/hall/2F", hallScreen, recorder, watcher)
	f.see(".hall")
	speaking(t, h, "running")
	random := rand.New(rand.NewPCG(uint64(cuts), 9))
	over := make(chan struct{})
	go func() {
		defer close(over)
		for range cuts {
			time.Sleep(time.Duration(200+random.IntN(2300)) * time.Millisecond)
			lines.cut()
		}
	}()
	var called []string
	for at, done := 0, false; !done; at++ {
		select {
		case <-over:
			done = true
		default:
		}
		w := windows[at%len(windows)]
		if at >= len(windows) {
			h.order(queue.Start{Window: w})
			h.order(queue.Finish{Window: w})
		}
		h.call("social", w)
		called = append(called, h.calledAt(w))
		// The panel shows every call for five seconds.
		time.Sleep(6 * time.Second)
	}
	last := called[len(called)-1]
	f.within(4*stepWithin, "the last call is shown", fmt.Sprintf(`shown.indexOf(%q) >= 0`, last))
	f.within(4*stepWithin, "the last call is said", `heard.length > 0 && heard[heard.length - 1].clip === "banli" && heard[heard.length - 1].to < Date.now()`)
	said := map[string]int{}
	for _, c := range heardFrom(f) {
		if c.whole {
			said[c.number]++
		}
	}
	shown := map[string]int{}
	for _, number := range ask[[]string](f, `shown`) {
		shown[number]++
	}
	for _, number := range called {
		if said[number] != 1 || shown[number] != 1 {
			t.Errorf("%s was said %d times and shown %d times: %+v", number, said[number], shown[number], heardFrom(f))
		}
	}
	t.Logf("%d calls over %d cuts", len(called), cuts)
}
