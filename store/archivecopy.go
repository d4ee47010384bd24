package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// copyArchives brings the copies of archives in the directory to up to date with those in from: what has changed is copied
// and read back, and what is no longer there goes. Nobody writes to them meanwhile.
func copyArchives(from, to string) error {
	names, err := archivesIn(from)
	if err != nil {
		return err
	}
	there, err := archivesIn(to)
	if err != nil || len(names) == 0 && len(there) == 0 {
		return err
	}
	if err := makeDir(to); err != nil {
		return err
	}
	if err := removeTemporary(filepath.Join(to, "*.db")); err != nil {
		return err
	}
	for _, name := range names {
		if err := renew(filepath.Join(from, name), filepath.Join(to, name)); err != nil {
			return fmt.Errorf("copy archive %s: %w", name, err)
		}
	}
	for _, name := range there {
		if len(names) > 0 && name < names[0] {
			err = errors.Join(err, os.Remove(filepath.Join(to, name)))
		}
	}
	return errors.Join(err, syncDir(to))
}

// renew copies a file over an earlier copy of it, unless that is as long and of the same time. The earlier one is there until
// the new one is, and was read back.
func renew(from, to string) error {
	is, err := os.Stat(from)
	if err != nil {
		return err
	}
	if was, err := os.Stat(to); err == nil && was.Size() == is.Size() && was.ModTime().Equal(is.ModTime()) {
		return nil
	}
	return replace(to, func(temp string) error {
		if err := errors.Join(copyFile(from, temp), os.Chtimes(temp, is.ModTime(), is.ModTime())); err != nil {
			return err
		}
		want, err := sumOf(from)
		if err != nil {
			return err
		}
		if got, err := sumOf(temp); err != nil || !bytes.Equal(got, want) {
			return errors.Join(err, damagedf("the copy of %s is not what was copied", filepath.Base(to)))
		}
		return nil
	})
}

// sumOf gives the digest of a file's contents.
func sumOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return sum.Sum(nil), errors.Join(err, f.Close())
}

// putAside gives a directory another name, where there is one.
func putAside(dir string) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for n := 1; ; n++ {
		aside := fmt.Sprintf("%s-before-%d", dir, n)
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return errors.Join(os.Rename(dir, aside), syncDir(filepath.Dir(dir)))
		}
	}
}

// restoreArchives makes archives of those of a backup, up to an entry: what they hold beyond was moved there after the
// backup was made, and is in the backup itself.
func restoreArchives(from, to string, last uint64) error {
	names, err := archivesIn(from)
	if err != nil {
		return err
	}
	a := archives{dir: to}
	for _, name := range names {
		if err := a.restore(filepath.Join(from, name), last); err != nil {
			return errors.Join(fmt.Errorf("restore archive %s: %w", name, err), a.close())
		}
	}
	return a.close()
}

// restore makes one archive.
func (a *archives) restore(from string, last uint64) error {
	source, err := openArchive(from, true)
	if err != nil {
		return err
	}
	defer func() { _ = source.db.Close() }()
	if source.first > last {
		return nil
	}
	to, err := a.of(source.year)
	if err != nil {
		return err
	}
	for before := source.first - 1; before < min(source.last, last); {
		values, err := recordsOf(source.db, before, int(min(moveBatch, min(source.last, last)-before)))
		if err != nil {
			return err
		}
		if err := a.put(to.year, before+1, values); err != nil {
			return err
		}
		before += uint64(len(values))
	}
	return nil
}
