package queue

import (
	"context"
	"time"
)

const (
	// foreseeEvery is how often a hall makes its forecast, foreseeShare the share of one core that it may spend on it.
	foreseeEvery = time.Second
	foreseeShare = 0.05
	// foreseeCalm is how long a forecast holds beyond that while nobody waits and nothing happens.
	foreseeCalm = 19 * time.Second
)

// Foresee keeps the estimates up to date until ctx or the hall ends: about once a second it takes what the future depends
// on, looks at it without holding anybody up, and has readers and commands read their estimates from what it found.
func (h *Hall) Foresee(ctx context.Context) {
	for {
		began, stirred := time.Now(), h.Stirred()
		h.ForeseeNow()
		rest := max(foreseeEvery-time.Since(began), time.Duration(float64(time.Since(began))*(1/foreseeShare-1)))
		if !h.rest(ctx, rest, nil) {
			return
		}
		if len(h.Forecast().tickets) == 0 && !h.rest(ctx, foreseeCalm, stirred) {
			return
		}
	}
}

// rest waits, but not beyond early; false when ctx or the hall has ended.
func (h *Hall) rest(ctx context.Context, how time.Duration, early <-chan struct{}) bool {
	select {
	case <-time.After(how):
	case <-early:
	case <-ctx.Done():
		return false
	case <-h.done:
		return false
	}
	return true
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
