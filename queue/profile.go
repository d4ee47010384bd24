package queue

import (
	"maps"
	"math"
	"slices"
	"time"
)

// Profile is what was learned of the people of the hall: how long services take and at which windows, how many do not
// come when called, and who comes when. All of it is sums, so that a day is added by adding.
type Profile struct {
	// Days is how many days Came of each service holds.
	Days     float64                       `json:"days,omitempty"`
	Services map[ServiceID]*ServiceProfile `json:"services,omitempty"`
	// Walk is from the last call to the start, Missed from the first call until somebody who did not come is passed over,
	// Turn from the end of one ticket to the call of the next that had been waiting already.
	Walk   Mean `json:"walk,omitzero"`
	Missed Mean `json:"missed,omitzero"`
	Turn   Mean `json:"turn,omitzero"`
}

// ServiceProfile is what was learned of one service.
type ServiceProfile struct {
	// Took are its service times, and Windows those of each window.
	Took    Times                   `json:"took,omitzero"`
	Windows map[WindowNumber]*Times `json:"windows,omitempty"`
	// Called tickets, and of these NoShows did not come.
	Called  float64 `json:"called,omitempty"`
	NoShows float64 `json:"no_shows,omitempty"`
	// Came are the numbers issued in each half hour of the day, HeadStarts all of them by the minutes by which they go
	// before who came when they did.
	Came       []float64       `json:"came,omitempty"`
	HeadStarts map[int]float64 `json:"head_starts,omitempty"`
}

// Times are spans as a log-normal distribution asks for them: how many, the sum of the logarithms of their milliseconds
// and the sum of the squares of these.
type Times struct {
	N       float64 `json:"n"`
	Logs    float64 `json:"logs"`
	Squares float64 `json:"squares"`
}

// Mean is how many spans there were and their sum in milliseconds.
type Mean struct {
	N   float64 `json:"n"`
	Sum float64 `json:"sum_ms"`
}

// halfHours of a day.
const halfHours = 48

// A profile of many days weighs no more than this, so that what a hall does now outweighs what it did long ago.
const (
	mostTimes   = 1500
	mostAtOne   = 500
	mostCalled  = 3000
	mostDays    = 20
	longestTurn = 2 * Minute // a longer one is a pause that nobody entered
)

func (t *Times) add(sign float64, took Millis) {
	l := math.Log(float64(max(took, 1)))
	t.N, t.Logs, t.Squares = t.N+sign, t.Logs+sign*l, t.Squares+sign*l*l
}

func (t Times) plus(o Times) Times { return Times{t.N + o.N, t.Logs + o.Logs, t.Squares + o.Squares} }

// atMost gives t with the weight of no more than n spans.
func (t Times) atMost(n float64) Times {
	if t.N <= n {
		return t
	}
	f := n / t.N
	return Times{n, brief(t.Logs * f), brief(t.Squares * f)}
}

func (m *Mean) add(span Millis) { m.N, m.Sum = m.N+1, m.Sum+float64(span) }

func (m Mean) plus(o Mean) Mean { return Mean{m.N + o.N, m.Sum + o.Sum} }

func (m Mean) atMost(n float64) Mean {
	if m.N <= n {
		return m
	}
	return Mean{n, brief(m.Sum * n / m.N)}
}

// mean gives the mean in milliseconds, with guess counting as weight spans.
func (m Mean) mean(guess Millis, weight float64) float64 {
	if m.N+weight <= 0 {
		return float64(guess)
	}
	return (m.Sum + weight*float64(guess)) / (m.N + weight)
}

// brief rounds what is written every day to what it is worth.
func brief(x float64) float64 { return math.Round(x*1000) / 1000 }

// of gives service's part of p, made when it is not there.
func (p *Profile) of(service ServiceID) *ServiceProfile {
	sp, ok := p.Services[service]
	if !ok {
		if p.Services == nil {
			p.Services = map[ServiceID]*ServiceProfile{}
		}
		sp = &ServiceProfile{}
		p.Services[service] = sp
	}
	return sp
}

// halfHour is the half hour of the day that the moment at lies in, and how much of it is over.
func halfHour(at Instant, loc *time.Location) (half int, over float64) {
	t := at.Time().In(loc)
	return t.Hour()*2 + t.Minute()/30, float64(t.Minute()%30*60+t.Second()) / (30 * 60)
}

// Issue learns that a number was issued at the moment at, to somebody who goes before others by that head start.
func (p *Profile) Issue(service ServiceID, headStart Millis, at Instant, loc *time.Location) {
	sp := p.of(service)
	if sp.Came == nil {
		sp.Came = make([]float64, halfHours)
	}
	half, _ := halfHour(at, loc)
	sp.Came[half]++
	if sp.HeadStarts == nil {
		sp.HeadStarts = map[int]float64{}
	}
	sp.HeadStarts[headStartMinutes(headStart)]++
}

