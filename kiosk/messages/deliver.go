package messages

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/paidui/paidui/queue"
)

// How messages are tried: so many at once, the pauses doubling from the first to the longest, each longer or shorter by
// up to a fifth. The tries take about a day.
const (
	mostAtOnce   = 4
	firstPause   = 5 * queue.Second
	longestPause = 60 * queue.Minute
	mostTries    = 34
)

// settleEvery is how long results of deliveries are gathered for one transaction, so that a gateway that refuses
// everything at once keeps the disk free for the hall.
const settleEvery = 50 * time.Millisecond

// pause gives how long to wait after tries in vain; chance is from 0 to 1.
func pause(tries int, chance float64) queue.Millis {
	p := longestPause
	if tries < 11 { // the eleventh would be longer than the longest
		p = firstPause << (tries - 1)
	}
	return queue.Millis(float64(min(p, longestPause)) * (0.8 + 0.4*chance))
}

// deliverer is the one goroutine that knows what is pending and writes what became of it.
type deliverer struct {
	*Service
	pending map[string]queue.Message
	// busy are the tickets and appointments of which something is under way, so that a citizen's messages do not overtake.
	busy map[string]bool
	// results were not written yet; they take up room until they are.
	results []result
	under   int
	done    chan result
}

// result is what became of one try.
type result struct {
	message queue.Message
	verdict verdict
}

// deliver sends what is offered until ctx ends.
func (s *Service) deliver(ctx context.Context) {
	d := &deliverer{
		Service: s, pending: map[string]queue.Message{}, busy: map[string]bool{}, done: make(chan result, mostAtOnce),
	}
	var settle <-chan time.Time
	for {
		for _, m := range s.offered() {
			d.pending[m.ID] = m
		}
		again := d.sendDue(ctx)
		select {
		case <-s.wake:
		case <-again:
		case r := <-d.done:
			d.under--
			if r.verdict.interrupted {
				break
			}
			d.results = append(d.results, r)
			if settle == nil {
				settle = time.After(settleEvery)
			}
		case <-settle:
			settle = nil
			d.settle(ctx)
		case <-ctx.Done():
			for ; d.under > 0; d.under-- {
				if r := <-d.done; !r.verdict.interrupted {
					d.results = append(d.results, r)
				}
			}
			d.settle(ctx)
			return
		}
	}
}

// sendDue sends what is due while there is room, and gives when to look again; nil: when something changes.
func (d *deliverer) sendDue(ctx context.Context) <-chan time.Time {
	for d.under+len(d.results) < mostAtOnce {
		m, in := d.next(d.cfg.Clock())
		if m == nil {
			return nil
		}
		if in > 0 {
			return time.After(in.Duration())
		}
		delete(d.pending, m.ID)
		d.busy[about(m)] = true
		d.under++
		go func(m queue.Message) { d.done <- result{m, d.post(ctx, m)} }(*m)
	}
	return nil
}

// next gives the message to be sent next, and in how long: of those that are due one that was never tried before, so
// that what a gateway could not take for hours does not hold up what happens now. Nil: there is none.
func (d *deliverer) next(now queue.Instant) (*queue.Message, queue.Millis) {
	var best *queue.Message
	for _, m := range d.pending {
		// A clock that was set back does not put a message off for longer than the longest pause.
		if m.NextTry.Since(now) > 2*longestPause {
			m.NextTry = now
		}
		if d.busy[about(&m)] {
			continue
		}
		if best == nil || sooner(&m, best, now) {
			best = &m
		}
	}
	if best == nil {
		return nil, 0
	}
	return best, max(0, best.NextTry.Since(now))
}

// sooner orders messages for sending: due before not due, untried before tried, then by time.
func sooner(a, b *queue.Message, now queue.Instant) bool {
	aDue, bDue := a.NextTry <= now, b.NextTry <= now
	switch {
	case aDue != bDue:
		return aDue
	case aDue && (a.Tries == 0) != (b.Tries == 0):
		return a.Tries == 0
	case a.NextTry != b.NextTry:
		return a.NextTry < b.NextTry
	}
	return a.ID < b.ID
}

// about names the citizen of a message.
func about(m *queue.Message) string {
	if m.Ticket != "" {
		return string(m.Ticket)
	}
	return string(m.Appointment)
}

// settle writes what became of the tries that have ended. When ctx ends before that is written they are made again.
func (d *deliverer) settle(ctx context.Context) {
	if len(d.results) == 0 {
		return
	}
	now := d.cfg.Clock()
	var delivered []string
	var again, dead []queue.Message
	for _, r := range d.results {
		m := r.message
		if r.verdict.delivered {
			delivered = append(delivered, m.ID)
			continue
		}
		m.Tries++
		m.LastError = r.verdict.failure
		if r.verdict.gone || m.Tries >= mostTries {
			m.DeadAt = now
			dead = append(dead, m)
			d.cfg.Log.Warn("message given up", "message", m.ID, "tries", m.Tries, "error", m.LastError)
			continue
		}
		m.NextTry = now.Add(pause(m.Tries, rand.Float64()))
		again = append(again, m)
	}
	var dropped []string
	ok := d.written(ctx, func() (err error) {
		dropped, err = d.cfg.Outbox.SettleMessages(delivered, again, dead)
		return err
	})
	if !ok {
		return
	}
	if len(dropped) > 0 {
		d.cfg.Log.Warn("messages that were given up have been dropped to make room", "messages", dropped)
	}
	for _, r := range d.results {
		delete(d.busy, about(&r.message))
	}
	for _, m := range again {
		d.pending[m.ID] = m
	}
	d.results = nil
}
