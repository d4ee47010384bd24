package office

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// spread is how spans are spread: their mean, their median, what nine in ten stay under, and the longest. Quantiles are
// exact by nearest rank: the smallest value that at least that share of all values does not exceed. All but N are null
// when there are none.
type spread struct {
	N    int           `json:"n"`
	Mean *queue.Millis `json:"mean"`
	P50  *queue.Millis `json:"p50"`
	P90  *queue.Millis `json:"p90"`
	Max  *queue.Millis `json:"max"`
}

// ranks are what becomes a spread: spans are counted first, then seen in ascending order.
type ranks struct {
	n, seen, at50, at90 int
	sum, p50, p90, max  queue.Millis
}

// begin is called between the two, when all have been counted.
func (r *ranks) begin() { r.seen, r.at50, r.at90 = 0, (r.n*50+99)/100, (r.n*90+99)/100 }

func (r *ranks) next(span queue.Millis) {
	r.seen++
	if r.seen == r.at50 {
		r.p50 = span
	}
	if r.seen == r.at90 {
		r.p90 = span
	}
	r.max = span
}

func (r *ranks) spread() spread {
	if r.n == 0 {
		return spread{}
	}
	mean := (2*r.sum + queue.Millis(r.n)) / queue.Millis(2*r.n) // rounded, halves up
	p50, p90, longest := r.p50, r.p90, r.max
	return spread{r.n, &mean, &p50, &p90, &longest}
}

// The sort below works on digits of radixBits. No span is longer than LongestPossible, so that it has spanDigits.
const (
	radixBits  = 9
	spanDigits = 3
)

// sortSpans sorts by the upper half of each value, a span in milliseconds, the way that takes the same time for every value:
// a year has a million.
func sortSpans(values []uint64) {
	if len(values) < 1<<radixBits {
		slices.Sort(values)
		return
	}
	from, to := values, make([]uint64, len(values))
	for digit := range spanDigits {
		shift := 32 + digit*radixBits
		var before [1<<radixBits + 1]int
		for _, v := range from {
			before[v>>shift&(1<<radixBits-1)+1]++
		}
		for i := range before[1:] {
			before[i+1] += before[i]
		}
		for _, v := range from {
			at := &before[v>>shift&(1<<radixBits-1)]
			to[*at] = v
			*at++
		}
		from, to = to, from
	}
	copy(values, from) // they lie in the other one after an odd number of digits
}
