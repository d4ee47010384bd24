package queue

import "math"

// Estimate is how long a citizen will wait: half wait less than P50, nine in ten less than P90. Milliseconds.
type Estimate struct {
	P50 Millis `json:"p50"`
	P90 Millis `json:"p90"`
}

// priorVisits is how many visits the standard minutes count for until real ones outweigh them.
const priorVisits = 5

// EstimateAt gives the wait of somebody with ahead people before them in service's queue; nil when no window that
// serves it is open at the moment at or the service is suspended, since nothing honest can be said then.
//
// It takes the windows as c equal servers that are freed every mean/c: the wait is the time until ahead+1 of them
// were freed (ahead when one is free now), a sum of exponential spans whose spread gives P90.
func (s *State) EstimateAt(service ServiceID, ahead int, at Instant) *Estimate {
	windows, free := s.serving(service, at)
	if _, suspended := s.suspended[service]; suspended || windows == 0 {
		return nil
	}
	turns := float64(ahead + 1)
	if free > 0 {
		turns = math.Max(0, float64(ahead+1-free))
	}
	each := float64(s.meanService(service)) / float64(windows)
	p50 := turns * each
	return &Estimate{P50: Millis(p50), P90: Millis(p50 + 1.2816*math.Sqrt(turns)*each)}
}

// meanService is the mean service time, the standard blended with what was learned.
func (s *State) meanService(id ServiceID) Millis {
	standard := Millis(0)
	if service, ok := s.layout.Service(id); ok {
		standard = Millis(service.StandardMinutes) * Minute
	}
	l := s.learned[id]
	return (standard*priorVisits + l.Sum) / Millis(priorVisits+l.Visits)
}

// serving counts the open windows whose own services include service, and how many of them are free.
func (s *State) serving(service ServiceID, at Instant) (open, free int) {
	for i := range s.layout.Windows {
		w := &s.layout.Windows[i]
		shift := s.Window(w.Number)
		if shift.StatusAt(at) != WindowOpen || !w.serves(service) {
			continue
		}
		open++
		if s.current[w.Number] == nil {
			free++
		}
	}
	return open, free
}

// ServedAt tells whether a window whose own services include service is open at the moment at.
func (s *State) ServedAt(service ServiceID, at Instant) bool {
	open, _ := s.serving(service, at)
	return open > 0
}
