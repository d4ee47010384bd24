package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// harm changes the closed database in dir byte by byte, as a sick disk does.
func harm(t testing.TB, dir string, change func(data []byte) []byte) {
	t.Helper()
	path := filepath.Join(dir, fileName)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, change(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// entryOf finds the text of an entry in a file.
func entryOf(t testing.TB, data []byte, seq string) int {
	t.Helper()
	at := bytes.Index(data, []byte(`"seq":`+seq+`,`))
	if at < 0 {
		t.Fatalf("entry %s is not in the file", seq)
	}
	return at
}

// salvaged saves what can be saved of dir and gives it opened, with what it tells.
func salvaged(t testing.TB, dir, backup string) (*Store, Salvaged) {
	t.Helper()
	to := filepath.Join(t.TempDir(), "saved")
	saved, err := Salvage(dir, backup, to)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := Verify(to); err != nil || r.Last != saved.Last || r.LastAt != saved.LastAt {
		t.Fatalf("what was saved: %+v, %v; told %+v", r, err, saved)
	}
	return openStore(t, to), saved
}

// sick is a hall's directory, a backup of it from before its last entries, and all its entries.
func sick(t testing.TB) (dir, backup string, all []queue.Entry) {
	t.Helper()
	dir = played(t, 200)
	backup = filepath.Join(t.TempDir(), "backup.db")
	s := openStore(t, dir)
	if err := s.PutCredential("aa", queue.Credential{ID: "kiosk 1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.MakeKey("day-2026-11-23"); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
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
	return dir, backup, all
}

func TestSalvageOfWhatComesBeforeTheDamage(t *testing.T) {
	dir, _, all := sick(t)
	harm(t, dir, func(data []byte) []byte {
		data[entryOf(t, data, "60")] ^= 4
		return data
	})
	s, saved := salvaged(t, dir, "")
	if got := readAll(t, s); asJSON(got) != asJSON(all[:59]) {
		t.Errorf("%d entries were saved", len(got))
	}
	if want := (Salvaged{First: 1, Last: 59, LastAt: all[58].At, Beyond: len(all) - 60, Credentials: true}); saved != want {
		t.Errorf("told %+v, want %+v", saved, want)
	}
	if _, ok, err := s.Credential("aa"); !ok || err != nil {
		t.Errorf("the credential: %v, %v", ok, err)
	}
	key, err := readKey(dir)
	if err != nil || !bytes.Equal(s.HallKey(), key) {
		t.Errorf("the hall key is another: %v", err)
	}
	if _, ok := s.Key("day-2026-11-23"); !ok {
		t.Error("a day's key is gone")
	}
}

// What the damaged file has lost the backup has, and what came after the backup the damaged file has.
func TestSalvageJoinsBackupAndDatabase(t *testing.T) {
	dir, backup, all := sick(t)
	harm(t, dir, func(data []byte) []byte {
		data[entryOf(t, data, "60")] ^= 4
		return data
	})
	s, saved := salvaged(t, dir, backup)
	if got := readAll(t, s); asJSON(got) != asJSON(all) {
		t.Errorf("%d entries of %d were saved", len(got), len(all))
	}
	if saved.FromBackup != 1 || saved.Beyond != 0 || !saved.Credentials {
		t.Errorf("told %+v", saved)
	}
}

func TestSalvageWhereNothingLeadsAnywhere(t *testing.T) {
	dir, backup, all := sick(t)
	harm(t, dir, func(data []byte) []byte {
		return append(make([]byte, 2*os.Getpagesize()), data[2*os.Getpagesize():]...)
	})
	s, saved := salvaged(t, dir, "")
	if got := readAll(t, s); asJSON(got) != asJSON(all) || saved.Credentials {
		t.Errorf("without meta pages: %d entries of %d, %+v", len(got), len(all), saved)
	}
	harm(t, dir, func([]byte) []byte { return []byte("nothing") })
	if _, err := Salvage(dir, "", filepath.Join(t.TempDir(), "saved")); !errors.Is(err, ErrNothingSaved) {
		t.Errorf("of nothing: %v", err)
	}
	s, saved = salvaged(t, dir, backup)
	if got := readAll(t, s); asJSON(got) != asJSON(all[:len(got)]) || len(got) != saved.FromBackup || len(got) < 80 || !saved.Credentials {
		t.Errorf("of a backup alone: %d entries, %+v", len(got), saved)
	}
}

// A transaction that never counted leaves a record behind that claims a number; the one that followed counts.
func TestSalvageTakesTheLongerChain(t *testing.T) {
	dir, _, all := sick(t)
	other := copyOf(t, dir)
	tamper(t, other, func(tx *bbolt.Tx) error {
		b := tx.Bucket(journalBucket)
		for _, e := range all[99:] {
			if err := b.Delete(seqKey(e.Seq)); err != nil {
				return err
			}
		}
		return appendRecords(tx, []queue.Entry{{Seq: 100}}, [][]byte{[]byte(`{"seq":100,"at":"2026-11-23T01:00:00.000Z","by":"ghost","events":[]}`)})
	})
	s, _ := salvaged(t, dir, filepath.Join(other, fileName))
	if got := readAll(t, s); asJSON(got) != asJSON(all) {
		t.Error("the shorter chain was taken")
	}
}

func TestSalvageOverwritesNothing(t *testing.T) {
	dir, backup, _ := sick(t)
	if _, err := Salvage(dir, backup, dir); !errors.Is(err, ErrExists) {
		t.Errorf("into itself: %v", err)
	}
	if _, err := Salvage(t.TempDir(), "", t.TempDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of a directory without a database: %v", err)
	}
}
