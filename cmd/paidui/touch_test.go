package main

import (
	"slices"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// watchTouch notes when a finger comes down, and when the number that it asked for is about to be seen.
const watchTouch = `(() => {
	window.touch = {};
	addEventListener("touchstart", (e) => { touch.down = e.timeStamp; }, true);
	new MutationObserver(() => {
		if (touch.seen || !document.querySelector("[data-number]")) return;
		touch.seen = -1;
		requestAnimationFrame(() => { touch.seen = performance.now(); });
	}).observe(document, {childList: true, subtree: true});
})()`

// BenchmarkTouchToNumber measures what a citizen waits at the kiosk, from touching 确认取号 to the frame that shows the
// number, over a line within this machine; and what of it the page waited for the hall. The hall has a journal on this
// machine's disk. make bench prints it; figures of a loaded machine say nothing.
func BenchmarkTouchToNumber(b *testing.B) {
	const takes = 50
	chromium(b)
	g, url := kioskHall(b, func(l *queue.Layout) { l.Settings.KioskPerMinute = 0 })
	k := openAs(b, "kiosk", g.tokens["kiosk"], url, "/kiosk", uprightKiosk, watchTouch)
	var all, hall []float64
	for b.Loop() {
		for range takes {
			k.goBy(`[data-service="social"]`, "confirm")
			time.Sleep(settle)
			ask[bool](k, `(performance.clearResourceTimings(), touch.seen = 0, true)`)
			k.touch(`[data-action="take"]`)
			k.until("the number", "touch.seen > 0")
			all = append(all, ask[float64](k, "touch.seen - touch.down"))
			hall = append(hall, ask[float64](k, `performance.getEntriesByType("resource").filter(r => r.name.endsWith("/api/v1/tickets"))[0].duration`))
			k.touch(`[data-action="home"]`)
		}
	}
	slices.Sort(all)
	slices.Sort(hall)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(all[len(all)/2], "ms-p50")
	b.ReportMetric(all[len(all)*95/100], "ms-p95")
	b.ReportMetric(hall[len(hall)/2], "ms-hall-p50")
}
