package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/paidui/paidui/cmd/paidui/bench"
)

// benchCommand measures the program beside what disk and network allow.
type benchCommand struct {
	Dir     string        `default:"." placeholder:"DIR" help:"Where to write, on the disk that is to be measured; everything is removed again. Default: here."`
	Rounds  int           `default:"5" help:"How often everything is measured. Default: ${default}."`
	Slice   time.Duration `default:"1s" help:"How long each rate is measured in a round. Default: ${default}."`
	Presses int           `default:"40" help:"Calls that are followed to the last screen, in each round. Default: ${default}."`
	Idle    time.Duration `default:"30s" help:"How long the idle hall is watched in each round. Default: ${default}."`
	Screens []int         `default:"1,100,1000,5000" help:"Sizes of the walls of screens. Default: ${default}."`
	Only    []string      `enum:"issue,call,day,walls" placeholder:"STEP,…" help:"Measure these alone: ${enum}."`
	Save    string        `placeholder:"FILE" help:"Keep the report there as JSON, too."`
	Against string        `placeholder:"FILE" help:"Fail when a ratio is worse than in this report, which --save has kept. Times are never compared."`
	JSON    bool          `name:"json" help:"Print JSON instead of tables."`
}

// Run measures and prints the report.
func (c *benchCommand) Run(t *terminal) error {
	if c.Rounds < 1 || c.Slice <= 0 || c.Presses < 1 || c.Idle <= 0 {
		return fmt.Errorf("--rounds, --slice, --presses and --idle must be positive")
	}
	report, err := bench.Run(t.ctx, bench.Config{
		Program: t.program, Dir: c.Dir, Rounds: c.Rounds, Slice: c.Slice, Presses: c.Presses, Idle: c.Idle, Screens: c.Screens, Steps: c.Only,
		Progress: t.err,
	})
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	if c.Save != "" {
		if err := os.WriteFile(c.Save, append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	if c.JSON {
		fmt.Fprintln(t.out, string(text))
	} else {
		report.WriteTable(t.out)
		fmt.Fprintln(t.out)
		report.WriteFigures(t.out)
	}
	if c.Against == "" {
		return nil
	}
	before, err := readReport(c.Against)
	if err != nil {
		return err
	}
	if report.Against(before, t.err) {
		return errors.New("slower than before")
	}
	return nil
}

func readReport(path string) (*bench.Report, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	report := new(bench.Report)
	if err := json.Unmarshal(text, report); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return report, nil
}

// benchFloorCommand is the process in which the bench's bare servers run.
type benchFloorCommand struct {
	Dir string `arg:""`
}

// Run serves until it is asked to stop.
func (c *benchFloorCommand) Run(t *terminal) error { return bench.ServeFloors(t.ctx, c.Dir, t.out) }
