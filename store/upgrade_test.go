package store

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// frozen is a directory with the database that a version of that format has left: testdata/format-N.db.gz, which is
// never changed.
func frozen(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	if err := makeKey(dir); err != nil {
		t.Fatal(err)
	}
	packed, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fileName), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// formatIn gives the format of a file.
func formatIn(t *testing.T, file string) (n int) {
	t.Helper()
	db, err := openFile(file, true, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bbolt.Tx) (err error) { n, err = formatOf(tx.Bucket(metaBucket).Get(formatKey)); return err })
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestEveryReleasedFormatOpens: a copy of it is kept first, and all of it is there afterwards.
func TestEveryReleasedFormatOpens(t *testing.T) {
	files, err := filepath.Glob("testdata/format-*.db.gz")
	if err != nil || len(files) != format-1 || len(upgrades) != format-1 {
		t.Fatalf("%d frozen files and %d upgrades for %d formats: %v", len(files), len(upgrades), format, err)
	}
	for i := range files {
		dir := frozen(t, filepath.Base(files[i]))
		was, err := Verify(dir)
		if err != nil || was.Entries == 0 || was.Credentials == 0 {
			t.Fatal(was, err)
		}
		s := openStore(t, dir)
		copied := filepath.Join(dir, beforeUpgrade(i+1, was.Last))
		if is := formatIn(t, copied); is != i+1 {
			t.Errorf("the copy has format %d", is)
		}
		if entries := readAll(t, s); uint64(len(entries)) != was.Last || entries[len(entries)-1].Hash != was.Hash {
			t.Errorf("%d entries, want %d", len(entries), was.Last)
		}
		tidy(t, s, Keep{Live: "2999-01-01"})
		closeStore(t, s)
		if is := formatIn(t, filepath.Join(dir, fileName)); is != format {
			t.Errorf("the database has format %d, want %d", is, format)
		}
		if r, err := Verify(dir); err != nil || r.Hash != was.Hash || r.Archived == 0 {
			t.Errorf("%+v, %v", r, err)
		}
		info, err := os.Stat(copied)
		if err != nil {
			t.Fatal(err)
		}
		closeStore(t, openStore(t, dir))
		if again, err := os.Stat(copied); err != nil || !again.ModTime().Equal(info.ModTime()) {
			t.Errorf("opened once more, the copy is another: %v", err)
		}
		if r, err := Restore(copied, filepath.Join(t.TempDir(), "back")); err != nil || r.Hash != was.Hash {
			t.Errorf("the copy restored: %+v, %v", r, err)
		}
	}
}

// TestUpgradeWithoutRoomForTheCopy changes nothing.
func TestUpgradeWithoutRoomForTheCopy(t *testing.T) {
	dir := frozen(t, "format-1.db.gz")
	was, err := Verify(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, beforeUpgrade(1, was.Last)), 0o700); err != nil {
		t.Fatal(err)
	}
	if s, err := Open(dir, time.Second); err == nil {
		t.Error("opened without a copy")
		closeStore(t, s)
	}
	if is := formatIn(t, filepath.Join(dir, fileName)); is != 1 {
		t.Errorf("the database has format %d", is)
	}
}
