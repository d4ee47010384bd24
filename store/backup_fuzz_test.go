package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// FuzzBackup: whatever a backup holds, it is restored whole or not at all, and what is salvaged of it verifies. The input is
// laid over a good backup, so that much of it is reached.
func FuzzBackup(f *testing.F) {
	backup := filepath.Join(f.TempDir(), "backup.db")
	if err := Backup(played(f, 60), backup); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(backup)
	if err != nil {
		f.Fatal(err)
	}
	length := uint32(len(data))
	f.Add(uint32(0), []byte{}, length)
	f.Add(uint32(16), []byte{0, 0, 0, 0}, length)
	f.Add(uint32(4096+16), []byte{1, 2, 3}, length)
	f.Add(uint32(3*4096+8), []byte{1, 0, 255, 255}, uint32(9*4096))
	f.Add(uint32(2*4096), bytes.Repeat([]byte{255}, 16), length)
	f.Add(length/2, []byte(`"seq":7`), length/2)
	f.Add(uint32(257), []byte("ustar\x0000"), length) // a packed one
	f.Fuzz(func(t *testing.T, at uint32, over []byte, length uint32) {
		broken := bytes.Clone(data)
		copy(broken[int(at)%len(broken):], over)
		broken = broken[:min(int(length), len(broken))]
		wreck := t.TempDir()
		file := filepath.Join(wreck, fileName)
		if err := os.WriteFile(file, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		restored := filepath.Join(t.TempDir(), "restored")
		restoresWhole(t, file, restored)
		saved := filepath.Join(t.TempDir(), "saved")
		_, err := Salvage(wreck, "", saved)
		if errors.Is(err, ErrNothingSaved) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Verify(saved); err != nil {
			t.Fatalf("what was salvaged: %v", err)
		}
	})
}

// restoresWhole restores a file that may be broken: into a hall that opens and can be read, or not at all, as damaged or newer.
func restoresWhole(t *testing.T, file, restored string) bool {
	t.Helper()
	var damaged *ErrDamaged
	switch _, err := Restore(file, restored); {
	case err == nil:
		s, err := Open(restored, time.Second)
		if err != nil {
			t.Fatalf("restored and not opened: %v", err)
		}
		readAll(t, s)
		closeStore(t, s)
		return true
	case !errors.As(err, &damaged) && !errors.Is(err, ErrNewer):
		t.Fatal(err)
	}
	return false
}
