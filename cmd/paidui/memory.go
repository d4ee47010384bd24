package main

import (
	"context"
	"os"
	"runtime/debug"
	runtimemetrics "runtime/metrics"
	"time"
)

// A hall has little to do for hours and then a rush. While it is calm, memory that may grow by two fifths before it is looked
// through keeps it small; in a rush that would cost a fourth of the processor, so that it may grow to three times as much.
const (
	calmPercent, rushPercent = 40, 200

	lookAtMemory = 2 * time.Second
	rushBytes    = 8 << 20 // allocated from one look to the next: some 200 numbers a second
	calmLooks    = 5       // without a rush, until it is over
)

// tendMemory does so until ctx ends. Whoever has set GOGC knows better.
func tendMemory(ctx context.Context) {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(rushPercent) // starting is a rush
	allocated := []runtimemetrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	runtimemetrics.Read(allocated)
	last, calm, rush := allocated[0].Value.Uint64(), 0, true
	tick := time.NewTicker(lookAtMemory)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		runtimemetrics.Read(allocated)
		now := allocated[0].Value.Uint64()
		if now-last < rushBytes {
			calm++
		} else {
			calm = 0
		}
		switch {
		case calm == 0 && !rush:
			debug.SetGCPercent(rushPercent)
			rush = true
		case calm == calmLooks && rush:
			debug.SetGCPercent(calmPercent)
			debug.FreeOSMemory()
			rush = false
		}
		last = now
	}
}
