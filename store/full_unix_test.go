//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/paidui/paidui/queue"
)

// TestFullDisk runs itself again in a process of its own, since the limit it sets holds for a whole process.
func TestFullDisk(t *testing.T) {
	if os.Getenv("PAIDUI_TEST_FULL_DISK") != "" {
		fillDisk(t)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
	cmd.Env = append(os.Environ(), "PAIDUI_TEST_FULL_DISK=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// fillDisk lets the file meet a limit where it is to grow, where it is to be written, and where it is to grow again.
// Nothing may be lost or half there, and writing goes on when there is room again.
func fillDisk(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	var last uint64
	for _, test := range []struct {
		room  int64
		write bool // a write is turned down, rather than making the file longer
	}{{64 << 10, false}, {1 << 20, true}, {5 << 20, false}} {
		limit(t, test.room)
		err := fill(t, s, &last)
		var write *fs.PathError
		if !errors.Is(err, queue.ErrNotWritten) || errors.As(err, &write) != test.write {
			t.Fatalf("with room for %d bytes, after entry %d: %v", test.room, last, err)
		}
		if err := s.PutCredential("aa", queue.Credential{}); !errors.Is(err, queue.ErrNotWritten) && err != nil {
			t.Fatalf("a credential on the full disk: %v", err)
		}
		if n := len(readAll(t, s)); uint64(n) != last {
			t.Fatalf("%d entries are there, %d were acknowledged", n, last)
		}
		limit(t, 1<<40)
		for range 3 {
			last++
			appendVisits(t, s, last, 1)
		}
	}
	closeStore(t, s)
	if r, err := Verify(dir); err != nil || r.Last != last {
		t.Errorf("%+v, %v; want %d entries", r, err, last)
	}
}

// fill appends until that fails.
func fill(t *testing.T, s *Store, last *uint64) error {
	for range 100_000 {
		var batch []queue.Entry
		for i := range uint64(256) {
			batch = append(batch, queue.Entry{Seq: *last + 1 + i, At: 1, Events: []queue.Event{issued(*last + 1 + i)}})
		}
		if err := s.Append(t.Context(), batch...); err != nil {
			return err
		}
		*last += uint64(len(batch))
	}
	return nil
}

// limit sets how long a file may become.
func limit(t *testing.T, size int64) {
	t.Helper()
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
		t.Fatal(err)
	}
	l.Cur = min(uint64(size), l.Max)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
		t.Fatal(err)
	}
}
