package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
	"github.com/paidui/paidui/store"
)

// lockWait is how long a command waits for a database that another process has open.
const lockWait = time.Second

// wallClock is the hall's clock.
func wallClock() queue.Instant { return queue.At(time.Now()) }

// initCommand creates the database of a hall.
type initCommand struct {
	Data string `required:"" placeholder:"DIR" help:"Directory of the hall's data; made when it is not there."`
	Hall string `placeholder:"FILE" help:"The hall file; the demo hall where none is given."`
}

// Run prints a one-time administrator code.
func (c *initCommand) Run(t *terminal) error {
	layout, err := loadHall(c.Hall)
	if err != nil {
		return err
	}
	code, err := createHall(t.ctx, c.Data, layout, wallClock)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s is set up in %s: %d services, %d windows.\n", layout.Name.ZH, c.Data, len(layout.Services), len(layout.Windows))
	fmt.Fprintf(t.out, "One-time administrator code: %s\n", code)
	fmt.Fprintf(t.out, "Run it:  paidui serve --data %s\n", c.Data)
	return nil
}

// createHall makes the database in dir with layout in its first entry, and gives a one-time administrator code. It
// refuses a directory that holds a hall, and goes on with one whose creation broke off.
func createHall(ctx context.Context, dir string, layout *queue.Layout, clock queue.Clock) (code string, err error) {
	if err := store.Create(dir); err != nil && !errors.Is(err, store.ErrExists) {
		return "", err
	}
	s, err := store.Open(dir, lockWait)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	switch entries, err := s.Read(ctx, 0, 1); {
	case err != nil:
		return "", err
	case len(entries) > 0:
		return "", fmt.Errorf("%s holds a hall already; nothing was changed", dir)
	}
	hall, err := queue.Open(ctx, s, clock)
	if err != nil {
		return "", err
	}
	_, err = hall.Do(ctx, console(), queue.SetUp{Layout: *layout})
	if err := errors.Join(err, hall.Close()); err != nil {
		return "", err
	}
	return access.MintCode(s, []queue.Grant{{Role: queue.RoleAdmin}}, clock(), 0)
}
