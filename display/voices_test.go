package display

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/paidui/paidui/queue"
)

// patient are swift intervals that wait for a page which another one keeps waiting.
func patient() intervals {
	every := swift
	every.dead, every.write = time.Minute, time.Minute
	return every
}

// mouth is a page that speaks, at the end of a real line.
type mouth struct {
	line
	Report
	word VoiceWord
}

func (ho *house) mouth(page string, sound Sound) *mouth {
	ho.t.Helper()
	m := &mouth{line: ho.dial("/ws/speaker/1F", Mark{}), Report: Report{Page: page, Sound: sound}}
	m.report()
	return m
}

// report sends what the page says of itself.
func (m *mouth) report() {
	m.t.Helper()
	m.N++
	text, err := json.Marshal(map[string]any{"voice": m.Report})
	if err == nil {
		err = m.WriteMessage(websocket.TextMessage, text)
	}
	if err != nil {
		m.t.Fatal(err)
	}
}

// until reads and reports until the page has been told something.
func (m *mouth) until(what string, so func(VoiceWord) bool) {
	m.t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !so(m.word); {
		if time.Now().After(deadline) {
			m.t.Fatalf("%s is not told %s, but %+v", m.Page, what, m.word)
		}
		f, err := m.frame()
		if err != nil {
			m.t.Fatal(err)
		}
		if f.Voice != nil {
			m.word = *f.Voice
		}
		if f.Voice == nil || f.Voice.Ack == m.N {
			time.Sleep(5 * time.Millisecond)
			m.report()
		}
	}
}

// sayAll says whatever there is to say, until nothing is left.
func (m *mouth) sayAll() (seqs []uint64) {
	m.t.Helper()
	for {
		m.until("whether there is more to say", func(w VoiceWord) bool { return w.Turn && (w.Say == nil || w.Say.ID != m.Done) })
		if m.word.Say == nil {
			return seqs
		}
		seqs = append(seqs, m.says().Seq)
	}
}

// says waits for a sentence and says it.
func (m *mouth) says() Utterance {
	m.t.Helper()
	m.until("what to say", func(w VoiceWord) bool { return w.Turn && w.Say != nil && w.Say.ID != m.Done })
	m.Done, m.Said = m.word.Say.ID, m.word.Say.Said
	m.report()
	return *m.word.Say
}

func TestOnePageSaysTheCalls(t *testing.T) {
	l := nightly()
	l.Zones[0].Volume = 70
	st := newStage(t, l, "09:00:00").open()
	st.take("social", 2)
	h := newHub(st.hall, "j", "", nobodys, patient())
	ho := newHouse(t, h)
	wall := ho.dial("/ws/hall/1F", Mark{}) // it does not speak, and may not
	_ = wall.WriteMessage(websocket.TextMessage, []byte(`{"voice":{"page":"wall","n":1,"sound":"running"}}`))
	first := ho.mouth("first", SoundRunning)
	first.until("that it has the voice", func(w VoiceWord) bool { return w.Turn })
	if w := first.word; !w.On || w.Volume != 70 || w.LeaseMS != swift.lease.Milliseconds() {
		t.Errorf("told %+v", w)
	}
	second := ho.mouth("second", SoundRunning)
	second.until("of the other one's voice", func(w VoiceWord) bool { return w.On && !w.Turn && w.Ack != 0 })

	seq := st.call(1)
	if u := first.says(); u.Seq != seq || u.Said != seq || u.Matter != MatterCall || u.GapMS != 500 || len(u.Clips) != 11 {
		t.Errorf("to be said first: %+v", u)
	}
	if u := first.says(); u.Seq != seq || u.GapMS != 1000 {
		t.Errorf("to be said again: %+v", u)
	}
	for f := (Frame{}); f.Voice == nil || f.Voice.Saying != seq; {
		var err error
		if f, err = wall.frame(); err != nil {
			t.Fatal(err)
		}
		if f.Voice != nil && (f.Voice.Turn || f.Voice.Ack != 0 || !f.Voice.On) {
			t.Errorf("the wall is told %+v", f.Voice)
		}
	}
	again := st.do(queue.Recall{Window: 1}).Seq
	first.until("the recall", func(w VoiceWord) bool { return w.Say != nil && w.Say.Seq == again })
	_ = first.Close()
	if u := second.says(); u.Seq != again {
		t.Errorf("the other page says %+v", u)
	}
	until(t, "the hall knows of that", func() bool { l := h.Voices()[0].Last; return l != nil && l.Seq == again })
	states := h.Voices()
	if s := states[0]; s.Zone != "1F" || s.Problem != "" || s.Last.Seq != again || !slices.ContainsFunc(s.Screens, func(c VoiceScreen) bool { return c.Speaking && c.Address == "127.0.0.1" }) {
		t.Errorf("the zone stands at %+v", s)
	}
	if s := states[1]; s.Zone != "2F" || s.Problem != "" || len(s.Screens) != 0 {
		t.Errorf("the other zone stands at %+v", s)
	}
}

