package store

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"

	"go.etcd.io/bbolt"
)

// Download gives the whole hall while it runs, as it is at one moment: the live file, or where there are archives a tar of these and
// of the live file, which Restore and Salvage take like any backup. Keys are no part of it. begin is told which it will be and gives where it
// goes, before anything is written there. A slow reader makes the files grow meanwhile, and deleting an archive wait.
func (s *Store) Download(begin func(packed bool) io.Writer) error {
	s.tidying.Lock() // until what is read stands still, nothing is moved
	unlock := sync.OnceFunc(s.tidying.Unlock)
	defer unlock()
	years, err := s.archives.list()
	if err != nil {
		return err
	}
	return s.view(func(live *bbolt.Tx) error {
		return reading(years, nil, func(archived []*bbolt.Tx) error {
			unlock()
			if len(years) == 0 {
				_, err := live.WriteTo(begin(false))
				return err
			}
			return pack(begin(true), s.id, years, archived, live)
		})
	})
}

// reading has a transaction read each of the archives while do runs.
func reading(years []archive, begun []*bbolt.Tx, do func([]*bbolt.Tx) error) error {
	if len(begun) == len(years) {
		return do(begun)
	}
	return guard(func() error {
		return years[len(begun)].db.View(func(tx *bbolt.Tx) error { return reading(years, append(begun, tx), do) })
	})
}

// pack writes the live file last: what was cut off on the way has none, and is not taken for a backup without archives.
func pack(w io.Writer, id string, years []archive, archived []*bbolt.Tx, live *bbolt.Tx) error {
	t := tar.NewWriter(w)
	add := func(name string, tx *bbolt.Tx) error {
		if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: tx.Size(), Typeflag: tar.TypeReg}); err != nil {
			return err
		}
		_, err := tx.WriteTo(t)
		return err
	}
	for i, y := range years {
		if err := add("archive-"+id+"/"+y.year+".db", archived[i]); err != nil {
			return err
		}
	}
	return errors.Join(add(fileName, live), t.Close())
}

// packedName is that of anything in a packed backup.
var packedName = regexp.MustCompile(`^(paidui\.db|archive-[0-9a-f]{8}/[0-9]{4}\.db)$`)

// isPacked tells whether a file is a tar.
func isPacked(file string) (bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }()
	var magic [5]byte
	if _, err := f.ReadAt(magic[:], 257); err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	return string(magic[:]) == "ustar", nil
}

// unpacked gives a backup as a file with its archives beside it. One that is packed is unpacked in a directory within dir for as long,
// which must not hold a database.
func unpacked(backup, dir string) (file string, done func(), err error) {
	if packed, err := isPacked(backup); err != nil || !packed {
		return backup, func() {}, err
	}
	if path := filepath.Join(dir, fileName); exists(path) {
		return "", nil, fmt.Errorf("%s: %w", path, ErrExists)
	}
	if err := makeDir(dir); err != nil {
		return "", nil, err
	}
	temp, err := os.MkdirTemp(dir, trialPlace)
	if err != nil {
		return "", nil, err
	}
	done = func() {
		_ = os.RemoveAll(temp)
		_ = os.Remove(dir) // where nothing has come of it
	}
	if err := unpack(backup, temp); err != nil {
		done()
		return "", nil, fmt.Errorf("unpack %s: %w", backup, err)
	}
	return filepath.Join(temp, fileName), done, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// unpack writes what is in a packed backup. Who made the file is not known: it gets no more room than it has, and no names but those
// that there can be.
func unpack(backup, to string) error {
	f, err := os.Open(backup)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if room, err := Room(to); err != nil || room < uint64(info.Size()) {
		return errors.Join(ErrNoRoom, err)
	}
	left := info.Size()
	t := tar.NewReader(f)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return damagedf("%v", err)
		}
		if left -= h.Size; left < 0 || h.Typeflag != tar.TypeReg || !packedName.MatchString(h.Name) {
			return damagedf("%q does not belong there", h.Name)
		}
		if err := unpackFile(t, filepath.Join(to, filepath.FromSlash(h.Name))); err != nil {
			return err
		}
	}
	if !exists(filepath.Join(to, fileName)) {
		return damagedf("it was cut off")
	}
	return nil
}

func unpackFile(from io.Reader, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return damagedf("%s is there twice", filepath.Base(path))
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = damagedf("it was cut off")
	}
	return errors.Join(err, f.Close())
}
