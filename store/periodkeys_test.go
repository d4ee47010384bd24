package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// keyFiles gives what lies in the directory of keys, sorted.
func keyFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(keysDir(dir))
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name()
	}
	return names
}

func TestPeriodKeysStayUntilShredded(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	if _, ok := s.Key("day-2026-11-23"); ok {
		t.Error("there is a key before one is made")
	}
	keys := map[string][]byte{}
	for _, name := range []string{"day-2026-11-21", "day-2026-11-22", "day-2026-11-23", "month-2026-11"} {
		key, err := s.MakeKey(name)
		if err != nil || len(key) != keySize {
			t.Fatalf("%s: %x, %v", name, key, err)
		}
		for other, has := range keys {
			if bytes.Equal(key, has) {
				t.Errorf("%s and %s are the same", name, other)
			}
		}
		keys[name] = bytes.Clone(key)
		info, err := os.Stat(filepath.Join(keysDir(dir), name+".key"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	closeStore(t, s)
	left := filepath.Join(keysDir(dir), "day-2026-11-23.key.77.tmp")
	if err := os.WriteFile(left, []byte("half a key"), 0o600); err != nil {
		t.Fatal(err)
	}

	s = openStore(t, dir)
	for name, key := range keys {
		if got, ok := s.Key(name); !ok || !bytes.Equal(got, key) {
			t.Errorf("%s changed over a restart", name)
		}
		if got, err := s.MakeKey(name); err != nil || !bytes.Equal(got, key) {
			t.Errorf("%s was made anew: %v", name, err)
		}
	}
	hall := s.HallKey()
	if err := s.ShredKeys("day", "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	if got := keyFiles(t, dir); !slices.Equal(got, []string{"day-2026-11-23.key", "hall.key", "month-2026-11.key"}) {
		t.Errorf("left: %v", got)
	}
	for name := range keys {
		_, ok := s.Key(name)
		_, err := s.MakeKey(name)
		if gone := name < "day-2026-11-23"; ok == gone || errors.Is(err, ErrShredded) != gone {
			t.Errorf("%s: there %v, made %v", name, ok, err)
		}
	}
	if !bytes.Equal(s.HallKey(), hall) {
		t.Error("the hall key changed")
	}
}

func TestPeriodKeysAreNamedStrictly(t *testing.T) {
	s := openStore(t, t.TempDir())
	for _, name := range []string{"", "hall", "day-", "../keys/day-2026-11-23", "day-2026/../../x", "day-2026-11-23.key", "Day-2026-11-23"} {
		if _, err := s.MakeKey(name); err == nil {
			t.Errorf("%q is taken", name)
		}
		if _, ok := s.Key(name); ok {
			t.Errorf("%q is there", name)
		}
	}
}

// TestABadKeyIsNeitherUsedNorReplaced: what was sealed with the real one may still be needed.
func TestABadKeyIsNeitherUsedNorReplaced(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	path := filepath.Join(keysDir(dir), "day-2026-11-23.key")
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Key("day-2026-11-23"); ok {
		t.Error("a short key is there")
	}
	if _, err := s.MakeKey("day-2026-11-23"); err == nil {
		t.Error("a short key was taken or replaced")
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "short" {
		t.Errorf("%q, %v", text, err)
	}
	if err := s.ShredKeys("day", "2026-11-24"); err != nil {
		t.Error(err)
	}
	if got := keyFiles(t, dir); !slices.Equal(got, []string{"hall.key"}) {
		t.Errorf("left: %v", got)
	}
}

func TestManyAskForANewKey(t *testing.T) {
	s := openStore(t, t.TempDir())
	keys := make([][]byte, 16)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			keys[i], _ = s.MakeKey("day-2026-11-23")
			_ = s.ShredKeys("day", "2026-11-23")
		})
	}
	all.Wait()
	for _, key := range keys {
		if len(key) != keySize || !bytes.Equal(key, keys[0]) {
			t.Errorf("%x and %x", key, keys[0])
		}
	}
}

func TestPeriodKeysAreInNoBackup(t *testing.T) {
	s := openStore(t, t.TempDir())
	key, err := s.MakeKey("day-2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	var backup bytes.Buffer
	if _, err := s.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(backup.Bytes(), key) || bytes.Contains(backup.Bytes(), s.HallKey()) {
		t.Error("a key is in the backup")
	}
}
