package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// night is half past two of the n-th night of the test.
func night(n int) time.Time { return time.Date(2026, 11, 24+n, 2, 30, 0, 0, shanghai) }

// backUp14 makes the backup of a night, of which 14 are kept.
func backUp14(t testing.TB, s *Store, folder string, at time.Time) Saved {
	t.Helper()
	saved, err := s.BackUp(t.Context(), folder, at, 14)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// TestBackupWhileAHallWorks: what was acknowledged before a backup begins is in it, and it can be restored with its archives.
func TestBackupWhileAHallWorks(t *testing.T) {
	dir, folder := played(t, 120), t.TempDir()
	s := openStore(t, dir)
	h := openHall(t, s, newWall())
	var taken atomic.Int64
	var stop atomic.Bool
	var working sync.WaitGroup
	for range 4 {
		working.Go(func() {
			for !stop.Load() {
				if _, err := h.Do(t.Context(), queue.Origin{}, queue.Take{Service: "tax", Class: queue.ClassNormal, Source: queue.SourceKiosk}); err != nil {
					t.Error(err)
					return
				}
				taken.Add(1)
			}
		})
	}
	for n := range 3 {
		for before := taken.Load(); taken.Load() < before+20; {
			time.Sleep(time.Millisecond)
		}
		promised := taken.Load()
		saved := backUp14(t, s, folder, night(n))
		tidy(t, s, Keep{Live: monday.AddDays(n + 1)})
		other := filepath.Join(t.TempDir(), "restored")
		r, err := Restore(filepath.Join(folder, saved.Name), other)
		if err != nil || r.First != 1 || r.Unseen != 0 || n > 0 && r.Archived == 0 || saved.Bytes == 0 {
			t.Fatalf("night %d: %+v, %v", n, r, err)
		}
		issued := int64(0)
		for _, e := range readAll(t, openStore(t, other)) {
			if e.Ticket() != nil && e.Ticket().Service == "tax" && e.By == "" {
				issued++
			}
		}
		if issued < promised {
			t.Errorf("night %d: %d numbers were given before the backup, %d are in it", n, promised, issued)
		}
	}
	stop.Store(true)
	working.Wait()
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, trialPlace)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestBackupsThatAreKept: of each day the newest, of the last days that have one; what is not finished or another's counts
// for nothing and is left alone.
func TestBackupsThatAreKept(t *testing.T) {
	s, folder := openStore(t, played(t, 60)), t.TempDir()
	foreign := filepath.Join(folder, "paidui-00000000-20260101-023000.db")
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	partial := filepath.Join(folder, savedName(s.ID(), night(40))+".123.tmp")
	if err := os.WriteFile(partial, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for n := range 4 {
		for _, hours := range []time.Duration{0, 8} {
			if _, err := s.BackUp(t.Context(), folder, night(2*n).Add(hours*time.Hour), 2); err != nil {
				t.Fatal(err)
			}
		}
	}
	all, err := s.Backups(folder, shanghai)
	if err != nil || len(all) != 2 || !all[0].At.Equal(night(6).Add(8*time.Hour)) || !all[1].At.Equal(night(4).Add(8*time.Hour)) {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(partial); err == nil {
		t.Error("what a crash left is still there")
	}
}

// TestBackupThatFails leaves nothing that looks like one, and takes none away.
func TestBackupThatFails(t *testing.T) {
	dir, folder := played(t, 100), t.TempDir()
	s := openStore(t, dir)
	if _, err := s.BackUp(t.Context(), filepath.Join(folder, "unplugged"), night(0), 14); !errors.Is(err, ErrNoFolder) {
		t.Errorf("a folder that is not there: %v", err)
	}
	if _, err := s.Backups(filepath.Join(folder, "unplugged"), shanghai); !errors.Is(err, ErrNoFolder) {
		t.Errorf("its backups: %v", err)
	}
	good := backUp14(t, s, folder, night(0))
	tidy(t, s, Keep{Live: monday.AddDays(2)})
	closeStore(t, s)
	spoil(t, filepath.Join(dir, fileName), asJSON(lastSeq(t, dir)))
	s = openStore(t, dir)
	var damaged *ErrDamaged
	if _, err := s.BackUp(t.Context(), folder, night(1), 1); !errors.As(err, &damaged) {
		t.Errorf("a damaged database: %v", err)
	}
	all, err := s.Backups(folder, shanghai)
	if err != nil || len(all) != 1 || all[0].Name != good.Name {
		t.Errorf("%+v, %v", all, err)
	}
	files, _ := os.ReadDir(folder)
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".tmp") {
			t.Errorf("%s is left", f.Name())
		}
	}
}

// lastSeq gives the last entry of a closed database.
func lastSeq(t *testing.T, dir string) uint64 {
	t.Helper()
	r, err := Verify(dir)
	if err != nil {
		t.Fatal(err)
	}
	return r.Last
}

// TestBackupThatDoesNotJoin: an archive that is not that of the live file is found when the backup is tried out.
func TestBackupThatDoesNotJoin(t *testing.T) {
	dir, other := played(t, 100), years(t)
	s := openStore(t, other)
	tidy(t, s, Keep{Live: "2999-01-01"})
	closeStore(t, s)
	s = openStore(t, dir)
	tidy(t, s, Keep{Live: monday.AddDays(2)})
	closeStore(t, s)
	file := filepath.Join(archiveDir(dir), "2026.db")
	if err := errors.Join(os.Remove(file), os.Link(filepath.Join(archiveDir(other), "2026.db"), file)); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	var damaged *ErrDamaged
	if _, err := s.BackUp(t.Context(), t.TempDir(), night(0), 14); !errors.As(err, &damaged) {
		t.Errorf("a foreign archive: %v", err)
	}
}

// TestSizes: after days were moved the live file is small, and all of it is told.
func TestSizes(t *testing.T) {
	s := openStore(t, years(t))
	before, err := s.Sizes()
	if err != nil || before.Days != 7 || before.First != monday || before.LiveFrom != monday || len(before.Archives) != 0 || before.PerDay == 0 || before.Free == 0 {
		t.Errorf("%+v, %v", before, err)
	}
	tidy(t, s, Keep{Live: "2028-01-01"})
	after, err := s.Sizes()
	if err != nil || after.Live >= before.Live || len(after.Archives) != 2 || after.LiveFrom < "2028" || after.Days != before.Days {
		t.Errorf("%+v, %v", after, err)
	}
	z := Sizes{First: "2026-01-01", Last: "2026-12-31", Days: 250, PerDay: 1 << 20, Free: 500 << 20}
	if left, ok := z.YearsLeft(); !ok || left < 1.9 || left > 2.1 {
		t.Errorf("%v years are left, %v", left, ok)
	}
	if _, ok := new(Sizes).YearsLeft(); ok {
		t.Error("without days it cannot be told how long the room lasts")
	}
}
