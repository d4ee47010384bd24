package kiosk

import (
	"context"
	"errors"
	"time"

	"github.com/paidui/paidui/queue"
)

// shredAgain is when keys that could not be shredded are tried again.
const shredAgain = time.Minute

// ShredKeys shreds the keys of days that are no longer kept, and with them who the holders of those days' numbers were,
// and of months whose appointments are long past or whose complaints are no longer kept: at once, and within a second or two
// of each change of the business day or the setting, until ctx ends. failed hears of what could not be shredded, which is tried
// again.
func (s *Service) ShredKeys(ctx context.Context, failed func(error)) {
	var done kept
	for {
		stirred, again := s.hall.Stirred(), (<-chan time.Time)(nil)
		if from := s.keptFrom(); from != done {
			if err := s.shred(from); err != nil {
				failed(err)
				stirred, again = nil, time.After(shredAgain)
			} else {
				done = from
			}
		}
		select {
		case <-stirred:
		case <-again:
		case <-ctx.Done():
			return
		}
	}
}

// kept is the first day, and the first months of bookings and of feedback, whose keys are kept; empty before the first
// day.
type kept struct {
	day             queue.Date
	month, feedback string
}

func (s *Service) shred(from kept) error {
	keys := s.seals.keys
	return errors.Join(
		keys.ShredKeys(dayKeys, string(from.day)), keys.ShredKeys(bookingKeys, from.month), keys.ShredKeys(feedbackKeys, from.feedback))
}

// keptFrom gives from when on keys are kept. A month's is kept as long as its last day's appointments may count, or what
// was written on its last day is kept.
func (s *Service) keptFrom() (from kept) {
	s.hall.View(func(state *queue.State) {
		if date := state.Date(); date != "" {
			settings := &state.Layout().Settings
			from = kept{
				date.AddDays(1 - max(1, settings.IdentityDays)), month(date.AddDays(-settings.MissDays)),
				month(date.AddDays(-settings.FeedbackDays)),
			}
		}
	})
	return from
}
