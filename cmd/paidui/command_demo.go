package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// demoCommand runs a demo hall.
type demoCommand struct {
	Listen string `default:"127.0.0.1:8080" placeholder:"ADDR" help:"Address on this machine alone. Default: ${default}; port 0 picks one."`
	Seed   uint64 `hidden:"" default:"1" help:"What the simulated people do depends on it."`
}

// Run serves a hall of which nothing is left behind. Everybody who reaches it may be everything, so that it takes
// loopback addresses only.
func (c *demoCommand) Run(t *terminal) (err error) {
	if !isLoopback(c.Listen) {
		return fmt.Errorf("the demo hall lets everybody do everything: %q is not an address of this machine alone, such as 127.0.0.1:8080", c.Listen)
	}
	dir, err := os.MkdirTemp("", "paidui-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	layout, err := demoLayout()
	if err != nil {
		return err
	}
	doors := wallClock()
	clock := holdClock(doors.Add(-demoMorning))
	if _, err := createHall(t.ctx, dir, layout, clock.now); err != nil {
		return err
	}
	s, err := store.Open(dir, lockWait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	hall, err := queue.Open(t.ctx, s, clock.now)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(t.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	sim := newSimulation(hall, layout, clock, c.Seed, log)
	if err := sim.fastForward(doors); err != nil {
		return errors.Join(err, hall.Close())
	}
	server, err := newServer(serverConfig{Hall: hall, Store: s, Clock: clock.now, Log: log, Demo: sim.visit})
	if err != nil {
		return errors.Join(err, hall.Close())
	}
	if err := server.listen(c.Listen, "127.0.0.1:0"); err != nil {
		return errors.Join(fmt.Errorf("%w; another port: --listen 127.0.0.1:0", err), hall.Close())
	}
	fmt.Fprintln(t.out, "listening on", server.url())
	fmt.Fprintln(t.out, "Open that page and pick a face. Ctrl-C ends the demo; nothing is kept.")
	return c.live(t.ctx, server, sim)
}

// live serves and simulates until ctx or the hall ends.
func (c *demoCommand) live(ctx context.Context, server *server, sim *simulation) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	simulated := make(chan error, 1)
	go func() {
		err := sim.run(ctx)
		if err != nil && !errors.Is(err, queue.ErrClosed) {
			cancel(err)
		}
		simulated <- err
	}()
	err := server.run(ctx)
	cancel(nil)
	if stopped := <-simulated; stopped != nil && !errors.Is(stopped, queue.ErrClosed) {
		err = errors.Join(err, fmt.Errorf("simulation: %w", stopped))
	}
	return err
}

// isLoopback tells whether only this machine reaches a listener on address.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
