package display

import (
	"sync"
	"time"
)

// pulseShares is into how many groups the screens are divided once there are more than pulseShare of them, pingBeats with which of
// its beats a screen is pinged, too.
const (
	pulseShares = 4
	pulseShare  = 256
	pingBeats   = 2
)

// pulse wakes the galleries for what changes with time alone.
type pulse struct {
	mu    sync.Mutex
	ticks chan struct{} // closed at the next tick
}

// tick gives the channel that is closed at the next tick.
func (p *pulse) tick() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ticks
}

// next is the next tick.
func (p *pulse) next() {
	p.mu.Lock()
	defer p.mu.Unlock()
	renew(&p.ticks)
}

// beat is the clock of a hub: it ticks, and has every screen feel its pulse each time that every.beat has passed. A timer in each of
// them would wake the processor for one at a time, all day; all screens at once would have a call wait behind thousands of
// heartbeats. So they are served in shares.
func (h *Hub) beat() {
	step := h.every.beat / pulseShares
	steps := max(1, int(h.every.tick/step))
	next := time.NewTicker(step)
	defer next.Stop()
	for n := 0; ; n++ {
		select {
		case <-next.C:
		case <-h.stop:
			return
		}
		for _, s := range h.share(n % pulseShares) {
			s.beat()
		}
		if n%steps == 0 {
			h.pulse.next()
		}
	}
}

// renew closes a channel and puts a new one in its place.
func renew(c *chan struct{}) {
	close(*c)
	*c = make(chan struct{})
}
