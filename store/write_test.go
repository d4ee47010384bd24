package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

func TestDiskFull(t *testing.T) {
	full := syscall.ENOSPC
	for _, test := range []struct {
		err  error
		want bool
	}{
		{&fs.PathError{Op: "write", Path: "f", Err: full}, true},
		{fmt.Errorf("commit: %w", &fs.PathError{Op: "write", Path: "f", Err: syscall.EDQUOT}), true},
		{fmt.Errorf("file resize error: %s", full), true},
		{fmt.Errorf("file sync error: %s", full), false},
		{&fs.PathError{Op: "sync", Path: "f", Err: full}, false},
		{full, false}, // as fdatasync gives it
		{&fs.PathError{Op: "write", Path: "f", Err: syscall.EIO}, false},
		{errors.New("anything"), false},
	} {
		if got := diskFull(test.err); got != test.want {
			t.Errorf("%v: %v", test.err, got)
		}
	}
}

// After a write whose outcome is unknown nothing more is written, so that nothing rests on it.
func TestNoWriteAfterAnUnknownOutcome(t *testing.T) {
	s := openStore(t, t.TempDir())
	appendVisits(t, s, 1, 2)
	err := s.update(func(*bbolt.Tx) error { panic("a damaged page") })
	var damaged *ErrDamaged
	if !errors.As(err, &damaged) {
		t.Errorf("a panic: %v", err)
	}
	err = s.Append(t.Context(), queue.Entry{Seq: 3, Events: []queue.Event{issued(3)}})
	if !errors.Is(err, ErrFailed) || errors.Is(err, queue.ErrNotWritten) {
		t.Errorf("append after it: %v", err)
	}
	if err := s.PutCredential("aa", queue.Credential{}); !errors.Is(err, ErrFailed) {
		t.Errorf("credential after it: %v", err)
	}
	if n := len(readAll(t, s)); n != 2 {
		t.Errorf("%d entries can be read, want 2", n)
	}
}
