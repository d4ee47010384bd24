package simulate

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/paidui/paidui/queue"
)

// A town's hall, made up to hold forecasts against: three services at nine windows, of which some serve two and one
// helps out, clerks of different speed, people with head starts, people who do not come.

// shape is how people come over a day.
type shape struct {
	name string
	// load is how much work comes for each minute of the windows.
	load float64
	// peaks, at hours of the day; none: evenly.
	peaks []float64
}

var shapes = []shape{{"even", 0.85, nil}, {"two peaks", 0.8, []float64{9.5, 15.25}}, {"overloaded", 1.12, nil}}

// town is the layout of the hall.
func town() *queue.Layout {
	l := hall(9, "social", "tax", "housing")
	for i, minutes := range []int{8, 5, 15} {
		l.Services[i].StandardMinutes = minutes
	}
	serves := [][]queue.ServiceID{
		{"social"}, {"social"}, {"social", "tax"}, {"tax"}, {"tax"}, {"housing"}, {"housing"}, {"housing", "social"}, {"tax"},
	}
	for i := range serves {
		l.Windows[i].Services = serves[i]
	}
	l.Windows[3].Fallback = []queue.ServiceID{"social"}
	return l
}

// realMinutes is how long services take in truth, which differs from the standard, realSigma how far one differs from
// another, busyness how much of the work each brings.
var (
	realMinutes = map[queue.ServiceID]float64{"social": 10, "tax": 6, "housing": 14}
	realSigma   = map[queue.ServiceID]float64{"social": 0.7, "tax": 0.5, "housing": 0.8}
	busyness    = map[queue.ServiceID]float64{"social": 3.1, "tax": 3.2, "housing": 2.7}
)

// dayOf makes up a day of the town. The same seed makes the same day.
func dayOf(s shape, date queue.Date, seed uint64) []Visit {
	r := rand.New(rand.NewPCG(seed, 11))
	midnight, _ := moment(string(date)+"T00:00:00+08:00", nil)
	var visits []Visit
	for _, id := range []queue.ServiceID{"social", "tax", "housing"} {
		work := s.load * busyness[id] * 7 * 60
		cost := realMinutes[id] + 1.0/3
		for range int(math.Round(work/cost + math.Sqrt(work/cost)*r.NormFloat64())) {
			v := Visit{
				At: midnight.Add(queue.Millis(s.hour(r) * 3_600_000)), Service: id, Class: class(r), Shows: r.Float64() >= 0.06,
				Takes: queue.Millis(60_000 * realMinutes[id] * math.Exp(realSigma[id]*r.NormFloat64()-realSigma[id]*realSigma[id]/2)),
			}
			visits = append(visits, v)
		}
	}
	slices.SortFunc(visits, func(a, b Visit) int { return cmp.Compare(a.At, b.At) })
	return visits
}

// hour gives when somebody comes.
func (s shape) hour(r *rand.Rand) float64 {
	for {
		h := 8.5 + 3.5*r.Float64()
		if r.IntN(2) == 0 {
			h += 6
		}
		if len(s.peaks) > 0 && r.Float64() < 0.55 {
			h = s.peaks[r.IntN(len(s.peaks))] + 0.5*r.NormFloat64()
		}
		if h >= 8.5 && h < 12 || h >= 14.5 && h < 18 {
			return h
		}
	}
}

func class(r *rand.Rand) queue.Class {
	switch n := r.IntN(100); {
	case n < 11:
		return queue.ClassElder
	case n < 14:
		return queue.ClassInfant
	case n < 17:
		return queue.ClassReturn
	case n < 18:
		return queue.ClassUrgent
	}
	return queue.ClassNormal
}
