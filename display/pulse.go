package display

import (
	"sync"
	"time"
)

// pulse wakes the screens for their heartbeats. A timer in each screen would wake the processor for one of them at a time, all
// day; one for all would have a call wait behind thousands of heartbeats. So it wakes them in shares.
type pulse struct {
	mu     sync.Mutex
	joined int
	beats  [pulseShares]chan struct{} // each closed at its next beat
}

// pulseShares is into how many groups the screens are divided, pingBeats with which of its beats a screen is pinged, too.
const (
	pulseShares = 10
	pingBeats   = 2
)

func (p *pulse) init() {
	for i := range p.beats {
		p.beats[i] = make(chan struct{})
	}
}

// join gives the share of one more screen.
func (p *pulse) join() (share int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.joined++
	return p.joined % pulseShares
}

// of gives the channel that is closed at the next beat of share.
func (p *pulse) of(share int) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.beats[share]
}

// run gives every share a beat each time that every has passed, until stop.
func (p *pulse) run(every time.Duration, stop <-chan struct{}) {
	tick := time.NewTicker(every / pulseShares)
	defer tick.Stop()
	for share := 0; ; share = (share + 1) % pulseShares {
		select {
		case <-tick.C:
		case <-stop:
			return
		}
		p.mu.Lock()
		close(p.beats[share])
		p.beats[share] = make(chan struct{})
		p.mu.Unlock()
	}
}