func TestACallIsNotSaidToWhomHasCome(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	st.take("social", 1)
	st.take("medical", 1)
	st.call(1)
	st.do(queue.Start{Window: 1})
	h := newHub(st.hall, "j", "", nobodys, patient())
	m := newHouse(t, h).mouth("page", SoundRunning)
	seq := st.call(3)
	m.until("what to say", func(w VoiceWord) bool { return w.Say != nil })
	st.do(queue.Start{Window: 3})
	until(t, "the hall's voice knows that too", func() bool {
		h.voices.mu.Lock()
		defer h.voices.mu.Unlock()
		return len(h.voices.zones["1F"].now.rest) == 0
	})
	if said := m.sayAll(); !slices.Equal(said, []uint64{seq}) {
		t.Errorf("said %v", said)
	}
}

func TestNothingIsSaidInQuietHours(t *testing.T) {
	l := nightly()
	l.Zones[0].Voice = []queue.VoiceHours{{From: 12 * 60, To: 14 * 60}}
	st := newStage(t, l, "13:59:50").open()
	st.take("social", 2)
	ho := newHouse(t, newHub(st.hall, "j", "", nobodys, patient()))
	m := ho.mouth("page", SoundRunning)
	st.call(1)
	m.until("that nothing is to be heard", func(w VoiceWord) bool { return w.Turn && !w.On && w.Volume == 0 })
	st.pass(20 * queue.Second)
	m.until("that the quiet is over", func(w VoiceWord) bool { return w.On && w.Volume == 100 })
	st.do(queue.Start{Window: 1})
	st.do(queue.Finish{Window: 1})
	seq := st.call(1)
	if u := m.says(); u.Seq != seq {
		t.Errorf("said %+v", u)
	}
}

func TestAVoiceIsTriedAndConfirmed(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	h := newHub(st.hall, "j", "", nobodys, patient())
	ho := newHouse(t, h)
	state := func() VoiceState { return h.Voices()[0] }
	m := ho.mouth("page", SoundRunning)
	if h.TryVoice("9F") || h.ConfirmVoice("9F") || !h.TryVoice("1F") {
		t.Fatal("an unknown zone is known, or a known one is not")
	}
	if u := m.says(); u.Matter != MatterTest || u.Seq != 0 {
		t.Errorf("said %+v", u)
	}
	m.until("that nothing is left to say", func(w VoiceWord) bool { return w.Turn && w.Say == nil })
	if s := state(); s.TestedAt == 0 || s.Problem != VoiceUnconfirmed {
		t.Errorf("after the test: %+v", s)
	}
	h.ConfirmVoice("1F")
	if s := state(); s.ConfirmedAt == 0 || s.Problem != "" {
		t.Errorf("after somebody heard it: %+v", s)
	}
	other := ho.mouth("other", SoundRunning)
	other.until("that it does not have the voice", func(w VoiceWord) bool { return w.On && w.Ack > 0 && !w.Turn })
	st.pass(queue.Second)
	fault := st.do(queue.AskHelp{Kind: queue.HelpFault, Window: 1, Device: queue.DeviceSound})
	other.until("that it has the voice in place of a loudspeaker that is off", func(w VoiceWord) bool { return w.Turn })
	if s := state(); s.Problem != VoiceUnheard {
		t.Errorf("after a window did not hear it: %+v", s)
	}
	st.do(queue.AnswerHelp{ID: fault.Help().ID, By: queue.Helper{Role: queue.RoleDesk}})
	other.until("more", func(w VoiceWord) bool { return state().Problem == "" })
	st.pass(24 * 60 * queue.Minute)
	st.turn()
	other.until("more", func(w VoiceWord) bool { return state().ConfirmedAt == 0 })
}

