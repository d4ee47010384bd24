// Command plots draws how costs grow, for docs/performance.md: from the figures of paidui bench and the benchmarks of the
// packages it makes one SVG a question. It is run by make bench and is no part of the product.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
	"gonum.org/v1/plot/plotter"

	"github.com/paidui/paidui/cmd/paidui/bench"
)

// graph is one drawing: cost against one size, both on logarithmic scales, where growth in proportion is a line at 45°.
type graph struct {
	file, title, x, y string
	curves            []curve
}

// curve is one line of a graph. Either bench and key name a Go benchmark's sub-benchmarks (CallNext, waiting) and times turns
// its seconds into the graph's unit, or before and after stand around the size in the names of paidui bench's figures.
type curve struct {
	name          string
	bench, key    string
	times         float64
	before, after string
}

const (
	micro = 1e6
	milli = 1e3
)

var graphs = []graph{
	{"waiting.svg", "A call and its return, by people waiting", "people waiting", "µs", []curve{{name: "calling order", bench: "CallNext", key: "waiting", times: micro}}},
	{"forecast.svg", "The forecast, made once a second, by people waiting", "people waiting", "ms", []curve{{name: "forecast", bench: "ForecastOf", key: "waiting", times: milli}}},
	{"windows.svg", "By windows of the hall", "windows", "µs", []curve{
		{name: "a call and its return", bench: "Windows", key: "windows", times: micro},
		{name: "the hall's board, drawn", bench: "DrawWindows", key: "windows", times: micro},
	}},
	{"screens.svg", "From the commit of a call to the last screen", "screens", "ms", []curve{
		{name: "Paidui", before: "wall of ", after: " ms"}, {name: "bare TCP", before: "wall of ", after: " floor ms"},
	}},
	{"callers.svg", "Taking a number, by callers at once (median)", "callers", "ms", []curve{
		{name: "Paidui", before: "issue ", after: " p50 ms"}, {name: "bare group commit", before: "issue disk floor ", after: " p50 ms"},
	}},
	{"days.svg", "Opening the hall, by days of 3,000 tickets in the file", "days", "ms", []curve{{name: "queue.Open", bench: "OpenAfter", key: "days", times: milli}}},
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: plots BENCH.json BENCHMARKS.txt DIR")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "plots:", err)
		os.Exit(1)
	}
}

func run(report, benchmarks, dir string) error {
	text, err := os.ReadFile(report)
	if err != nil {
		return err
	}
	var found bench.Report
	if err := json.Unmarshal(text, &found); err != nil {
		return fmt.Errorf("%s: %w", report, err)
	}
	seconds, err := readBenchmarks(benchmarks)
	if err != nil {
		return err
	}
	for _, g := range graphs {
		var lines []line
		for _, c := range g.curves {
			points := seconds[c.bench+"/"+c.key].scaled(c.times)
			if c.bench == "" {
				points = figures(found.Figures, c.before, c.after)
			}
			if len(points) == 0 {
				return fmt.Errorf("%s: nothing was measured for %q", g.file, c.name)
			}
			lines = append(lines, line{c.name, points})
		}
		if err := paint(g, lines, filepath.Join(dir, g.file)); err != nil {
			return fmt.Errorf("%s: %w", g.file, err)
		}
	}
	return nil
}

// series are the medians of a benchmark's seconds by size, as they were read.
type series map[float64][]float64

// readBenchmarks gives every benchmark with one sized sub-benchmark, by "Name/key".
func readBenchmarks(path string) (map[string]series, error) {
	var files benchfmt.Files
	files.Paths = []string{path}
	all := map[string]series{}
	for files.Scan() {
		r, ok := files.Result().(*benchfmt.Result)
		if !ok {
			continue
		}
		base, parts := r.Name.Parts()
		key, size, ok := sized(parts)
		value, measured := r.Value("sec/op")
		if !ok || !measured {
			continue
		}
		name := string(base) + "/" + key
		if all[name] == nil {
			all[name] = series{}
		}
		all[name][size] = append(all[name][size], value)
	}
	return all, files.Err()
}

// sized reads /waiting=100 among the parts of a benchmark's name.
func sized(parts [][]byte) (key string, size float64, ok bool) {
	for _, part := range parts {
		name, value, found := strings.Cut(strings.TrimPrefix(string(part), "/"), "=")
		if n, err := strconv.ParseFloat(value, 64); found && err == nil {
			return name, n, true
		}
	}
	return "", 0, false
}

// scaled gives the medians times by, in order of size. A logarithmic axis has no zero: what nothing costs is left out.
func (s series) scaled(by float64) (points plotter.XYs) {
	for size, values := range s {
		if size > 0 {
			points = append(points, plotter.XY{X: size, Y: bench.Median(values) * by})
		}
	}
	return inOrder(points)
}

// figures gives those of paidui bench whose names have a number between before and after.
func figures(all []bench.Figure, before, after string) (points plotter.XYs) {
	for _, f := range all {
		middle, ok := strings.CutPrefix(f.Name, before)
		middle, whole := strings.CutSuffix(middle, after)
		if n, err := strconv.ParseFloat(middle, 64); ok && whole && err == nil {
			points = append(points, plotter.XY{X: n, Y: f.Median})
		}
	}
	return inOrder(points)
}
