package office

import (
	"math"
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

// spreadOf sorts spans.
func spreadOf(spans []queue.Millis) spread {
	n := len(spans)
	if n == 0 {
		return spread{}
	}
	slices.Sort(spans)
	sum := queue.Millis(0)
	for _, s := range spans {
		sum += s
	}
	mean := queue.Millis(math.Round(float64(sum) / float64(n)))
	return spread{n, &mean, rank(spans, 50), rank(spans, 90), &spans[n-1]}
}

// rank gives the percent quantile of sorted by nearest rank.
func rank(sorted []queue.Millis, percent int) *queue.Millis {
	return &sorted[(len(sorted)*percent+99)/100-1]
}

// rate gives part in whole, null when whole is 0.
func rate[N queue.Millis | int](part, whole N) *float64 {
	if whole == 0 {
		return nil
	}
	r := float64(part) / float64(whole)
	return &r
}

// tally adds up visits and shifts.
type tally struct {
	issued, called, served, noShow, recovered, left, recalls int
	cancelled, expired, overdue, slow, rated, satisfied      int
	levels                                                   [5]int // from 5 to 1

	wait, missedWait, service, walk []queue.Millis
	serving, signedIn, attended     queue.Millis
	away                            queue.Millis
	pauses, consultations           int
}

// possible adds span to spans, unless it is longer than a day: then a clock was set wrong in between.
func possible(spans []queue.Millis, span queue.Millis) []queue.Millis {
	if span > queue.LongestPossible {
		return spans
	}
	return append(spans, span)
}

// satisfiedFrom is the lowest level that counts as satisfied: 基本满意.
const satisfiedFrom = 3

// limits are what waits and services are held to.
type limits struct {
	wait    queue.Millis
	service map[queue.ServiceID]queue.Millis // the standard of each
}

func limitsOf(l *queue.Layout) limits {
	of := limits{queue.Millis(l.Settings.WaitWarningMinutes) * queue.Minute, map[queue.ServiceID]queue.Millis{}}
	for i := range l.Services {
		of.service[l.Services[i].ID] = queue.Millis(l.Services[i].StandardMinutes) * queue.Minute
	}
	return of
}

// visit adds v. A wait or a service longer than its limit is overdue or slow; what lasts counts until now.
func (t *tally) visit(v *queue.Visit, limits limits, now queue.Instant) {
	if v.First {
		t.issued++
	}
	t.end(v)
	if v.Rating >= 1 && v.Rating <= len(t.levels) {
		t.rated++
		t.levels[len(t.levels)-v.Rating]++
		if v.Rating >= satisfiedFrom {
			t.satisfied++
		}
	}
	if !v.Called() {
		return
	}
	t.called++
	t.recalls += v.CallCount - 1
	wait := v.Waited()
	if wait > limits.wait {
		t.overdue++
	}
	if v.NoShowAt != 0 {
		t.missedWait = possible(t.missedWait, wait)
	} else {
		t.wait = possible(t.wait, wait)
	}
	t.attend(v, limits, now)
}

// end counts how v ended. A no-show stays one when its ticket is cancelled or the day ends, unless it came back.
func (t *tally) end(v *queue.Visit) {
	switch {
	case v.Recovered:
		t.recovered++
	case v.Left():
		t.left++
	case v.NoShowAt != 0:
		t.noShow++
	case v.Status == queue.StatusServed:
		t.served++
	case v.Status == queue.StatusCancelled:
		t.cancelled++
	case v.Status == queue.StatusExpired:
		t.expired++
	}
}

// attend adds the service of v. One whose end was inferred has no length that is known; one that was undone goes on.
func (t *tally) attend(v *queue.Visit, limits limits, now queue.Instant) {
	if v.StartedAt == 0 {
		return
	}
	if !v.StartInferred {
		t.walk = possible(t.walk, max(0, v.StartedAt.Since(v.CalledAt)))
	}
	switch {
	case v.Left():
		t.serving += v.ServiceTime()
	case v.Status == queue.StatusServing:
		t.serving += max(0, now.Since(v.StartedAt))
	case v.FinishedAt != 0 && !v.FinishInferred && !v.Recovered:
		took := v.ServiceTime()
		if took > queue.LongestPossible {
			return
		}
		t.service = append(t.service, took)
		if standard, ok := limits.service[v.Service]; ok && took > standard {
			t.slow++
		}
		t.serving += took
	}
}

// shift adds a turn at a window.
func (t *tally) shift(r *queue.ShiftRecord, now queue.Instant) {
	t.signedIn += max(0, r.End(now).Since(r.SignedInAt))
	t.attended += r.Attended(now)
	t.pauses += r.PauseCount
	t.away += r.Away
	t.consultations += r.Consultations
}

// figures are what every report tells of its subject. Called and what follows count visits: a ticket that came back
// after a no-show is called once more.
type figures struct {
	Called int `json:"called"`
	Served int `json:"served"`
	// NoShow leaves out those that came back, which are Recovered.
	NoShow    int `json:"no_show"`
	Recovered int `json:"recovered"`
	// Left went on to another service or window, or back into the queue; they are served in another visit.
	Left    int `json:"left"`
	Recalls int `json:"recalls"`
	// Wait is until the first call, without no-shows, whose wait is NoShowWait.
	Wait       spread `json:"wait_ms"`
	NoShowWait spread `json:"no_show_wait_ms"`
	Service    spread `json:"service_ms"`
	// Walk is from the last call to the start that somebody pressed.
	Walk         spread   `json:"walk_ms"`
	NoShowRate   *float64 `json:"no_show_rate"`
	WaitOverRate *float64 `json:"wait_over_rate"`
	// ServiceOverRate are services longer than their standard, of those served.
	ServiceOverRate *float64 `json:"service_over_rate"`
	Rated           int      `json:"rated"`
	// Levels are the ratings from 5 down to 1.
	Levels       [5]int   `json:"rating_levels"`
	RatingRate   *float64 `json:"rating_rate"`
	Satisfaction *float64 `json:"satisfaction_rate"`
}

func (t *tally) figures() figures {
	return figures{
		Called: t.called, Served: t.served, NoShow: t.noShow, Recovered: t.recovered, Left: t.left, Recalls: t.recalls,
		Wait: spreadOf(t.wait), NoShowWait: spreadOf(t.missedWait), Service: spreadOf(t.service), Walk: spreadOf(t.walk),
		NoShowRate: rate(t.noShow, t.called), WaitOverRate: rate(t.overdue, t.called),
		ServiceOverRate: rate(t.slow, t.served), Rated: t.rated, Levels: t.levels, RatingRate: rate(t.rated, t.served), Satisfaction: rate(t.satisfied, t.rated),
	}
}

// ofTickets are the figures of what tickets are issued for. Abandoned are no-shows that did not come back, cancelled and
// expired tickets.
type ofTickets struct {
	Issued int `json:"issued"`
	figures
	Cancelled   int      `json:"cancelled"`
	Expired     int      `json:"expired"`
	Abandoned   int      `json:"abandoned"`
	AbandonRate *float64 `json:"abandon_rate"`
}

func (t *tally) ofTickets() ofTickets {
	abandoned := t.noShow + t.cancelled + t.expired
	return ofTickets{t.issued, t.figures(), t.cancelled, t.expired, abandoned, rate(abandoned, t.issued)}
}

// duty is what reports about windows and staff tell beside: how much of the time signed in, less the pauses, was spent
// serving.
type duty struct {
	SignedIn   queue.Millis `json:"signed_in_ms"`
	Paused     queue.Millis `json:"paused_ms"`
	PauseCount int          `json:"pause_count"`
	// Away is what of Paused lay within sessions, but for a pause that lasts.
	Away        queue.Millis `json:"away_ms"`
	Serving     queue.Millis `json:"serving_ms"`
	Utilisation *float64     `json:"utilisation"`
	// Consultations are those who only asked something, without a number.
	Consultations int `json:"consultations"`
}

func (t *tally) duty() duty {
	return duty{t.signedIn, t.signedIn - t.attended, t.pauses, t.away, t.serving, rate(t.serving, t.attended), t.consultations}
}
