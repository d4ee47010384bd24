package escpos

import (
	"context"
	"io/fs"
	"os"
)

// deviceOpener opens a character device, for reading too where that is allowed. It refuses other files, so that a slip of
// the pen in the address does not print over one of them.
func deviceOpener(path string) opener {
	return func(context.Context) (port, error) {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, err
		case info.Mode()&fs.ModeCharDevice == 0:
			return nil, &fs.PathError{Op: "open", Path: path, Err: ErrNotADevice}
		}
		f, err := os.OpenFile(path, os.O_RDWR|nonBlocking, 0)
		if err != nil {
			f, err = os.OpenFile(path, os.O_WRONLY|nonBlocking, 0)
		}
		if err != nil {
			return nil, err
		}
		return f, nil
	}
}
