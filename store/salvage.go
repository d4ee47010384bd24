package store

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// ErrNothingSaved is returned when neither a damaged database nor a backup has the beginning of the journal.
var ErrNothingSaved = errors.New("nothing can be saved")

// Salvaged tells what Salvage has saved.
type Salvaged struct {
	// Last is the last entry that was saved; the journal is whole up to there.
	Last   uint64
	LastAt queue.Instant
	// FromBackup is how many of these only the backup had.
	FromBackup int
	// Beyond is how many later entries can be read but not be joined, since one before them is lost.
	Beyond int
	// Credentials tells whether devices and accounts were saved, of the database or else of the backup.
	Credentials bool
}

// Salvage makes a database in the directory to, which must have none, of what can be saved of the damaged one in dir: as
// much of the journal as hangs together, with what backup has where that is not empty. Each entry's checksum and its hash
// of the entry before are what it goes by, so that a wrong one is never taken; statistics are made anew, keys are
// copied, and the journal gets a new ID. Neither dir nor backup is changed. The outbox of messages is not saved.
func Salvage(dir, backup, to string) (Salvaged, error) {
	file := filepath.Join(dir, fileName)
	found, fromBackup := wreckage{}, wreckage{}
	if err := found.gather(file); err != nil && (backup == "" || !errors.Is(err, fs.ErrNotExist)) {
		return Salvaged{}, fmt.Errorf("salvage: %w", err)
	}
	if backup != "" {
		if err := fromBackup.gather(backup); err != nil {
			return Salvaged{}, fmt.Errorf("salvage: %w", err)
		}
	}
	own := found.records()
	for seq, records := range fromBackup {
		found[seq] = append(found[seq], records...)
	}
	chain := found.longest()
	if len(chain) == 0 {
		return Salvaged{}, fmt.Errorf("salvage %s: %w", file, ErrNothingSaved)
	}
	saved := Salvaged{Last: uint64(len(chain)), LastAt: chain[len(chain)-1].entry.At}
	for _, r := range chain {
		if !own[r.sum] {
			saved.FromBackup++
		}
	}
	for seq := range found {
		if seq > saved.Last {
			saved.Beyond++
		}
	}
	err := install(to, func(temp string) error {
		if err := copyKeys(dir, to); err != nil {
			return err
		}
		if err := fillNew(temp); err != nil {
			return err
		}
		if err := writeChain(temp, chain); err != nil {
			return err
		}
		saved.Credentials = copyRest(file, temp) == nil || backup != "" && copyRest(backup, temp) == nil
		return nil
	})
	if err != nil {
		return Salvaged{}, fmt.Errorf("salvage: %w", err)
	}
	return saved, nil
}

// wreck is a record that was found, good by itself.
type wreck struct {
	entry         queue.Entry
	payload       []byte
	previous, sum digest
}

// wreckage is what was found of a journal, by sequence number. There can be several of one: a transaction that never
// counted leaves its pages behind.
type wreckage map[uint64][]wreck

// records gives the digests of all.
func (w wreckage) records() map[digest]bool {
	all := map[digest]bool{}
	for _, records := range w {
		for _, r := range records {
			all[r.sum] = true
		}
	}
	return all
}

// gather looks for records on every page of a file, whether or not anything still leads there.
func (w wreckage) gather(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	p := pages{file: f, size: pageSizeOf(f)}
	p.meta.High = uint64(info.Size()) / p.size
	for id := uint64(2); id < p.meta.High; id++ {
		p.used = make([]uint64, p.meta.High/64+1)
		if pg, err := p.take(id); err == nil && pg.Flags == leafPage {
			w.page(&pg)
		}
	}
	return nil
}

// pageSizeOf gives the size of a file's pages, by what the file says or else the machine.
func pageSizeOf(f *os.File) uint64 {
	for size := uint64(1 << 10); size <= 1<<16; size *= 2 {
		for id := range uint64(2) {
			if _, why := (&pages{file: f, size: size}).readMeta(id); why == "" {
				return size
			}
		}
	}
	return uint64(os.Getpagesize())
}

