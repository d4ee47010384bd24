package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
)

// call measures 下一位 at 1 and at 64 windows, with and without screens.
func (b *run) call(ctx context.Context) (err error) {
	h, err := b.newHall(ctx, "call", true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.stop()) }()
	floors, err := b.openFloors(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, floors.close()) }()
	if err := b.next(ctx, h, "warm-up", calling); err != nil {
		return err
	}
	record, err := h.record(ctx)
	if err != nil {
		return err
	}
	b.found.add("call record bytes", float64(len(record)))
	for _, windows := range []int{1, calling} {
		err := b.turns(
			func() error { return b.disk(ctx, floors, "call", windows, record) },
			func() error { return b.next(ctx, h, "call", windows) },
			func() error {
				w, err := h.hangScreens(callScreens)
				if err != nil {
					return err
				}
				return errors.Join(b.next(ctx, h, "call with screens", windows), w.close())
			},
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// next measures windows that press 下一位, each as soon as it has its answer. Enough people wait.
func (b *run) next(ctx context.Context, h *hall, what string, windows int) error {
	if err := b.crowd(ctx, h, int(callRate*b.Slice.Seconds())+100); err != nil {
		return err
	}
	all, hangUp, err := lines(windows, h.address, func(n int) (path, token string) {
		return fmt.Sprintf("/api/v1/windows/%d/next", n+1), h.counters[n]
	})
	if err != nil {
		return err
	}
	defer hangUp()
	got, err := b.withCPU(ctx, h, what, windows, func() (load, error) {
		return drive(ctx, windows, b.Slice, func(n int) error { return all[n].ask(`{"finish":true}`, http.StatusOK) })
	})
	b.found.load(what, windows, got)
	return err
}

// callRate is more calls a second than this machine's disk has been seen to take.
const callRate = 20_000

// crowd lets numbers be taken until n people wait.
func (b *run) crowd(ctx context.Context, h *hall, n int) error {
	m, err := scrape(ctx, h.metricsURL)
	if err != nil {
		return err
	}
	missing := n - int(m["paidui_waiting"])
	const kiosks = 32
	all, hangUp, err := lines(kiosks, h.address, func(int) (path, token string) { return "/api/v1/tickets", h.kiosk })
	if err != nil {
		return err
	}
	defer hangUp()
	var taking sync.WaitGroup
	errs := make([]error, kiosks)
	for k := range kiosks {
		taking.Go(func() {
			for i := k; i < missing && errs[k] == nil; i += kiosks {
				errs[k] = all[k].ask(takeBody(i), http.StatusCreated)
			}
		})
	}
	taking.Wait()
	return errors.Join(errs...)
}
