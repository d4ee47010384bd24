package store

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// TestReserve runs itself again with a small disk of its own, which needs a name space but no rights.
func TestReserve(t *testing.T) {
	if os.Getenv("PAIDUI_TEST_RESERVE") != "" {
		spendReserve(t)
		return
	}
	t.Parallel()
	cmd := exec.Command(os.Args[0], "-test.run=^TestReserve$", "-test.v")
	cmd.Env = append(os.Environ(), "PAIDUI_TEST_RESERVE=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, syscall.EPERM) && os.Getenv("PAIDUI_TEST_ALL") == "" {
		t.Skip("this system lets nobody have a name space")
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// spendReserve fills the disk: calling goes on with what was kept while no number is issued, until that is used up too;
// when there is room again everything goes on without a restart, and room is kept again.
func spendReserve(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=160m"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) }()
	dir := filepath.Join(disk, "hall")
	s := openStore(t, dir)
	if err := s.KeepRoom(); err != nil {
		t.Fatal(err)
	}
	w := newWall()
	h := openHall(t, s, w)
	take := func() error {
		_, err := h.Do(t.Context(), queue.Origin{}, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		return err
	}
	must(t, h, queue.Take{Service: "tax", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	w.add(24 * time.Hour)
	must(t, h, queue.SignIn{Window: 1, Staff: "1001"})
	// What can wait leaves the room to the hall.
	if _, err := s.Tidy(t.Context(), Keep{Live: "2999-01-01"}); !errors.Is(err, ErrNoRoom) {
		t.Errorf("days were moved: %v", err)
	}
	if _, err := s.BackUp(t.Context(), disk, night(0), 14); !errors.Is(err, ErrNoRoom) {
		t.Errorf("a backup to the same disk: %v", err)
	}
	for range 300 {
		if err := take(); err != nil {
			t.Fatal(err)
		}
	}
	others := filepath.Join(disk, "others")
	fillUp(t, others)
	// The file has some room of its own; when that is used up the reserve is spent.
	issued := 300
	for !s.Sparing() {
		if err := take(); err != nil && !errors.Is(err, queue.ErrStorage) {
			t.Fatal(err)
		} else if err == nil {
			issued++
		}
		if issued > 50_000 {
			t.Fatal("the disk is not full")
		}
	}
	for range 299 {
		must(t, h, queue.CallNext{Window: 1, Finish: true})
		w.add(time.Minute)
		if err := take(); !errors.Is(err, queue.ErrStorage) {
			t.Fatalf("a number while the disk is full: %v", err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, reserveName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the reserve is still there: %v", err)
	}
	if err := os.Remove(others); err != nil {
		t.Fatal(err)
	}
	s.reserve.tried = time.Time{} // it is tried each 5 seconds
	if err := take(); err != nil {
		t.Errorf("a number when there is room again: %v", err)
	}
	if info, err := os.Stat(filepath.Join(dir, reserveName)); err != nil || info.Size() != reserveSize {
		t.Errorf("the reserve is not there again: %v", err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	if _, err := Verify(dir); err != nil {
		t.Error(err)
	}
}

// fillUp writes a file until the disk is full.
func fillUp(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for part := 1 << 20; part >= 512; part /= 2 {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, part))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
}

// Where nobody asked for a reserve none is missed, and one that cannot be made stops issuing from the start.
func TestNoReserve(t *testing.T) {
	s := openStore(t, t.TempDir())
	if s.Sparing() || s.reserve.spend() {
		t.Error("a store that keeps no room spares it")
	}
	s.reserve.path = filepath.Join(t.TempDir(), "nowhere", reserveName)
	if err := s.KeepRoom(); err == nil || !s.Sparing() {
		t.Errorf("room that cannot be kept: %v, sparing %v", err, s.Sparing())
	}
}
