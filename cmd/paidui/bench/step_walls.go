package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// walls measures how long a call takes to the last of many screens, beside floor (c), and what a screen costs that only hangs.
func (b *run) walls(ctx context.Context) (err error) {
	h, err := b.newHall(ctx, "walls", true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.stop()) }()
	floors, err := b.openFloors(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, floors.close()) }()
	if err := b.crowd(ctx, h, 300+2*b.Presses*len(b.Screens)); err != nil {
		return err
	}
	for _, screens := range b.Screens {
		if err := b.wall(ctx, h, floors, screens); err != nil {
			return fmt.Errorf("%d screens: %w", screens, err)
		}
	}
	return nil
}

// pause lets a hall come to rest between two calls: longer than it may hold a frame back.
const pause = 120 * time.Millisecond

// wall measures one wall.
func (b *run) wall(ctx context.Context, h *hall, f *floors, screens int) (err error) {
	bare, err := h.swept(ctx)
	if err != nil {
		return err
	}
	hung, err := h.hangScreens(screens)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hung.close()); time.Sleep(time.Second) }()
	time.Sleep(time.Second)
	full, err := h.swept(ctx)
	if err != nil {
		return err
	}
	const rss, stack = "process_resident_memory_bytes", "go_memstats_stack_inuse_bytes"
	const heap = "go_memstats_heap_inuse_bytes"
	each := func(name string) float64 { return (full[name] - bare[name]) / float64(screens) / 1024 }
	if screens >= 1000 { // what a few take is lost in what a hall takes by itself
		b.found.add(fmt.Sprintf("screen of %d rss KiB", screens), each(rss))
		b.found.add(fmt.Sprintf("screen of %d go KiB", screens), each(heap)+each(stack))
	}
	raw, err := hangRaw(f.server.address, screens)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, raw.close()) }()
	for n := range b.Presses {
		if err := b.press(ctx, h, f, hung, raw, n); err != nil {
			return err
		}
	}
	return nil
}

// press measures one call, and floor (c) twice: sending when the bytes are on disk, as a call must, and at once. Processors that have
// slept while a disk wrote are slow to begin; the second does not pay for that, but no hall can do without.
func (b *run) press(ctx context.Context, h *hall, f *floors, hung, raw *wall, n int) error {
	window := n % calling
	next, err := h.connect(fmt.Sprintf("/api/v1/windows/%d/next", window+1), h.counters[window])
	if err != nil {
		return err
	}
	defer next.close()
	before, err := scrape(ctx, h.metricsURL)
	if err != nil {
		return err
	}
	time.Sleep(pause)
	last, err := hung.after(next, `{"finish":true}`)
	if err != nil {
		return err
	}
	after, err := scrape(ctx, h.metricsURL)
	if err != nil {
		return err
	}
	const seconds, count, durable = "paidui_commit_seconds_sum", "paidui_commit_seconds_count", "paidui_last_commit_timestamp_seconds"
	if after[count] != before[count]+1 {
		return nil // the hall wrote something of its own beside the call
	}
	synced, err := f.fan("/fan", raw, hung.size.Load())
	if err != nil {
		return err
	}
	atOnce, err := f.fan("/fan/at-once", raw, hung.size.Load())
	if err != nil {
		return err
	}
	name := fmt.Sprintf("wall of %d ", hung.screens)
	b.found.press(name+"ms", 1000*since(last, after[durable]))
	b.found.press(name+"floor ms", 1000*synced)
	b.found.press(name+"floor at once ms", 1000*atOnce)
	b.found.press(name+"commit ms", 1000*(after[seconds]-before[seconds]))
	b.found.add(name+"frame bytes", float64(hung.size.Load()))
	return nil
}

// fan has floor (c) send as many bytes to each connection of raw, by the route at path, and gives the seconds from its beginning
// to the last connection that has them.
func (f *floors) fan(path string, raw *wall, size int64) (float64, error) {
	press, err := connect(f.server.address, path, "none")
	if err != nil {
		return 0, err
	}
	defer press.close()
	time.Sleep(pause)
	last, err := raw.after(press, fmt.Sprint(size))
	if err != nil {
		return 0, err
	}
	var began float64
	err = json.Unmarshal(press.said, &began)
	return since(last, began), err
}

// swept gives the hall's metrics after its garbage has been collected.
func (h *hall) swept(ctx context.Context) (metrics, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.metricsRoot()+"/debug/pprof/heap?gc=1&debug=0", nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	if err := answer.Body.Close(); err != nil {
		return nil, err
	}
	return scrape(ctx, h.metricsURL)
}

// since gives the seconds that passed from a moment in seconds since 1970, as the machine's clock had it in another process.
func since(at time.Time, began float64) float64 { return float64(at.UnixNano())/1e9 - began }

// ms gives milliseconds.
func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
