package display

import (
	"cmp"
	"time"
)

// Sound is what a page says of its loudspeaker.
type Sound string

// What a loudspeaker may be.
const (
	SoundRunning Sound = "running"
	// SoundLoading runs, and not all clips are there yet.
	SoundLoading Sound = "loading"
	// SoundBlocked waits for somebody to touch the page.
	SoundBlocked Sound = "blocked"
	// SoundMuted is a page that has been told not to speak.
	SoundMuted Sound = "muted"
)

// candidate is a page of a zone that may speak.
type candidate struct {
	page      string
	sound     Sound
	dedicated bool   // it is there to speak
	doubted   bool   // somebody says that it is not heard
	saying    uint64 // the utterance that it is saying, 0 for none
	since     time.Time
	heard     time.Time // its last report
	screen    *screen   // nil while its line is cut
	ack       uint64    // the number of its last report
}

// sounds tells whether what the page is given to say can be heard, as far as it knows.
func (c *candidate) sounds() bool { return c.sound == SoundRunning || c.sound == SoundLoading }

// rank is less for the better of two pages: one that is heard, that is ready, that is there for it.
func (c *candidate) rank() int {
	rank := 0
	for _, drawback := range []bool{c.doubted, c.sound == SoundLoading, !c.dedicated} {
		rank *= 2
		if drawback {
			rank++
		}
	}
	return rank
}

// election gives the voice of a zone to one of its pages at a time. What keeps two from speaking at once is a lease: a
// page falls silent by itself one lease after it sent the last report that was answered, and nobody else is given anything
// to say before that has come about for certain. The page's lease begins when it sends, the election's when it receives,
// so that neither clocks nor the time on the way have to be known.
//
// A page that has nothing to say in its hands cannot speak, so that it is replaced at once.
type election struct {
	lease  time.Duration
	margin time.Duration // by which clocks may run differently during a lease
	// free is when no lease of an earlier process can be left.
	free  time.Time
	pages map[string]*candidate
	// holder has the voice, until at most.
	holder *candidate
	until  time.Time
}

func newElection(lease, margin time.Duration, now time.Time) election {
	return election{lease: lease, margin: margin, free: now.Add(lease + margin), pages: map[string]*candidate{}}
}

// report takes what a page says of itself and renews its lease, if it has one. It tells whether the page's line is a new
// one: nothing that was sent over the one before will be taken any more.
func (e *election) report(now time.Time, s *screen, r *Report) (newLine bool) {
	e.lapse(now)
	c, ok := e.pages[r.Page]
	if !ok {
		c = &candidate{page: r.Page, since: now}
		e.pages[r.Page] = c
	}
	newLine = c.screen != s
	c.screen, c.heard, c.ack = s, now, r.N
	c.sound, c.dedicated, c.saying = r.Sound, r.Dedicated, r.Saying
	// After a restart of the hall the page that is saying something goes on: no other one can have the voice.
	if e.holder == nil && r.Saying != 0 && now.Before(e.free) && c.sounds() {
		e.holder = c
	}
	if e.holder == c {
		e.until = now.Add(e.lease + e.margin)
	}
	return newLine
}

// cut says that the line of a page has gone; it may come back. gone: the page itself has.
func (e *election) cut(s *screen, gone bool) {
	for name, c := range e.pages {
		if c.screen != s {
			continue
		}
		c.screen = nil
		if gone && e.holder == c {
			e.holder = nil
		}
		if e.holder != c {
			delete(e.pages, name)
		}
	}
}

// lapse takes the voice from a page whose lease has run out.
func (e *election) lapse(now time.Time) {
	if h := e.holder; h != nil && !now.Before(e.until) {
		e.vacate()
	}
}

// vacate leaves the zone without a holder.
func (e *election) vacate() {
	if e.holder.screen == nil {
		delete(e.pages, e.holder.page)
	}
	e.holder = nil
}

// settle finds who has the voice now. inHand: the holder may be saying something, and so is replaced only when it cannot.
func (e *election) settle(now time.Time, inHand bool) {
	e.lapse(now)
	best := e.best(now)
	if h := e.holder; h != nil {
		silent := !h.sounds()
		idle := !inHand && h.saying == 0
		better := best != nil && best.rank() < h.rank()
		if silent || idle && (better || h.screen == nil) {
			e.vacate()
		}
	}
	if e.holder == nil && best != nil && !now.Before(e.free) {
		e.holder, e.until = best, now.Add(e.lease+e.margin)
	}
}

// best gives the page that should speak of those that were heard of a moment ago; nil when none can.
func (e *election) best(now time.Time) (best *candidate) {
	for _, c := range e.pages {
		if c.screen == nil || !c.sounds() || now.Sub(c.heard) > e.lease/2 {
			continue
		}
		if best == nil || cmp.Or(c.rank()-best.rank(), c.since.Compare(best.since), cmp.Compare(c.page, best.page)) < 0 {
			best = c
		}
	}
	return best
}
