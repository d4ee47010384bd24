package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

func TestCreateMakesDirectoryKeyAndDatabase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "var", "hall")
	if _, err := Open(dir, time.Millisecond); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open of nothing: %v", err)
	}
	s := openStore(t, dir)
	if len(s.ID()) != 8 || len(s.HallKey()) != keySize {
		t.Errorf("id %q, key of %d bytes", s.ID(), len(s.HallKey()))
	}
	if bytes.Equal(s.HallKey(), make([]byte, keySize)) {
		t.Error("the key is all zeros")
	}
	for _, name := range []string{fileName, "keys/hall.key"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
	id, key := s.ID(), s.HallKey()
	closeStore(t, s)
	if err := Create(dir); !errors.Is(err, ErrExists) {
		t.Errorf("a second create: %v", err)
	}
	again := openStore(t, dir)
	if again.ID() != id || !bytes.Equal(again.HallKey(), key) {
		t.Error("id or key changed over a restart")
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "*.tmp")); len(found) > 0 {
		t.Errorf("left over: %v", found)
	}
}

// Whatever a crash leaves of a first creation, repeating it works and keeps a key that was made.
func TestCreateAfterACrash(t *testing.T) {
	dir := t.TempDir()
	if err := makeKey(dir); err != nil {
		t.Fatal(err)
	}
	key, err := readKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"paidui.db.1234.tmp": "half a page", "paidui.db.5.tmp": "", "keys/hall.key.77.tmp": "short",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := openStore(t, dir)
	appendVisits(t, s, 1, 1)
	if !bytes.Equal(s.HallKey(), key) {
		t.Error("the key was made anew")
	}
}

func TestCreateThatFailsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	broken := errors.New("power cut")
	err := install(dir, func(temp string) error {
		if err := fillNew(temp); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, fileName)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a database is there: %v", err)
	}
}

func TestOpenTwice(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	for name, open := range map[string]func() error{
		"open":   func() error { _, err := Open(dir, 10*time.Millisecond); return err },
		"verify": func() error { _, err := Verify(dir); return err },
		"backup": func() error { return Backup(dir, filepath.Join(t.TempDir(), "backup")) },
	} {
		if err := open(); !errors.Is(err, ErrLocked) {
			t.Errorf("%s while open: %v", name, err)
		}
	}
	closeStore(t, s)
	openStore(t, dir)
}

func TestOpenRefusesWhatANewerVersionWrote(t *testing.T) {
	dir := t.TempDir()
	closeStore(t, openStore(t, dir))
	path := filepath.Join(dir, fileName)
	err := change(path, func(tx *bbolt.Tx) error {
		return tx.Bucket(metaBucket).Put(formatKey, seal(formatKey, []byte(strconv.Itoa(format+1))))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, time.Second); !errors.Is(err, ErrNewer) {
		t.Errorf("open: %v", err)
	}
	if _, err := Verify(dir); !errors.Is(err, ErrNewer) {
		t.Errorf("verify: %v", err)
	}
}

func TestOpenNeedsAGoodKey(t *testing.T) {
	dir := t.TempDir()
	closeStore(t, openStore(t, dir))
	if err := os.WriteFile(keyPath(dir), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, time.Second); err == nil {
		t.Error("opened with a key of five bytes")
	}
}

func TestCredentials(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	if _, ok, err := s.Credential("aa"); ok || err != nil {
		t.Errorf("an unknown credential: %v, %v", ok, err)
	}
	want := queue.Credential{ID: "k1", CreatedAt: 5, Once: true, Grants: []queue.Grant{{Role: queue.RoleCounter, Window: 3, Staff: "1001"}}}
	if err := s.PutCredential("aa", queue.Credential{ID: "old"}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutCredential("aa", want); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	s = openStore(t, dir)
	if got, ok, err := s.Credential("aa"); !ok || err != nil || asJSON(got) != asJSON(want) {
		t.Errorf("got %v, %v, %v", got, ok, err)
	}
	for range 2 {
		if err := s.DeleteCredential("aa"); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok, err := s.Credential("aa"); ok || err != nil {
		t.Errorf("after it was deleted: %v, %v", ok, err)
	}
}
