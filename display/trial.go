package display

import "github.com/paidui/paidui/queue"

// trial is what people say of a zone's voice on a business day: a loudspeaker that is switched off looks healthy to a
// page.
type trial struct {
	date queue.Date
	// tested is when the voice was last tried, confirmed when somebody said to have heard it, missed when somebody said
	// not to hear it.
	tested, confirmed, missed queue.Instant
}

func (t *trial) newDay(date queue.Date) {
	if t.date != date {
		*t = trial{date: date}
	}
}

func (t *trial) tried(at queue.Instant) { t.tested = at }

// confirm and miss say that the voice is heard, and that it is not. The later word counts.
func (t *trial) confirm(at queue.Instant) { t.confirmed, t.missed = at, 0 }

func (t *trial) miss(at queue.Instant) { t.missed, t.confirmed = at, 0 }
