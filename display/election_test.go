package display

import (
	"testing"
	"time"
)

// booth is an election whose time a test moves.
type booth struct {
	election
	t   *testing.T
	now time.Time
}

func newBooth(t *testing.T) *booth {
	now := time.Now()
	return &booth{newElection(5*time.Second, time.Second, now.Add(-time.Hour)), t, now}
}

// says lets pages report; a page's line is its own.
func (b *booth) says(r Report) *screen {
	s := &screen{}
	if c, ok := b.pages[r.Page]; ok && c.screen != nil {
		s = c.screen
	}
	b.report(b.now, s, &r)
	return s
}

func (b *booth) want(page string, inHand bool) {
	b.t.Helper()
	b.settle(b.now, inHand)
	got := ""
	if b.holder != nil {
		got = b.holder.page
	}
	if got != page {
		b.t.Errorf("%q has the voice, want %q", got, page)
	}
}

func TestTheBestPageHasTheVoice(t *testing.T) {
	b := newBooth(t)
	b.want("", false)
	b.says(Report{Page: "blocked", Sound: SoundBlocked})
	b.says(Report{Page: "muted", Sound: SoundMuted})
	b.want("", false)
	b.says(Report{Page: "loading", Sound: SoundLoading})
	b.want("loading", false)
	b.now = b.now.Add(time.Second)
	b.says(Report{Page: "first", Sound: SoundRunning})
	b.want("loading", true) // it may be saying something
	b.want("first", false)
	b.now = b.now.Add(time.Second)
	b.says(Report{Page: "second", Sound: SoundRunning})
	b.want("first", false)
	b.says(Report{Page: "dedicated", Sound: SoundRunning, Dedicated: true})
	b.want("dedicated", false)
	b.holder.doubted = true
	b.want("first", false)
	b.says(Report{Page: "first", Sound: SoundBlocked})
	b.want("second", true) // what makes no sound is replaced in the middle of a word
}

func TestALeaseOutlivesItsLine(t *testing.T) {
	b := newBooth(t)
	line := b.says(Report{Page: "a", Sound: SoundRunning})
	b.want("a", false)
	b.says(Report{Page: "b", Sound: SoundRunning})
	b.cut(line, false)
	b.want("a", true)
	for range 5 {
		b.now = b.now.Add(time.Second)
		b.says(Report{Page: "b", Sound: SoundRunning})
		b.want("a", true)
	}
	b.says(Report{Page: "a", Sound: SoundRunning}) // it has come back, and its lease begins anew
	b.now = b.now.Add(5 * time.Second)
	b.says(Report{Page: "b", Sound: SoundRunning})
	b.want("a", true)
	b.now = b.now.Add(time.Second)
	b.says(Report{Page: "b", Sound: SoundRunning})
	b.want("b", true)
}

func TestAPageWithNothingToSayIsReplacedAtOnce(t *testing.T) {
	b := newBooth(t)
	line := b.says(Report{Page: "a", Sound: SoundRunning})
	b.says(Report{Page: "b", Sound: SoundRunning})
	b.want("a", false)
	b.cut(line, false)
	b.want("b", false)

	other := b.says(Report{Page: "c", Sound: SoundRunning})
	b.cut(b.holder.screen, true) // it says goodbye in the middle of a word
	b.want("c", true)
	b.cut(other, false)
	b.want("", false)
}

func TestAfterARestartThePageThatSpeaksGoesOn(t *testing.T) {
	b := newBooth(t)
	b.election = newElection(5*time.Second, time.Second, b.now)
	b.says(Report{Page: "b", Sound: SoundRunning})
	b.want("", false)
	b.now = b.now.Add(2 * time.Second)
	b.says(Report{Page: "a", Sound: SoundRunning, Saying: 7})
	b.want("a", false)
	b.says(Report{Page: "b", Sound: SoundRunning, Saying: 8}) // there is one voice, whatever a page believes
	b.want("a", false)

	b.election = newElection(5*time.Second, time.Second, b.now)
	b.says(Report{Page: "b", Sound: SoundRunning})
	b.want("", false)
	b.now = b.now.Add(6 * time.Second)
	b.says(Report{Page: "b", Sound: SoundRunning})
	b.want("b", false)
}
