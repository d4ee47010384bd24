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
	// First and Last are the ends of what was saved, without a gap between them.
	First, Last uint64
	LastAt      queue.Instant
	// FromBackup is how many of these only the backup had.
	FromBackup int
	// Beyond is how many later entries can be read but not be joined, since one before them is lost.
	Beyond int
	// Credentials tells whether devices and accounts were saved, of the database or else of the backup.
	Credentials bool
}

// Salvage makes a database in the directory to, which must have none, of what can be saved of the damaged one in dir: as
// much of the journal as hangs together, with what backup has where that is not empty. Each entry's checksum and its hash
// of the entry before are what it goes by, so that a wrong one is never taken. Archives that are sound, those of dir or
// else those beside the backup, are copied; others are searched like the live file. Statistics are made anew, keys are
// copied, and the journal gets a new ID. Neither dir nor backup is changed. The outbox of messages is not saved.
func Salvage(dir, backup, to string) (Salvaged, error) {
	if backup != "" {
		file, done, err := unpacked(backup, to)
		if err != nil {
			return Salvaged{}, fmt.Errorf("salvage: %w", err)
		}
		defer done()
		backup = file
	}
	w, err := searched(dir, backup)
	if err != nil {
		return Salvaged{}, fmt.Errorf("salvage: %w", err)
	}
	file := filepath.Join(dir, fileName)
	chain := w.longest()
	if len(chain) == 0 && w.archived > 0 {
		if chain, err = w.takeDay(); err != nil {
			return Salvaged{}, fmt.Errorf("salvage: %w", err)
		}
	}
	if len(chain) == 0 {
		return Salvaged{}, fmt.Errorf("salvage %s: %w", file, ErrNothingSaved)
	}
	saved := w.tell(chain)
	err = install(to, func(temp string) error {
		if err := copyKeys(dir, to); err != nil {
			return err
		}
		if err := fillNew(temp); err != nil {
			return err
		}
		if err := w.writeBefore(temp, to); err != nil {
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

// tell gives what is saved with a chain.
func (w *wreckage) tell(chain []wreck) Salvaged {
	last := chain[len(chain)-1].entry
	s := Salvaged{First: w.begins.After + 1, Last: last.Seq, LastAt: last.At}
	for _, r := range chain {
		if r.entry.Seq > w.archived && !w.own[r.sum] {
			s.FromBackup++
		}
	}
	for seq := range w.found {
		if seq > s.Last {
			s.Beyond++
		}
	}
	return s
}

// wreck is a record that was found, good by itself.
type wreck struct {
	entry         queue.Entry
	payload       []byte
	previous, sum digest
}

// wreckage is what was found of a journal.
type wreckage struct {
	// found is by sequence number. There can be several of one: a transaction that never counted leaves its pages behind.
	found map[uint64][]wreck
	// own are the digests of what the damaged database has itself.
	own map[digest]bool
	// begin are where a journal may begin: with nothing before it, or where its retention or its live file does.
	begin []kept
	// begins is where the saved one does. Up to archived it lies in the sound archives in sound; none when that is empty.
	begins   kept
	sound    string
	archived uint64
	lastDay  uint64 // that they hold begins after this entry
}

// searched looks for all that is left of the database in dir and of a backup.
func searched(dir, backup string) (*wreckage, error) {
	w := &wreckage{found: map[uint64][]wreck{}, own: map[digest]bool{}, begin: []kept{{}}}
	places := []string{archiveDir(dir)}
	if backup != "" {
		beside, err := filepath.Glob(archivesBeside(backup, "*"))
		if err != nil {
			return nil, err
		}
		places = append(places, beside...)
	}
	for _, place := range places {
		if w.sound == "" {
			w.trust(place)
		}
	}
	if err := w.gather(filepath.Join(dir, fileName)); err != nil && (backup == "" || !errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	w.liveBegins()
	if w.sound == "" {
		w.gatherAll(places[0])
	}
	for _, records := range w.found {
		for _, r := range records {
			w.own[r.sum] = true
		}
	}
	if backup != "" {
		if err := w.gather(backup); err != nil {
			return nil, err
		}
		for _, place := range places[1:] {
			if w.sound == "" {
				w.gatherAll(place)
			}
		}
	}
	return w, nil
}

// gather looks for records on every page of a file, whether or not anything still leads there.
func (w *wreckage) gather(file string) error {
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
func (w *wreckage) page(pg *page) {
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
		if string(e.key) == string(keptKey) {
			if k, err := decodeKept(e.value); err == nil && w.sound == "" && !slices.Contains(w.begin, k) {
				w.begin = append(w.begin, k)
			}
			continue
		}
		seq, ok := keySeq(e.key)
		if !ok {
			continue
		}
		entry, previous, err := decodeRecord(seq, e.value)
		sum := sha256.Sum256(e.value)
		if err != nil || slices.ContainsFunc(w.found[seq], func(r wreck) bool { return r.sum == sum }) {
			continue
		}
		w.found[seq] = append(w.found[seq], wreck{entry, slices.Clone(e.value[sealSize+len(previous):]), previous, sum})
	}
}

// longest gives the chain of records that goes furthest from where a journal may begin, and notes where that is.
func (w *wreckage) longest() (chain []wreck) {
	type follower struct {
		wreck
		length int // of the chain from it on
	}
	best := map[digest]follower{} // by the record before
	for _, seq := range slices.Backward(slices.Sorted(maps.Keys(w.found))) {
		for _, r := range w.found[seq] {
			if length := best[r.sum].length + 1; length > best[r.previous].length {
				best[r.previous] = follower{r, length}
			}
		}
	}
	var last uint64
	for _, k := range w.begin {
		if end := k.After + uint64(best[k.Sum].length); end > last || last == 0 {
			last, chain = end, nil
			if w.sound == "" || k.After > w.archived {
				w.begins = k
			}
			for r, ok := best[k.Sum]; ok && r.entry.Seq == k.After+uint64(len(chain))+1; r, ok = best[r.sum] {
				chain = append(chain, r.wreck)
			}
		}
	}
	if w.begins.After > w.archived {
		w.sound, w.archived = "", 0 // what lies between is lost
	}
	return chain
}

// writeChain gives a new database its journal and what is kept beside it.
func writeChain(path string, chain []wreck) error {
	err := change(path, func(tx *bbolt.Tx) error {
		seq := chain[0].entry.Seq
		record := encodeRecord(seq, chain[0].previous, chain[0].payload)
		return errors.Join(tx.Bucket(journalBucket).Put(seqKey(seq), record), appendFigures(tx, []queue.Entry{chain[0].entry}))
	})
	if err != nil {
		return err
	}
	chain = chain[1:]
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

// madeAnew are the buckets that Salvage makes of the journal; the outbox, whose marks are of the journal that was; and the
// log-ins, which people make.
var madeAnew = slices.Concat(folded, [][]byte{metaBucket, outboxBucket, logInsBucket})

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
