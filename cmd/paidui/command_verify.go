package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/paidui/paidui/store"
)

// verifyCommand checks a database.
type verifyCommand struct {
	Data    string `required:"" placeholder:"DIR" help:"Directory of the hall's data."`
	Salvage string `placeholder:"DIR" help:"Where the database is damaged, make a new one in this directory of what can be saved."`
	Backup  string `placeholder:"FILE" help:"The last backup, which --salvage takes what is lost from."`
}

// Run prints what was read and whether it is sound. On damage its error names the first bad sequence number, unless what
// can be saved was.
func (c *verifyCommand) Run(t *terminal) error {
	err := c.verify(t)
	var damaged *store.ErrDamaged
	switch {
	case c.Salvage == "":
	case err == nil:
		fmt.Fprintln(t.out, "nothing needs to be saved")
	case errors.As(err, &damaged) || errors.Is(err, fs.ErrNotExist) && c.Backup != "":
		fmt.Fprintln(t.out, err)
		return c.salvage(t)
	}
	if errors.As(err, &damaged) {
		fmt.Fprintf(t.out, "Keep the directory as it is. What can be saved is put into a new one by:\n"+
			"  paidui verify --data %s --salvage NEWDIR --backup LAST-BACKUP\n", c.Data)
	}
	return err
}

// salvage tells what was saved and what is lost.
func (c *verifyCommand) salvage(t *terminal) error {
	saved, err := store.Salvage(c.Data, c.Backup, c.Salvage)
	if err != nil {
		return err
	}
	first, err := moveNumbers(t.ctx, c.Salvage, 0, "salvage of "+filepath.Base(c.Data))
	if err != nil {
		return fmt.Errorf("what was saved is in %s, but today's numbers could not be moved: %w", c.Salvage, err)
	}
	fmt.Fprintf(t.out, "saved to %s: entries %d to %d, up to %s, %d of them only in the backup\n", c.Salvage, saved.First, saved.Last, saved.LastAt, saved.FromBackup)
	if saved.First > 1 {
		fmt.Fprintf(t.out, "what came before entry %d is not kept, or lost with its archives\n", saved.First)
	}
	if saved.Beyond > 0 {
		fmt.Fprintf(t.out, "lost: what lies between, and so %d later entries that can be read but not be joined\n", saved.Beyond)
	}
	if !saved.Credentials {
		fmt.Fprintln(t.out, "devices and accounts could not be saved: enrol them again, beginning with paidui token --role admin")
	}
	fmt.Fprintf(t.out, "Today's numbers begin at %d. Run it:  paidui serve --data %s\n", first, c.Salvage)
	return nil
}

func (c *verifyCommand) verify(t *terminal) error {
	r, err := store.Verify(c.Data)
	if r.Entries > 0 {
		fmt.Fprintf(t.out, "journal %s: entries %d to %d, %s to %s\n", r.ID, r.First, r.Last, r.FirstAt, r.LastAt)
		fmt.Fprintf(t.out, "%d days, %d visits, %d shifts, %d credentials, %d bytes\n", r.Days, r.Visits, r.Shifts, r.Credentials, r.Bytes)
		if r.Archived > 0 {
			fmt.Fprintf(t.out, "%d of the entries lie in archives of %d bytes, which join the live file\n", r.Archived, r.ArchiveBytes)
		}
		if r.Dropped > 0 {
			fmt.Fprintf(t.out, "entries up to %d are no longer kept\n", r.Dropped)
		}
		fmt.Fprintf(t.out, "last hash %s\n", r.Hash)
	}
	switch {
	case err != nil && r.BadSeq > 0:
		fmt.Fprintf(t.out, "first bad entry: %d\n", r.BadSeq)
	case err == nil:
		fmt.Fprintln(t.out, "sound")
	}
	return err
}
