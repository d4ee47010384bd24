package display

import "github.com/paidui/paidui/queue"

// trial is what people say of a zone's voice on a business day: a loudspeaker that is switched off looks healthy to a
// page.
type trial struct {
	date queue.Date
	// tested is when the voice was last tried, confirmed when somebody said to have heard it.
	tested, confirmed queue.Instant
	// missed: a window has reported that nothing is heard, and that has not been mended.
	missed bool
}

func (t *trial) newDay(date queue.Date) {
	if t.date != date {
		*t = trial{date: date}
	}
}

// unheard tells whether a window of the zone has reported that calls are not heard there, and whether one has done so,
// or done so again, since the moment from.
func unheard(s *queue.State, zone queue.ZoneID, from queue.Instant) (open, again bool) {
	for _, h := range s.Helps() {
		if !h.Open() || h.Kind != queue.HelpFault || h.Device != queue.DeviceSound || h.Zone != zone {
			continue
		}
		open = true
		again = again || max(h.At, h.AgainAt) > from
	}
	return open, again
}
