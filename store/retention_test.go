package store

import (
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// years is the directory of a hall that works on a few days of each of three years, the last of them 2028.
func years(t testing.TB) string {
	t.Helper()
	dir, w := t.TempDir(), newWall()
	s := openStore(t, dir)
	h := openHall(t, s, w)
	r := rand.New(rand.NewPCG(3, 4))
	for range 6 {
		play(t, h, w, r, 20)
		w.add(137 * 24 * time.Hour)
	}
	must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	return dir
}

// TestRetention: archives and figures of years past are deleted, and what is left is whole from its first entry on.
func TestRetention(t *testing.T) {
	dir := years(t)
	s := openStore(t, dir)
	all, figures := readAll(t, s), visits(t, s, "2028-01-01", "")
	done := tidy(t, s, Keep{Live: "2028-06-01", Archive: "2027-03-01", Figures: "2028-01-01"})
	if done.Dropped == 0 {
		t.Errorf("%+v", done)
	}
	got := read(t, s, 0)
	if len(got) == 0 || got[0].Seq != done.Dropped+1 || asJSON(got) != asJSON(all[done.Dropped:]) {
		t.Errorf("%d entries are left, want %d", len(got), len(all)-int(done.Dropped))
	}
	if date, ok := got[0].Opens(); !ok || date < "2027" {
		t.Errorf("what is left begins with %v %v", date, ok)
	}
	if before, err := s.DayStart(t.Context(), monday); before != 0 || err != nil {
		t.Errorf("a day that is gone begins after %d, %v", before, err)
	}
	if asJSON(visits(t, s, "", "")) != asJSON(figures) {
		t.Errorf("%d visits are left, want %d", len(visits(t, s, "", "")), len(figures))
	}
	names, err := archivesIn(archiveDir(dir))
	if err != nil || len(names) != 2 || names[0] != "2027.db" {
		t.Errorf("archives %v, %v", names, err)
	}
	closeStore(t, s)
	r, err := Verify(dir)
	if err != nil || r.First != done.Dropped+1 || r.Dropped != done.Dropped || r.Visits != len(figures) {
		t.Errorf("%+v, %v", r, err)
	}
	file, other := filepath.Join(t.TempDir(), "b.db"), filepath.Join(t.TempDir(), "restored")
	if err := Backup(dir, file); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(file, other); err != nil {
		t.Fatal(err)
	}
	if got := read(t, openStore(t, other), 0); asJSON(got) != asJSON(all[done.Dropped:]) {
		t.Errorf("%d entries are restored", len(got))
	}
}

// read gives all entries after one, by as many as they come.
func read(t testing.TB, s *Store, after uint64) (all []queue.Entry) {
	t.Helper()
	for {
		entries, err := s.Read(t.Context(), after, 37)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) == 0 {
			return all
		}
		all = append(all, entries...)
		after = entries[len(entries)-1].Seq
	}
}

// TestBackupWithArchives: a backup has its archives beside it, is restored with them, and without them begins where the
// live file did.
func TestBackupWithArchives(t *testing.T) {
	dir := years(t)
	s := openStore(t, dir)
	tidy(t, s, Keep{Live: "2027-06-01"})
	want, all := everything(t, s), readAll(t, s)
	closeStore(t, s)
	folder := t.TempDir()
	first, second := filepath.Join(folder, "first.db"), filepath.Join(folder, "second.db")
	if err := Backup(dir, first); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	done := tidy(t, s, Keep{Live: "2999-01-01"})
	closeStore(t, s)
	if err := Backup(dir, second); err != nil || done.Moved == 0 {
		t.Fatal(done, err)
	}
	for _, file := range []string{first, second} { // the archives beside them hold more than the first has moved
		other := filepath.Join(t.TempDir(), "restored")
		r, err := Restore(file, other)
		if err != nil || r.Unseen != 0 || r.Archived == 0 {
			t.Errorf("%s: %+v, %v", file, r, err)
		}
		if got := everything(t, openStore(t, other)); got != want {
			t.Errorf("%s: what was restored is not the same", file)
		}
	}
	alone, other := filepath.Join(t.TempDir(), "alone.db"), filepath.Join(t.TempDir(), "restored")
	if err := place(alone, func(temp string) error { return copyFile(second, temp) }); err != nil {
		t.Fatal(err)
	}
	r, err := Restore(alone, other)
	if err != nil || r.Unseen == 0 || r.Archived != 0 || r.First != r.Unseen+1 {
		t.Errorf("%+v, %v", r, err)
	}
	s = openStore(t, other)
	if got := read(t, s, 0); asJSON(got) != asJSON(all[r.Unseen:]) {
		t.Errorf("%d entries are restored without archives, want %d", len(got), len(all)-int(r.Unseen))
	}
	closeStore(t, s)
	if _, err := Verify(other); err != nil {
		t.Error(err)
	}
}
