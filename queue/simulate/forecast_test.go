package simulate

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// score adds up how a forecast and the plain estimate came out.
type score struct {
	tickets, under50, under90 int
	off, offPlain             float64
}

func (s *score) add(o score) {
	s.tickets, s.under50, s.under90 = s.tickets+o.tickets, s.under50+o.under50, s.under90+o.under90
	s.off, s.offPlain = s.off+o.off, s.offPlain+o.offPlain
}

// judge scores the results of a day among those with a forecast of a minute or more. means are the mean service times
// of the days before, in milliseconds; the plain estimate is people ahead × mean ÷ windows.
func judge(l *queue.Layout, results []Result, means map[queue.ServiceID]float64) (s score) {
	windows := windowsOf(l)
	effective := func(r *Result) queue.Instant {
		return r.IssuedAt.Add(-queue.Millis(l.Settings.HeadStartMinutes[r.Class]) * queue.Minute)
	}
	for i := range results {
		r := &results[i]
		if r.Estimate == nil || r.Estimate.P50 < queue.Minute || r.CalledAt == 0 {
			continue
		}
		ahead := 0.0
		for j := range results[:i] {
			if o := &results[j]; o.Service == r.Service && o.CalledAt > r.IssuedAt && effective(o) <= effective(r) {
				ahead++
			}
		}
		waited := float64(r.CalledAt.Since(r.IssuedAt))
		s.tickets++
		if waited <= float64(r.Estimate.P50) {
			s.under50++
		}
		if waited <= float64(r.Estimate.P90) {
			s.under90++
		}
		s.off += math.Abs(waited - float64(r.Estimate.P50))
		s.offPlain += math.Abs(waited - ahead*means[r.Service]/windows[r.Service])
	}
	return s
}

// windowsOf counts the windows of each service.
func windowsOf(l *queue.Layout) map[queue.ServiceID]float64 {
	windows := map[queue.ServiceID]float64{}
	for i := range l.Windows {
		for _, id := range l.Windows[i].Services {
			windows[id]++
		}
	}
	return windows
}

func meansOf(history []Result) map[queue.ServiceID]float64 {
	means := map[queue.ServiceID]float64{}
	for id, l := range learned(history) {
		means[id] = float64(l.Sum) / float64(l.Visits)
	}
	return means
}

// trial is how many days of each shape are learned from and judged.
type trial struct{ history, days int }

// outcome is how the forecasts of the days of a shape, or of all, came out.
type outcome struct {
	shape string
	score
	// worst is the share that the p90 held on the day when it held least.
	worst float64
}

func (o outcome) String() string {
	n := float64(o.tickets)
	return fmt.Sprintf("%d tickets, p90 %.1f %%, p50 %.1f %%, off %.2f min, plain %.2f min, ratio %.3f, worst day %.1f %%", o.tickets,
		100*float64(o.under90)/n, 100*float64(o.under50)/n, o.off/n/60_000, o.offPlain/n/60_000, o.off/o.offPlain, 100*o.worst)
}

// run lives through the days before and the days that are judged. It gives the outcome of each shape and of all, and
// writes history.csv and one file a shape to dir.
func (c trial) run(tb testing.TB, dir string) []outcome {
	layout, date, seed := town(), queue.Date("2026-01-05"), uint64(1)
	cfg := Config{Layout: layout, Walk: 20 * queue.Second}
	live := func(s shape) []Result {
		results, err := Run(cfg, dayOf(s, date, seed))
		if err != nil {
			tb.Fatal(err)
		}
		date, seed = date.AddDays(1), seed+1
		return results
	}
	var history []Result
	cfg.blind = true
	for range c.history {
		for _, s := range shapes {
			history = append(history, live(s)...)
		}
	}
	cfg.blind, cfg.History = false, history
	write(tb, filepath.Join(dir, "history.csv"), history)
	means, all := meansOf(history), outcome{shape: "all", worst: 1}
	var outcomes []outcome
	for _, s := range shapes {
		of := outcome{shape: s.name, worst: 1}
		var results []Result
		for range c.days {
			day := live(s)
			results = append(results, day...)
			came := judge(layout, day, means)
			of.add(came)
			of.worst = min(of.worst, float64(came.under90)/float64(came.tickets))
		}
		write(tb, filepath.Join(dir, strings.ReplaceAll(s.name, " ", "-")+".csv"), results)
		outcomes = append(outcomes, of)
		all.add(of.score)
		all.worst = min(all.worst, of.worst)
	}
	return append(outcomes, all)
}

