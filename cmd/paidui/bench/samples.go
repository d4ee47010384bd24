package bench

import (
	"fmt"
	"slices"
)

// samples are the figures of a run by name, one a round.
type samples struct {
	names  []string
	values map[string][]float64
	// pending are those of the round under way of which only the median counts.
	pending map[string][]float64
}

// add keeps the round's figure.
func (s *samples) add(name string, value float64) {
	if s.values == nil {
		s.values = map[string][]float64{}
	}
	if _, known := s.values[name]; !known {
		s.names = append(s.names, name)
	}
	s.values[name] = append(s.values[name], value)
}

// load keeps what a closed loop has reached: its rate, in a second, and its times, in milliseconds.
func (s *samples) load(what string, callers int, l load) {
	name := fmt.Sprintf("%s %d", what, callers)
	s.add(name+" rate", l.rate)
	s.add(name+" p50 ms", ms(l.p50))
	s.add(name+" p99 ms", ms(l.p99))
}

// press adds one of many to the round's figure, which is their median.
func (s *samples) press(name string, value float64) {
	if s.pending == nil {
		s.pending = map[string][]float64{}
	}
	s.pending[name] = append(s.pending[name], value)
}

// endRound turns what is pending into figures.
func (s *samples) endRound() {
	names := make([]string, 0, len(s.pending))
	for name := range s.pending {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		s.add(name, Median(s.pending[name]))
	}
	s.pending = nil
}

// Median gives the middle of values, which it sorts; zero of none.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	half := len(values) / 2
	if len(values)%2 == 1 {
		return values[half]
	}
	return (values[half-1] + values[half]) / 2
}
