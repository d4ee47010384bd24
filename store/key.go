package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// keySize is the hall key's length in bytes.
const keySize = 32

func keyPath(dir string) string { return filepath.Join(dir, "keys", "hall.key") }

// readKey reads the hall key, which lies beside the database and never in a backup.
func readKey(dir string) ([]byte, error) {
	path := keyPath(dir)
	key, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(key) != keySize {
		return nil, fmt.Errorf("%s: %d bytes instead of %d", path, len(key), keySize)
	}
	return key, nil
}

// makeKey makes a hall key unless there is a good one.
func makeKey(dir string) error {
	if _, err := readKey(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	path := keyPath(dir)
	if err := makeDir(filepath.Dir(path)); err != nil {
		return err
	}
	return place(path, func(temp string) error {
		key := make([]byte, keySize)
		if _, err := rand.Read(key); err != nil {
			return err
		}
		return os.WriteFile(temp, key, 0o600)
	})
}
