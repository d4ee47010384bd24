package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// FuzzDownload: whatever a packed backup holds, it is restored whole or not at all, and nothing is written anywhere else. The input is
// laid over a good one, so that much of it is reached.
func FuzzDownload(f *testing.F) {
	s := openStore(f, years(f))
	tidy(f, s, Keep{Live: "2027-06-01"})
	file, packed := download(f, s)
	closeStore(f, s)
	data, err := os.ReadFile(file)
	if err != nil || !packed {
		f.Fatal(packed, err)
	}
	length := uint32(len(data))
	f.Add(uint32(0), []byte{}, length)
	f.Add(uint32(0), []byte("../archive"), length)
	f.Add(uint32(124), []byte("77777777777"), length) // as long as can be written
	f.Add(uint32(156), []byte("2/etc/passwd"), length)
	f.Add(uint32(9*4096), []byte{1, 2, 3}, length)
	f.Add(length/2, []byte{}, length/2)
	f.Fuzz(func(t *testing.T, at uint32, over []byte, length uint32) {
		broken := bytes.Clone(data)
		copy(broken[int(at)%len(broken):], over)
		above := t.TempDir()
		file, restored := filepath.Join(above, "download"), filepath.Join(above, "restored")
		if err := os.WriteFile(file, broken[:min(int(length), len(broken))], 0o600); err != nil {
			t.Fatal(err)
		}
		if !restoresWhole(t, file, restored) {
			if _, err := os.Stat(restored); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the directory is there: %v", err)
			}
		}
		if there, err := os.ReadDir(above); err != nil || len(there) > 2 {
			t.Errorf("there are %v, %v", there, err)
		}
	})
}
