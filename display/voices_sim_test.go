package display

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paidui/paidui/queue"
)

// loudspeaker is what the listeners of a zone hear, over all of its pages.
type loudspeaker struct {
	mu   sync.Mutex
	said []saying
}

// saying is a sentence from when it began to when it ended or broke off.
type saying struct {
	page     string
	id, seq  uint64
	from, to time.Time
	whole    bool
	told     time.Time // when the hall has heard of that
}

// player is a page that speaks as pages do, at the far end of a line that loses, delays and cuts.
type player struct {
	hub  *Hub
	rand *rand.Rand
	hall *loudspeaker
	name string

	mu       sync.Mutex
	dead     bool
	line     *wire
	n, acked uint64
	sent     map[uint64]time.Time
	lease    time.Time
	saying   int // of hall.said, -1 while silent
	id, done uint64
	upTo     uint64
	epoch    string
	stop     *time.Timer
}

// wire is one connection of a player's.
type wire struct {
	screen  *screen
	woken   chan struct{} // holds a value when there is word for the screen
	open    atomic.Bool
	stalled bool
	last    [2]time.Time // when the last message arrives, up and down: a line keeps the order
}

const (
	reportEvery  = 1500 * time.Millisecond
	sentenceFor  = 4 * time.Second
	longestDelay = 400 * time.Millisecond
)

// after does something when a message has come over the wire; upward or not.
func (p *player) after(w *wire, upward int, arrive func()) {
	at := time.Now().Add(time.Duration(p.rand.Int64N(int64(longestDelay))))
	if at.Before(w.last[upward]) {
		at = w.last[upward]
	}
	w.last[upward] = at
	time.AfterFunc(time.Until(at), arrive)
}

func (p *player) connect() {
	hub := p.hub
	s, woken := lineless(hub)
	w := &wire{screen: s, woken: woken}
	w.open.Store(true)
	hub.voices.join(s, "1F")
	p.line = w
	go func() {
		for range woken {
			word, news := hub.voices.word(s)
			if !news {
				continue
			}
			p.mu.Lock()
			p.after(w, 1, func() { p.hear(w, word) })
			p.mu.Unlock()
		}
	}()
	p.report()
}

// cut breaks the line; the hall hears of it at once, or later when nothing tells it.
func (p *player) cut(notice time.Duration) {
	w := p.line
	if w == nil {
		return
	}
	p.line = nil
	w.open.Store(false)
	time.AfterFunc(notice, func() {
		w.screen.hub.voices.leave(w.screen)
		close(w.woken)
	})
}

// report needs p.mu.
func (p *player) report() {
	w := p.line
	if w == nil || w.stalled || p.dead {
		return
	}
	p.n++
	p.sent[p.n] = time.Now()
	r := Report{
		Page: p.name, N: p.n, Acked: p.acked, Sound: SoundRunning, Done: p.done,
		Epoch: p.epoch, Said: p.upTo,
	}
	if p.saying >= 0 {
		r.Saying = p.id
	}
	text, _ := json.Marshal(map[string]any{"voice": r})
	done := p.done
	p.after(w, 0, func() {
		if !w.open.Load() {
			return
		}
		p.hall.tell(p.name, done)
		w.screen.hub.voices.report(w.screen, text)
	})
}

// hear takes word of the hall.
func (p *player) hear(w *wire, word VoiceWord) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dead || p.line != w || w.stalled {
		return
	}
	p.epoch = epoch(w.screen.hub.journalID, queue.DateOf(w.screen.hub.hall.Now(), shanghai))
	p.upTo, p.acked = max(p.upTo, word.Said), max(p.acked, word.Ack)
	if !word.Turn {
		p.hush()
		p.lease = time.Time{}
		return
	}
	if at, ok := p.sent[word.Ack]; ok {
		p.lease = at.Add(time.Duration(word.LeaseMS) * time.Millisecond)
		p.endAtLease()
	}
	if u := word.Say; u != nil && u.ID != p.done && (p.saying < 0 || u.ID != p.id) && time.Now().Before(p.lease) {
		p.say(u)
	}
}

func (p *player) say(u *Utterance) {
	p.hush()
	p.id = u.ID
	p.saying = p.hall.begin(p.name, u.ID, u.Seq)
	p.endAtLease()
	at := p.saying
	time.AfterFunc(sentenceFor, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.saying != at || p.dead {
			return
		}
		p.hall.end(at, true)
		p.saying, p.done, p.upTo = -1, u.ID, max(p.upTo, u.Said)
		p.report()
	})
	p.report()
}

