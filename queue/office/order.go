package office

import (
	"cmp"
	"slices"

	"github.com/paidui/paidui/queue"
)

// reason is why a visit was called before the others, as its record tells it. Class is that of a head start.
type reason struct {
	why    queue.Why
	class  queue.Class
	chosen bool
}

func whyCalled(v *queue.Visit) reason {
	r := reason{why: v.Why, chosen: v.Chosen}
	if v.Why == queue.WhyHeadStart {
		r.class = v.Class
	}
	return r
}

// orderRow is how many calls were made for one reason of the calling order; all rows together are all calls.
type orderRow struct {
	// Why is empty for calls of which an earlier version did not keep it.
	Why queue.Why `json:"why"`
	// Reason is the class of a head start, or what staff gave as their reason; else empty.
	Reason string `json:"reason"`
	// OutOfOrder: somebody who had waited longer was passed by (插队).
	OutOfOrder bool `json:"out_of_order"`
	Calls      int  `json:"calls"`
	// Share is of all calls.
	Share *float64 `json:"share"`
}

// order tells why tickets were called, and for which reasons staff called them out of order.
func (l *ledger) order() (table, error) {
	all := l.columns[byAll].group(0).counts[called]
	rows, chosen := []orderRow{}, map[queue.Why]int{} // what staff chose is counted by its reasons below
	for place, r := range l.whys.keys {
		n := l.columns[byWhy].group(uint16(place)).counts[called]
		if r.chosen {
			chosen[r.why] += n
			continue
		}
		v := queue.Visit{Why: r.why}
		rows = append(rows, orderRow{Why: r.why, Reason: string(r.class), OutOfOrder: v.OutOfOrder(), Calls: n})
	}
	given := map[orderRow]int{}
	err := l.store.OutOfOrder(l.ctx, l.from, l.to, func(o *queue.OutOfOrder) error {
		given[orderRow{Why: o.Why, Reason: o.Reason, OutOfOrder: true}]++
		chosen[o.Why]--
		return nil
	})
	if err != nil {
		return table{}, err
	}
	for why, n := range chosen {
		if n > 0 {
			given[orderRow{Why: why, OutOfOrder: true}] = n
		}
	}
	for r, n := range given {
		r.Calls = n
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b orderRow) int {
		return cmp.Or(cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Why, b.Why), cmp.Compare(a.Reason, b.Reason))
	})
	for i := range rows {
		rows[i].Share = rate(rows[i].Calls, all)
	}
	return tableOf(rows), nil
}

func (r orderRow) cells() []cell {
	return []cell{
		{"why", string(r.Why)}, {"reason", r.Reason}, maybe("out_of_order", &r.OutOfOrder), count("calls", r.Calls), share("share", r.Share),
	}
}
