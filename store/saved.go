package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

var (
	// ErrNoFolder is returned when the folder for backups is not there: a disk that is not plugged in, a share that cannot be
	// reached.
	ErrNoFolder = errors.New("the folder cannot be reached")
	// ErrNoRoom is returned when a disk has too little room.
	ErrNoRoom = errors.New("the disk has too little room")
)

// Saved is a backup of a journal in a folder.
type Saved struct {
	Name string
	// At is when it was made, by the clock of the hall.
	At    time.Time
	Bytes int64
}

// savedTime is how a backup's name tells when it was made.
const savedTime = "20060102-150405"

// savedName gives the name of a backup of the journal id.
func savedName(id string, at time.Time) string {
	return "paidui-" + id + "-" + at.Format(savedTime) + ".db"
}

// Backups gives the backups of this journal in a folder, newest first; where is the zone of the hall. What was not finished
// or not found good has no such name.
func (s *Store) Backups(folder string, where *time.Location) ([]Saved, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("backups in %s: %w: %w", folder, ErrNoFolder, err)
	}
	var all []Saved
	for _, f := range files {
		moment, ok := strings.CutPrefix(f.Name(), "paidui-"+s.id+"-")
		at, err := time.ParseInLocation(savedTime+".db", moment, where)
		if info, fault := f.Info(); ok && err == nil && fault == nil && info.Mode().IsRegular() {
			all = append(all, Saved{f.Name(), at, info.Size()})
		}
	}
	slices.SortFunc(all, func(a, b Saved) int { return b.At.Compare(a.At) })
	return all, nil
}

// BackUp writes a backup to a folder while the hall runs: the live file, and the archives that have changed since the last
// one. It is read back and restored in a temporary place before it gets its name. Only then are older ones removed, but for
// the newest of each of the last keep days that have one.
func (s *Store) BackUp(ctx context.Context, folder string, at time.Time, keep int) (Saved, error) {
	s.tidying.Lock() // archives do not change meanwhile
	defer s.tidying.Unlock()
	saved, err := s.backUp(ctx, folder, at)
	if err == nil {
		err = s.thin(folder, at.Location(), keep)
	}
	if err != nil {
		return saved, fmt.Errorf("back up to %s: %w", folder, err)
	}
	return saved, nil
}

func (s *Store) backUp(ctx context.Context, folder string, at time.Time) (Saved, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return Saved{}, errors.Join(ErrNoFolder, err)
	}
	saved := Saved{Name: savedName(s.id, at), At: at}
	file := filepath.Join(folder, saved.Name)
	if err := removeTemporary(filepath.Join(folder, "paidui-"+s.id+"-*.db")); err != nil {
		return saved, err
	}
	length, err := s.length()
	if err != nil {
		return saved, err
	}
	if room, err := Room(folder); err != nil || room < uint64(length) {
		return saved, errors.Join(ErrNoRoom, err)
	}
	if SameDisk(folder, s.dir) {
		if err := s.roomFor(2 * length); err != nil {
			return saved, err
		}
	}
	err = place(file, func(temp string) error {
		if err := s.backupTo(temp); err != nil {
			return err
		}
		if err := copyArchives(archiveDir(s.dir), archivesBeside(file, s.id)); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return errors.Join(syncFile(temp), s.tryOut(temp, length))
	})
	if err != nil {
		if diskFull(err) {
			err = errors.Join(ErrNoRoom, err)
		}
		return saved, err
	}
	info, err := os.Stat(file)
	if err == nil {
		saved.Bytes = info.Size()
	}
	return saved, err
}

// trialPlace is the pattern of the directories in which backups are tried out.
const trialPlace = "trial-*"

// tryOut restores a backup to a directory beside the hall's data, verifies it there and removes it; where there is no room
// for so many bytes it is verified where it is. The archives were compared when they were copied; that they join the backup
// is looked at here.
func (s *Store) tryOut(backup string, length int64) error {
	left, err := filepath.Glob(filepath.Join(s.dir, trialPlace))
	if err != nil {
		return err
	}
	for _, dir := range left { // by a crash
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	file := backup
	if s.roomFor(length) == nil {
		dir, err := os.MkdirTemp(s.dir, trialPlace)
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		file = filepath.Join(dir, fileName)
		if err := place(file, func(temp string) error { return copyFile(backup, temp) }); err != nil {
			return err
		}
	}
	r, err := verify(file, func(string) string { return "" }, false)
	if err != nil || r.Unseen == 0 {
		return err
	}
	return s.joins(file, r.First)
}

// joins sees to it that the entry before first is in an archive, and is the one that the backup's first was written after.
func (s *Store) joins(file string, first uint64) error {
	values, err := s.archives.read(first-2, 1)
	if err != nil {
		return err
	}
	db, err := openFile(file, true, lockTimeout)
	if err != nil {
		return err
	}
	err = guard(func() error {
		return db.View(func(tx *bbolt.Tx) error {
			_, before, err := decodeRecord(first, tx.Bucket(journalBucket).Get(seqKey(first)))
			if err != nil {
				return err
			}
			if len(values) == 0 || sha256.Sum256(values[0]) != before {
				return &ErrDamaged{Seq: first - 1, Reason: "archive and backup do not join"}
			}
			return nil
		})
	})
	return errors.Join(err, db.Close())
}

// thin removes backups that are no longer kept.
func (s *Store) thin(folder string, where *time.Location, keep int) error {
	all, err := s.Backups(folder, where)
	if err != nil {
		return err
	}
	days := 0
	for i, one := range all {
		if i == 0 || one.At.Format(time.DateOnly) != all[i-1].At.Format(time.DateOnly) {
			if days++; days <= keep {
				continue
			}
		}
		if err := os.Remove(filepath.Join(folder, one.Name)); err != nil {
			return err
		}
	}
	return nil
}
