package queue

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// horizon is how far a future is followed.
const horizon = 48 * 60 * Minute

// probe is somebody who would take a number now: when they are called is looked up in a future without changing it.
type probe struct {
	ticket Ticket
	called Instant // zero: not yet
}

// future is one way in which the day may go on from an Outlook: the real calling order with service times, no-shows and
// people that chance gives. It is used for one future after the other.
type future struct {
	o      *Outlook
	state  *State
	number uint64 // of the future; chance is drawn from it
	desks  []deskAt
	index  map[*Ticket]int
	called []Instant // of those of index; zero: not yet
	left   int       // how many of index and of probes are not called yet
	probes []probe
	// drawn are the logarithms by which services and windows go slower than expected in this future.
	drawn map[ServiceID]float64
	// come are those who come in the half hour until comeUntil, earliest first.
	come      []*Ticket
	comeUntil Instant
	people    []Ticket // who has come, used again in the next future
	random    *rand.PCG
	draw      *rand.Rand
	// least is the smallest head start of who is followed: whoever comes with no more changes nothing for them, unless some
	// window helps out.
	least    Millis
	deferred []Instant // when somebody who asked for later may be called, earliest first
}

// deskAt is a window in a future.
type deskAt struct {
	window *Window
	slower map[ServiceID]float64
	probes []int   // those of its services
	free   Instant // when it calls next
	idle   bool    // it found nobody to call
}

// newFuture follows wanted and probes; both may be of services that nobody serves.
func newFuture(o *Outlook, wanted []*Ticket, probes []probe) *future {
	f := &future{
		o: o, state: o.state, index: make(map[*Ticket]int, len(wanted)), called: make([]Instant, len(wanted)), probes: probes,
		drawn: make(map[ServiceID]float64, len(o.paces)), random: rand.NewPCG(0, 0), least: horizon,
	}
	f.draw = rand.New(f.random)
	for i, t := range wanted {
		f.index[t], f.least = i, 0
	}
	for i := range probes {
		f.least = min(f.least, o.at.Since(probes[i].ticket.EffectiveAt))
	}
	for _, d := range o.desks {
		at := deskAt{window: d.window, slower: map[ServiceID]float64{}}
		for i := range probes {
			if d.window.offers(probes[i].ticket.Service) {
				at.probes = append(at.probes, i)
			}
		}
		f.desks = append(f.desks, at)
	}
	for _, t := range o.waiting {
		if t.NotBefore > o.at {
			f.deferred = append(f.deferred, t.NotBefore)
		}
	}
	slices.Sort(f.deferred)
	return f
}

// live follows future n until all that it follows are called.
func (f *future) live(n uint64) {
	f.begin(n)
	deferred := f.deferred
	for f.left > 0 {
		next, at := -1, f.o.at.Add(horizon)
		for i := range f.desks {
			if d := &f.desks[i]; !d.idle && d.free < at {
				next, at = i, d.free
			}
		}
		for f.comeUntil <= at && len(f.come) == 0 && f.comeUntil < f.o.at.Add(horizon) {
			f.comeNext()
		}
		switch {
		case len(f.come) > 0 && f.come[0].IssuedAt <= at:
			t := f.come[0]
			f.come = f.come[1:]
			f.insert(t)
			f.callIdle(t.IssuedAt)
		case len(deferred) > 0 && deferred[0] <= at:
			f.callIdle(deferred[0])
			deferred = deferred[1:]
		case next < 0:
			return // nobody is called any more
		default:
			f.call(&f.desks[next], at)
		}
	}
}

// begin puts everything as the Outlook has it, with the chances of future n.
func (f *future) begin(n uint64) {
	f.number = n
	for id, q := range f.state.queues {
		q.order.fill(f.o.order[id])
		if f.o.helped {
			q.wait.fill(f.o.order[id])
			slices.SortFunc(q.wait.tickets, func(a, b *Ticket) int {
				return cmp.Or(cmp.Compare(a.WaitFrom, b.WaitFrom), cmp.Compare(a.Place, b.Place))
			})
		}
	}
	clear(f.state.reserved)
	for _, t := range f.o.waiting {
		if t.ForWindow != 0 {
			f.state.reserve(t.ForWindow).insert(t)
		}
	}
	clear(f.called)
	for i := range f.probes {
		f.probes[i].called = 0
	}
	f.left = len(f.called) + len(f.probes)
	for id, p := range f.o.paces {
		f.drawn[id] = p.doubt * p.key.with(n).normal()
	}
	for i := range f.desks {
		d := &f.desks[i]
		for id, p := range f.o.paces {
			if d.window.offers(id) {
				drift := p.drift(d.window.Number)
				d.slower[id] = f.drawn[id] + drift.by + drift.doubt*p.key.with(uint64(d.window.Number)).with(n).normal()
			}
		}
		d.idle, d.free = false, max(f.o.at, f.o.desks[i].from)
		if t := f.o.desks[i].ticket; t != nil {
			d.free = max(d.free, f.o.at.Add(f.rest(d, t)))
		}
	}
	f.come, f.people = f.come[:0], f.people[:0]
	f.comeUntil = f.o.at - f.o.at%Instant(30*Minute)
}

// fill makes the line what tickets is, which is in order.
func (l *line) fill(tickets []*Ticket) {
	l.base = append(l.base[:0], tickets...)
	l.tickets, l.room = l.base, 0
}

