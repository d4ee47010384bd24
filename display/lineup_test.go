package display

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// call makes a call of a ticket that is said twice, and in English when it is to be.
func call(seq uint64, number queue.TicketNo, english bool) *announcement {
	return &announcement{
		matter: MatterCall, call: queue.Call{Seq: seq, Ticket: queue.TicketID(number), Number: number},
		words: voice.Call{Ticket: number, Window: 3}.Words(), repeat: 2, english: english,
	}
}

// sayAll says everything to its end, and gives it in short: the call, and en for English.
func (l *lineup) sayAll(between func(said int)) string {
	var said []string
	for u := l.next(); u != nil; u = l.next() {
		short := string(u.Matter)
		if u.Seq != 0 {
			short = fmt.Sprint(u.Seq)
		}
		if strings.HasPrefix(u.Clips[0], "en_") {
			short += "en"
		}
		said = append(said, short)
		if !l.said(u.ID, 0) {
			panic("what was given out has not been said")
		}
		if between != nil {
			between(len(said))
		}
	}
	return strings.Join(said, " ")
}

func TestEnglishGivesWayAndThenRepeats(t *testing.T) {
	for _, c := range []struct {
		calls   int
		english bool
		want    string
	}{
		{1, false, "1 1"},
		{1, true, "1 1 1en"},
		{2, true, "1 1 2 2 2en"},
		{3, true, "1 2 2 3 3 3en"},
		{5, true, "1 2 3 4 4 5 5 5en"},
		{5, false, "1 2 3 4 4 5 5"},
	} {
		var l lineup
		for seq := range c.calls {
			l.add(call(uint64(seq+1), queue.TicketNo(fmt.Sprint("A00", seq+1)), c.english))
		}
		if got := l.sayAll(nil); got != c.want {
			t.Errorf("%d calls, English %t: %s, want %s", c.calls, c.english, got, c.want)
		}
	}
}

func TestGapsBetweenSentences(t *testing.T) {
	var l lineup
	l.add(call(1, "A001", true))
	var gaps []int64
	for u := l.next(); u != nil; u = l.next() {
		gaps = append(gaps, u.GapMS)
		l.said(u.ID, 0)
	}
	if !slices.Equal(gaps, []int64{500, 1000, 500}) {
		t.Errorf("gaps %v", gaps)
	}
}

func TestARecallTakesThePlaceOfTheCallThatStillWaits(t *testing.T) {
	var l lineup
	l.add(call(1, "A001", false))
	first := l.next()
	l.add(call(2, "A002", false))
	l.add(call(3, "A003", false))
	l.add(call(4, "A002", false))
	if first.Said != 1 || l.saidUpTo(false) != 0 || l.saidUpTo(true) != 2 {
		t.Errorf("said up to %d, then %d and %d", first.Said, l.saidUpTo(false), l.saidUpTo(true))
	}
	if got := l.sayAll(nil); got != "1 4 4 3 3" {
		t.Errorf("said %s", got)
	}
	if l.saidUpTo(false) != 4 {
		t.Errorf("in the end said up to %d", l.saidUpTo(false))
	}
}

// The recall of a number that is being said is said, and so often that the call itself need not be repeated.
func TestARecallOfWhatIsBeingSaid(t *testing.T) {
	var l lineup
	l.add(call(1, "A001", true))
	l.next()
	l.add(call(2, "A001", true))
	if got := l.sayAll(nil); got != "1 2 2 2en" {
		t.Errorf("said %s", got)
	}
	l.add(call(3, "A002", false))
	l.next()
	l.add(call(4, "A002", false))
	l.lost()
	if got := l.sayAll(nil); got != "4 4" {
		t.Errorf("after the page was lost said %s", got)
	}
}

