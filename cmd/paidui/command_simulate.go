package main

import (
	"bufio"
	"fmt"
	"os"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/simulate"
)

// simulateCommand runs a day in virtual time.
type simulateCommand struct {
	Hall    string        `required:"" placeholder:"FILE" help:"The hall file."`
	Day     string        `required:"" placeholder:"FILE" help:"Who comes: CSV with the columns at, service, class, service_ms, shows."`
	Walk    time.Duration `default:"20s" help:"From a call to the start. Default: ${default}."`
	History string        `placeholder:"FILE" help:"Results of other days, under one head, from which the estimates learn."`
}

// Run writes what became of every visit as CSV.
func (c *simulateCommand) Run(t *terminal) error {
	if c.Walk < 0 {
		return fmt.Errorf("--walk %s is negative", c.Walk)
	}
	layout, err := loadHall(c.Hall)
	if err != nil {
		return err
	}
	visits, err := readDay(c.Day, layout)
	if err != nil {
		return err
	}
	cfg := simulate.Config{Layout: layout, Walk: queue.Millis(c.Walk.Milliseconds())}
	if cfg.History, err = readHistory(c.History); err != nil {
		return err
	}
	results, err := simulate.Run(cfg, visits)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Day, err)
	}
	out := bufio.NewWriter(t.out)
	if err := simulate.WriteResults(out, results); err != nil {
		return err
	}
	return out.Flush()
}

func readDay(path string, layout *queue.Layout) ([]simulate.Visit, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	visits, err := simulate.ReadDay(bufio.NewReader(f), layout)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return visits, nil
}

// readHistory reads results of earlier days; none without a path.
func readHistory(path string) ([]simulate.Result, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	results, err := simulate.ReadResults(bufio.NewReader(f))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return results, nil
}
