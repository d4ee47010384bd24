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
	// WhyTransferred: another window sent it, to be next or in its turn.
	WhyTransferred Why = "transferred"
	// WhyArrived: it came to this window soon after a no-show.
	WhyArrived Why = "arrived"
	// WhyReturned: it was called and put back where it stood.
	WhyReturned Why = "returned"
	// WhyDeferred: it had asked to be called later.
	WhyDeferred Why = "deferred"
	// WhyWalkUp: it was issued at the window itself.
	WhyWalkUp Why = "walk_up"
	// WhyReturn: its citizen came back to this window with papers that were missing here.
	WhyReturn Why = "return"
	// WhySpecific: staff chose it, for the reason that the call names.
	WhySpecific Why = "specific"
)

// inOrder is the calling order: a head start is already inside EffectiveAt, Place breaks ties.
func inOrder(a, b *Ticket) bool {
	if a.EffectiveAt != b.EffectiveAt {
		return a.EffectiveAt < b.EffectiveAt
	}
	return a.Place < b.Place
}

// inReserved is inOrder for one window's own list, those first that go before all others.
func inReserved(a, b *Ticket) bool {
	if a.First != b.First {
		return a.First
	}
	return inOrder(a, b)
}

// byWait orders by who waits longest.
func byWait(a, b *Ticket) bool {
	if a.WaitFrom != b.WaitFrom {
		return a.WaitFrom < b.WaitFrom
	}
	return a.Place < b.Place
}

// line is a sorted list of waiting tickets. Taking and putting back at the front and adding at the end, which is nearly
// all that happens, cost the search alone.
type line struct {
	less    func(a, b *Ticket) bool
	tickets []*Ticket
	// base is the memory that tickets lies in, room how much of it is free before tickets.
	base []*Ticket
	room int
}

// rank gives how many tickets stand before t, which need not be in the line.
func (l *line) rank(t *Ticket) int {
	return sort.Search(len(l.tickets), func(i int) bool { return !l.less(l.tickets[i], t) })
}

func (l *line) insert(t *Ticket) {
	i, n := l.rank(t), len(l.tickets)
	if l.room > 0 && i <= n/2 {
		l.room--
		l.tickets = l.base[l.room : l.room+n+1]
		copy(l.tickets[:i], l.tickets[1:i+1])
		l.tickets[i] = t
		return
	}
	had := cap(l.tickets)
	l.tickets = slices.Insert(l.tickets, i, t)
	if cap(l.tickets) != had {
		l.base, l.room = l.tickets, 0
	}
	l.base = l.base[:l.room+len(l.tickets)]
}

