package main

import (
	"bytes"
	"context"
	"fmt"
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

// lowerElsewhere has a process of its own lower the pages for the hall in data, so that this one stays small, and does not wait
// for it: pages gives them once they are there, nil where there can be no such process.
func lowerElsewhere(t *terminal, data string) (pages func() (*assets.Bundle, error)) {
	if t.program == "" {
		return func() (*assets.Bundle, error) { return nil, nil }
	}
	var bundle *assets.Bundle
	var lowering errgroup.Group
	lowering.Go(func() (err error) {
		bundle, err = receivePages(t.ctx, t.program, data)
		return err
	})
	return func() (*assets.Bundle, error) {
		err := lowering.Wait()
		return bundle, err
	}
}

func receivePages(ctx context.Context, program, data string) (*assets.Bundle, error) {
	var complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, program, "pages", "--data", data)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, &complaint)
	}
	return assets.Receive(bytes.NewReader(out))
}
