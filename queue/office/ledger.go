package office

import (
	"context"

	"github.com/paidui/paidui/queue"
)

// subject is by what visits are told apart.
type subject int

// The subjects. A department is by the services that it has now.
const (
	byAll subject = iota
	byService
	byDepartment
	byWindow
	byStaff
	byHour
	byWeekday
	byHalfHour // of the week
	byDay
	byMonth
	byWhy
	subjects
)

// nowhere is the place of a visit that belongs to no group of a subject.
const nowhere = 1<<16 - 1

// column sorts a period's visits by one subject: the group of each, and what each group comes to.
type column struct {
	of     []uint16
	groups []tally
}

// group gives the tally of the group at place.
func (c *column) group(place uint16) *tally {
	for int(place) >= len(c.groups) {
		c.groups = append(c.groups, tally{})
	}
	return &c.groups[place]
}

// index numbers keys in the order in which they are first seen.
type index[K comparable] struct {
	places map[K]uint16
	keys   []K
}

func (x *index[K]) place(key K) uint16 {
	p, ok := x.places[key]
	if !ok {
		if x.places == nil {
			x.places = map[K]uint16{}
		}
		p = uint16(len(x.keys))
		x.places[key], x.keys = p, append(x.keys, key)
	}
	return p
}

// ledger is what a period's visits and shifts come to by every subject that is asked for: they are read once for all of
// them, and their spans sorted once.
type ledger struct {
	*period
	ctx     context.Context
	store   Store
	limits  limits
	clock   *clock
	wanted  []subject
	columns [subjects]column
	// spans are all of a measure: the span in the upper half, the visit's place in the columns in the lower.
	spans [measures][]uint64
	count uint32

	services    index[queue.ServiceID]
	departments index[queue.DepartmentID]
	department  []uint16 // by the service's place
	windows     index[queue.WindowNumber]
	staff       index[queue.StaffNo]
	hours       index[int]
	weekdays    index[int]
	halfHours   index[int]
	days        index[int]
	months      index[string]
	whys        index[reason]
	// signedIn is how long windows were signed in within each half hour of the week, on days on which somebody came.
	signedIn [7 * 48]queue.Millis
}

// read adds up a period by subjects. Shifts are read only for those that tell of them.
func read(ctx context.Context, store Store, p *period, wanted ...subject) (*ledger, error) {
	l := &ledger{period: p, ctx: ctx, store: store, limits: limitsOf(p.layout), clock: newClock(p.layout), wanted: wanted}
	if p.from == "" || len(wanted) == 0 { // or no business day has begun yet
		return l, nil
	}
	err := store.Visits(ctx, p.from, p.to, func(v *queue.Visit) error {
		if p.has(v.Service) {
			l.visit(v)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	l.rank()
	for _, s := range wanted {
		if s == byAll || s == byWindow || s == byStaff || s == byHalfHour {
			return l, store.Shifts(ctx, p.from, p.to, func(r *queue.ShiftRecord) error {
				if p.hasWindow(r.Window) {
					l.shift(r)
				}
				return nil
			})
		}
	}
	return l, nil
}

// visit adds v to its group of every subject.
func (l *ledger) visit(v *queue.Visit) {
	e := l.limits.enter(v, l.now)
	at := l.places(v)
	for _, s := range l.wanted {
		c := &l.columns[s]
		c.of = append(c.of, at[s])
		if at[s] != nowhere {
			c.group(at[s]).add(&e)
		}
	}
	for m, span := range e.spans {
		if span >= 0 {
			l.spans[m] = append(l.spans[m], uint64(span)<<32|uint64(l.count))
		}
	}
	l.count++
}

// places gives the group of v by every subject.
func (l *ledger) places(v *queue.Visit) (at [subjects]uint16) {
	at[byService] = l.services.place(v.Service)
	if int(at[byService]) == len(l.department) {
		department := queue.DepartmentID("")
		if s, ok := l.layout.Service(v.Service); ok {
			department = s.Department
		}
		l.department = append(l.department, l.departments.place(department))
	}
	at[byDepartment] = l.department[at[byService]]
	at[byWindow], at[byStaff], at[byWhy] = nowhere, nowhere, nowhere
	if v.Window != 0 {
		at[byWindow], at[byStaff] = l.windows.place(v.Window), l.staff.place(v.Staff)
	}
	if v.Called() {
		at[byWhy] = l.whys.place(whyCalled(v))
	}
	w := l.clock.at(began(v))
	l.clock.see(w.day, w.weekday)
	at[byHour], at[byWeekday] = l.hours.place(w.halfHour/2), l.weekdays.place(w.weekday)
	at[byHalfHour], at[byDay] = l.halfHours.place(w.weekday*48+w.halfHour), l.days.place(w.day)
	at[byMonth] = l.months.place(w.month)
	return at
}

// began is when v's wait began as people see it: the issue of its number, or what put it into a queue again.
func began(v *queue.Visit) queue.Instant {
	if v.First {
		return v.IssuedAt
	}
	return v.WaitFrom
}

// rank finds the quantiles of every group: each span, in ascending order, is the next one of its group.
func (l *ledger) rank() {
	for m := range l.spans {
		sortSpans(l.spans[m])
		for _, s := range l.wanted {
			c := &l.columns[s]
			for i := range c.groups {
				c.groups[i].spreads[m].begin()
			}
			for _, x := range l.spans[m] {
				if place := c.of[uint32(x)]; place != nowhere {
					c.groups[place].spreads[m].next(queue.Millis(x >> 32))
				}
			}
		}
		l.spans[m] = nil
	}
}

// shift adds a turn at a window.
func (l *ledger) shift(r *queue.ShiftRecord) {
	for _, s := range l.wanted {
		switch s {
		case byAll:
			l.columns[s].group(0).shift(r, l.now)
		case byWindow:
			l.columns[s].group(l.windows.place(r.Window)).shift(r, l.now)
		case byStaff:
			l.columns[s].group(l.staff.place(r.Staff)).shift(r, l.now)
		case byHalfHour:
			l.signed(r)
		}
	}
}

// signed spreads the time from a turn's opening to its end over the half hours of the week. A pause is within it.
func (l *ledger) signed(r *queue.ShiftRecord) {
	from, end := max(r.SignedInAt, r.OpensAt), r.End(l.now)
	if end.Since(from) > queue.LongestPossible { // a clock was set wrong in between
		return
	}
	for from < end {
		w := l.clock.at(from)
		until := min(end, l.clock.until)
		if l.clock.seen[w.day] {
			l.signedIn[w.weekday*48+w.halfHour] += until.Since(from)
		}
		from = until
	}
}
