package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/paidui/paidui/queue"
)

// BenchmarkTake gives numbers to 64 callers at once, over everything but the connection: what one costs in time and memory.
func BenchmarkTake(b *testing.B) {
	g := newRig(b, func(l *queue.Layout) { l.Settings.KioskPerMinute = 0 })
	handler := g.server.Handler()
	var n atomic.Int64
	b.ReportAllocs()
	b.SetParallelism(32)
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			r := httptest.NewRequest(http.MethodPost, "/api/v1/tickets", strings.NewReader(`{"service":"social"}`))
			r.Header.Set("Authorization", "Bearer "+g.tokens["kiosk"])
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Idempotency-Key", fmt.Sprint("take-", n.Add(1)))
			w := httptest.NewRecorder()
			if handler.ServeHTTP(w, r); w.Code != http.StatusCreated {
				b.Errorf("%d %s", w.Code, w.Body)
				return
			}
		}
	})
}
