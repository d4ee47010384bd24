package store

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// update writes in one transaction. An error of write itself is returned as it is, and nothing was written. A disk
// that is full before the commit is given the reserve, once, then gives queue.ErrNotWritten. After any other error the
// Store takes no more writes. write may so be called twice.
func (s *Store) update(write func(*bbolt.Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.commit(write)
}

// commit is update for who holds s.writing.
func (s *Store) commit(write func(*bbolt.Tx) error) error {
	if s.failed.Load() {
		return ErrFailed
	}
	var refused error
	var id int
	began := time.Now()
	err := guard(func() error {
		return s.live.Load().Update(func(tx *bbolt.Tx) error {
			id = tx.ID()
			refused = write(tx)
			return refused
		})
	})
	switch {
	case err == nil:
		now := time.Now()
		s.durable.Store(now.UnixNano())
		s.spent.Add(int64(now.Sub(began)))
		s.commits.Add(1)
		return nil
	case refused != nil:
		return refused
	case diskFull(err) && s.before(id):
		if s.reserve.spend() {
			return s.commit(write)
		}
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
	}
	s.fail(err)
	return err
}

// before tells whether the file, as it reads now, is still older than transaction id: then that left no commit behind.
func (s *Store) before(id int) bool {
	var last int
	err := s.view(func(tx *bbolt.Tx) error { last = tx.ID(); return nil })
	return err == nil && last < id
}

// diskFull tells whether a write, not a sync, was turned down for want of room. A sync that fails has lost pages.
func diskFull(err error) bool {
	if strings.HasPrefix(err.Error(), "file resize error: ") {
		return true // bbolt makes the file longer before it writes anything, and does not wrap the cause
	}
	var write *fs.PathError
	if !errors.As(err, &write) || write.Op != "write" {
		return false
	}
	const windowsDiskFull = syscall.Errno(112)
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG) ||
		runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull)
}
