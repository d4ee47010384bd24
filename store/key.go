package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// keySize is every key's length in bytes.
const keySize = 32

// keysDir is where keys lie, beside the database and never in a backup.
func keysDir(dir string) string { return filepath.Join(dir, "keys") }

func keyPath(dir string) string { return filepath.Join(keysDir(dir), "hall.key") }

// readKey reads the hall key.
func readKey(dir string) ([]byte, error) { return readKeyFile(keyPath(dir)) }

func readKeyFile(path string) ([]byte, error) {
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
	return makeKeyFile(keyPath(dir))
}

// makeKeyFile makes a key under a name that is free, durable on return, and the directory where it is not there.
func makeKeyFile(path string) error {
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
