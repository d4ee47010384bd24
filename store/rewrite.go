package store

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"slices"

	"go.etcd.io/bbolt"
)

// folded are the buckets that the journal alone changes: what happened to them while the file was being copied is made
// of the entries since.
var folded = slices.Concat([][]byte{journalBucket, daysBucket, visitsBucket, shiftsBucket, wordsBucket}, registers)

// Of the entries that come while the file is being copied, so many are left for when writers wait.
const fewEntries = 64

// closesFirst: a file that is open cannot be replaced on Windows.
var closesFirst = runtime.GOOS == "windows"

// rewrite makes the live file anew as the plan says and puts it in the place of the old one: whole, or not at all. It is
// copied from one moment's reading, then follows what was written since; the last of it while writers wait.
func (s *Store) rewrite(ctx context.Context, p plan) (err error) {
	path := filepath.Join(s.dir, fileName)
	if err := removeTemporary(path); err != nil {
		return err
	}
	temp, err := makeTemporary(path)
	if err != nil {
		return err
	}
	db, err := openBolt(temp, &bbolt.Options{Timeout: lockTimeout, InitialMmapSize: mapSize()})
	if err != nil {
		return errors.Join(err, removeTemporary(path))
	}
	placed := false
	defer func() {
		if !placed {
			err = errors.Join(err, db.Close(), removeTemporary(path))
		}
	}()
	if err := s.copyLive(ctx, db, p); err != nil {
		return err
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := s.catchUp(db)
		if err != nil {
			return err
		}
		if n <= fewEntries {
			break
		}
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.failed.Load() {
		return ErrFailed
	}
	for n := 1; n > 0; {
		if n, err = s.catchUp(db); err != nil {
			return err
		}
	}
	if err := s.alike(db); err != nil {
		return err
	}
	placed = true
	return s.takePlace(db, temp, path)
}

// copyLive gives db what the live file holds at one moment, but for what the plan does away with. It is durable on return.
func (s *Store) copyLive(ctx context.Context, db *bbolt.DB, p plan) error {
	db.NoSync, db.NoGrowSync = true, true
	defer func() { db.NoSync, db.NoGrowSync = false, false }()
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, from *bbolt.Bucket) error {
			return copyBucket(ctx, db, name, from, p.stays(), p.now)
		})
	})
	if err != nil {
		return err
	}
	if p.now != p.was {
		err = db.Update(func(tx *bbolt.Tx) error { return p.now.put(tx.Bucket(metaBucket)) })
	}
	return errors.Join(err, guard(db.Sync))
}

// copyBatch is how much is copied in one transaction, in bytes.
const copyBatch = 8 << 20

// copyBucket copies one bucket, but for what was moved or is no longer kept.
func copyBucket(ctx context.Context, db *bbolt.DB, name []byte, from *bbolt.Bucket, first uint64, k kept) error {
	c := from.Cursor()
	key, value := c.First()
	switch string(name) {
	case string(journalBucket):
		key, value = c.Seek(seqKey(first))
	case string(visitsBucket), string(shiftsBucket):
		key, value = c.Seek(seqKey(k.Figures))
	}
	for done := false; !done; {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := db.Update(func(tx *bbolt.Tx) error {
			to, err := tx.CreateBucketIfNotExists(name)
			if err != nil {
				return err
			}
			to.FillPercent = 1
			for size := 0; key != nil && size < copyBatch; key, value = c.Next() {
				if _, err := unseal(key, value); err != nil {
					return err
				}
				size += len(key) + len(value)
				if string(name) == string(daysBucket) {
					if before, err := decodeDay(key, value); err != nil || before < k.After {
						if err != nil {
							return err
						}
						continue
					}
				}
				if err := to.Put(key, value); err != nil {
					return err
				}
			}
			done = key == nil
			return to.SetSequence(from.Sequence())
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// catchUp gives db the next entries that only the live file has, with all that is a fold of them, and tells how many.
func (s *Store) catchUp(db *bbolt.DB) (n int, err error) {
	var last uint64
	err = db.View(func(tx *bbolt.Tx) error {
		key, _ := tx.Bucket(journalBucket).Cursor().Last()
		last, _ = keySeq(key)
		return nil
	})
	if err != nil {
		return 0, err
	}
	values, _, err := s.liveRecords(last, moveBatch)
	if err != nil || len(values) == 0 {
		return 0, err
	}
	entries, err := decodeAll(last, values)
	if err != nil {
		return 0, err
	}
	payloads := make([][]byte, len(values))
	for i, v := range values {
		payloads[i] = v[sealSize+len(digest{}):]
	}
	return len(values), guard(func() error {
		return db.Update(func(tx *bbolt.Tx) error {
			return errors.Join(appendRecords(tx, entries, payloads), appendFigures(tx, entries))
		})
	})
}

// alike makes the buckets of db that no entry changes those of the live file, while nobody writes.
func (s *Store) alike(db *bbolt.DB) error {
	return s.view(func(live *bbolt.Tx) error {
		return guard(func() error {
			return db.Update(func(tx *bbolt.Tx) error {
				return live.ForEach(func(name []byte, from *bbolt.Bucket) error {
					if isFolded(name) || string(name) == string(metaBucket) {
						return nil
					}
					to, err := tx.CreateBucketIfNotExists(name)
					if err != nil {
						return err
					}
					return errors.Join(liken(from, to), to.SetSequence(from.Sequence()))
				})
			})
		})
	})
}

func isFolded(name []byte) bool {
	return slices.ContainsFunc(folded, func(n []byte) bool { return bytes.Equal(n, name) })
}

// liken gives one bucket the contents of another.
func liken(from, to *bbolt.Bucket) error {
	var gone [][]byte
	err := to.ForEach(func(k, _ []byte) error {
		if from.Get(k) == nil {
			gone = append(gone, bytes.Clone(k))
		}
		return nil
	})
	for _, k := range gone {
		err = errors.Join(err, to.Delete(k))
	}
	return errors.Join(err, from.ForEach(func(k, v []byte) error {
		if bytes.Equal(to.Get(k), v) {
			return nil
		}
		return to.Put(k, v)
	}))
}

// takePlace makes db, which lies at temp, the live file at path. Where that may not be durable the Store takes no more
// writes.
func (s *Store) takePlace(db *bbolt.DB, temp, path string) error {
	old := s.live.Load()
	if closesFirst {
		return s.takePlaceClosed(db, old, temp, path)
	}
	// The lock of the new file is held before it can be found, so that no other process ever has either.
	err := rename(temp, path)
	if err != nil {
		return errors.Join(err, db.Close(), removeTemporary(path))
	}
	s.live.Store(db)
	s.closing.Go(func() { _ = old.Close() }) // waits for those who still read it
	if err := syncDir(s.dir); err != nil {
		s.fail(err)
		return err
	}
	return nil
}

// takePlaceClosed is takePlace where open files cannot be renamed: readers wait as well.
func (s *Store) takePlaceClosed(db, old *bbolt.DB, temp, path string) error {
	s.swapping.Lock()
	defer s.swapping.Unlock()
	err := errors.Join(db.Close(), old.Close())
	if err == nil {
		err = rename(temp, path)
	}
	reopened, again := openFile(path, false, lockTimeout)
	if again != nil {
		s.fail(again)
		return errors.Join(err, again)
	}
	s.live.Store(reopened)
	if err == nil {
		if err = syncDir(s.dir); err != nil {
			s.fail(err)
		}
	}
	return err
}
