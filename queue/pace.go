package queue

import (
	"math"
	"slices"
)

// What is supposed of a service before anything is known of it, and how far its windows are taken to differ.
const (
	priorSigma   = 0.6 // of the logarithm of a service time
	priorNoShow  = 0.04
	priorCalls   = 25
	priorWalk    = 20 * Second
	windowSpread = 0.12
	levelVisits  = 36 // a day's own level is taken to be known no better than from so many visits
)

// pace is how a service goes in forecasts.
type pace struct {
	service ServiceID
	key     key
	// mu and sigma are the mean and the deviation of the logarithm of a service time, doubt that of mu.
	mu, sigma, doubt float64
	windows          map[WindowNumber]drift
	noShow           float64
	// rates are the numbers that are expected in each half hour of the day, shares those of each head start of them.
	rates  [halfHours]float64
	shares []share
}

// drift is how much slower a window is than others, in logarithms, and how far that may be wrong.
type drift struct{ by, doubt float64 }

// share is how many of those who come have that head start.
type share struct {
	headStart Millis
	of        float64
}

// mean gives the mean service time in milliseconds.
func (p *pace) mean() float64 { return math.Exp(p.mu + p.sigma*p.sigma/2) }

// paceOf gives how service goes by what was learned of it.
func paceOf(service *Service, sp *ServiceProfile) *pace {
	if sp == nil {
		sp = &ServiceProfile{}
	}
	p := &pace{service: service.ID, key: key(0).text(string(service.ID)), windows: map[WindowNumber]drift{}}
	standard := math.Log(float64(max(1, service.StandardMinutes)) * float64(Minute))
	guess := standard - priorSigma*priorSigma/2
	n := sp.Took.N + priorVisits
	p.mu = (sp.Took.Logs + priorVisits*guess) / n
	p.sigma = math.Sqrt(max(0.01, (sp.Took.Squares+priorVisits*(guess*guess+priorSigma*priorSigma))/n-p.mu*p.mu))
	p.doubt = p.sigma / math.Sqrt(min(n, levelVisits))
	for w, t := range sp.Windows {
		if t.N > 0 {
			weight := t.N + p.sigma*p.sigma/(windowSpread*windowSpread)
			p.windows[w] = drift{t.N / weight * (t.Logs/t.N - p.mu), p.sigma / math.Sqrt(weight)}
		}
	}
	p.noShow = (sp.NoShows + priorNoShow*priorCalls) / (sp.Called + priorCalls)
	return p
}

// drift gives that of window n; one of which nothing is known may be anything.
func (p *pace) drift(n WindowNumber) drift {
	if d, ok := p.windows[n]; ok {
		return d
	}
	return drift{0, windowSpread}
}

// What came lately weighs against what usually comes as if so many had been expected.
const (
	recentHalfHours = 3
	usualWeight     = 8
)

// expect sets who will come from now on, that share into the half hour now: what usually comes in each half hour, raised or lowered by how many
// came in the last hour and a half, and where no day is known as many as then.
func (p *pace) expect(days float64, usual, today *ServiceProfile, now int, intoHalf float64) {
	came, expected, spent := 0.0, 0.0, 0.0
	first := now + 1
	if today != nil {
		if i := slices.IndexFunc(today.Came, func(n float64) bool { return n > 0 }); i >= 0 {
			first = i
		}
	}
	for h := max(0, now-recentHalfHours); h <= now; h++ {
		part := 1.0
		if h == now {
			part = intoHalf
		}
		if h >= first {
			came, spent = came+today.Came[h], spent+part
		}
		if days > 0 && usual != nil && len(usual.Came) == halfHours {
			expected += part * usual.Came[h] / days
		}
	}
	level := (came + usualWeight) / (expected + usualWeight)
	lately := came / max(spent, 0.5)
	for h := range p.rates {
		switch {
		case days > 0 && usual != nil && len(usual.Came) == halfHours:
			p.rates[h] = usual.Came[h] / days * level
		case days == 0:
			p.rates[h] = lately
		}
	}
	p.share(usual, today)
}

// share sets how many of those who come have which head start.
func (p *pace) share(usual, today *ServiceProfile) {
	all, of := 0.0, map[int]float64{}
	for _, sp := range []*ServiceProfile{usual, today} {
		if sp == nil {
			continue
		}
		for minutes, n := range sp.HeadStarts {
			of[minutes], all = of[minutes]+n, all+n
		}
	}
	for _, minutes := range sortedKeys(of) {
		p.shares = append(p.shares, share{Millis(minutes) * Minute, of[minutes] / all})
	}
}