func TestWhatIsWrongWithAVoice(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	st.take("social", 1)
	h := newHub(st.hall, "j", "", nobodys, patient())
	ho := newHouse(t, h)
	problem := func() VoiceProblem { return h.Voices()[0].Problem }
	h.voices.born = time.Now().Add(-time.Minute)
	if p := problem(); p != "" {
		t.Errorf("nothing is called: %s", p)
	}
	st.call(1)
	if p := problem(); p != VoiceMissing {
		t.Errorf("nobody speaks: %q", p)
	}
	m := ho.mouth("page", SoundBlocked)
	m.until("that it is known", func(w VoiceWord) bool { return w.Ack == 1 })
	h.voices.mu.Lock()
	h.voices.zones["1F"].mute = time.Now().Add(-time.Minute)
	h.voices.mu.Unlock()
	if p := problem(); p != VoiceBlocked {
		t.Errorf("the page is blocked: %q", p)
	}
	m.Sound = SoundRunning
	m.report()
	m.until("that it has the voice", func(w VoiceWord) bool { return w.Turn })
	if p := problem(); p != "" {
		t.Errorf("it speaks: %q", p)
	}
	st.pass(31 * queue.Minute)
	_ = m.Close()
	until(t, "the page is gone", func() bool { return len(h.Voices()[0].Screens) == 0 })
	h.voices.mu.Lock()
	h.voices.zones["1F"].mute = time.Now().Add(-time.Minute)
	h.voices.mu.Unlock()
	if p := problem(); p != "" {
		t.Errorf("half an hour after the last call: %q", p)
	}
}

func TestAnEmergencyIsSaidOverAndOver(t *testing.T) {
	l := nightly()
	l.Zones[0].Silent, l.Zones[0].Volume = true, 10
	st := newStage(t, l, "09:00:00").open()
	st.take("social", 1)
	m := newHouse(t, newHub(st.hall, "j", "", nobodys, patient())).mouth("page", SoundRunning)
	st.call(1)
	m.until("that nothing is said", func(w VoiceWord) bool { return w.Turn && !w.On })
	st.do(queue.RaiseEmergency{})
	for range 5 {
		if u := m.says(); u.Matter != MatterEmergency || m.word.Volume != 100 || !m.word.On {
			t.Fatalf("said %+v at %+v", u, m.word)
		}
	}
	st.do(queue.EndEmergency{})
	m.until("silence", func(w VoiceWord) bool {
		if w.Say != nil && w.Say.ID != m.Done {
			m.Done = w.Say.ID
		}
		return w.Turn && !w.On && w.Say == nil
	})
}

// lineless gives a screen without a line, and a channel that holds a value when there is word for it.
func lineless(hub *Hub) (*screen, chan struct{}) {
	woken := make(chan struct{}, 1)
	return &screen{hub: hub, may: true, wake: func() {
		select {
		case woken <- struct{}{}:
		default:
		}
	}}, woken
}

// FuzzReport: whatever a page sends, the hall goes on.
func FuzzReport(f *testing.F) {
	st := newStage(f, daily(), "09:00:00")
	hub := NewHub(st.hall, "j", "", nobodys)
	f.Cleanup(hub.Close)
	f.Add(`{"voice":{"page":"a","n":1,"sound":"running","saying":3,"done":2,"epoch":"j/2026-11-23","said":1}}`)
	f.Add(`{"voice":{"page":"a","bye":true}}`)
	f.Add(`{"voice":null}`)
	f.Add(`{"voice":{"page":"","n":-1}}`)
	f.Fuzz(func(t *testing.T, text string) {
		s, _ := lineless(hub)
		hub.voices.join(s, "1F")
		defer hub.voices.leave(s)
		hub.voices.report(s, []byte(text))
		hub.voices.word(s)
	})
}
