package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/paidui/paidui/queue"
)

func TestBackupAndRestore(t *testing.T) {
	dir := played(t, 200)
	s := openStore(t, dir)
	if err := s.PutCredential("aa", queue.Credential{ID: "kiosk 1"}); err != nil {
		t.Fatal(err)
	}
	want, id, key := asJSON(readAll(t, s)), s.ID(), s.HallKey()
	closeStore(t, s)
	file := filepath.Join(t.TempDir(), "monday.db")
	if err := Backup(dir, file); err != nil {
		t.Fatal(err)
	}
	if err := Backup(dir, file); !errors.Is(err, ErrExists) {
		t.Errorf("a backup over another: %v", err)
	}
	if _, err := Restore(file, dir); !errors.Is(err, ErrExists) {
		t.Errorf("a restore over a database: %v", err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, key) {
		t.Error("the hall key is in the backup")
	}
	other := filepath.Join(t.TempDir(), "restored")
	if _, err := Restore(file, other); err != nil {
		t.Fatal(err)
	}
	r := openStore(t, other)
	if got := asJSON(readAll(t, r)); got != want {
		t.Error("the restored journal differs")
	}
	if r.ID() == id || len(r.ID()) != len(id) {
		t.Errorf("the restored journal's id is %q, that of the backup %q", r.ID(), id)
	}
	if _, ok, err := r.Credential("aa"); !ok || err != nil {
		t.Errorf("the restored credential: %v, %v", ok, err)
	}
	if bytes.Equal(r.HallKey(), key) {
		t.Error("the restored hall has the old key without having been given it")
	}
}

func TestRestoreKeepsTheKeyThatIsThere(t *testing.T) {
	dir := played(t, 30)
	file := filepath.Join(t.TempDir(), "b")
	if err := Backup(dir, file); err != nil {
		t.Fatal(err)
	}
	key, err := readKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, fileName)); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(file, dir); err != nil {
		t.Fatal(err)
	}
	if s := openStore(t, dir); !bytes.Equal(s.HallKey(), key) {
		t.Error("the key was replaced")
	}
}

func TestRestoreRefusesADamagedBackup(t *testing.T) {
	file := filepath.Join(t.TempDir(), "b")
	if err := Backup(played(t, 60), file); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[bytes.Index(data, []byte(`"seq":20`))]++
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var damaged *ErrDamaged
	if _, err := Restore(file, dir); !errors.As(err, &damaged) || damaged.Seq != 20 {
		t.Errorf("restore: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// A backup that is taken while the hall writes is the journal up to some entry, whole, with all that was acknowledged
// before the backup began.
func TestBackupWhileAppending(t *testing.T) {
	s := openStore(t, t.TempDir())
	appendVisits(t, s, 1, 500)
	var acknowledged atomic.Uint64
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for seq := uint64(501); ; seq++ {
			select {
			case <-done:
				return
			default:
				appendVisits(t, s, seq, 1)
				acknowledged.Store(seq)
			}
		}
	})
	for range 5 {
		before := acknowledged.Load()
		file := filepath.Join(t.TempDir(), "b")
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		n, err := s.Backup(f)
		if err != nil {
			t.Fatal(err)
		}
		info, err := f.Stat()
		if err != nil || info.Size() != n {
			t.Errorf("%d bytes told, %v in the file", n, info.Size())
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "r")
		if _, err := Restore(file, dir); err != nil {
			t.Fatal(err)
		}
		if entries := readAll(t, openStore(t, dir)); uint64(len(entries)) < max(before, 500) {
			t.Errorf("the backup has %d entries, %d had been acknowledged before it began", len(entries), before)
		}
	}
	close(done)
	wg.Wait()
}