// page takes the records of a leaf page, and of a small bucket that lies within it.
func (w wreckage) page(pg *page) {
	for i := range int(pg.Count) {
		e, err := pg.element(i)
		if err != nil {
			return
		}
		if e.bucket && len(e.value) >= 16+pageHeadSize && binary.NativeEndian.Uint64(e.value) == 0 {
			within := e.value[16:]
			w.page(&page{pageHead: readHead(within), data: within})
			continue
		}
		seq, ok := keySeq(e.key)
		if !ok {
			continue
		}
		entry, previous, err := decodeRecord(seq, e.value)
		sum := sha256.Sum256(e.value)
		if err != nil || slices.ContainsFunc(w[seq], func(r wreck) bool { return r.sum == sum }) {
			continue
		}
		w[seq] = append(w[seq], wreck{entry, slices.Clone(e.value[sealSize+len(previous):]), previous, sum})
	}
}

// longest gives the longest chain of records from the first entry on.
func (w wreckage) longest() (chain []wreck) {
	type follower struct {
		wreck
		length int // of the chain from it on
	}
	best := map[digest]follower{} // by the record before
	for _, seq := range slices.Backward(slices.Sorted(maps.Keys(w))) {
		for _, r := range w[seq] {
			if length := best[r.sum].length + 1; length > best[r.previous].length {
				best[r.previous] = follower{r, length}
			}
		}
	}
	for r, ok := best[digest{}]; ok && r.entry.Seq == uint64(len(chain))+1; r, ok = best[r.sum] {
		chain = append(chain, r.wreck)
	}
	return chain
}

// writeChain gives a new database its journal and what is kept beside it.
func writeChain(path string, chain []wreck) error {
	for part := range slices.Chunk(chain, 1024) {
		entries, payloads := make([]queue.Entry, len(part)), make([][]byte, len(part))
		for i, r := range part {
			entries[i], payloads[i] = r.entry, r.payload
		}
		err := change(path, func(tx *bbolt.Tx) error {
			return errors.Join(appendRecords(tx, entries, payloads), appendFigures(tx, entries))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// madeAnew are the buckets that Salvage makes of the journal, and the outbox, whose marks are of the journal that was.
var madeAnew = [][]byte{metaBucket, journalBucket, daysBucket, visitsBucket, shiftsBucket, wordsBucket, feedbackBucket, outboxBucket}

// copyRest copies the buckets that the journal does not have, as far as all of them can be read; else none.
func copyRest(from, to string) error {
	type pair struct{ bucket, key, value []byte }
	var all []pair
	db, err := openFile(from, true, lockTimeout)
	if err != nil {
		return err
	}
	err = guard(func() error {
		return db.View(func(tx *bbolt.Tx) error {
			return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
				if slices.ContainsFunc(madeAnew, func(n []byte) bool { return string(n) == string(name) }) {
					return nil
				}
				return b.ForEach(func(k, v []byte) error {
					_, err := unseal(k, v)
					all = append(all, pair{slices.Clone(name), slices.Clone(k), slices.Clone(v)})
					return err
				})
			})
		})
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	return change(to, func(tx *bbolt.Tx) error {
		for _, p := range all {
			b, err := tx.CreateBucketIfNotExists(p.bucket)
			if err != nil {
				return err
			}
			if err := b.Put(p.key, p.value); err != nil {
				return err
			}
		}
		return nil
	})
}

// copyKeys copies the keys of one data directory to another that has none but a hall key of its own.
func copyKeys(from, to string) error {
	files, err := filepath.Glob(filepath.Join(keysDir(from), "*"+keySuffix))
	if err != nil {
		return err
	}
	for _, file := range files {
		key, err := readKeyFile(file)
		if err != nil {
			continue // a damaged one is of no use there either
		}
		target := filepath.Join(keysDir(to), filepath.Base(file))
		if err := os.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := place(target, func(temp string) error { return os.WriteFile(temp, key, 0o600) }); err != nil {
			return err
		}
	}
	return nil
}
