package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// child is a program that runs beside the bench.
type child struct {
	cmd     *exec.Cmd
	first   string   // the first line that it printed
	address string   // host:port of the first line's URL
	log     *os.File // what it tells on standard error: a file, since a pipe would have the bench work for each line
}

// start runs program until it has printed where it listens.
func start(ctx context.Context, program string, args ...string) (*child, error) {
	log, err := os.CreateTemp("", "paidui-bench-*.log")
	if err != nil {
		return nil, err
	}
	c := &child{cmd: exec.CommandContext(ctx, program, args...), log: log}
	c.cmd.Stderr = log
	c.cmd.Cancel = func() error { return c.cmd.Process.Signal(os.Interrupt) }
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, errors.Join(err, c.stop())
	}
	if err := c.cmd.Start(); err != nil {
		return nil, errors.Join(err, c.stop())
	}
	c.first, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, c.said()), c.stop())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	_, address, _ := strings.Cut(strings.TrimSpace(c.first), "://")
	c.address = address
	return c, nil
}

// said gives what it has told on standard error.
func (c *child) said() string {
	text, _ := os.ReadFile(c.log.Name())
	return string(text)
}

// stop ends the program as its users would.
func (c *child) stop() (err error) {
	if c.cmd.Process != nil {
		_ = c.cmd.Process.Signal(os.Interrupt)
		err = c.cmd.Wait()
	}
	return errors.Join(err, c.log.Close(), os.Remove(c.log.Name()))
}

// do runs program to its end and gives what it prints.
func do(ctx context.Context, program string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, complaint.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// metricsAddress reads from the log where a hall tells its metrics.
func (c *child) metricsAddress() (string, error) {
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		for line := range strings.Lines(c.said()) {
			var said struct{ Metrics string }
			if json.Unmarshal([]byte(line), &said) == nil && said.Metrics != "" {
				return said.Metrics, nil
			}
		}
	}
	return "", fmt.Errorf("the log does not name the metrics:\n%s", c.said())
}

// metrics are values by name; those with labels are added up.
type metrics map[string]float64

// scrape reads the metrics at url.
func scrape(ctx context.Context, url string) (metrics, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	found := metrics{}
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		name, value, ok := strings.Cut(lines.Text(), " ")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		if n, err := strconv.ParseFloat(value[strings.LastIndex(value, " ")+1:], 64); err == nil {
			name, _, _ = strings.Cut(name, "{")
			found[name] += n
		}
	}
	return found, nil
}
