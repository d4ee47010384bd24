package queue

import (
	"iter"
	"math"
)

// Estimate is how long a citizen will wait: half wait less than P50, nine in ten less than P90. Milliseconds.
type Estimate struct {
	P50 Millis `json:"p50"`
	P90 Millis `json:"p90"`
}

// priorVisits is how many visits the standard minutes count for until real ones outweigh them.
const priorVisits = 5

const (
	// estimateStep is what estimates are rounded to: who reads them reads minutes, and a step every second would have
	// every screen drawn anew for nothing.
	estimateStep = 15 * Second
	// forecastLasts is how long a forecast is believed.
	forecastLasts = 30 * Second
)

// Foresee has the estimates read from f from now on. It is no part of what entries make.
func (s *State) Foresee(f *Forecast) { s.foreseen = f }

// EstimateOf gives how long t, which waits or is about to, will still wait at the moment at; nil when no window that
// serves it is open, its service is suspended or its place is beyond those that are foreseen, since nothing honest can be
// said then.
//
// It is read from the last forecast. Who has come since stands behind those who came since as well. Only where nobody makes
// forecasts are the windows taken as equal servers.
func (s *State) EstimateOf(t *Ticket, at Instant) *Estimate {
	ahead := s.queue(t.Service).order.rank(t)
	if !s.foreseeable(t.Service, ahead, at) {
		return nil
	}
	f := s.foreseen
	if f == nil || at.Since(f.at) > forecastLasts || f.at.Since(at) > forecastLasts {
		return s.reckon(t.Service, ahead, at)
	}
	if seen, ok := f.tickets[t.ID]; ok && seen.visit == t.Visit && seen.place == t.Place && seen.effective == t.EffectiveAt {
		return seen.later(at.Since(f.at))
	}
	return s.estimateNext(t.Service, max(0, max(t.IssuedAt, f.at).Since(t.EffectiveAt)), ahead, at)
}

// EstimateNext gives what somebody without a head start who takes a number of service now would be told; nil as for
// EstimateOf.
func (s *State) EstimateNext(service ServiceID, at Instant) *Estimate {
	ahead := s.WaitingCount(service)
	if !s.foreseeable(service, ahead, at) {
		return nil
	}
	return s.estimateNext(service, 0, ahead, at)
}

func (s *State) foreseeable(service ServiceID, ahead int, at Instant) bool {
	_, suspended := s.suspended[service]
	return !suspended && ahead < foreseenPlaces && s.ServedAt(service, at)
}

func (s *State) estimateNext(service ServiceID, headStart Millis, ahead int, at Instant) *Estimate {
	f := s.foreseen
	if f == nil || at.Since(f.at) > forecastLasts || f.at.Since(at) > forecastLasts {
		return s.reckon(service, ahead, at)
	}
	e, ok := f.nextOf(service, headStart)
	if !ok {
		return nil
	}
	if since := s.WaitingCount(service) - f.waited[service]; headStart == 0 && since > 0 {
		e.P50, e.P90 = e.P50+Millis(since)*f.gap[service], e.P90+Millis(since)*f.gap[service]
	}
	return e.later(at.Since(f.at))
}

// later gives e as it is told that much later: in steps, the nine in ten never too little.
func (e Estimate) later(by Millis) *Estimate {
	p50, p90 := max(0, e.P50-by), max(0, e.P90-by)
	p50 = (p50 + estimateStep/2) / estimateStep * estimateStep
	p90 = (p90 + estimateStep - 1) / estimateStep * estimateStep
	return &Estimate{p50, max(p50, p90)}
}

// reckon gives an estimate without a forecast. The windows are c equal servers that are freed every mean/c: the wait is
// the time until ahead+1 of them were freed (ahead when one is free now), a sum of exponential spans whose spread gives
// P90. nil when no window is open.
func (s *State) reckon(service ServiceID, ahead int, at Instant) *Estimate {
	windows, free := s.serving(service, at)
	if windows == 0 {
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

// openFor gives the open windows whose own services include service.
func (s *State) openFor(service ServiceID, at Instant) iter.Seq[*Window] {
	return func(yield func(*Window) bool) {
		for i := range s.layout.Windows {
			w := &s.layout.Windows[i]
			if !w.serves(service) {
				continue
			}
			if shift := s.Window(w.Number); shift.StatusAt(at) == WindowOpen && !yield(w) {
				return
			}
		}
	}
}

// serving counts them, and how many of them are free.
func (s *State) serving(service ServiceID, at Instant) (open, free int) {
	for w := range s.openFor(service, at) {
		open++
		if s.current[w.Number] == nil {
			free++
		}
	}
	return open, free
}

// ServedAt tells whether a window whose own services include service is open at the moment at.
func (s *State) ServedAt(service ServiceID, at Instant) bool {
	for range s.openFor(service, at) {
		return true
	}
	return false
}
