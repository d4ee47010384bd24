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

// Backup writes the live file, as it is at one moment, to w while the hall runs, and gives the number of bytes. Neither
// keys nor archives are part of it: Download gives those as well. A slow w makes the database file grow meanwhile.
func (s *Store) Backup(w io.Writer) (n int64, err error) {
	err = s.view(func(tx *bbolt.Tx) error { n, err = tx.WriteTo(w); return err })
	return n, err
}

// archivesBeside is where the archives of the journal id lie that belong to the backup file.
func archivesBeside(file, id string) string { return filepath.Join(filepath.Dir(file), "archive-"+id) }

// ArchivesBeside gives the files of the archives that belong to a backup and lie beside it.
func ArchivesBeside(file string) (files []string) {
	db, err := openFile(file, true, lockTimeout)
	if err != nil {
		return nil
	}
	s := &Store{}
	s.live.Store(db)
	err = s.view(func(tx *bbolt.Tx) (err error) { s.id, err = identify(tx); return err })
	if err := errors.Join(err, db.Close()); err != nil {
		return nil
	}
	names, _ := archivesIn(archivesBeside(file, s.id))
	for _, name := range names {
		files = append(files, filepath.Join(archivesBeside(file, s.id), name))
	}
	return files
}

// Backup writes the database in dir to a new file, whole or not at all, and its archives beside that, while no server
// runs: else ErrLocked. It gives ErrExists rather than overwrite; archives that lie there of an earlier backup are
// brought up to date.
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
	s := &Store{dir: dir}
	s.live.Store(db)
	err = s.view(func(tx *bbolt.Tx) (err error) { s.id, err = identify(tx); return err })
	if err == nil {
		err = place(file, func(temp string) error {
			return errors.Join(s.backupTo(temp), copyArchives(archiveDir(dir), archivesBeside(file, s.id)))
		})
	}
	return errors.Join(err, db.Close())
}

// backupTo writes the live file into an existing one.
func (s *Store) backupTo(file string) error {
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = s.Backup(f)
	return errors.Join(err, f.Close())
}

// Restore makes the database of dir from a backup and the archives beside or within it, whole or not at all, after VerifyFile found
// them good. The journal gets a new ID, and everybody has to log in anew; a hall key is made when dir has none. It gives ErrExists when dir holds a
// database; archives that lie there without one are put aside. Where the backup's archives are not beside it the journal
// begins with the first entry of the backup, as the Report tells.
func Restore(backup, dir string) (Report, error) {
	file, done, err := unpacked(backup, dir)
	if err != nil {
		return Report{}, fmt.Errorf("restore %s: %w", backup, err)
	}
	defer done()
	r, err := VerifyFile(file)
	if err != nil {
		return r, fmt.Errorf("restore %s: %w", backup, err)
	}
	err = install(dir, func(temp string) error {
		if err := putAside(archiveDir(dir)); err != nil {
			return err
		}
		if err := copyFile(file, temp); err != nil {
			return err
		}
		if r.Archived > 0 {
			if err := restoreArchives(archivesBeside(file, r.ID), archiveDir(dir), r.Dropped+r.Archived); err != nil {
				return err
			}
		}
		return change(temp, func(tx *bbolt.Tx) error {
			if r.Unseen > 0 {
				if err := beginLive(tx); err != nil {
					return err
				}
			}
			return errors.Join(putNewID(tx), endLogIns(tx))
		})
	})
	if err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	return r, nil
}

// beginLive has the journal begin with the live file, of a backup without its archives.
func beginLive(tx *bbolt.Tx) error {
	meta := tx.Bucket(metaBucket)
	k, err := readKept(meta)
	if err != nil {
		return err
	}
	key, value := tx.Bucket(journalBucket).Cursor().First()
	first, _ := keySeq(key)
	_, before, err := decodeRecord(first, value)
	if err != nil {
		return err
	}
	k.After, k.Sum = first-1, before
	return k.put(meta)
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
