package queue

import (
	"slices"
	"sort"
)

// Why says why a ticket was called before the others.
type Why string

// The reasons of the calling order.
const (
	// WhyFirst: it had waited longest.
	WhyFirst Why = "first"
	// WhyHeadStart: its class's head start put it before a ticket issued earlier.
	WhyHeadStart Why = "head_start"
	// WhyRequeued: it came back after a no-show, behind a set number of waiting people.
	WhyRequeued Why = "requeued"
	// WhyFallback: it waits for a service that this window helps out with.
	WhyFallback Why = "fallback"
)

// inOrder is the calling order: a head start is already inside EffectiveAt, Place breaks ties.
func inOrder(a, b *Ticket) bool {
	if a.EffectiveAt != b.EffectiveAt {
		return a.EffectiveAt < b.EffectiveAt
	}
	return a.Place < b.Place
}

// byWait orders by who waits longest.
func byWait(a, b *Ticket) bool {
	if a.WaitFrom != b.WaitFrom {
		return a.WaitFrom < b.WaitFrom
	}
	return a.Place < b.Place
}

// line is a sorted list of waiting tickets. Taking from either end and adding at the end, which is nearly all that
// happens, cost the search alone.
type line struct {
	less    func(a, b *Ticket) bool
	tickets []*Ticket
}

// rank gives how many tickets stand before t, which need not be in the line.
func (l *line) rank(t *Ticket) int {
	return sort.Search(len(l.tickets), func(i int) bool { return !l.less(l.tickets[i], t) })
}

func (l *line) insert(t *Ticket) { l.tickets = slices.Insert(l.tickets, l.rank(t), t) }

func (l *line) remove(t *Ticket) {
	i := l.rank(t)
	if i == len(l.tickets) || l.tickets[i] != t {
		return
	}
	if i > len(l.tickets)/2 {
		l.tickets = slices.Delete(l.tickets, i, i+1)
		return
	}
	copy(l.tickets[1:i+1], l.tickets[:i])
	l.tickets[0] = nil
	l.tickets = l.tickets[1:]
}

// waiting is one service's queue: in calling order, and by wait for the thresholds.
type waiting struct {
	order, wait line
}

func newWaiting() *waiting {
	return &waiting{order: line{less: inOrder}, wait: line{less: byWait}}
}

func (q *waiting) insert(t *Ticket) {
	q.order.insert(t)
	q.wait.insert(t)
}

func (q *waiting) remove(t *Ticket) {
	q.order.remove(t)
	q.wait.remove(t)
}

// head gives the first in calling order, nil when nobody waits.
func (q *waiting) head() *Ticket {
	if len(q.order.tickets) == 0 {
		return nil
	}
	return q.order.tickets[0]
}

// next gives the ticket that w calls now and why; nil when nobody waits for it. Own services come first; fallback
// services join when no own ticket waits, or each when its longest wait is past the warning threshold.
func (s *State) next(w *Window, at Instant) (*Ticket, Why) {
	best := s.firstOf(w.Services, nil)
	own := best != nil
	for _, id := range w.Fallback {
		if !own || s.LongestWait(id, at) > s.waitWarning() {
			best = s.firstOf([]ServiceID{id}, best)
		}
	}
	if best == nil {
		return nil, ""
	}
	return best, s.why(w, best)
}

func (s *State) waitWarning() Millis { return Millis(s.layout.Settings.WaitWarningMinutes) * Minute }

// firstOf gives the first in order among the heads of services and best.
func (s *State) firstOf(services []ServiceID, best *Ticket) *Ticket {
	for _, id := range services {
		if head := s.queue(id).head(); head != nil && (best == nil || inOrder(head, best)) {
			best = head
		}
	}
	return best
}

// why names the rule that put t first at w.
func (s *State) why(w *Window, t *Ticket) Why {
	longest := s.queue(t.Service).wait.tickets[0]
	switch {
	case t.RequeueCount > 0:
		return WhyRequeued
	case !slices.Contains(w.Services, t.Service):
		return WhyFallback
	case t.EffectiveAt < t.IssuedAt && longest != t:
		return WhyHeadStart
	}
	return WhyFirst
}

// behind gives the effective time that puts a ticket behind the n-th waiting for service, or behind the last when
// fewer wait. With a Place newer than any, it stands right after that ticket.
func (s *State) behind(service ServiceID, n int, at Instant) Instant {
	tickets := s.queue(service).order.tickets
	if len(tickets) == 0 || n <= 0 {
		return at
	}
	return tickets[min(n, len(tickets))-1].EffectiveAt
}

// PeopleAhead counts those of the same service that are called before t; zero unless t waits.
func (s *State) PeopleAhead(t *Ticket) int {
	if t.Status != StatusWaiting {
		return 0
	}
	return s.queue(t.Service).order.rank(t)
}

// WaitingCount counts who waits for service.
func (s *State) WaitingCount(service ServiceID) int { return len(s.queue(service).order.tickets) }

// LongestWait gives the longest wait for service at the moment at; zero when nobody waits.
func (s *State) LongestWait(service ServiceID, at Instant) Millis {
	tickets := s.queue(service).wait.tickets
	if len(tickets) == 0 {
		return 0
	}
	return tickets[0].Waited(at)
}

// UpNext gives at most n tickets waiting for services, in the order in which they will be called.
func (s *State) UpNext(services []ServiceID, n int) []*Ticket {
	at := make([]int, len(services))
	var up []*Ticket
	for len(up) < n {
		best := -1
		for i, id := range services {
			q := s.queue(id).order.tickets
			if at[i] == len(q) {
				continue
			}
			if best < 0 || inOrder(q[at[i]], s.queue(services[best]).order.tickets[at[best]]) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		up = append(up, s.queue(services[best]).order.tickets[at[best]])
		at[best]++
	}
	return up
}
