package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const benchmarks = `goos: linux
pkg: github.com/paidui/paidui/queue
BenchmarkCallNext/waiting=10-2 	 1000	 4000 ns/op
BenchmarkCallNext/waiting=10-2 	 1000	 6000 ns/op
BenchmarkCallNext/waiting=10-2 	 1000	 5000 ns/op
BenchmarkCallNext/waiting=1000-2 	 1000	 7000 ns/op	 1.5 x100
BenchmarkForecastOf/waiting=0-2 	 100	 1000000 ns/op
BenchmarkForecastOf/waiting=30-2 	 100	 2000000 ns/op
BenchmarkForecastOf/waiting=300-2 	 100	 9000000 ns/op
BenchmarkWindows/windows=1-2 	 100	 4000 ns/op
BenchmarkWindows/windows=50-2 	 100	 4100 ns/op
BenchmarkDrawWindows/windows=5-2 	 100	 40000 ns/op
BenchmarkDrawWindows/windows=60-2 	 100	 400000 ns/op
BenchmarkOpenAfter/days=1-2 	 10	 150000000 ns/op	 13000000 bytes/day
BenchmarkOpenAfter/days=16-2 	 10	 160000000 ns/op	 13000000 bytes/day
PASS
`

const report = `{"figures": [{"name": "wall of 100 ms", "median": 1.5}, {"name": "wall of 100 floor ms", "median": 1.2},
	{"name": "wall of 1000 ms", "median": 15}, {"name": "wall of 1000 floor ms", "median": 13},
	{"name": "issue 1 p50 ms", "median": 0.5}, {"name": "issue 64 p50 ms", "median": 4},
	{"name": "issue disk floor 1 p50 ms", "median": 0.3}, {"name": "issue disk floor 64 p50 ms", "median": 1}]}`

// inputs writes what is drawn and gives the files' paths and an empty folder.
func inputs(t *testing.T, report, benchmarks string) (reportFile, benchmarksFile, dir string) {
	t.Helper()
	dir = t.TempDir()
	reportFile, benchmarksFile = filepath.Join(dir, "bench.json"), filepath.Join(dir, "bench.txt")
	for file, text := range map[string]string{reportFile: report, benchmarksFile: benchmarks} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return reportFile, benchmarksFile, dir
}

func TestPlots(t *testing.T) {
	a, b, dir := inputs(t, report, benchmarks)
	if err := run(a, b, dir); err != nil {
		t.Fatal(err)
	}
	for _, g := range graphs {
		text, err := os.ReadFile(filepath.Join(dir, g.file))
		if err != nil {
			t.Error(err)
		} else if !strings.Contains(string(text), "<svg") || !strings.Contains(string(text), g.title) {
			t.Errorf("%s is no drawing of %q", g.file, g.title)
		}
	}
}

func TestMediansBySize(t *testing.T) {
	_, file, _ := inputs(t, report, benchmarks)
	all, err := readBenchmarks(file)
	if err != nil {
		t.Fatal(err)
	}
	points := all["CallNext/waiting"].scaled(micro)
	if len(points) != 2 || points[0].X != 10 || points[0].Y < 4.99 || points[0].Y > 5.01 || points[1].X != 1000 {
		t.Errorf("read %v, want 5 µs at 10 and 7 µs at 1000", points)
	}
}

// TestWhatWasNotMeasuredIsToldOf: a drawing with a line missing would say that it costs nothing.
func TestWhatWasNotMeasuredIsToldOf(t *testing.T) {
	a, b, dir := inputs(t, `{"figures": []}`, benchmarks)
	if err := run(a, b, dir); err == nil || !strings.Contains(err.Error(), "screens.svg") {
		t.Errorf("gave %v, want an error about screens.svg", err)
	}
}
