package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os/exec"

	"golang.org/x/sync/errgroup"

	"github.com/paidui/paidui/assets"
)

// pagesCommand lowers the pages for the process that has started it.
type pagesCommand struct {
	Data string `required:""`
}

// Run writes the pages to standard output, in a form of their own.
func (c *pagesCommand) Run(t *terminal) error {
	bundle, err := openBundle(soundsOf(c.Data).recorded())
	if err != nil {
		return err
	}
	return bundle.Send(t.out)
}

// lowerElsewhere gives the pages that were kept when the hall in data was started last, or has a process of its own lower them, so that
// this one stays small, and keeps them. It does not wait: pages gives them once they are there, nil where there can be no such process.
func lowerElsewhere(t *terminal, data string, log *slog.Logger) (pages func() (*assets.Bundle, error)) {
	if t.program == "" {
		return func() (*assets.Bundle, error) { return nil, nil }
	}
	var bundle *assets.Bundle
	var lowering errgroup.Group
	lowering.Go(func() (err error) {
		bundle, err = keptOrLowered(t, data, log)
		return err
	})
	return func() (*assets.Bundle, error) {
		err := lowering.Wait()
		return bundle, err
	}
}

func keptOrLowered(t *terminal, data string, log *slog.Logger) (*assets.Bundle, error) {
	kept := pagesOf(data)
	origin, err := assets.OriginOf(t.program, soundsOf(data).recorded())
	if err != nil {
		return nil, err
	}
	bundle, err := kept.read(origin)
	switch {
	case err == nil:
		return bundle, nil
	case !errors.Is(err, fs.ErrNotExist):
		log.Info("the pages are lowered anew", "why", err)
	}
	sent, err := lowerInProcess(t.ctx, t.program, data)
	if err != nil {
		return nil, err
	}
	if err := kept.keep(origin, sent); err != nil {
		log.Warn("the pages could not be kept: the next start will take as long as this one", "error", err)
	}
	return assets.Receive(bytes.NewReader(sent))
}

// lowerInProcess gives what a pagesCommand writes.
func lowerInProcess(ctx context.Context, program, data string) ([]byte, error) {
	var complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, program, "pages", "--data", data)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, &complaint)
	}
	return out, nil
}