// endAtLease makes the page fall silent when its lease is over.
func (p *player) endAtLease() {
	if p.stop != nil {
		p.stop.Stop()
	}
	p.stop = time.AfterFunc(time.Until(p.lease), func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !time.Now().Before(p.lease) {
			p.hush()
		}
	})
}

func (p *player) hush() {
	if p.saying >= 0 {
		p.hall.end(p.saying, false)
		p.saying = -1
	}
}

func (h *loudspeaker) begin(page string, id, seq uint64) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.said = append(h.said, saying{page: page, id: id, seq: seq, from: time.Now()})
	return len(h.said) - 1
}

func (h *loudspeaker) end(i int, whole bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.said[i].to, h.said[i].whole = time.Now(), whole
}

// tell notes that the hall has been told of all that a page has said so far.
func (h *loudspeaker) tell(page string, done uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i := range h.said {
		if s := &h.said[i]; s.page == page && s.whole && s.told.IsZero() && s.id <= done {
			s.told = time.Now()
		}
	}
}

// whole gives when a call was said to its end.
func (h *loudspeaker) whole(seq uint64) (all []saying) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.said {
		if s.seq == seq && s.whole {
			all = append(all, s)
		}
	}
	return all
}

// crew is a zone with its players, of whom chance cuts one after the other.
type crew struct {
	t       *testing.T
	hall    *queue.Hall
	hub     *Hub
	rand    *rand.Rand
	heard   loudspeaker
	players []*player
	born    int
	hurts   map[string]int
	hurtAt  []time.Time
	births  []time.Time
}

func newCrew(t *testing.T, seed uint64, n int) *crew {
	journal := &queue.MemoryJournal{}
	hall, err := queue.Open(t.Context(), journal, func() queue.Instant { return queue.At(time.Now()) })
	if err != nil {
		t.Fatal(err)
	}
	c := &crew{t: t, hall: hall, rand: rand.New(rand.NewPCG(seed, 5)), hurts: map[string]int{}}
	l := nightly()
	l.Settings.SpeakRepeat, l.Settings.SpeakMaxAgeSeconds = 1, 300
	c.do(queue.SetUp{Layout: l})
	c.do(queue.SignIn{Window: 1})
	c.do(queue.SignIn{Window: 3})
	c.do(queue.SignIn{Window: 5})
	c.hub = NewHub(hall, "j", "", nobodys)
	for range n {
		c.bear()
	}
	return c
}

func (c *crew) do(command queue.Command) queue.Entry {
	e, err := c.hall.Do(c.t.Context(), queue.Origin{}, command)
	if err != nil {
		c.t.Fatal(err)
	}
	return e
}

// bear adds a page, as a box does that starts.
func (c *crew) bear() {
	c.born++
	p := &player{
		hub: c.hub, rand: rand.New(rand.NewPCG(c.rand.Uint64(), 1)), hall: &c.heard, name: fmt.Sprint("page", c.born),
		sent: map[uint64]time.Time{}, saying: -1,
	}
	p.mu.Lock()
	p.connect()
	p.mu.Unlock()
	c.players = append(c.players, p)
	go func() {
		for {
			time.Sleep(reportEvery)
			p.mu.Lock()
			over := p.dead
			p.report()
			p.mu.Unlock()
			if over {
				return
			}
		}
	}()
}