func write(tb testing.TB, path string, results []Result) {
	tb.Helper()
	var out bytes.Buffer
	if err := errors.Join(WriteResults(&out, results), os.WriteFile(path, out.Bytes(), 0o600)); err != nil {
		tb.Fatal(err)
	}
}

// TestForecastsHold holds forecasts of days that were not learned from to what happened. The shares are of all days
// together: those of one shape are fewer, and not independent.
func TestForecastsHold(t *testing.T) {
	c := trial{1, 2}
	if os.Getenv("PAIDUI_LONG") != "" {
		c = trial{3, 10}
	}
	dir := t.TempDir()
	outcomes := c.run(t, dir)
	for _, o := range outcomes {
		t.Logf("%-10s %s", o.shape, o)
	}
	all := outcomes[len(outcomes)-1]
	n := float64(all.tickets)
	p90, p50, ratio := float64(all.under90)/n, float64(all.under50)/n, all.off/all.offPlain
	if p90 < 0.85 || p90 > 0.95 || p50 < 0.40 || p50 > 0.60 || ratio > 0.75 || all.worst < 0.80 {
		t.Errorf("forecasts do not hold: %s", all)
	}
	recompute(t, dir, outcomes)
}

// recompute has the outcomes worked out from the files by a program that shares nothing with this one.
func recompute(t *testing.T, dir string, outcomes []outcome) {
	t.Helper()
	if _, err := exec.LookPath("awk"); err != nil {
		if os.Getenv("PAIDUI_TEST_ALL") != "" {
			t.Fatal(err)
		}
		t.Skip("there is no awk to recompute with")
	}
	layout := town()
	var heads, windows []string
	for class, minutes := range layout.Settings.HeadStartMinutes {
		heads = append(heads, fmt.Sprintf("%s=%d", class, minutes))
	}
	for id, n := range windowsOf(layout) {
		windows = append(windows, fmt.Sprintf("%s=%v", id, n))
	}
	args := []string{"-f", filepath.Join("testdata", "forecast.awk"), "-v", "heads=" + strings.Join(heads, " "),
		"-v", "windows=" + strings.Join(windows, " "), filepath.Join(dir, "history.csv")}
	var want []string
	for _, o := range outcomes[:len(outcomes)-1] {
		args = append(args, filepath.Join(dir, strings.ReplaceAll(o.shape, " ", "-")+".csv"))
		want = append(want, o.String())
	}
	out, err := exec.Command("awk", args...).CombinedOutput()
	if got := strings.TrimSpace(string(out)); err != nil || got != strings.Join(want, "\n") {
		t.Errorf("recomputed: %v\n%s\nwant\n%s", err, got, strings.Join(want, "\n"))
	}
}

// BenchmarkForecast prints how forecasts come out on days of three shapes that were not learned from. The files that
// testdata/forecast.awk recomputes it from are kept where PAIDUI_RESULTS says.
func BenchmarkForecast(b *testing.B) {
	dir := os.Getenv("PAIDUI_RESULTS")
	if dir == "" {
		dir = b.TempDir()
	}
	for b.Loop() {
		for _, o := range (trial{3, 10}).run(b, dir) {
			b.Logf("%-10s %s", o.shape, o)
		}
	}
}
