// Package simulate runs a day of a hall in virtual time through the real rules: every number is taken, called, started
// and finished by the commands that people give, decided by queue.State.
//
// Invariants a change must not break:
//   - Nothing here orders tickets, and nothing is drawn by lot: the same layout, visits and history give the same results.
//   - At one moment what ends comes first, then what was free is called, then who comes is issued a number, one after
//     the other. Where several windows are free the lowest number calls.
package simulate

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"

	"github.com/paidui/paidui/queue"
)

// Visit is one citizen of a simulated day.
type Visit struct {
	At      queue.Instant
	Service queue.ServiceID
	// Class is ClassNormal when it is empty.
	Class queue.Class
	// Takes is how long the service takes once it has been started.
	Takes queue.Millis
	// Shows: the citizen comes when called.
	Shows bool
}

// Result is what became of one visit. Moments that were not reached are zero.
type Result struct {
	Number   queue.TicketNo
	Service  queue.ServiceID
	Class    queue.Class
	IssuedAt queue.Instant
	// Estimate is what the citizen was told; nil where nothing honest could be said.
	Estimate *queue.Estimate
	// CalledAt is the first call.
	CalledAt   queue.Instant
	Window     queue.WindowNumber
	StartedAt  queue.Instant
	FinishedAt queue.Instant
	Status     queue.Status
}

// Config says in what hall a day is simulated.
type Config struct {
	Layout *queue.Layout
	// Walk is the time from a call to the start.
	Walk queue.Millis
	// History are results of other days, from which the estimates learn.
	History []Result
	// blind: nobody is told anything, which takes a tenth of the time.
	blind bool
}

// Run gives what becomes of visits, in the order in which their numbers are issued: that of At, then as given. At every
// window of the layout a nameless clerk works without pause, after closing too, until nobody waits whom it can call. An
// error names the visit that the hall refuses.
func Run(cfg Config, visits []Visit) ([]Result, error) {
	visits = slices.Clone(visits)
	slices.SortStableFunc(visits, func(a, b Visit) int { return cmp.Compare(a.At, b.At) })
	if len(visits) == 0 {
		return nil, nil
	}
	d := &day{
		cfg: cfg, state: queue.NewState(), results: make([]Result, 0, len(visits)), of: make(map[queue.TicketID]int, len(visits)),
		at: make(map[queue.WindowNumber]int),
	}
	if err := d.open(visits[0].At); err != nil {
		return nil, err
	}
	for next := 0; next < len(visits) || len(d.acts) > 0; {
		var err error
		if len(d.acts) > 0 && (next == len(visits) || d.acts[0].at <= visits[next].At) {
			err = d.actAll(d.acts[0].at)
		} else {
			err = d.come(&visits[next])
			next++
		}
		if err != nil {
			return nil, err
		}
	}
	return d.results, nil
}

// day is a simulated day under way.
type day struct {
	cfg     Config
	state   *queue.State
	visits  []Visit // as results
	results []Result
	of      map[queue.TicketID]int // the place of each ticket in results
	windows []queue.WindowNumber   // lowest first
	at      map[queue.WindowNumber]int
	acts    acts
}

// do carries out a command.
func (d *day) do(at queue.Instant, c queue.Command) (queue.Entry, error) {
	events, err := d.state.Decide(at, c)
	if err != nil {
		return queue.Entry{}, err
	}
	e := queue.Entry{Seq: d.state.Seq() + 1, At: at, Events: events}
	d.state.Apply(e)
	return e, nil
}

// open begins the day at the first visit and signs a clerk in at each window.
func (d *day) open(at queue.Instant) error {
	layout := unbounded(d.cfg.Layout)
	opened := &queue.DayOpened{
		Date: queue.DateOf(at, layout.Location()), Layout: *layout, Carried: queue.Carried{Learned: learned(d.cfg.History), Profile: profile(layout, d.cfg.History)},
	}
	d.state.Apply(queue.Entry{Seq: 1, At: at, Events: []queue.Event{opened}})
	for i := range layout.Windows {
		if w := &layout.Windows[i]; !w.Retired {
			d.windows = append(d.windows, w.Number)
		}
	}
	slices.Sort(d.windows)
	for _, n := range d.windows {
		if _, err := d.do(at, queue.SignIn{Window: n}); err != nil {
			return err
		}
	}
	return nil
}

