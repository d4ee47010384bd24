package display

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// lineup is what is to be said in a zone, one thing after the other. It knows nothing of who says it.
type lineup struct {
	id    uint64 // of the last utterance
	queue []*announcement
	now   *announcement // what is being said, or will be again
	// hand is the sentence of now that has been given out and has not been said yet.
	// needless: somebody else has said it meanwhile.
	hand     *Utterance
	needless bool
	// urgent is said over and over in place of everything else.
	urgent *announcement
	breaks bool
	// taken is the call up to which all have been queued or left out.
	taken uint64
	// last is what was said last, and when.
	last   *announcement
	lastAt queue.Instant
}

// add queues an announcement. A recall of a number that still waits to be said takes its place.
func (l *lineup) add(a *announcement) {
	if a.matter == MatterCall {
		l.taken = max(l.taken, a.call.Seq)
		if l.now != nil && l.now.calls(a.call.Ticket) {
			l.now.rest = nil
		}
		if i := l.find(a.call.Ticket); i >= 0 {
			l.queue[i] = a
			return
		}
	}
	l.queue = append(l.queue, a)
}

// find gives the place of the ticket's call in the queue; -1 when there is none.
func (l *lineup) find(ticket queue.TicketID) int {
	return slices.IndexFunc(l.queue, func(a *announcement) bool { return a.calls(ticket) })
}

// heard leaves out the calls up to seq: they have been said, even where one has been given to somebody else since.
func (l *lineup) heard(seq uint64) {
	l.queue = slices.DeleteFunc(l.queue, func(a *announcement) bool { return a.matter == MatterCall && a.call.Seq <= seq })
	if n := l.now; n != nil && n.matter == MatterCall && n.call.Seq <= seq && !n.said {
		n.said, n.rest = true, nil
		l.needless = l.hand != nil
	}
	l.taken = max(l.taken, seq)
}

// drop leaves out what waits and is not wanted any more. What is being said is said to its end, but not again.
func (l *lineup) drop(unwanted func(*announcement) bool) {
	l.queue = slices.DeleteFunc(l.queue, unwanted)
	if l.now != nil && unwanted(l.now) {
		l.now.rest = nil
	}
}

// waiting counts the calls behind the one that is being said.
func (l *lineup) waiting() int {
	n := 0
	for _, a := range l.queue {
		if a.matter == MatterCall {
			n++
		}
	}
	return n
}

// saidUpTo gives the call up to which all have been said or left out; with soon, once what is being said has been.
func (l *lineup) saidUpTo(soon bool) uint64 {
	upTo := l.taken
	left := l.queue
	if l.now != nil && !l.now.said && !soon {
		left = append([]*announcement{l.now}, left...)
	}
	for _, a := range left {
		if a.matter == MatterCall {
			upTo = min(upTo, a.call.Seq-1)
		}
	}
	return upTo
}

// next gives out the next sentence, nil when there is none. What has been given out is given again until it was said.
func (l *lineup) next() *Utterance {
	if l.hand != nil {
		return l.hand
	}
	if s, ok := l.following(); ok {
		l.hand = l.utter(s)
	}
	return l.hand
}

// following takes the next sentence of what is being said or, when nothing is left of it, of what comes then.
func (l *lineup) following() (sentence, bool) {
	if l.urgent != nil {
		if l.now != l.urgent || len(l.now.rest) == 0 {
			l.now = l.urgent
			l.now.begin()
		}
	}
	for {
		for l.now != nil && len(l.now.rest) > 0 {
			s := l.now.rest[0]
			l.now.rest = l.now.rest[1:]
			if s.yields == 0 || l.waiting() < s.yields {
				return s, true
			}
		}
		l.now = nil
		if len(l.queue) == 0 {
			return sentence{}, false
		}
		l.now, l.queue = l.queue[0], l.queue[1:]
		l.now.begin()
	}
}

// utter makes a sentence of now one to be given out.
func (l *lineup) utter(s sentence) *Utterance {
	l.id++
	u := &Utterance{
		ID: l.id, Matter: l.now.matter, Seq: l.now.call.Seq, Text: l.now.words.Text.ZH, TextEN: l.now.words.Text.EN,
		Clips: s.clips, GapMS: s.gap.Milliseconds(), Said: l.saidUpTo(true), Cut: l.breaks,
	}
	l.breaks = false
	return u
}

// unbegun says that who has the sentence in hand is saying another one or none. It is taken back if there is no need for it.
func (l *lineup) unbegun(saying uint64) {
	if l.needless && l.hand.ID != saying {
		l.hand, l.needless = nil, false
	}
}

// said takes note that the sentence in hand has been said; false when it is another one.
func (l *lineup) said(id uint64, at queue.Instant) bool {
	if l.hand == nil || l.hand.ID != id {
		return false
	}
	l.hand, l.needless = nil, false
	if l.now != nil {
		l.now.said = true
		l.last, l.lastAt = l.now, at
	}
	return true
}

// lost takes the sentence in hand back from whom it has been given to, and who will not say it. An announcement that
// nobody has heard to its end comes first again; one that has been heard once is not repeated.
func (l *lineup) lost() {
	l.hand, l.needless = nil, false
	if n := l.now; n != nil && n != l.urgent && !n.said && (n.matter != MatterCall || l.find(n.call.Ticket) < 0) {
		l.queue = slices.Insert(l.queue, 0, n)
	}
	l.now = nil
}

// alarm puts an announcement before everything, over and over; nil ends that.
func (l *lineup) alarm(a *announcement) {
	if a != nil && l.urgent == nil && l.hand != nil {
		l.lost()
		l.breaks = true
	}
	if a == nil && l.now == l.urgent && l.now != nil {
		l.now.rest = nil
	}
	l.urgent = a
}
