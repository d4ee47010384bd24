package main

import (
	"fmt"

	"github.com/paidui/paidui/store"
)

// verifyCommand checks a database.
type verifyCommand struct {
	Data string `required:"" placeholder:"DIR" help:"Directory of the hall's data."`
}

// Run prints what was read and whether it is sound. On damage its error names the first bad sequence number.
func (c *verifyCommand) Run(t *terminal) error {
	r, err := store.Verify(c.Data)
	if r.Entries > 0 {
		fmt.Fprintf(t.out, "journal %s: entries %d to %d, %s to %s\n", r.ID, r.First, r.Last, r.FirstAt, r.LastAt)
		fmt.Fprintf(t.out, "%d days, %d visits, %d shifts, %d credentials, %d bytes\n", r.Days, r.Visits, r.Shifts, r.Credentials, r.Bytes)
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
