package queue

import (
	"fmt"
	"time"
)

// VoiceHours are hours of the day in which a zone's voice has another volume: From included, To not. From after To goes
// over midnight.
type VoiceHours struct {
	From TimeOfDay `json:"from"`
	To   TimeOfDay `json:"to"`
	// Volume in percent; 0: nothing is said.
	Volume int `json:"volume"`
}

// fullVolume is a voice as loud as it goes.
const fullVolume = 100

// VolumeAt gives how loud the zone's voice is at the moment at, in percent; 0: nothing is said. Of hours that overlap
// the first counts.
func (z *Zone) VolumeAt(at Instant, loc *time.Location) int {
	if z.Silent {
		return 0
	}
	when := at.Time().In(loc)
	clock := TimeOfDay(60*when.Hour() + when.Minute())
	for _, h := range z.Voice {
		if h.hold(clock) {
			return h.Volume
		}
	}
	if z.Volume == 0 {
		return fullVolume
	}
	return z.Volume
}

func (h VoiceHours) hold(clock TimeOfDay) bool {
	if h.From <= h.To {
		return clock >= h.From && clock < h.To
	}
	return clock >= h.From || clock < h.To
}

// voice checks how loud a zone is.
func (c *layoutCheck) voice(z *Zone, path string) {
	percent := func(n int, at string) { c.need(n >= 0 && n <= fullVolume, at, "%d is not 0 to %d", n, fullVolume) }
	percent(z.Volume, path+".volume")
	for i, h := range z.Voice {
		at := fmt.Sprintf("%s.voice[%d]", path, i)
		percent(h.Volume, at+".volume")
		c.need(h.From != h.To, at+".to", "is the time at which the hours begin")
	}
}
