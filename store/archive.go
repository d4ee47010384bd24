package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"

	"go.etcd.io/bbolt"
)

// archiveDir is where closed days lie, beside the database.
func archiveDir(dir string) string { return filepath.Join(dir, "archive") }

// archiveName is that of the file of a year's days.
var archiveName = regexp.MustCompile(`^([0-9]{4})\.db$`)

// archives are the files of years whose days were moved out of the live file, looked for when they are first needed: an
// opening hall reads none. Each holds a stretch of the journal, record by record as it was in the live file.
type archives struct {
	dir string

	mu     sync.Mutex
	looked bool
	years  []*archive // oldest first
	// failed: what a sync left is unknown, and reading it back would show the page cache.
	failed bool
}

// archive is an open file of a year. It is only ever written by appending.
type archive struct {
	year string
	path string
	db   *bbolt.DB
	// first and last are what it holds of the journal, none when last is 0; sum is the digest of the last record.
	first, last uint64
	sum         digest
}

// list gives the archives there are, oldest first.
func (a *archives) list() ([]archive, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.look(); err != nil {
		return nil, err
	}
	all := make([]archive, len(a.years))
	for i, y := range a.years {
		all[i] = *y
	}
	return all, nil
}

// look opens the archives there are, all or none.
func (a *archives) look() error {
	if a.looked {
		return nil
	}
	names, err := archivesIn(a.dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		y, err := openArchive(filepath.Join(a.dir, name), false)
		if err != nil {
			return errors.Join(err, a.closeAll())
		}
		a.years = append(a.years, y)
	}
	a.looked = true
	return nil
}

// archivesIn gives the names of the archives in a directory, which need not be there, oldest first.
func archivesIn(dir string) (names []string, err error) {
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, f := range files {
		if archiveName.MatchString(f.Name()) {
			names = append(names, f.Name())
		}
	}
	return names, nil
}

// openArchive opens the file of a year.
func openArchive(path string, readOnly bool) (*archive, error) {
	db, err := openFile(path, readOnly, lockTimeout)
	if err != nil {
		return nil, fmt.Errorf("open archive %s: %w", path, err)
	}
	a := &archive{year: archiveName.FindStringSubmatch(filepath.Base(path))[1], path: path, db: db}
	if err := guard(func() error { return db.View(a.measure) }); err != nil {
		return nil, errors.Join(fmt.Errorf("open archive %s: %w", path, err), db.Close())
	}
	return a, nil
}

// measure finds what the archive holds.
func (a *archive) measure(tx *bbolt.Tx) error {
	meta, journal := tx.Bucket(metaBucket), tx.Bucket(journalBucket)
	if meta == nil || journal == nil {
		return damagedf("a bucket is missing")
	}
	if err := checkFormat(meta.Get(formatKey)); err != nil {
		return err
	}
	first, _ := journal.Cursor().First()
	last, value := journal.Cursor().Last()
	if first == nil {
		return nil
	}
	var ok, fine bool
	a.first, ok = keySeq(first)
	a.last, fine = keySeq(last)
	if !ok || !fine {
		return damagedf("a key is no sequence number")
	}
	a.sum = sha256.Sum256(value)
	return nil
}

// read gives at most limit records after an entry, of one archive; none when no archive has the next.
func (a *archives) read(after uint64, limit int) (values [][]byte, err error) {
	years, err := a.list()
	if err != nil {
		return nil, err
	}
	for _, y := range years {
		if y.first <= after+1 && after+1 <= y.last {
			return recordsOf(y.db, after, limit)
		}
	}
	return nil, nil
}

// recordsOf gives at most limit records of a file after an entry, copied out.
func recordsOf(db *bbolt.DB, after uint64, limit int) (values [][]byte, err error) {
	err = guard(func() error {
		return db.View(func(tx *bbolt.Tx) error {
			c, seq := tx.Bucket(journalBucket).Cursor(), after+1
			for k, v := c.Seek(seqKey(seq)); k != nil && len(values) < limit; k, v = c.Next() {
				if !bytes.Equal(k, seqKey(seq)) {
					return &ErrDamaged{Seq: seq, Reason: "the entry is missing"}
				}
				values, seq = append(values, bytes.Clone(v)), seq+1
			}
			return nil
		})
	})
	return values, err
}

// of gives the archive that takes entries of a year: that year's, made when there is none, or a later one's where days
// have already gone there, so that archives stay in the order of the journal.
func (a *archives) of(year string) (archive, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.look(); err != nil {
		return archive{}, err
	}
	if n := len(a.years); n > 0 && a.years[n-1].year >= year {
		return *a.years[n-1], nil
	}
	if err := makeDir(a.dir); err != nil {
		return archive{}, err
	}
	path := filepath.Join(a.dir, year+".db")
	if err := place(path, fillArchive); err != nil && !errors.Is(err, ErrExists) {
		return archive{}, err
	}
	y, err := openArchive(path, false)
	if err != nil {
		return archive{}, err
	}
	a.years = append(a.years, y)
	return *y, nil
}

// fillArchive makes the file of an empty archive.
func fillArchive(temp string) error {
	return change(temp, func(tx *bbolt.Tx) error {
		meta, err := tx.CreateBucket(metaBucket)
		if err != nil {
			return err
		}
		if _, err := tx.CreateBucket(journalBucket); err != nil {
			return err
		}
		return meta.Put(formatKey, seal(formatKey, []byte(strconv.Itoa(format))))
	})
}

// put appends records to the archive of a year, the first that of entry seq; durable on return.
func (a *archives) put(year string, seq uint64, values [][]byte) error {
	y := a.taking(year)
	if y == nil {
		return ErrFailed
	}
	err := guard(func() error {
		return y.db.Update(func(tx *bbolt.Tx) error {
			b := appendOnly(tx, journalBucket)
			for i, v := range values {
				if err := b.Put(seqKey(seq+uint64(i)), v); err != nil {
					return err
				}
			}
			return nil
		})
	})
	a.mu.Lock()
	defer a.mu.Unlock()
	if err != nil {
		a.failed = !diskFull(err)
		return err
	}
	if y.last == 0 {
		y.first = seq
	}
	y.last, y.sum = seq+uint64(len(values))-1, sha256.Sum256(values[len(values)-1])
	return nil
}

// taking gives the archive of a year; nil after a write whose outcome is unknown.
func (a *archives) taking(year string) *archive {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, y := range a.years {
		if y.year == year && !a.failed {
			return y
		}
	}
	return nil
}

// drop deletes the archives that hold nothing after an entry.
func (a *archives) drop(after uint64) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.look(); err != nil {
		return err
	}
	for len(a.years) > 0 && a.years[0].last != 0 && a.years[0].last <= after {
		y := a.years[0]
		if err := errors.Join(y.db.Close(), os.Remove(y.path), syncDir(a.dir)); err != nil {
			return err
		}
		a.years = a.years[1:]
	}
	return nil
}

func (a *archives) close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.looked = false
	return a.closeAll()
}

func (a *archives) closeAll() (err error) {
	for _, y := range a.years {
		err = errors.Join(err, y.db.Close())
	}
	a.years = nil
	return err
}
