package queue

import (
	"context"
	"time"
)

const (
	// foreseeEvery is how often a hall makes its forecast, foreseeShare the share of one core that it may spend on it.
	foreseeEvery = time.Second
	foreseeShare = 0.05
)

// Foresee keeps the estimates up to date until ctx or the hall ends: about once a second it copies what the future depends
// on, looks at it without holding anybody up, and has readers and commands read their estimates from what it found.
func (h *Hall) Foresee(ctx context.Context) {
	for {
		began := time.Now()
		h.ForeseeNow()
		rest := max(foreseeEvery-time.Since(began), time.Duration(float64(time.Since(began))*(1/foreseeShare-1)))
		select {
		case <-time.After(rest):
		case <-ctx.Done():
			return
		case <-h.done:
			return
		}
	}
}

// ForeseeNow makes the forecast once: a hall that is about to be asked has one from the first request on.
func (h *Hall) ForeseeNow() {
	var o *Outlook
	h.View(func(s *State) { o = s.Outlook(max(s.at, h.clock())) })
	f := o.Forecast()
	h.forecast.Store(f)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.visible.Foresee(f)
}

// Forecast gives the last forecast; nil before the first.
func (h *Hall) Forecast() *Forecast { return h.forecast.Load() }