// hurt does something to one page: the one that speaks, if there is one, two times of three.
func (c *crew) hurt() {
	p := c.players[c.rand.IntN(len(c.players))]
	if c.rand.IntN(10) == 0 {
		c.restart()
		return
	}
	if i := slices.IndexFunc(c.players, c.speaks); i >= 0 && c.rand.IntN(3) > 0 {
		p = c.players[i]
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.line == nil {
		return
	}
	c.hurtAt = append(c.hurtAt, time.Now())
	if !c.others(p) {
		c.hurtAt = append(c.hurtAt, time.Now()) // nobody can go on at once: as if that one were hurt too
	}
	switch c.rand.IntN(3) {
	case 0: // the box loses power, and another page comes up after a while
		c.hurts["killed"]++
		p.dead = true
		p.hush()
		p.cut(time.Duration(c.rand.Int64N(int64(9 * time.Second))))
		c.players = slices.DeleteFunc(c.players, func(o *player) bool { return o == p })
		c.births = append(c.births, time.Now().Add(time.Duration(2+c.rand.IntN(15))*time.Second))
	case 1: // the line is cut and comes back
		c.hurts["cut"]++
		p.cut(time.Duration(c.rand.Int64N(int64(300 * time.Millisecond))))
		time.AfterFunc(time.Duration(c.rand.Int64N(int64(6*time.Second))), p.reconnect)
	case 2: // nothing comes through and nobody notices until somebody does
		c.hurts["stalled"]++
		w := p.line
		w.stalled = true
		time.AfterFunc(time.Duration(c.rand.Int64N(int64(9*time.Second))), func() {
			p.mu.Lock()
			if p.line == w {
				p.cut(0)
			}
			p.mu.Unlock()
			p.reconnect()
		})
	}
}

// others tells whether another page than p could go on with what it says.
func (c *crew) others(p *player) bool {
	return slices.ContainsFunc(c.players, func(o *player) bool {
		if o == p {
			return false
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		return o.line != nil && !o.line.stalled && o.n > 4
	})
}

// restart ends the hub, as a restart of the hall does: lines break, and what it knew of voices is gone.
func (c *crew) restart() {
	c.hurts["restarted"]++
	c.hurtAt = append(c.hurtAt, time.Now())
	for _, p := range c.players {
		p.mu.Lock()
		p.cut(0)
		p.hub = nil
		p.mu.Unlock()
	}
	c.hub.Close()
	time.Sleep(time.Duration(c.rand.Int64N(int64(3 * time.Second))))
	c.hub = NewHub(c.hall, "j", "", nobodys)
	for _, p := range c.players {
		p.mu.Lock()
		p.hub = c.hub
		p.mu.Unlock()
		time.AfterFunc(time.Duration(500+c.rand.IntN(2000))*time.Millisecond, p.reconnect)
	}
}

func (p *player) reconnect() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.dead && p.line == nil && p.hub != nil {
		p.connect()
	}
}

func (c *crew) speaks(p *player) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.saying >= 0
}

// TestVoiceOverRandomCuts plays hours of a zone with three pages whose lines are cut and stalled, which are killed, and
// whose hall restarts. Two never speak at once, no call is lost, none is said again that the hall knows to have been said, and when the page
// that speaks falls silent another one goes on within ten seconds.
func TestVoiceOverRandomCuts(t *testing.T) {
	seeds := 3
	if os.Getenv("PAIDUI_LONG") != "" {
		seeds = 40
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { playHours(t, uint64(seed)) })
		})
	}
}

func playHours(t *testing.T, seed uint64) {
	c := newCrew(t, seed, 3)
	defer func() { _ = c.hall.Close() }()
	defer func() { c.hub.Close() }()
	services := map[queue.WindowNumber]queue.ServiceID{1: "social", 3: "medical", 5: "tax"}
	at := map[queue.WindowNumber]uint64{}
	var calls []uint64
	end := time.Now().Add(2 * time.Hour)
	nextHurt := time.Now().Add(10 * time.Second)
	for time.Now().Before(end) {
		time.Sleep(500 * time.Millisecond)
		if time.Now().After(nextHurt) {
			c.hurt()
			nextHurt = time.Now().Add(time.Duration(4+c.rand.IntN(40)) * time.Second)
		}
		if len(c.births) > 0 && time.Now().After(c.births[0]) {
			c.births = c.births[1:]
			c.bear()
		}
		for w, service := range services {
			if seq := at[w]; seq != 0 {
				if len(c.heard.whole(seq)) == 0 || c.rand.IntN(20) > 0 {
					continue
				}
				c.do(queue.Start{Window: w})
				c.do(queue.Finish{Window: w})
				at[w] = 0
			}
			if c.rand.IntN(20) == 0 {
				c.do(queue.Take{Service: service, Class: queue.ClassNormal, Source: queue.SourceKiosk})
				at[w] = c.do(queue.CallNext{Window: w}).Seq
				calls = append(calls, at[w])
			}
		}
	}
	time.Sleep(time.Minute)
	c.judge(calls)
	for _, p := range c.players {
		p.mu.Lock()
		p.dead = true
		p.cut(0)
		p.mu.Unlock()
	}
	time.Sleep(time.Minute)
}

// hurtsBetween counts what befell pages: a second blow to the next one makes for more silence than one does.
func (c *crew) hurtsBetween(from, to time.Time) (n int) {
	for _, at := range c.hurtAt {
		if at.After(from) && at.Before(to) {
			n++
		}
	}
	return n
}