func (l *line) remove(t *Ticket) {
	i := 0
	if len(l.tickets) == 0 || l.tickets[0] != t {
		i = l.rank(t)
	}
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
	l.room++
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

// next gives the ticket that w calls now and why; nil when nobody can be called. A ticket that waits for this window
// before all others goes first, then the first in order of the services it calls from.
func (s *State) next(w *Window, at Instant) (*Ticket, Why) {
	switch best := s.first(w, at); {
	case best == nil:
		return nil, ""
	case best.First && best.ForWindow == w.Number:
		return best, best.Placed
	default:
		return best, s.why(w, best)
	}
}

// first gives the ticket that w calls now; nil when nobody can be called.
func (s *State) first(w *Window, at Instant) *Ticket {
	best := s.firstIn(s.reserved[w.Number], w, at)
	if best != nil && best.First {
		return best
	}
	return s.firstOf(w, s.Callable(w, at), best, at)
}

// wouldCall tells whether w would call t now if t stood in its queue, rather than best, which is first of those that do;
// nil when nobody is. t waits for no window alone.
func (s *State) wouldCall(w *Window, t, best *Ticket, at Instant) bool {
	late := func(service ServiceID) bool { return s.LongestWait(service, at) > s.waitWarning() }
	switch {
	case best == nil:
		return w.offers(t.Service)
	case best.First && best.ForWindow == w.Number:
		return false
	case w.serves(t.Service):
		// Somebody of w's own keeps it from helping out, unless those whom it helps have waited too long.
		helps := !w.serves(best.Service) && best.ForWindow != w.Number
		return helps && !late(best.Service) || inOrder(t, best)
	case w.offers(t.Service):
		own := w.serves(best.Service) || best.ForWindow == w.Number
		return (!own || late(t.Service)) && inOrder(t, best)
	}
	return false
}

// NextAt gives the ticket that CallNext would call to window n at the moment at, and why; nil when there is none.
func (s *State) NextAt(n WindowNumber, at Instant) (*Ticket, Why) {
	w, ok := s.layout.Window(n)
	if !ok {
		return nil, ""
	}
	return s.next(w, at)
}

// Callable gives the services from which w would call at the moment at: its own, and its fallback services when nobody
// waits for its own, or each whose longest wait is past the warning threshold.
func (s *State) Callable(w *Window, at Instant) []ServiceID {
	if len(w.Fallback) == 0 {
		return w.Services
	}
	own := s.firstOf(w, w.Services, s.firstIn(s.reserved[w.Number], w, at), at) != nil
	services := slices.Clone(w.Services)
	for _, id := range w.Fallback {
		if !own || s.LongestWait(id, at) > s.waitWarning() {
			services = append(services, id)
		}
	}
	return services
}

func (s *State) waitWarning() Millis { return Millis(s.layout.Settings.WaitWarningMinutes) * Minute }

// firstOf gives the first in order among those of services that w can call now, and best.
func (s *State) firstOf(w *Window, services []ServiceID, best *Ticket, at Instant) *Ticket {
	for _, id := range services {
		if _, suspended := s.suspended[id]; suspended {
			continue
		}
		if first := s.firstIn(&s.queue(id).order, w, at); first != nil && (best == nil || inOrder(first, best)) {
			best = first
		}
	}
	return best
}

// firstIn gives the first of l that w can call now. Who cannot be called keeps the place: a citizen who is served at
// another window, who asked for later, or who waits for another window; and the people of a suspended service.
func (s *State) firstIn(l *line, w *Window, at Instant) *Ticket {
	if l == nil {
		return nil
	}
	for _, t := range l.tickets {
		if s.callable(t, w, at) {
			return t
		}
	}
	return nil
}

func (s *State) callable(t *Ticket, w *Window, at Instant) bool {
	if _, suspended := s.suspended[t.Service]; suspended {
		return false
	}
	return t.NotBefore <= at && !s.elsewhere(t) && (t.ForWindow == w.Number || !s.waitsFor(t))
}

// elsewhere tells whether t's citizen is at a window with another ticket. One that was taken with a typed number says
// nothing of whom a card proves.
func (s *State) elsewhere(t *Ticket) bool {
	if t.Holder == "" || s.atWindows[t.Holder] == 0 {
		return false
	}
	return slices.ContainsFunc(s.open[t.Holder], func(o *Ticket) bool { return o.atWindow() && (t.Typed || !o.Typed) })
}

// waitsFor tells whether t waits for one window alone: it does while somebody is signed in there.
func (s *State) waitsFor(t *Ticket) bool { return t.ForWindow != 0 && s.Window(t.ForWindow).Shift != 0 }

// why names the rule that put t first at w.
func (s *State) why(w *Window, t *Ticket) Why {
	longest := s.queue(t.Service).wait.tickets[0]
	switch {
	case t.Placed != "":
		return t.Placed
	case t.Return != "" && t.ForWindow == w.Number:
		return WhyReturn
	case t.ForWindow == w.Number:
		return WhyTransferred
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
	return s.WaitedAt(tickets[0], at)
}

// UpNextAt gives at most most tickets that window n would call from the moment at on, one after the other, if nothing
// else happened. Whom it passes over is left out.
func (s *State) UpNextAt(n WindowNumber, most int, at Instant) []*Ticket {
	w, ok := s.layout.Window(n)
	if !ok {
		return nil
	}
	var lines [][]*Ticket
	if own := s.reserved[n]; own != nil {
		lines = append(lines, own.tickets)
	}
	for _, id := range s.Callable(w, at) {
		lines = append(lines, s.queue(id).order.tickets)
	}
	var up []*Ticket
	for len(up) < most {
		best := -1
		for i := range lines {
			for len(lines[i]) > 0 && (!s.callable(lines[i][0], w, at) || slices.Contains(up, lines[i][0])) {
				lines[i] = lines[i][1:]
			}
			if len(lines[i]) == 0 {
				continue
			}
			if best < 0 || before(lines[i][0], lines[best][0], n) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		up = append(up, lines[best][0])
	}
	return up
}

// before is the order in which window n calls a and b: who waits for it before all others first.
func before(a, b *Ticket, n WindowNumber) bool {
	if first := a.First && a.ForWindow == n; first != (b.First && b.ForWindow == n) {
		return first
	}
	return inOrder(a, b)
}

// WaitingFor gives those who wait for window n alone, in the order in which it calls them.
func (s *State) WaitingFor(n WindowNumber) []*Ticket {
	if l := s.reserved[n]; l != nil {
		return l.tickets
	}
	return nil
}

// CallableAt tells whether window n may call t by its turn at the moment at: CallNext passes over a ticket that it may not.
func (s *State) CallableAt(t *Ticket, n WindowNumber, at Instant) bool {
	w, ok := s.layout.Window(n)
	return ok && s.callable(t, w, at)
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
