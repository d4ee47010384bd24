package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// lockTimeout is how long the offline functions wait for a database that is in use.
const lockTimeout = time.Second

// Backup writes the database, as it is at one moment, to w while the hall runs, and gives the number of bytes. Keys are
// not part of it. A slow w makes the database file grow meanwhile.
func (s *Store) Backup(w io.Writer) (n int64, err error) {
	err = s.view(func(tx *bbolt.Tx) error { n, err = tx.WriteTo(w); return err })
	return n, err
}

// Backup writes the database in dir to a new file, whole or not at all, while no server runs: else ErrLocked. It
// gives ErrExists rather than overwrite.
func Backup(dir, file string) error {
	if err := backUp(dir, file); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return nil
}

func backUp(dir, file string) error {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s: %w", file, ErrExists)
	}
	db, err := openFile(filepath.Join(dir, fileName), true, lockTimeout)
	if err != nil {
		return err
	}
	s := &Store{db: db}
	err = place(file, func(temp string) error {
		f, err := os.OpenFile(temp, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = s.Backup(f)
		return errors.Join(err, f.Close())
	})
	return errors.Join(err, db.Close())
}

// Restore makes the database of dir from a backup, whole or not at all, after VerifyFile found that good. The journal
// gets a new ID; a hall key is made when dir has none. It gives ErrExists when dir holds a database.
func Restore(file, dir string) error {
	if _, err := VerifyFile(file); err != nil {
		return fmt.Errorf("restore %s: %w", file, err)
	}
	err := install(dir, func(temp string) error {
		if err := copyFile(file, temp); err != nil {
			return err
		}
		return change(temp, putNewID)
	})
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}

// copyFile writes what is in from into the existing file to.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
