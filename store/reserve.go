package store

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// reserveSize is how much room is kept for calling when the disk is full, in bytes.
const reserveSize = 64 << 20

// reserveName is the file that keeps it, in the data directory.
const reserveName = "reserve"

// roomTriedEach is how often it is tried to keep room again once that was spent.
const roomTriedEach = 5 * time.Second

// reserve is a file that is deleted when the disk is full, so that those who hold a number are still called and served
// while no more are issued.
type reserve struct {
	path  string
	kept  atomic.Bool // it is there
	spent atomic.Bool // it was needed, or could not be made

	mu    sync.Mutex
	tried time.Time
}

// KeepRoom sets 64 MiB of the disk aside, to be spent when the disk is full, and takes care of having them again later.
// With an error there is none for now, and Sparing is true.
func (s *Store) KeepRoom() error { return s.reserve.keep() }

// Sparing tells that the disk is full, or nearly so: what is left is for calling and serving, until there is room again. It
// is false where KeepRoom was never asked for.
func (s *Store) Sparing() bool {
	r := &s.reserve
	if !r.spent.Load() {
		return false
	}
	r.mu.Lock()
	again := time.Since(r.tried) >= roomTriedEach
	r.mu.Unlock()
	return !again || r.keep() != nil
}

// keep makes the file unless it is there.
func (r *reserve) keep() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tried = time.Now()
	err := makeReserve(r.path)
	r.kept.Store(err == nil)
	r.spent.Store(err != nil)
	return err
}

// spend deletes the file; false when there was none to delete.
func (r *reserve) spend() bool {
	if !r.kept.CompareAndSwap(true, false) {
		return false
	}
	r.spent.Store(true)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tried = time.Now()
	return os.Remove(r.path) == nil
}

// roomFor gives ErrNoRoom unless the disk with the data has room for so many bytes and for the reserve: what can wait must
// not fill the disk of a hall that works.
func (s *Store) roomFor(bytes int64) error {
	if free, err := Room(s.dir); err != nil || free < uint64(bytes)+2*reserveSize {
		return errors.Join(ErrNoRoom, err)
	}
	return nil
}

// makeReserve makes the file of real blocks, as long as as much again is left.
func makeReserve(path string) error {
	if info, err := os.Stat(path); err == nil && info.Size() == reserveSize {
		return nil
	}
	if free, err := Room(filepath.Dir(path)); err != nil || free < 2*reserveSize {
		return errors.Join(ErrNoRoom, err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	zeros := make([]byte, 1<<20)
	for range reserveSize / len(zeros) {
		if _, err = f.Write(zeros); err != nil {
			break
		}
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
