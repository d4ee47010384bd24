package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"

	"go.etcd.io/bbolt"
)

// upgrades bring a database from the format that is their place, counted from 1, to the next.
var upgrades = []func(tx *bbolt.Tx) error{
	func(*bbolt.Tx) error { return nil }, // 1 → 2: what is new is not there yet
}

// beforeUpgrade is the name of the copy of a database of that format whose last entry is that, from before it was brought
// to the next.
func beforeUpgrade(format int, last uint64) string {
	return fmt.Sprintf("paidui-format-%d-entry-%d.db", format, last)
}

// upgrade brings the database to this program's format, after it was copied to a file beside it that is kept. A copy
// of that name is of an upgrade that broke off before it changed anything, and as good.
func (s *Store) upgrade() error {
	var has int
	var last uint64
	err := s.view(func(tx *bbolt.Tx) (err error) {
		key, _ := tx.Bucket(journalBucket).Cursor().Last()
		last, _ = keySeq(key)
		has, err = formatOf(tx.Bucket(metaBucket).Get(formatKey))
		return err
	})
	if err != nil || has == format {
		return err
	}
	copied := filepath.Join(s.dir, beforeUpgrade(has, last))
	err = place(copied, func(temp string) error {
		if err := s.backupTo(temp); err != nil {
			return err
		}
		_, err := VerifyFile(temp)
		return err
	})
	if errors.Is(err, ErrExists) {
		_, err = VerifyFile(copied)
	}
	if err != nil {
		return fmt.Errorf("copy before it is brought to format %d: %w", format, err)
	}
	return s.update(func(tx *bbolt.Tx) error {
		for _, step := range upgrades[has-1:] {
			if err := step(tx); err != nil {
				return err
			}
		}
		return tx.Bucket(metaBucket).Put(formatKey, seal(formatKey, []byte(strconv.Itoa(format))))
	})
}