// headStartMinutes rounds to five minutes, so that appointments do not make a kind of each.
func headStartMinutes(headStart Millis) int {
	return int((max(0, headStart)+150*Second)/(5*Minute)) * 5
}

// Call learns that a ticket was called, and how long its window took to do so when it had been waiting already.
func (p *Profile) Call(service ServiceID) { p.of(service).Called++ }

// Start learns how long the way to the window took.
func (p *Profile) Start(walk Millis) { p.Walk.add(max(0, walk)) }

// NoShow learns that a called ticket did not come, and what that cost the window.
func (p *Profile) NoShow(service ServiceID, after Millis) {
	p.of(service).NoShows++
	p.Missed.add(max(0, after))
}

// Finish learns how long a service took.
func (p *Profile) Finish(service ServiceID, window WindowNumber, took Millis) {
	p.finish(service, window, took, 1)
}

func (p *Profile) finish(service ServiceID, window WindowNumber, took Millis, sign float64) {
	sp := p.of(service)
	sp.Took.add(sign, took)
	at, ok := sp.Windows[window]
	if !ok {
		if sp.Windows == nil {
			sp.Windows = map[WindowNumber]*Times{}
		}
		at = &Times{}
		sp.Windows[window] = at
	}
	at.add(sign, took)
}

// Day gives p with a further day, as another day is opened with it: what is old weighs less. Either may be nil.
func (p *Profile) Day(day *Profile) *Profile {
	sum := p.plus(day)
	days := 0.0
	if p != nil {
		days = p.Days
	}
	sum.Days = days
	if day != nil && slices.ContainsFunc(slices.Collect(maps.Values(day.Services)), func(sp *ServiceProfile) bool { return sp.Came != nil }) {
		sum.Days++
	}
	if sum.Days == 0 && len(sum.Services) == 0 {
		return nil
	}
	fade := 1.0
	if sum.Days > mostDays {
		fade = mostDays / sum.Days
		sum.Days = mostDays
	}
	sum.Walk, sum.Missed, sum.Turn = sum.Walk.atMost(mostTimes), sum.Missed.atMost(mostAtOne), sum.Turn.atMost(mostTimes)
	for _, sp := range sum.Services {
		sp.fade(fade)
	}
	return sum
}

func (sp *ServiceProfile) fade(f float64) {
	sp.Took = sp.Took.atMost(mostTimes)
	for n, t := range sp.Windows {
		faded := t.atMost(mostAtOne)
		sp.Windows[n] = &faded
	}
	if sp.Called > mostCalled {
		sp.NoShows, sp.Called = brief(sp.NoShows*mostCalled/sp.Called), mostCalled
	}
	if f == 1 {
		return
	}
	for i := range sp.Came {
		sp.Came[i] = brief(sp.Came[i] * f)
	}
	for m := range sp.HeadStarts {
		sp.HeadStarts[m] = brief(sp.HeadStarts[m] * f)
	}
}

// plus gives the sum of what two profiles hold but for their days. It shares nothing with them; either may be nil.
func (p *Profile) plus(o *Profile) *Profile {
	sum := &Profile{Services: map[ServiceID]*ServiceProfile{}}
	for _, part := range []*Profile{p, o} {
		if part == nil {
			continue
		}
		sum.Walk, sum.Missed, sum.Turn = sum.Walk.plus(part.Walk), sum.Missed.plus(part.Missed), sum.Turn.plus(part.Turn)
		for id, sp := range part.Services {
			sum.of(id).add(sp)
		}
	}
	return sum
}

func (sp *ServiceProfile) add(o *ServiceProfile) {
	sp.Took, sp.Called, sp.NoShows = sp.Took.plus(o.Took), sp.Called+o.Called, sp.NoShows+o.NoShows
	for n, t := range o.Windows {
		both := *t
		if held, ok := sp.Windows[n]; ok {
			both = both.plus(*held)
		}
		if sp.Windows == nil {
			sp.Windows = map[WindowNumber]*Times{}
		}
		sp.Windows[n] = &both
	}
	if len(o.Came) == halfHours && sp.Came == nil {
		sp.Came = make([]float64, halfHours)
	}
	for i, came := range o.Came {
		sp.Came[i] += came
	}
	for m, n := range o.HeadStarts {
		if sp.HeadStarts == nil {
			sp.HeadStarts = map[int]float64{}
		}
		sp.HeadStarts[m] += n
	}
}
