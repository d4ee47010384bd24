// Package bench measures a hall from outside: it starts the program, drives it over HTTP and websockets from a process of its
// own, and measures beside it, in turns within one run, the least that disk and network allow.
//
// Invariants a change must not break:
//   - Only the program's own command line, HTTP and websockets are used: what is measured is what a hall runs.
//   - Every figure that is compared comes from the same run on the same file system, product and floor in turns; a ratio is one
//     of medians over the rounds, and its spread is told.
package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// Config says what to run and for how long.
type Config struct {
	// Program is the path of the paidui binary.
	Program string
	// Dir is where data is written: its file system is what the floors and the hall share.
	Dir string
	// Rounds is how often everything is measured, Slice how long one measurement of a rate lasts, Presses how many calls are
	// followed to the last screen in each round, Idle how long the hall is left alone.
	Rounds  int
	Slice   time.Duration
	Presses int
	Idle    time.Duration
	// Screens are the sizes of the walls that a call is followed to.
	Screens []int
	// Steps are what is measured: issue, call, day or walls; all of them when empty.
	Steps []string
	// Progress is told what is being measured.
	Progress io.Writer
}

// The callers of each measured rate, and the screens that hang in the hall while 64 windows call.
var issuing = []int{1, 8, 64, 256}

const (
	calling     = 64
	callScreens = 100
	idleScreens = 200
	dayTickets  = 3000
)

// Run measures and gives the report. It fails where the program does not do as it should: a bench that measures refusals
// measures nothing.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	found := &samples{}
	for round := range cfg.Rounds {
		fmt.Fprintf(cfg.Progress, "round %d of %d\n", round+1, cfg.Rounds)
		dir, err := os.MkdirTemp(cfg.Dir, "round-*")
		if err != nil {
			return nil, err
		}
		b := &run{Config: cfg, dir: dir, found: found, flip: round%2 == 1}
		err = b.round(ctx)
		found.endRound()
		if gone := os.RemoveAll(dir); err == nil {
			err = gone
		}
		if err != nil {
			return nil, fmt.Errorf("round %d: %w", round+1, err)
		}
	}
	return found.report(cfg), nil
}

// run is one round.
type run struct {
	Config
	dir   string
	found *samples
	// flip turns the order of what is compared around, so that neither always comes first.
	flip bool
}

// round measures everything once, on halls of its own.
func (b *run) round(ctx context.Context) error {
	steps := []struct {
		name string
		do   func(context.Context) error
	}{
		{"issue", b.issue}, {"call", b.call}, {"day", b.day}, {"walls", b.walls},
	}
	for _, s := range steps {
		if len(b.Steps) > 0 && !slices.Contains(b.Steps, s.name) {
			continue
		}
		fmt.Fprintf(b.Progress, "  %s\n", s.name)
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		runtime.GC() // what one step has left is not swept in the next one's time
	}
	return nil
}

// turns does all of them, in the other order in every other round.
func (b *run) turns(each ...func() error) error {
	for n := range each {
		if b.flip {
			n = len(each) - 1 - n
		}
		if err := each[n](); err != nil {
			return err
		}
	}
	return nil
}

// in names a file or directory of this round.
func (b *run) in(name string) string { return filepath.Join(b.dir, name) }
