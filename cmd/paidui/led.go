package main

import (
	"context"
	"sync"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/display/led"
	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// startLED keeps the hall's LED strips until what it gives is called, which waits for the end of that.
func (s *server) startLED(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	runner := led.Runner{Hall: s.cfg.Hall, Words: ledWords, Driver: ledDriver, Log: s.log}
	var running sync.WaitGroup
	running.Go(func() { runner.Run(ctx) })
	return func() {
		cancel()
		running.Wait()
	}
}

// ledWords gives what strips show, in Chinese alone: they have no room for more.
func ledWords(key string) string {
	zh, _ := assets.Text(key)
	return zh
}

// ledDriver gives the driver of a strip. There is one kind; another would be chosen here.
func ledDriver(screen queue.LEDScreen) (led.Driver, error) {
	open, err := escpos.OpenLine(screen.Address)
	if err != nil {
		return nil, err
	}
	return &led.Plain{Screen: screen, Open: func(ctx context.Context) (led.Wire, error) { return open(ctx) }}, nil
}
