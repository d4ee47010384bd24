package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// backupCommand copies a database to a file.
type backupCommand struct {
	Data string `required:"" placeholder:"DIR" help:"Directory of the hall's data."`
	File string `arg:"" help:"The file to write; it must not be there."`
}

// Run leaves the whole file or none.
func (c *backupCommand) Run(t *terminal) error {
	err := store.Backup(c.Data, c.File)
	if errors.Is(err, store.ErrLocked) {
		return fmt.Errorf("%s is in use by a running server: take the backup from it (GET /api/v1/backup), or stop it first", c.Data)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s is backed up to %s. The keys in %s/keys are not part of it.\n", c.Data, c.File, c.Data)
	if beside := store.ArchivesBeside(c.File); len(beside) > 0 {
		fmt.Fprintf(t.out, "Its archives of earlier days lie beside it and belong to it: %s\n", strings.Join(beside, " "))
	}
	return nil
}

// restoreCommand makes a database from a backup.
type restoreCommand struct {
	File        string `arg:"" help:"The backup."`
	Data        string `required:"" placeholder:"DIR" help:"Directory for the hall's data; it must not hold a database."`
	NumbersFrom int    `placeholder:"N" help:"Where today's numbers begin; by default well above the highest in the backup."`
}

// Run begins today's numbers where no slip that is already in the hall can have the same.
func (c *restoreCommand) Run(t *terminal) error {
	if c.NumbersFrom < 0 {
		return fmt.Errorf("numbers cannot begin at %d", c.NumbersFrom)
	}
	r, err := store.Restore(c.File, c.Data)
	if err != nil {
		return err
	}
	first, err := moveNumbers(t.ctx, c.Data, c.NumbersFrom, filepath.Base(c.File))
	if err != nil {
		return fmt.Errorf("the backup is in %s, but today's numbers could not be moved; remove its database and restore again: %w", c.Data, err)
	}
	fmt.Fprintf(t.out, "%s is restored to %s. Today's numbers begin at %d.\n", c.File, c.Data, first)
	switch {
	case r.Unseen > 0:
		fmt.Fprintf(t.out, "The backup's archives are not beside it: the journal begins with entry %d of %s; figures are whole.\n", r.First, r.FirstAt)
	case r.Archived > 0:
		fmt.Fprintf(t.out, "%d entries of earlier days came from its archives.\n", r.Archived)
	}
	return nil
}

// moveNumbers lets the numbers of today begin at first, or when that is 0 at the next hundred and 100 above the highest
// in the backup: later ones are on paper in the hall. of is what the hall was made anew from, for the journal.
func moveNumbers(ctx context.Context, dir string, first int, of string) (_ int, err error) {
	s, err := store.Open(dir, lockWait)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	state, err := readState(ctx, s)
	if err != nil {
		return 0, err
	}
	if first == 0 {
		first = (state.HighestNumber()/100+1)*100 + 100
	}
	hall, err := queue.Open(ctx, s, wallClock)
	if err != nil {
		return 0, err
	}
	_, err = hall.Do(ctx, console(), queue.NumbersFrom{First: first})
	if err == nil {
		_, err = hall.Do(ctx, console(), queue.Audit{AuditEvent: queue.AuditEvent{Deed: queue.DeedRestored, Of: of}})
	}
	return first, errors.Join(err, hall.Close())
}
