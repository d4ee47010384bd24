package queue

import (
	"math"
	"math/rand/v2"
	"sync"
)

// Chance in forecasts is drawn from what it is about, such as a visit, and from the number of the future: the same state
// gives the same forecast, a visit takes as long in the next forecast as in this one, and two plans are compared by the
// same people.

// key is what chance is drawn from.
type key uint64

// with gives the key of a part of what k is the key of.
func (k key) with(part uint64) key {
	x := uint64(k)*0x9e3779b97f4a7c15 + part
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return key(x ^ x>>31)
}

// text gives the key of a part that has a name.
func (k key) text(name string) key {
	for _, b := range []byte(name) {
		k = k.with(uint64(b))
	}
	return k
}

// unit is a number from 0 to 1, 1 not included.
func (k key) unit() float64 { return float64(k>>11) / (1 << 53) }

// normal is a number of the standard normal distribution.
func (k key) normal() float64 { return quantiles()[k>>(64-quantileBits)] }

const quantileBits = 12

// quantiles are those of the standard normal distribution, in the middle of equal shares.
var quantiles = sync.OnceValue(func() *[1 << quantileBits]float64 {
	var q [1 << quantileBits]float64
	for i := range q {
		q[i] = math.Sqrt2 * math.Erfinv(2*(float64(i)+0.5)/float64(len(q))-1)
	}
	return &q
})

// normalAt gives the quantile of the standard normal distribution at u, from 0 to 1.
func normalAt(u float64) float64 {
	q := quantiles()
	return q[min(len(q)-1, max(0, int(u*float64(len(q)))))]
}

// normalBelow is the share of the standard normal distribution below z.
func normalBelow(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// poisson draws how many of something come of which mean come; mean is small.
func poisson(r *rand.Rand, mean float64) int {
	if mean > 60 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	n := 0
	for left := math.Exp(-mean); ; n++ {
		if left = left / r.Float64(); left >= 1 {
			return n
		}
	}
}
