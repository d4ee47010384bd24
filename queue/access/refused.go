package access

import (
	"cmp"
	"slices"
	"sync"

	"github.com/paidui/paidui/queue"
)

// refusals count what was refused, until it is noted in the journal: once a minute for an account and an address, so that
// who is refused over and over fills no disk.
type refusals struct {
	mu     sync.Mutex
	counts map[refusal]int
	others int
}

// refusal is what was wrongly asked for, and where from.
type refusal struct{ of, from string }

// mostRefusals is how many are told apart in a minute; the rest are one.
const mostRefusals = 20

func (r *refusals) note(of, from string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := refusal{of, from}
	if _, ok := r.counts[key]; !ok && len(r.counts) >= mostRefusals {
		r.others++
		return
	}
	if r.counts == nil {
		r.counts = map[refusal]int{}
	}
	r.counts[key]++
}

// Refusals gives what was refused since the last call, for the journal.
func (s *Service) Refusals() []queue.AuditEvent {
	r := &s.refused
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []queue.AuditEvent
	for key, n := range r.counts {
		all = append(all, queue.AuditEvent{Deed: queue.DeedRefused, Of: key.of, From: key.from, Count: n})
	}
	slices.SortFunc(all, func(a, b queue.AuditEvent) int {
		return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.From, b.From))
	})
	if r.others > 0 {
		all = append(all, queue.AuditEvent{Deed: queue.DeedRefused, Count: r.others})
	}
	clear(r.counts)
	r.others = 0
	return all
}
