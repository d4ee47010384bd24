package kiosk

import (
	"context"
	"time"

	"github.com/paidui/paidui/queue"
)

// shredAgain is when keys that could not be shredded are tried again.
const shredAgain = time.Minute

// ShredKeys shreds the keys of days that are no longer kept, and with them who the holders of those days' numbers were:
// at once, and whenever the business day or the setting changes, until ctx ends. failed hears of what could not be
// shredded, which is tried again.
func (s *Service) ShredKeys(ctx context.Context, failed func(error)) {
	var done queue.Date
	for {
		changed, again := s.hall.Changed(), (<-chan time.Time)(nil)
		if from := s.keptFrom(); from != done {
			if err := s.seals.keys.ShredKeys(dayKeys, string(from)); err != nil {
				failed(err)
				changed, again = nil, time.After(shredAgain)
			} else {
				done = from
			}
		}
		select {
		case <-changed:
		case <-again:
		case <-ctx.Done():
			return
		}
	}
}

// keptFrom is the first day whose key is kept; empty before the first day.
func (s *Service) keptFrom() (from queue.Date) {
	s.hall.View(func(state *queue.State) {
		if date := state.Date(); date != "" {
			from = date.AddDays(1 - max(1, state.Layout().Settings.IdentityDays))
		}
	})
	return from
}
