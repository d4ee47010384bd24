package bench

import (
	"os"

	"golang.org/x/sys/unix"
)

// syncData makes what was written durable, without what only tells when.
func syncData(f *os.File) error { return unix.Fdatasync(int(f.Fd())) }
