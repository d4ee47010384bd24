package store

import (
	"crypto/sha256"
	"errors"
	"maps"
	"path/filepath"
	"slices"

	"go.etcd.io/bbolt"
)

// trust takes the archives in a directory as they are, if they are sound from the first to the last entry.
func (w *wreckage) trust(dir string) {
	names, err := archivesIn(dir)
	if err != nil || len(names) == 0 {
		return
	}
	var begins, at kept
	for _, name := range names {
		a, err := openArchive(filepath.Join(dir, name), true)
		if err != nil {
			return
		}
		if begins == (kept{}) && a.first > 1 {
			begins = beginsWith(a)
			at = begins
		}
		err = a.follow(&at, &w.lastDay)
		if err := errors.Join(err, a.db.Close()); err != nil || at.After != a.last {
			return
		}
	}
	w.begins, w.sound, w.archived = begins, dir, at.After
	w.begin = []kept{at}
}

// beginsWith gives where an archive begins, as its first record tells.
func beginsWith(a *archive) (k kept) {
	values, err := recordsOf(a.db, a.first-1, 1)
	if err == nil && len(values) == 1 && len(values[0]) >= sealSize+len(k.Sum) {
		k = kept{After: a.first - 1, Sum: digest(values[0][sealSize:])}
	}
	return k
}

// follow goes on through an archive from an entry, and notes after which its last day begins.
func (a *archive) follow(at *kept, day *uint64) error {
	for at.After < a.last {
		values, err := recordsOf(a.db, at.After, moveBatch)
		if err != nil || len(values) == 0 {
			return errors.Join(err, &ErrDamaged{Seq: at.After + 1, Reason: "the entry is missing"})
		}
		if at.Sum, err = follow(at.After, at.Sum, values); err != nil {
			return err
		}
		entries, err := decodeAll(at.After, values)
		if err != nil {
			return err
		}
		for i := range entries {
			if _, opens := entries[i].Opens(); opens {
				*day = entries[i].Seq - 1
			}
		}
		at.After += uint64(len(values))
	}
	return nil
}

// takeDay gives the last day of the sound archives to the live file, which lost its own: a live file has one.
func (w *wreckage) takeDay() (chain []wreck, err error) {
	a := archives{dir: w.sound}
	for before := w.lastDay; before < w.archived && err == nil; {
		var values [][]byte
		if values, err = a.read(before, moveBatch); err == nil && len(values) == 0 {
			err = &ErrDamaged{Seq: before + 1, Reason: "the entry is missing"}
		}
		for _, v := range values {
			before++
			entry, previous, fault := decodeRecord(before, v)
			err = errors.Join(err, fault)
			chain = append(chain, wreck{entry, v[sealSize+len(previous):], previous, sha256.Sum256(v)})
		}
	}
	w.archived = w.lastDay
	return chain, errors.Join(err, a.close())
}

// liveBegins notes where the first record begins that was found so far: of the live file, whose archives may be lost.
func (w *wreckage) liveBegins() {
	if len(w.found) == 0 {
		return
	}
	first := slices.Min(slices.Collect(maps.Keys(w.found)))
	if _, opens := w.found[first][0].entry.Opens(); opens && first > w.archived+1 {
		w.begin = append(w.begin, kept{After: first - 1, Sum: w.found[first][0].previous})
	}
}

// gatherAll looks for records in the archives of a directory.
func (w *wreckage) gatherAll(dir string) {
	names, _ := archivesIn(dir)
	for _, name := range names {
		_ = w.gather(filepath.Join(dir, name)) // what cannot be read has nothing to save
	}
}

// writeBefore gives a new database what comes before its live file: sound archives, with the figures of their days, or the
// word that there is nothing.
func (w *wreckage) writeBefore(temp, to string) error {
	if w.begins != (kept{}) {
		if err := change(temp, func(tx *bbolt.Tx) error { return w.begins.put(tx.Bucket(metaBucket)) }); err != nil {
			return err
		}
	}
	if w.sound == "" {
		return nil
	}
	if err := restoreArchives(w.sound, archiveDir(to), w.archived); err != nil {
		return err
	}
	a := archives{dir: archiveDir(to)}
	for before := w.begins.After; before < w.archived; {
		values, err := a.read(before, moveBatch)
		if err != nil || len(values) == 0 {
			return errors.Join(err, &ErrDamaged{Seq: before + 1, Reason: "the entry is missing"}, a.close())
		}
		entries, err := decodeAll(before, values)
		if err == nil {
			err = change(temp, func(tx *bbolt.Tx) error { return appendFigures(tx, entries) })
		}
		if err != nil {
			return errors.Join(err, a.close())
		}
		before += uint64(len(values))
	}
	return a.close()
}
