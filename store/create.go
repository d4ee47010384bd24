package store

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
)

// Create makes an empty database in dir, and dir itself when it is not there, with a hall key in dir/keys. It gives
// ErrExists when dir holds a database. One that broke off before can simply be repeated.
func Create(dir string) error {
	if err := install(dir, fillNew); err != nil {
		return fmt.Errorf("create store: %w", err)
	}
	return nil
}

// install lets fill make the database of dir, under a temporary name that is then the real one.
func install(dir string, fill func(temp string) error) error {
	path := filepath.Join(dir, fileName)
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, ErrExists)
	}
	if err := makeDir(dir); err != nil {
		return err
	}
	if err := removeTemporary(path); err != nil {
		return err
	}
	if err := makeKey(dir); err != nil {
		return err
	}
	return place(path, fill)
}

// makeDir makes dir and those above it, for their owner only, so that they are there after a power cut.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	above := filepath.Dir(filepath.Clean(dir))
	if err := makeDir(above); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(above)
}

// place lets fill write a file under a temporary name, then gives it the name path, all of it or nothing also after a
// power cut. It never takes the place of another file: ErrExists.
func place(path string, fill func(temp string) error) error {
	temp, err := makeTemporary(path)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp) }()
	if err := fill(temp); err != nil {
		return err
	}
	if err := syncFile(temp); err != nil {
		return err
	}
	if err := giveName(temp, path); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return errors.Join(err, os.Remove(path)) // who looks next must not rest on a name that a power cut may take away
	}
	return nil
}

// replace lets fill write a file under a temporary name, then puts it in the place of the one at path, where there is one:
// that is there, whole, until the new one is.
func replace(path string, fill func(temp string) error) error {
	temp, err := makeTemporary(path)
	if err != nil {
		return err
	}
	err = fill(temp)
	if err == nil {
		err = syncFile(temp)
	}
	if err == nil {
		err = rename(temp, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return syncDir(filepath.Dir(path))
}

// makeTemporary makes an empty file that is to be at path.
func makeTemporary(path string) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// removeTemporary deletes what a crash has left of files that were to be at path, which may be a pattern.
func removeTemporary(path string) error {
	stale, err := filepath.Glob(path + ".*.tmp")
	for _, left := range stale {
		err = errors.Join(err, os.Remove(left))
	}
	return err
}

// giveName gives the file temp the name path, unless that is taken.
func giveName(temp, path string) error {
	err := os.Link(temp, path)
	if err == nil {
		return nil
	}
	if _, there := os.Lstat(path); errors.Is(err, fs.ErrExist) || there == nil {
		return fmt.Errorf("%s: %w", path, ErrExists)
	}
	return rename(temp, path) // a file system without hard links
}

// rename gives a file another name, in the place of the file that has it.
func rename(temp, path string) error { return os.Rename(temp, path) }

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes the names in dir durable. Windows does so by itself.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// fillNew makes the file of an empty database.
func fillNew(temp string) error {
	return change(temp, func(tx *bbolt.Tx) error {
		for _, name := range allBuckets {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		meta := tx.Bucket(metaBucket)
		if err := meta.Put(formatKey, seal(formatKey, []byte(strconv.Itoa(format)))); err != nil {
			return err
		}
		return putNewID(tx)
	})
}

// change writes to a file that nobody else knows yet.
func change(path string, write func(*bbolt.Tx) error) error {
	db, err := openBolt(path, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return err
	}
	return errors.Join(guard(func() error { return db.Update(write) }), db.Close())
}

// putNewID gives the journal a name of its own.
func putNewID(tx *bbolt.Tx) error {
	var id [4]byte
	if _, err := rand.Read(id[:]); err != nil {
		return err
	}
	return tx.Bucket(metaBucket).Put(idKey, seal(idKey, []byte(hex.EncodeToString(id[:]))))
}
