package bench

import (
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// Report is what a run has found.
type Report struct {
	Date    string   `json:"date"`
	Machine string   `json:"machine"`
	Rounds  int      `json:"rounds"`
	Results []Result `json:"results"`
	Figures []Figure `json:"figures"`
}

// Result is one figure that has a limit: a ratio of medians, or a median of its own where Floor is zero.
type Result struct {
	What string `json:"what"`
	// Value and Floor are medians over the rounds, in Unit.
	Value float64 `json:"value"`
	Floor float64 `json:"floor,omitempty"`
	Unit  string  `json:"unit"`
	// Ratio is Value over Floor, Least and Most that of the single rounds; without a floor they are Value's.
	Ratio float64 `json:"ratio"`
	Least float64 `json:"least"`
	Most  float64 `json:"most"`
	// Limit is what Ratio must reach, or stay under when AtMost.
	Limit  float64 `json:"limit"`
	AtMost bool    `json:"at_most"`
	Met    bool    `json:"met"`
}

// Figure is one that was measured: its median, least and most over the rounds.
type Figure struct {
	Name   string  `json:"name"`
	Median float64 `json:"median"`
	Least  float64 `json:"least"`
	Most   float64 `json:"most"`
}

// goal is a Result before it is measured; value and floor name samples.
type goal struct {
	what, value, floor, unit string
	limit                    float64
	atMost                   bool
}

// goals are what the README promises. An echo server over the same commit reached 0.56 of the disk at one caller and 0.36 at
// 64: that is what remains when a hall does nothing.
var goals = []goal{
	{"numbers taken, 1 caller ÷ bare group commit", "issue 1 rate", "issue disk floor 1 rate", "/s", 0.40, false},
	{"numbers taken, 64 callers ÷ bare group commit", "issue 64 rate", "issue disk floor 64 rate", "/s", 0.22, false},
	{"p50 of taking a number, 1 caller ÷ bare commit", "issue 1 p50 ms", "issue disk floor 1 p50 ms", "ms", 2.5, true},
	{"calls with 100 screens, 64 windows ÷ bare group commit", "call with screens 64 rate", "call disk floor 64 rate", "/s", 0.10, false},
	{"calls with 100 screens ÷ without, 64 windows", "call with screens 64 rate", "call 64 rate", "/s", 0.6, false},
	{"p50 of a press with 100 screens ÷ without, 64 windows", "call with screens 64 p50 ms", "call 64 p50 ms", "ms", 1.5, true},
	{"p50 of a press with 100 screens ÷ without, 1 window", "call with screens 1 p50 ms", "call 1 p50 ms", "ms", 1.5, true},
	{"commit → last of 100 screens ÷ disk write → bare TCP", "wall of 100 ms", "wall of 100 floor ms", "ms", 1.3, true},
	{"commit → last of 1,000 screens ÷ disk write → bare TCP", "wall of 1000 ms", "wall of 1000 floor ms", "ms", 1.4, true},
	{"commit → last of 5,000 screens ÷ disk write → bare TCP", "wall of 5000 ms", "wall of 5000 floor ms", "ms", 1.4, true},
	{"commit → last of 100 screens ÷ bare TCP at once", "wall of 100 ms", "wall of 100 floor at once ms", "ms", 1.3, true},
	{"commit → last of 1,000 screens ÷ bare TCP at once", "wall of 1000 ms", "wall of 1000 floor at once ms", "ms", 1.4, true},
	{"commit → last of 5,000 screens ÷ bare TCP at once", "wall of 5000 ms", "wall of 5000 floor at once ms", "ms", 1.4, true},
	{"memory of an idle screen, of 5,000", "screen of 5000 rss KiB", "", "KiB", 16, true},
	{"processor when idle, 200 screens", "idle cpu %", "", "% of a core", 0.5, true},
	{"memory with a day of 3,000 tickets", "day rss MiB", "", "MiB", 64, true},
}

// report sums the samples up.
func (s *samples) report(cfg Config) *Report {
	r := &Report{Date: time.Now().Format(time.DateOnly), Machine: machine(), Rounds: cfg.Rounds}
	for _, g := range goals {
		if result, ok := s.result(g); ok {
			r.Results = append(r.Results, result)
		}
	}
	for _, name := range s.names {
		values := slices.Clone(s.values[name])
		r.Figures = append(r.Figures, Figure{name, Median(values), values[0], values[len(values)-1]})
	}
	return r
}

// result measures a goal; false when its samples are missing, as those of a wall that was not asked for.
func (s *samples) result(g goal) (Result, bool) {
	values, floors := s.values[g.value], s.values[g.floor]
	if len(values) == 0 || g.floor != "" && len(floors) != len(values) {
		return Result{}, false
	}
	ratios := slices.Clone(values)
	for n := range floors {
		ratios[n] /= floors[n]
	}
	r := Result{
		What: g.what, Value: Median(slices.Clone(values)), Floor: Median(slices.Clone(floors)), Unit: g.unit,
		Least: slices.Min(ratios), Most: slices.Max(ratios), Limit: g.limit, AtMost: g.atMost,
	}
	r.Ratio = r.Value
	if g.floor != "" {
		r.Ratio = r.Value / r.Floor
	}
	r.Met = r.Ratio >= g.limit
	if g.atMost {
		r.Met = r.Ratio <= g.limit
	}
	return r, true
}

// machine names what the bench ran on.
func machine() string {
	name := runtime.GOARCH
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if key, value, _ := strings.Cut(line, ":"); strings.TrimSpace(key) == "model name" {
				name = strings.TrimSpace(value)
				break
			}
		}
	}
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.GoVersion
	}
	return fmt.Sprintf("%s, %d cores, %s, %s", name, runtime.NumCPU(), runtime.GOOS, version)
}

// WriteTable prints the results as a table in Markdown, and below it every figure.
func (r *Report) WriteTable(out io.Writer) {
	fmt.Fprintf(out, "%s, %s, %d rounds\n\n", r.Date, r.Machine, r.Rounds)
	fmt.Fprintln(out, "| what | measured | floor | ratio (rounds) | limit | |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|")
	for _, m := range r.Results {
		bound, met := "≥ ", "not met"
		if m.AtMost {
			bound = "≤ "
		}
		if m.Met {
			met = "met"
		}
		floor := ""
		if m.Floor > 0 {
			floor = digits(m.Floor) + " " + m.Unit
		}
		fmt.Fprintf(out, "| %s | %s %s | %s | %s (%s–%s) | %s%s | %s |\n", m.What, digits(m.Value), m.Unit, floor,
			digits(m.Ratio), digits(m.Least), digits(m.Most), bound, digits(m.Limit), met)
	}
}

// WriteFigures prints every figure with its spread.
func (r *Report) WriteFigures(out io.Writer) {
	fmt.Fprintln(out, "| figure | median | rounds |")
	fmt.Fprintln(out, "|---|---|---|")
	for _, f := range r.Figures {
		fmt.Fprintf(out, "| %s | %s | %s–%s |\n", f.Name, digits(f.Median), digits(f.Least), digits(f.Most))
	}
}

// digits writes v with three significant digits, and all of those before the point.
func digits(v float64) string {
	if v == 0 || math.Abs(v) >= 100 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.*f", 2-int(math.Floor(math.Log10(math.Abs(v)))), v)
}
