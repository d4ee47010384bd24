package main

import (
	"context"
	"runtime/debug"
	runtimemetrics "runtime/metrics"
	"testing"
	"testing/synctest"
	"time"
)

// TestMemoryInARush: a hall that starts or has much to do may have more memory, one that has been calm for ten seconds little.
func TestMemoryInARush(t *testing.T) {
	t.Setenv("GOGC", "")
	was := debug.SetGCPercent(100)
	defer debug.SetGCPercent(was)
	percent := func() uint64 {
		now := []runtimemetrics.Sample{{Name: "/gc/gogc:percent"}}
		runtimemetrics.Read(now)
		return now[0].Value.Uint64()
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go tendMemory(ctx)
		is := func(when string, after time.Duration, want uint64) {
			t.Helper()
			time.Sleep(after)
			synctest.Wait()
			if got := percent(); got != want {
				t.Errorf("%s memory may grow by %d %%, want %d", when, got, want)
			}
		}
		is("at the start", 0, rushPercent)
		is("calm for a moment", 2*lookAtMemory, rushPercent)
		is("calm", calmLooks*lookAtMemory, calmPercent)
		rushed = make([]byte, 2*rushBytes)
		is("in a rush", lookAtMemory, rushPercent)
		is("calm again", (calmLooks+1)*lookAtMemory, calmPercent)
	})
}

// rushed keeps the compiler from leaving out what a rush allocates.
var rushed []byte
