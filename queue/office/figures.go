package office

import "github.com/paidui/paidui/queue"

// rate gives part in whole, null when whole is 0.
func rate[N queue.Millis | int](part, whole N) *float64 {
	if whole == 0 {
		return nil
	}
	r := float64(part) / float64(whole)
	return &r
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
	// RecallRate is Recalls, and OutOfOrderRate OutOfOrder, by Called.
	RecallRate     *float64 `json:"recall_rate"`
	OutOfOrder     int      `json:"out_of_order"`
	OutOfOrderRate *float64 `json:"out_of_order_rate"`
}

func (t *tally) figures() figures {
	n := &t.counts
	return figures{
		Called: n[called], Served: n[served], NoShow: n[noShow], Recovered: n[recovered], Left: n[left], Recalls: n[recalls],
		Wait: t.spreads[wait].spread(), NoShowWait: t.spreads[missedWait].spread(), Service: t.spreads[service].spread(),
		Walk: t.spreads[walk].spread(), NoShowRate: rate(n[noShow], n[called]), WaitOverRate: rate(n[overdue], n[called]),
		ServiceOverRate: rate(n[slow], n[served]), Rated: n[rated], Levels: [5]int(n[levels:]), RatingRate: rate(n[rated], n[served]),
		Satisfaction: rate(n[satisfied], n[rated]), RecallRate: rate(n[recalls], n[called]), OutOfOrder: n[outOfOrder],
		OutOfOrderRate: rate(n[outOfOrder], n[called]),
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
	n := &t.counts
	abandoned := n[noShow] + n[cancelled] + n[expired]
	return ofTickets{n[issued], t.figures(), n[cancelled], n[expired], abandoned, rate(abandoned, n[issued])}
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