func TestWhatIsLost(t *testing.T) {
	var l lineup
	l.add(call(1, "A001", false))
	l.add(call(2, "A002", false))
	l.next()
	l.lost() // before anybody has heard it to its end
	if got := l.sayAll(func(n int) {
		if n == 1 {
			l.lost() // once is enough
		}
	}); got != "1 2 2" {
		t.Errorf("said %s", got)
	}
	l.lost()
	if u := l.next(); u != nil {
		t.Errorf("more to say: %+v", u)
	}
}

func TestNeedlessSentenceIsTakenBackOnlyWhenItHasNotBegun(t *testing.T) {
	var l lineup
	l.add(call(1, "A001", false))
	u := l.next()
	l.heard(1)
	l.unbegun(u.ID)
	if l.next() != u {
		t.Error("taken back from who says it")
	}
	l.unbegun(0)
	if next := l.next(); next != nil {
		t.Errorf("said again: %+v", next)
	}
}

func TestEmergencyGoesBeforeEverything(t *testing.T) {
	var l lineup
	l.add(call(1, "A001", false))
	l.add(call(2, "A002", false))
	l.next()
	alarm := &announcement{matter: MatterEmergency, words: voice.Emergency(queue.Text{})}
	l.alarm(alarm)
	for n := range 6 {
		u := l.next()
		if u.Matter != MatterEmergency || u.Cut != (n == 0) || strings.HasPrefix(u.Clips[0], "en_") != (n%2 == 1) {
			t.Fatalf("sentence %d: %+v", n, u)
		}
		l.said(u.ID, 0)
		l.alarm(alarm)
		if n == 3 {
			l.next()
			l.lost() // another page goes on with it
		}
	}
	l.next()
	l.alarm(nil)
	if got := l.sayAll(nil); got != "emergency 1 1 2 2" {
		t.Errorf("after the emergency said %s", got)
	}
}

// TestVoiceKeepsUp plays the calls of halls of six and of thirty windows: how long a call waits to be said, and how busy
// the voice is.
func TestVoiceKeepsUp(t *testing.T) {
	const sentence = 5800 * time.Millisecond // 叮咚 A012号请到12号窗口办理 as the pack says it
	for _, c := range []struct {
		perHour    int
		english    bool
		p95, worst time.Duration
	}{
		{72, false, 15 * time.Second, 40 * time.Second},
		{72, true, 20 * time.Second, 45 * time.Second},
		{360, false, 35 * time.Second, 60 * time.Second},
		{360, true, 35 * time.Second, 60 * time.Second},
	} {
		random := rand.New(rand.NewPCG(uint64(c.perHour), 3))
		var l lineup
		called := map[uint64]time.Duration{}
		var waits []time.Duration
		var now, busy, nextCall time.Duration
		seq, whole := uint64(0), 0
		const day = 8 * time.Hour
		for now < day {
			for nextCall <= now {
				seq++
				called[seq] = nextCall
				l.add(call(seq, queue.TicketNo(fmt.Sprint("A", seq)), c.english))
				nextCall += time.Duration(random.ExpFloat64() * float64(time.Hour) / float64(c.perHour))
			}
			u := l.next()
			if u == nil {
				now = nextCall
				continue
			}
			if at, first := called[u.Seq]; first {
				waits = append(waits, now-at)
				delete(called, u.Seq)
			} else {
				whole++
			}
			took := time.Duration(u.GapMS)*time.Millisecond + sentence
			now, busy = now+took, busy+took
			l.said(u.ID, 0)
		}
		slices.Sort(waits)
		p95, worst := waits[len(waits)*95/100], waits[len(waits)-1]
		t.Logf("%d an hour, English %t: %d calls, wait p50 %v p95 %v at most %v, %d repeats, busy %.0f %%", c.perHour, c.english,
			len(waits), waits[len(waits)/2], p95, worst, whole, 100*busy.Seconds()/day.Seconds())
		if p95 > c.p95 || worst > c.worst || len(waits) < c.perHour*7 {
			t.Errorf("%d an hour, English %t: p95 %v, at most %v", c.perHour, c.english, p95, worst)
		}
	}
}
