package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
)

// archived reads the journal's part that lies in archives, up to where the live file begins.
func (v *verifier) archived() error {
	live, sum, err := v.liveBegins()
	if err != nil || live == 0 {
		return err
	}
	v.from(v.begins.After, v.begins.Sum)
	names, err := archivesIn(v.archives(v.report.ID))
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := v.archive(filepath.Join(v.archives(v.report.ID), name), live); err != nil {
			return err
		}
	}
	v.report.Archived = v.report.Entries
	missing := live - 1 - min(v.report.Last, live-1)
	switch {
	case missing == 0:
		return nil
	case v.whole || v.report.Entries > 0:
		return &ErrDamaged{Seq: v.report.Last + 1, Reason: "the entry is missing from the archives"}
	}
	v.report.Unseen = missing
	v.from(live-1, sum)
	return nil
}

// from has the journal begin behind an entry.
func (v *verifier) from(after uint64, sum digest) {
	v.report.Last, v.report.Dropped, v.last = after, v.begins.After, sum
}

// liveBegins gives the first entry of the live file, and the digest of the one before as its record tells it; 0 when there is
// none.
func (v *verifier) liveBegins() (first uint64, before digest, err error) {
	peek := pages{file: v.pages.file, size: v.pages.size, meta: v.pages.meta, used: make([]uint64, len(v.pages.used))}
	found := errors.New("found")
	err = peek.ascending(v.buckets[string(journalBucket)], func(e element) error {
		first, _ = keySeq(e.key)
		if len(e.value) >= sealSize+len(before) {
			copy(before[:], e.value[sealSize:])
		}
		return found
	})
	if err == found {
		err = nil
	}
	return first, before, err
}

// archive reads one file of the journal: what the live file has as well is noted.
func (v *verifier) archive(path string, live uint64) error {
	db, err := openFile(path, true, lockTimeout)
	if err != nil {
		return v.after(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	err = v.archiveContents(f, db.Info().PageSize, live)
	if err == nil {
		err = check(db)
	}
	return errors.Join(err, f.Close(), db.Close())
}

func (v *verifier) archiveContents(f *os.File, pageSize int, live uint64) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	v.report.ArchiveBytes += info.Size()
	a := verifier{buckets: map[string][]byte{}}
	if a.pages, err = openPages(f, info.Size(), pageSize); err != nil {
		return err
	}
	if err := a.pages.walk(a.pages.meta.Root, a.bucket); err != nil {
		return err
	}
	for _, name := range [][]byte{metaBucket, journalBucket} {
		if a.buckets[string(name)] == nil {
			return damagedf("bucket %s is missing", name)
		}
	}
	var format []byte
	if err := a.each(metaBucket, func(k, value []byte) error { format = value; return nil }); err != nil {
		return err
	}
	if err := checkFormat(format); err != nil {
		return err
	}
	err = a.each(journalBucket, func(key, value []byte) error {
		seq, ok := keySeq(key)
		switch {
		case ok && seq <= v.begins.After:
			return nil // of a file that is about to be deleted
		case ok && seq >= live:
			v.twice[seq] = sha256.Sum256(value)
			return nil
		}
		return v.record(key, value)
	})
	if err != nil {
		return err
	}
	if a.pages.torn != "" {
		return damagedf("%s; the last entries may be missing", a.pages.torn)
	}
	return a.pages.rest()
}

// compare sees to it that what is kept beside the journal is what the journal says, as far as that was read.
func (v *verifier) compare(name []byte, want memory, key, value []byte) error {
	if v.older(name, key, value) {
		delete(want, string(key))
		_, err := unseal(key, value)
		return err
	}
	same := bytes.Equal(want[string(key)], value) || bytes.Equal(name, visitsBucket) && asBefore(key, want[string(key)], value)
	if !same {
		return damagedf("%x is not what the journal says", key)
	}
	delete(want, string(key))
	return nil
}

// none sees to it that nothing is missing beside the journal.
func (v *verifier) none(name []byte, want memory) error {
	missing := 0
	for key, value := range want {
		if !v.older(name, []byte(key), value) {
			missing++
		}
	}
	if missing > 0 {
		return damagedf("%s: %d records are missing", name, missing)
	}
	return nil
}

// older tells whether something began before the journal that was read, or before what is kept.
func (v *verifier) older(name, key, value []byte) bool {
	if bytes.Equal(name, daysBucket) {
		before, err := decodeDay(key, value)
		return err == nil && before+1 < v.report.First
	}
	seq, ok := keySeq(key)
	figures := bytes.Equal(name, visitsBucket) || bytes.Equal(name, shiftsBucket)
	return ok && (seq < v.report.First || figures && seq < v.begins.Figures)
}
