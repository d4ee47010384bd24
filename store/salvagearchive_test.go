package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/paidui/paidui/queue"
)

// sickWithArchives is sick for a hall whose first days lie in an archive, also beside the backup, up to entry moved.
func sickWithArchives(t testing.TB) (dir, backup string, moved uint64, all []queue.Entry) {
	t.Helper()
	dir = played(t, 200)
	s := openStore(t, dir)
	moved = tidy(t, s, Keep{Live: monday.AddDays(2)}).Moved
	closeStore(t, s)
	backup = filepath.Join(t.TempDir(), "backup.db")
	if err := Backup(dir, backup); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	h := openHall(t, s, newWall())
	for range 40 {
		must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	all = readAll(t, s)
	closeStore(t, s)
	return dir, backup, moved, all
}

// spoil changes a bit of an entry in a file.
func spoil(t testing.TB, file, seq string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[entryOf(t, data, seq)] ^= 4
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSalvageWithArchives(t *testing.T) {
	live := func(dir string) string { return filepath.Join(dir, fileName) }
	year := func(dir string) string { return filepath.Join(archiveDir(dir), "2026.db") }
	last := func(all []queue.Entry) string { return asJSON(all[len(all)-1].Seq) }
	for _, c := range []struct {
		name        string
		harm        func(t *testing.T, dir string, all []queue.Entry)
		backup      bool
		first, lost uint64 // of what is saved; first 0: the live file's
	}{
		{"the last entry of the live file", func(t *testing.T, dir string, all []queue.Entry) { spoil(t, live(dir), last(all)) }, false, 1, 1},
		{"the same with a backup", func(t *testing.T, dir string, all []queue.Entry) { spoil(t, live(dir), last(all)) }, true, 1, 1},
		{"an archive", func(t *testing.T, dir string, _ []queue.Entry) { spoil(t, year(dir), "20") }, false, 0, 0},
		{"an archive, with a backup", func(t *testing.T, dir string, _ []queue.Entry) { spoil(t, year(dir), "20") }, true, 1, 0},
		{"no archive", func(t *testing.T, dir string, _ []queue.Entry) {
			if err := os.Remove(year(dir)); err != nil {
				t.Fatal(err)
			}
		}, false, 0, 0},
		{"no archive, with a backup", func(t *testing.T, dir string, _ []queue.Entry) {
			if err := os.Remove(year(dir)); err != nil {
				t.Fatal(err)
			}
		}, true, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, backup, moved, all := sickWithArchives(t)
			c.harm(t, dir, all)
			if !c.backup {
				backup = ""
			}
			if c.first == 0 {
				c.first = moved + 1
			}
			s, saved := salvaged(t, dir, backup)
			if saved.First != c.first || saved.Last != all[len(all)-1].Seq-c.lost {
				t.Errorf("%+v", saved)
			}
			if got := read(t, s, 0); asJSON(got) != asJSON(all[saved.First-1:saved.Last]) {
				t.Errorf("%d entries were saved", len(got))
			}
			h := openHall(t, s, newWall())
			must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
			if err := h.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestSalvageOfArchivesAlone: the hall goes on from the last day that was moved.
func TestSalvageOfArchivesAlone(t *testing.T) {
	dir, _, moved, all := sickWithArchives(t)
	harm(t, dir, func(data []byte) []byte { return make([]byte, len(data)) })
	s, saved := salvaged(t, dir, "")
	if saved.First != 1 || saved.Last != moved {
		t.Errorf("%+v, %d were moved", saved, moved)
	}
	if got := read(t, s, 0); asJSON(got) != asJSON(all[:moved]) {
		t.Errorf("%d entries were saved", len(got))
	}
	h := openHall(t, s, newWall())
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if _, err := Salvage(t.TempDir(), "", empty); err == nil || errors.Is(err, ErrNothingSaved) {
		t.Errorf("salvage of nothing: %v", err)
	}
}
