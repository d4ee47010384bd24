package store

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/paidui/paidui/queue"
)

// download gives what Download writes, in a file, and whether it is packed.
func download(t testing.TB, s *Store) (file string, packed bool) {
	t.Helper()
	var whole bytes.Buffer
	begun := 0
	err := s.Download(func(p bool) io.Writer {
		begun, packed = begun+1, p
		return &whole
	})
	if err != nil || begun != 1 {
		t.Fatalf("begun %d times: %v", begun, err)
	}
	file = filepath.Join(t.TempDir(), "download")
	if err := os.WriteFile(file, whole.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, packed
}

// TestDownload: what a running hall gives away is all of it, in one file that can be restored.
func TestDownload(t *testing.T) {
	s := openStore(t, years(t))
	want := everything(t, s)
	for _, live := range []queue.Date{"", "2027-06-01", "2999-01-01"} {
		if live != "" {
			tidy(t, s, Keep{Live: live})
		}
		file, packed := download(t, s)
		if packed != (live != "") {
			t.Errorf("live from %q: packed %t", live, packed)
		}
		other := filepath.Join(t.TempDir(), "above", "restored")
		r, err := Restore(file, other)
		if err != nil || r.Unseen != 0 || (r.Archived > 0) != packed {
			t.Errorf("live from %q: %+v, %v", live, r, err)
		}
		if got := everything(t, openStore(t, other)); got != want {
			t.Errorf("live from %q: what was restored is not the same", live)
		}
		if left, err := filepath.Glob(filepath.Join(other, trialPlace)); err != nil || len(left) > 0 {
			t.Errorf("left are %v, %v", left, err)
		}
		if _, err := Restore(file, other); !errors.Is(err, ErrExists) {
			t.Errorf("restored over a database: %v", err)
		}
	}
}

// TestDownloadWhileDaysAreMoved: what a slow reader gets is of the moment at which it began.
func TestDownloadWhileDaysAreMoved(t *testing.T) {
	s := openStore(t, years(t))
	tidy(t, s, Keep{Live: "2027-06-01"})
	want := everything(t, s)
	var whole bytes.Buffer
	moved := false
	err := s.Download(func(bool) io.Writer {
		return writerFunc(func(p []byte) (int, error) {
			if !moved {
				moved = tidy(t, s, Keep{Live: "2999-01-01"}).Moved > 0
			}
			return whole.Write(p)
		})
	})
	if err != nil || !moved {
		t.Fatalf("moved %t, %v", moved, err)
	}
	file, other := filepath.Join(t.TempDir(), "download"), filepath.Join(t.TempDir(), "restored")
	if err := os.WriteFile(file, whole.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(file, other); err != nil {
		t.Fatal(err)
	}
	if got := everything(t, openStore(t, other)); got != want {
		t.Error("what was restored is not the same")
	}
}

type writerFunc func([]byte) (int, error)

func (w writerFunc) Write(p []byte) (int, error) { return w(p) }

// TestSalvageWithADownload: what a damaged hall has lost comes from a packed backup as from any.
func TestSalvageWithADownload(t *testing.T) {
	dir, _, _, all := sickWithArchives(t)
	s := openStore(t, dir)
	file, packed := download(t, s)
	closeStore(t, s)
	for _, lost := range []string{filepath.Join(dir, fileName), filepath.Join(archiveDir(dir), "2026.db")} {
		if err := os.WriteFile(lost, make([]byte, 8192), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	saved := filepath.Join(t.TempDir(), "saved")
	if got, err := Salvage(dir, file, saved); err != nil || !packed || got.First != 1 || got.Last != all[len(all)-1].Seq {
		t.Errorf("packed %t: %+v, %v", packed, got, err)
	}
	if _, err := Verify(saved); err != nil {
		t.Error(err)
	}
}

// TestPackedBackupsAreNotTrusted: what was cut off, and what nobody here has packed, is refused and leaves nothing.
func TestPackedBackupsAreNotTrusted(t *testing.T) {
	s := openStore(t, years(t))
	tidy(t, s, Keep{Live: "2027-06-01"})
	file, _ := download(t, s)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	type part struct {
		name, content string
		kind          byte
	}
	packed := func(parts ...part) []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for _, p := range parts {
			h := &tar.Header{Name: p.name, Size: int64(len(p.content)), Typeflag: p.kind, Linkname: "/etc/passwd", Mode: 0o777}
			if p.kind != tar.TypeReg {
				h.Size = 0
			}
			if err := w.WriteHeader(h); err != nil {
				t.Fatal(err)
			}
			if p.kind == tar.TypeReg {
				if _, err := w.Write([]byte(p.content)); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = w.Close()
		return b.Bytes()
	}
	cases := map[string][]byte{
		"above":       packed(part{"../paidui.db", "x", tar.TypeReg}),
		"elsewhere":   packed(part{"/tmp/paidui.db", "x", tar.TypeReg}),
		"a key":       packed(part{"keys/hall.key", "x", tar.TypeReg}),
		"twice":       packed(part{"paidui.db", "x", tar.TypeReg}, part{"paidui.db", "y", tar.TypeReg}),
		"a link":      packed(part{"paidui.db", "", tar.TypeSymlink}),
		"a directory": packed(part{"archive-01234567/2026.db", "", tar.TypeDir}),
		"no database": packed(part{"archive-01234567/2026.db", "x", tar.TypeReg}),
		"nothing":     packed(part{"paidui.db", "no database", tar.TypeReg}),
	}
	for _, at := range []int{400, 512, 5000, len(whole) / 3, len(whole) / 2, len(whole) - 9000} {
		cases["cut off at "+asJSON(at)] = whole[:at]
	}
	for name, content := range cases {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		above := t.TempDir()
		dir := filepath.Join(above, "restored")
		var damaged *ErrDamaged
		if _, err := Restore(file, dir); !errors.As(err, &damaged) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			left, _ := os.ReadDir(dir)
			t.Errorf("%s: the directory is there, with %v", name, left)
		}
	}
}