// call has d call whom it calls at the moment at.
func (f *future) call(d *deskAt, at Instant) {
	t := f.state.first(d.window, at)
	f.probe(d, t, at)
	if t == nil {
		d.idle = true
		return
	}
	f.remove(t)
	if i, ok := f.index[t]; ok {
		f.called[i] = at
		f.left--
	}
	d.free = at.Add(f.busy(d, t))
}

// probe finds who would have been called now if they had taken a number.
func (f *future) probe(d *deskAt, first *Ticket, at Instant) {
	for _, i := range d.probes {
		if p := &f.probes[i]; p.called == 0 && f.state.wouldCall(d.window, &p.ticket, first, at) {
			p.called = at
			f.left--
		}
	}
}

// callIdle has the windows that found nobody look again, the lowest number first.
func (f *future) callIdle(at Instant) {
	for i := range f.desks {
		if d := &f.desks[i]; d.idle {
			d.idle = false
			f.call(d, at)
		}
	}
}

func (f *future) insert(t *Ticket) {
	q := f.state.queues[t.Service]
	q.order.insert(t)
	if f.o.helped {
		q.wait.insert(t)
	}
}

func (f *future) remove(t *Ticket) {
	q := f.state.queues[t.Service]
	q.order.remove(t)
	if f.o.helped {
		q.wait.remove(t)
	}
	if t.ForWindow != 0 {
		f.state.reserve(t.ForWindow).remove(t)
	}
}

// busy is how long t keeps d from calling the next.
func (f *future) busy(d *deskAt, t *Ticket) Millis {
	p := f.o.paces[t.Service]
	k := key(t.Visit).with(f.number)
	if k.unit() < p.noShow {
		return Millis(f.o.missed + f.o.turn)
	}
	took := math.Exp(p.mu + d.slower[t.Service] + p.sigma*k.with(1).normal())
	return Millis(f.o.walk + took + f.o.turn)
}

// rest is how long t, which is at d now, keeps it still: what is left of its service is the longer the longer that has
// taken already.
func (f *future) rest(d *deskAt, t *Ticket) Millis {
	p, ok := f.o.paces[t.Service]
	if !ok {
		return Minute
	}
	k := key(t.Visit).with(f.number)
	if t.Status == StatusCalled {
		return f.restOfCall(d, t, p, k)
	}
	spent := float64(max(1, f.o.at.Since(t.StartedAt)-t.Held))
	mu := p.mu + d.slower[t.Service]
	z := (math.Log(spent) - mu) / p.sigma
	below := normalBelow(z)
	u := k.with(1).unit()
	if below > 0.999 { // nothing is known of so long a service but that such are long
		return Millis(-math.Log(1-u)*spent*p.sigma/z + f.o.turn)
	}
	whole := math.Exp(mu + p.sigma*normalAt(below+(1-below)*u))
	return Millis(max(0, whole-spent) + f.o.turn)
}

// restOfCall is rest for who has been called and not started: the longer ago that is, the likelier they do not come.
func (f *future) restOfCall(d *deskAt, t *Ticket, p *pace, k key) Millis {
	spent := float64(f.o.at.Since(t.FirstCalledAt))
	walking := 1.0
	if late := spent - f.o.walk; late > 0 {
		walking = math.Exp(-late / max(1, f.o.walk/2))
	}
	if missing := p.noShow / (p.noShow + (1-p.noShow)*walking); k.unit() < missing {
		return Millis(max(0, f.o.missed-spent) + f.o.turn)
	}
	took := math.Exp(p.mu + d.slower[t.Service] + p.sigma*k.with(1).normal())
	return Millis(max(0, f.o.walk-spent) + took + f.o.turn)
}

// comeNext draws who comes in the half hour that comes.
func (f *future) comeNext() {
	from := f.comeUntil
	f.comeUntil = from.Add(30 * Minute)
	half, _ := halfHour(from, f.state.loc)
	for i := range f.state.layout.Services {
		p, ok := f.o.paces[f.state.layout.Services[i].ID]
		if !ok || p.rates[half] == 0 {
			continue
		}
		for j, share := range p.shares {
			if share.headStart <= f.least && !f.o.helped {
				continue
			}
			k := p.key.with(uint64(from)).with(f.number).with(uint64(j))
			f.random.Seed(uint64(k), uint64(k.with(1)))
			for n := poisson(f.draw, p.rates[half]*share.of); n > 0; n-- {
				at := from.Add(Millis(f.draw.Int64N(int64(30 * Minute))))
				if visit := f.draw.Uint64(); at >= f.o.at {
					f.come = append(f.come, f.person(p.service, at, share.headStart, visit))
				}
			}
		}
	}
	slices.SortFunc(f.come, func(a, b *Ticket) int {
		return cmp.Or(cmp.Compare(a.IssuedAt, b.IssuedAt), cmp.Compare(a.Visit, b.Visit))
	})
}

// person gives somebody who comes at the moment at. No queue holds anybody of an earlier future any more, so that their
// memory is used again; when there is not enough of it, those of this one keep theirs.
func (f *future) person(service ServiceID, at Instant, headStart Millis, visit uint64) *Ticket {
	if len(f.people) == cap(f.people) {
		f.people = make([]Ticket, 0, max(64, 2*cap(f.people)))
	}
	f.people = append(f.people, Ticket{
		Service: service, Status: StatusWaiting, IssuedAt: at, WaitFrom: at, EffectiveAt: at.Add(-headStart), Visit: visit,
		Place: math.MaxUint64,
	})
	return &f.people[len(f.people)-1]
}
