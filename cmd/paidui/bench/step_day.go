package bench

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"
)

// rest is how long a hall is left alone before it is taken for calm.
const rest = 15 * time.Second

// day has a normal day's citizens come, be called, start and finish, and then measures what the hall costs that only waits.
func (b *run) day(ctx context.Context) (err error) {
	h, err := b.newHall(ctx, "day", true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.stop()) }()
	if err := b.crowd(ctx, h, dayTickets); err != nil {
		return err
	}
	if err := b.serveAll(ctx, h); err != nil {
		return err
	}
	w, err := h.hangScreens(idleScreens)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	// A hall that has had a rush gives back what it no longer needs when it has been calm for ten seconds.
	if _, err := h.swept(ctx); err != nil {
		return err
	}
	time.Sleep(rest)
	before, err := scrape(ctx, h.metricsURL)
	if err != nil {
		return err
	}
	time.Sleep(b.Idle)
	after, err := scrape(ctx, h.metricsURL)
	if err != nil {
		return err
	}
	spent := after["process_cpu_seconds_total"] - before["process_cpu_seconds_total"]
	spent = math.Round(spent*100) / 100 // it is told in hundredths of a second
	b.found.add("idle cpu %", math.Round(1e6*spent/b.Idle.Seconds())/1e4)
	b.found.add("day rss MiB", after["process_resident_memory_bytes"]/(1<<20))
	return b.reopen(ctx, h)
}

// serveAll has everybody who waits called, started and finished.
func (b *run) serveAll(ctx context.Context, h *hall) error {
	var serving sync.WaitGroup
	errs := make([]error, calling)
	for n := range calling {
		serving.Go(func() {
			at := func(order string) (*line, error) {
				return h.connect(fmt.Sprintf("/api/v1/windows/%d/%s", n+1, order), h.counters[n])
			}
			next, err1 := at("next")
			begin, err2 := at("start")
			finish, err3 := at("finish")
			if errs[n] = errors.Join(err1, err2, err3); errs[n] != nil {
				return
			}
			for i := n; i < dayTickets && errs[n] == nil && ctx.Err() == nil; i += calling {
				if errs[n] = next.ask("{}", http.StatusOK); errs[n] == nil {
					errs[n] = errors.Join(begin.ask("{}", http.StatusOK), finish.ask(`{"outcome":"accepted"}`, http.StatusOK))
				}
			}
			next.close()
			begin.close()
			finish.close()
		})
	}
	serving.Wait()
	return errors.Join(errs...)
}

// reopen measures how long a restart on the day takes, from the start of the process to its first answer.
func (b *run) reopen(ctx context.Context, h *hall) error {
	if err := h.stop(); err != nil {
		return err
	}
	began := time.Now()
	if err := h.up(ctx, b.Program, b.in("day")); err != nil {
		return err
	}
	var found []struct{}
	if err := h.get(ctx, h.kiosk, "/api/v1/services", &found); err != nil {
		return err
	}
	b.found.add("restart ms", ms(time.Since(began)))
	return nil
}