// come issues the number of v.
func (d *day) come(v *Visit) error {
	class := v.Class
	if class == "" {
		class = queue.ClassNormal
	}
	if !d.cfg.blind {
		d.state.Foresee(d.state.Outlook(v.At).ForecastNext(v.Service, class))
	}
	e, err := d.do(v.At, queue.Take{Service: v.Service, Class: class, Source: queue.SourceKiosk})
	if err != nil {
		return fmt.Errorf("visit of %s: %w", v.At, err)
	}
	issued := e.Events[0].(*queue.Issued)
	t := e.Ticket()
	d.of[t.ID] = len(d.results)
	d.visits = append(d.visits, *v)
	d.results = append(d.results, Result{
		Number: t.Number, Service: t.Service, Class: t.Class, IssuedAt: t.IssuedAt, Estimate: issued.Estimate, Status: t.Status,
	})
	return d.callAll(v.At)
}

// callAll has every free window call whom it can.
func (d *day) callAll(at queue.Instant) error {
	for _, n := range d.windows {
		if d.state.Current(n) != nil {
			continue
		}
		if t, _ := d.state.NextAt(n, at); t == nil {
			continue
		}
		e, err := d.do(at, queue.CallNext{Window: n})
		if err != nil {
			return err
		}
		i := d.note(&e)
		d.at[n] = i
		if wait := d.cfg.Walk; d.visits[i].Shows {
			d.plan(at.Add(wait), n)
		} else {
			d.plan(at.Add(d.gap()), n)
		}
	}
	return nil
}

// note enters what e did to its ticket, and gives the ticket's place in results.
func (d *day) note(e *queue.Entry) int {
	t := e.Ticket()
	i := d.of[t.ID]
	r := &d.results[i]
	r.CalledAt, r.Window, r.StartedAt, r.FinishedAt, r.Status = t.FirstCalledAt, t.Window, t.StartedAt, t.FinishedAt, t.Status
	return i
}

// gap lies between two calls of a ticket.
func (d *day) gap() queue.Millis {
	return queue.Millis(d.state.Layout().Settings.RecallGapSeconds) * queue.Second
}

// actAll does what is due at windows at the moment at, then has those that are free call.
func (d *day) actAll(at queue.Instant) error {
	for len(d.acts) > 0 && d.acts[0].at == at {
		if err := d.act(at, heap.Pop(&d.acts).(act).window); err != nil {
			return err
		}
	}
	return d.callAll(at)
}

// act does what comes next at window n: it starts and finishes who comes, calls who does not come again, and passes over
// who has not come.
func (d *day) act(at queue.Instant, n queue.WindowNumber) error {
	v, t := &d.visits[d.at[n]], d.state.Current(n)
	var c queue.Command
	switch {
	case t.Status == queue.StatusServing:
		c = queue.Finish{Window: n, Result: queue.Result{Outcome: queue.OutcomeAccepted, Stay: true}}
	case v.Shows:
		c = queue.Start{Window: n}
		d.plan(at.Add(v.Takes), n)
	case t.CallCount < d.state.Layout().Settings.MaxCalls:
		c = queue.Recall{Window: n}
		d.plan(at.Add(d.gap()), n)
	default:
		c = queue.MarkNoShow{Window: n}
	}
	e, err := d.do(at, c)
	if err != nil {
		return err
	}
	d.note(&e)
	return nil
}

// plan has window n act at the moment at.
func (d *day) plan(at queue.Instant, n queue.WindowNumber) { heap.Push(&d.acts, act{at, n}) }

// act is what a window does next, and when.
type act struct {
	at     queue.Instant
	window queue.WindowNumber
}

// acts is a heap, the earliest first and at one moment the lowest window.
type acts []act

// Len implements heap.Interface.
func (a acts) Len() int { return len(a) }

// Less implements heap.Interface.
func (a acts) Less(i, j int) bool {
	if a[i].at != a[j].at {
		return a[i].at < a[j].at
	}
	return a[i].window < a[j].window
}

// Swap implements heap.Interface.
func (a acts) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

// Push implements heap.Interface.
func (a *acts) Push(x any) { *a = append(*a, x.(act)) }

// Pop implements heap.Interface.
func (a *acts) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}
