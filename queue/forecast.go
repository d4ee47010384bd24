package queue

import (
	"maps"
	"slices"
)

// futures is how many ways of going on a forecast looks at. Of 99 the 50th is exceeded as often as not and the 90th by
// one in ten.
const futures = 99

// Forecast is what an Outlook lets expect. It is never changed.
type Forecast struct {
	at      Instant
	tickets map[TicketID]foreseen
	// next are those who would take a number at that moment, by service and head start.
	next  map[nextCall]Estimate
	heads []Millis
	// waited is how many waited for each service, gap by how much each of them moves the next back.
	waited map[ServiceID]int
	gap    map[ServiceID]Millis
}

// nextCall is whoever takes a number with that head start.
type nextCall struct {
	service   ServiceID
	headStart Millis
}

// foreseen is when a ticket that stands there is probably called.
type foreseen struct {
	visit     uint64
	place     uint64
	effective Instant
	Estimate
}

// nextOf gives what is foreseen for whoever takes a number with the head start next to that one.
func (f *Forecast) nextOf(service ServiceID, headStart Millis) (nearest Estimate, ok bool) {
	apart := horizon
	for _, head := range f.heads {
		e, there := f.next[nextCall{service, head}]
		if d := max(head-headStart, headStart-head); there && d < apart {
			nearest, ok, apart = e, true, d
		}
	}
	return nearest, ok
}

// At gives the moment that the forecast begins at.
func (f *Forecast) At() Instant { return f.at }

// Forecast looks at the futures of all who wait and of whoever takes a number now. Of a service that nobody serves it says
// what would be if its first window opened now, so that there is something to tell in the instant in which one does.
func (o *Outlook) Forecast() *Forecast {
	f := o.forecast(o.about(o.served))
	if with, opened := o.ifOpened(); len(opened) > 0 {
		then := with.forecast(with.about(func(id ServiceID) bool { return slices.Contains(opened, id) }))
		maps.Copy(f.tickets, then.tickets)
		maps.Copy(f.next, then.next)
	}
	return f
}

// about gives those who wait for some services, and whoever takes a number of them now.
func (o *Outlook) about(services func(ServiceID) bool) (wanted []*Ticket, probes []probe) {
	for i := range o.state.layout.Services {
		service := o.state.layout.Services[i].ID
		if !services(service) {
			continue
		}
		wanted = append(wanted, o.order[service]...)
		for _, head := range o.heads {
			probes = append(probes, o.probe(service, head))
		}
	}
	return wanted, probes
}

// ifOpened gives the outlook with a window open for each service that nobody serves and somebody could, and these services.
func (o *Outlook) ifOpened() (with *Outlook, opened []ServiceID) {
	with = o
	for i := range o.state.layout.Services {
		id := o.state.layout.Services[i].ID
		if _, suspended := o.state.suspended[id]; suspended || o.served(id) {
			continue
		}
		w := o.firstIdle(id)
		if w == nil {
			continue
		}
		opened = append(opened, id)
		if !with.works(w) {
			with = with.opening(w)
		}
	}
	return with, opened
}

// firstIdle gives the window with the lowest number that has service among its own and that nobody works at; nil for none.
func (o *Outlook) firstIdle(service ServiceID) (first *Window) {
	for i := range o.state.layout.Windows {
		w := &o.state.layout.Windows[i]
		if w.serves(service) && !w.Retired && !o.works(w) && (first == nil || w.Number < first.Number) {
			first = w
		}
	}
	return first
}

// works tells whether w serves, or will at a time that is known.
func (o *Outlook) works(w *Window) bool {
	return slices.ContainsFunc(o.desks, func(d desk) bool { return d.window == w })
}

// ForecastNext looks at the futures of whoever takes a number of that service and class now, and of nobody else.
func (o *Outlook) ForecastNext(service ServiceID, class Class) *Forecast {
	if !o.served(service) {
		return o.forecast(nil, nil)
	}
	o.heads = []Millis{o.state.layout.Settings.headStart(class)}
	return o.forecast(nil, []probe{o.probe(service, o.heads[0])})
}

// served tells whether a window whose own services include service works, or will at a time that is known.
func (o *Outlook) served(service ServiceID) bool {
	if _, suspended := o.state.suspended[service]; suspended {
		return false
	}
	return slices.ContainsFunc(o.desks, func(d desk) bool { return d.window.serves(service) })
}

// probe gives whoever takes a number of service now with that head start.
func (o *Outlook) probe(service ServiceID, headStart Millis) probe {
	return probe{ticket: Ticket{
		Service: service, Status: StatusWaiting, IssuedAt: o.at, WaitFrom: o.at, EffectiveAt: o.at.Add(-headStart), Place: o.seq + 1,
	}}
}

func (o *Outlook) forecast(wanted []*Ticket, probes []probe) *Forecast {
	waits := o.waits(wanted, probes)
	f := &Forecast{
		at: o.at, heads: o.heads, tickets: make(map[TicketID]foreseen, len(wanted)), next: make(map[nextCall]Estimate, len(probes)),
		waited: make(map[ServiceID]int, len(o.order)), gap: make(map[ServiceID]Millis, len(o.paces)),
	}
	for i, t := range wanted {
		if e, ok := estimateOf(waits[i]); ok {
			f.tickets[t.ID] = foreseen{t.Visit, t.Place, t.EffectiveAt, e}
		}
	}
	for i := range probes {
		t := &probes[i].ticket
		if e, ok := estimateOf(waits[len(wanted)+i]); ok {
			f.next[nextCall{t.Service, t.IssuedAt.Since(t.EffectiveAt)}] = e
		}
	}
	for id, p := range o.paces {
		f.waited[id] = len(o.order[id])
		windows := 0
		for _, d := range o.desks {
			if d.window.serves(id) {
				windows++
			}
		}
		f.gap[id] = Millis(p.mean()) / Millis(max(1, windows))
	}
	return f
}

// waits gives how long each of wanted and of probes waits in each future.
func (o *Outlook) waits(wanted []*Ticket, probes []probe) [][]int64 {
	all := make([]int64, (len(wanted)+len(probes))*futures)
	waits := make([][]int64, len(wanted)+len(probes))
	for i := range waits {
		waits[i] = all[i*futures : (i+1)*futures]
	}
	if len(waits) == 0 {
		return waits
	}
	f := newFuture(o, wanted, probes)
	for n := range futures {
		f.live(uint64(n))
		for i, at := range f.called {
			waits[i][n] = o.until(at)
		}
		for i := range f.probes {
			waits[len(wanted)+i][n] = o.until(f.probes[i].called)
		}
	}
	return waits
}

// until is how long at is after the outlook; what never comes is at its horizon.
func (o *Outlook) until(at Instant) int64 {
	if at == 0 {
		return int64(horizon)
	}
	return int64(at.Since(o.at))
}

// estimateOf gives the quantiles of waits, which it sorts; false when half of them never end.
func estimateOf(waits []int64) (Estimate, bool) {
	slices.Sort(waits)
	rank := func(of int) Millis { return Millis(waits[(len(waits)+1)*of/100-1]) }
	e := Estimate{P50: rank(50), P90: rank(90)}
	return e, e.P50 < horizon
}
