package office

import "github.com/paidui/paidui/queue"

// measure is a span that visits have: the wait until the first call, that of no-shows, the service, the way to the window.
type measure int

// The measures.
const (
	wait measure = iota
	missedWait
	service
	walk
	measures
)

// counter is something that visits are counted for. From levels on follow the five levels of ratings, the best first.
type counter int

// The counters.
const (
	issued counter = iota
	called
	served
	noShow
	recovered
	left
	recalls
	cancelled
	expired
	overdue
	slow
	rated
	satisfied
	outOfOrder
	levels
	counters = levels + 5
)

// tally adds up visits and shifts.
type tally struct {
	counts                [counters]int
	spreads               [measures]ranks
	serving, signedIn     queue.Millis
	attended, away        queue.Millis
	pauses, consultations int
}

// entry is what one visit adds to every tally that it belongs to.
type entry struct {
	counts  [counters]int32
	spans   [measures]queue.Millis // -1: it has none
	serving queue.Millis
}

func (t *tally) add(e *entry) {
	for i, n := range e.counts {
		t.counts[i] += int(n)
	}
	for m, span := range e.spans {
		if span >= 0 {
			t.spreads[m].n++
			t.spreads[m].sum += span
		}
	}
	t.serving += e.serving
}

// satisfiedFrom is the lowest level that counts as satisfied: 基本满意.
const satisfiedFrom = 3

// limits are what waits and services are held to.
type limits struct {
	wait    queue.Millis
	service map[queue.ServiceID]queue.Millis // the standard of each
}

func limitsOf(l *queue.Layout) limits {
	of := limits{queue.Millis(l.Settings.WaitWarningMinutes) * queue.Minute, map[queue.ServiceID]queue.Millis{}}
	for i := range l.Services {
		of.service[l.Services[i].ID] = queue.Millis(l.Services[i].StandardMinutes) * queue.Minute
	}
	return of
}

// enter gives what v counts for. A wait or a service longer than its limit is overdue or slow; what lasts counts until now.
func (l *limits) enter(v *queue.Visit, now queue.Instant) entry {
	e := entry{spans: [measures]queue.Millis{-1, -1, -1, -1}}
	if v.First {
		e.counts[issued] = 1
	}
	e.end(v)
	if v.Rating >= 1 && v.Rating <= 5 {
		e.counts[rated] = 1
		e.counts[levels+counter(5-v.Rating)] = 1
		if v.Rating >= satisfiedFrom {
			e.counts[satisfied] = 1
		}
	}
	if !v.Called() {
		return e
	}
	e.counts[called] = 1
	e.counts[recalls] = int32(v.CallCount - 1)
	if v.OutOfOrder() {
		e.counts[outOfOrder] = 1
	}
	waited := v.Waited()
	if waited > l.wait {
		e.counts[overdue] = 1
	}
	if v.NoShowAt != 0 {
		e.span(missedWait, waited)
	} else {
		e.span(wait, waited)
	}
	e.attend(v, l, now)
	return e
}

// span notes a span, unless it is longer than a day: then a clock was set wrong in between.
func (e *entry) span(m measure, span queue.Millis) {
	if span <= queue.LongestPossible {
		e.spans[m] = span
	}
}

// end counts how v ended. A no-show stays one when its ticket is cancelled or the day ends, unless it came back.
func (e *entry) end(v *queue.Visit) {
	switch {
	case v.Recovered:
		e.counts[recovered] = 1
	case v.Left():
		e.counts[left] = 1
	case v.NoShowAt != 0:
		e.counts[noShow] = 1
	case v.Status == queue.StatusServed:
		e.counts[served] = 1
	case v.Status == queue.StatusCancelled:
		e.counts[cancelled] = 1
	case v.Status == queue.StatusExpired:
		e.counts[expired] = 1
	}
}

// attend notes the service of v. One whose end was inferred has no length that is known; one that was undone goes on.
func (e *entry) attend(v *queue.Visit, l *limits, now queue.Instant) {
	if v.StartedAt == 0 {
		return
	}
	if !v.StartInferred {
		e.span(walk, max(0, v.StartedAt.Since(v.CalledAt)))
	}
	switch {
	case v.Left():
		e.serving = v.ServiceTime()
	case v.Status == queue.StatusServing:
		e.serving = max(0, now.Since(v.StartedAt))
	case v.FinishedAt != 0 && !v.FinishInferred && !v.Recovered:
		took := v.ServiceTime()
		if took > queue.LongestPossible {
			return
		}
		e.spans[service], e.serving = took, took
		if standard, ok := l.service[v.Service]; ok && took > standard {
			e.counts[slow] = 1
		}
	}
}

// shift adds a turn at a window.
func (t *tally) shift(r *queue.ShiftRecord, now queue.Instant) {
	t.signedIn += max(0, r.End(now).Since(r.SignedInAt))
	t.attended += r.Attended(now)
	t.pauses += r.PauseCount
	t.away += r.Away
	t.consultations += r.Consultations
}
