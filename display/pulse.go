package display

import (
	"sync"
	"time"
)

// pulse is the clock of a hub: it wakes the galleries at every tick and the screens for their heartbeats. A timer in each of them
// would wake the processor for one at a time, all day; all screens at once would have a call wait behind thousands of heartbeats.
// So it wakes them in shares.
type pulse struct {
	mu     sync.Mutex
	joined int
	ticks  chan struct{}              // closed at the next tick
	beats  [pulseShares]chan struct{} // each closed at its next beat
}

// pulseShares is into how many groups the screens are divided once there are more than pulseShare of them, pingBeats with which of
// its beats a screen is pinged, too.
const (
	pulseShares = 4
	pulseShare  = 256
	pingBeats   = 2
)

func (p *pulse) init() {
	p.ticks = make(chan struct{})
	for i := range p.beats {
		p.beats[i] = make(chan struct{})
	}
}

// join gives the share of one more screen.
func (p *pulse) join() (share int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.joined++
	return p.joined / pulseShare % pulseShares
}

// of gives the channel that is closed at the next beat of share.
func (p *pulse) of(share int) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.beats[share]
}

// tick gives the channel that is closed at the next tick.
func (p *pulse) tick() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ticks
}

// run gives every share a beat each time that beat has passed, and a tick whenever tick has, to the next beat, until stop.
func (p *pulse) run(beat, tick time.Duration, stop <-chan struct{}) {
	step := beat / pulseShares
	steps := max(1, int(tick/step))
	next := time.NewTicker(step)
	defer next.Stop()
	for n := 0; ; n++ {
		select {
		case <-next.C:
		case <-stop:
			return
		}
		p.mu.Lock()
		renew(&p.beats[n%pulseShares])
		if n%steps == 0 {
			renew(&p.ticks)
		}
		p.mu.Unlock()
	}
}

// renew closes a channel and puts a new one in its place.
func renew(c *chan struct{}) {
	close(*c)
	*c = make(chan struct{})
}
