package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
)

// issue measures taking numbers beside the floors of the disk and of an HTTP server.
func (b *run) issue(ctx context.Context) (err error) {
	h, err := b.newHall(ctx, "issue", false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.stop()) }()
	if err := h.fill(ctx, 100); err != nil {
		return err
	}
	record, err := h.record(ctx)
	if err != nil {
		return err
	}
	b.found.add("issue record bytes", float64(len(record)))
	floors, err := b.openFloors(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, floors.close()) }()
	for _, callers := range issuing {
		err := b.turns(
			func() error { return b.disk(ctx, floors, "issue", callers, record) },
			func() error { return b.take(ctx, h, callers) },
			func() error { return b.echo(ctx, floors, callers) },
		)
		if err != nil {
			return err
		}
	}
	raw, err := drive(ctx, 1, b.Slice, func(int) error { return floors.raw.put(record) })
	b.found.load("raw disk", 1, raw)
	return err
}

// floors are what runs beside a hall.
type floors struct {
	disk   *diskFloor
	raw    *rawFloor
	server *child
}

func (b *run) openFloors(ctx context.Context) (f *floors, err error) {
	f = &floors{}
	dir, err := os.MkdirTemp(b.dir, "floors-*")
	if err != nil {
		return nil, err
	}
	if f.disk, err = openDiskFloor(filepath.Join(dir, "disk.db")); err != nil {
		return nil, err
	}
	if f.raw, err = openRawFloor(filepath.Join(dir, "raw")); err != nil {
		return nil, err
	}
	f.server, err = start(ctx, b.Program, "bench-floor", dir)
	return f, err
}

func (f *floors) close() error { return errors.Join(f.disk.close(), f.raw.close(), f.server.stop()) }

// disk measures floor (a) with record.
func (b *run) disk(ctx context.Context, f *floors, what string, callers int, record []byte) error {
	got, err := drive(ctx, callers, b.Slice, func(int) error { return f.disk.put(record) })
	b.found.load(what+" disk floor", callers, got)
	return err
}

// echo measures floor (d).
func (b *run) echo(ctx context.Context, f *floors, callers int) error {
	all, hangUp, err := lines(callers, f.server.address, func(int) (path, token string) { return "/echo", "none" })
	if err != nil {
		return err
	}
	defer hangUp()
	got, err := drive(ctx, callers, b.Slice, func(n int) error { return all[n].ask(takeBody(n), http.StatusCreated) })
	b.found.load("echo floor", callers, got)
	return err
}

// take measures callers who take numbers.
func (b *run) take(ctx context.Context, h *hall, callers int) error {
	all, hangUp, err := lines(callers, h.address, func(int) (path, token string) { return "/api/v1/tickets", h.kiosk })
	if err != nil {
		return err
	}
	defer hangUp()
	got, err := b.withCPU(ctx, h, "issue", callers, func() (load, error) {
		return drive(ctx, callers, b.Slice, func(n int) error { return all[n].ask(takeBody(n), http.StatusCreated) })
	})
	b.found.load("issue", callers, got)
	return err
}

// withCPU also keeps how much processor time the hall took for one of what measure counts.
func (b *run) withCPU(ctx context.Context, h *hall, what string, callers int, measure func() (load, error)) (load, error) {
	before, err := scrape(ctx, h.metricsURL)
	if err != nil {
		return load{}, err
	}
	got, err := measure()
	if err != nil {
		return got, err
	}
	after, err := scrape(ctx, h.metricsURL)
	if err != nil {
		return got, err
	}
	spent := after["process_cpu_seconds_total"] - before["process_cpu_seconds_total"]
	b.found.add(fmt.Sprintf("%s %d cpu us", what, callers), spent*1e6/float64(max(1, got.count)))
	return got, nil
}
