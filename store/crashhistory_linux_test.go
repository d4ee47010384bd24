package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store/powerloss"
)

// crashEntries is how many entries the hall's journal gets while it is recorded.
const crashEntries = 200

// crashHistory is what was promised, and when, while a disk was recorded.
type crashHistory struct {
	disk  *powerloss.Disk
	root  string
	early bool // a transaction is taken for acknowledged when it has been decided
	mu    sync.Mutex
	bases []*crashBase
	keys  []crashKey
	night atomic.Bool // days are being moved
}

// faults are those of a disk or of the store that the simulation is to find.
type faults struct {
	forgets func(powerloss.Sync) bool // while days are moved only, when night is set
	night   bool
	early   bool
}

// crashBase is one database: the hall's, a backup of it, or what that was restored to.
type crashBase struct {
	path     string   // within the root
	archives []string // that it may have, likewise
	made     int      // the moment at which it was promised to be there
	// contents are the digests of what it holds, each after one transaction.
	contents []promised[[sha256.Size]byte]
	// again makes it anew in root where it is not there yet.
	again func(root string) error
}

// promised is something that holds from a moment on.
type promised[T any] struct {
	at   int
	what T
}

// crashKey is a key of a period: there from made on, gone from shredded on. No moment is -1.
type crashKey struct {
	name                    string
	key                     []byte
	made, ending, shredding int
}

// recordHall records a hall: made, opened, worked in by day, its days moved to the archive by night, backed up and restored.
func recordHall(t *testing.T, f faults) *crashHistory {
	t.Helper()
	root := t.TempDir()
	h := &crashHistory{root: root, disk: powerloss.Record(root), early: f.early}
	if f.forgets != nil {
		h.disk.Forgets = func(kind powerloss.Sync) bool { return (!f.night || h.night.Load()) && f.forgets(kind) }
	}
	defer h.disk.Stop()
	hall := filepath.Join(root, "hall")
	base := h.base(t, "hall/"+fileName, func(root string) error { return Create(filepath.Join(root, "hall")) })
	s, err := Open(hall, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	h.work(t, s, base)
	backup := filepath.Join("nightly", savedName(s.ID(), night(0)))
	closeStore(t, s)
	h.base(t, backup, nightly)
	h.base(t, "restored/"+fileName, func(root string) error {
		_, err := Restore(newest(root), filepath.Join(root, "restored"))
		return err
	})
	if h.disk.Len() < 5*crashEntries {
		t.Fatalf("%d writes and syncs were recorded: the patches do not reach what is done", h.disk.Len())
	}
	if r, err := VerifyFile(filepath.Join(root, backup)); err != nil || r.Archived == 0 {
		t.Fatal(r, err)
	}
	for _, b := range h.bases {
		files, err := filepath.Glob(filepath.Join(archivesOf(t, filepath.Join(root, b.path)), "*.db"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			within, _ := filepath.Rel(root, file)
			b.archives = append(b.archives, within)
		}
	}
	return h
}

// nightly makes the backup of a night, of a hall that stands still.
func nightly(root string) error {
	folder := filepath.Join(root, "nightly")
	if err := makeDir(folder); err != nil {
		return err
	}
	s, err := Open(filepath.Join(root, "hall"), time.Second)
	if err != nil {
		return err
	}
	_, err = s.BackUp(context.Background(), folder, night(0), 14)
	return errors.Join(err, s.Close())
}

// newest gives the backup there is; where the hall had to be made anew it has another name.
func newest(root string) string {
	all, _ := filepath.Glob(filepath.Join(root, "nightly", "paidui-*.db"))
	return slices.Max(append(all, ""))
}

// archivesOf gives the directory of a database's or a backup's archives.
func archivesOf(t *testing.T, file string) string {
	t.Helper()
	if filepath.Base(file) == fileName {
		return archiveDir(filepath.Dir(file))
	}
	r, err := VerifyFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return archivesBeside(file, r.ID)
}

// base makes a database and notes that it is promised.
func (h *crashHistory) base(t *testing.T, path string, make func(root string) error) *crashBase {
	t.Helper()
	if err := make(h.root); err != nil {
		t.Fatal(err)
	}
	b := &crashBase{path: path, made: h.disk.Len(), again: make}
	digest, err := contentsOf(filepath.Join(h.root, path), archivesOf(t, filepath.Join(h.root, path)))
	if err != nil {
		t.Fatal(err)
	}
	b.contents = []promised[[sha256.Size]byte]{{b.made, digest}}
	h.bases = append(h.bases, b)
	return b
}

// work runs a hall until its journal has its entries, with a key and a credential now and then.
func (h *crashHistory) work(t *testing.T, s *Store, base *crashBase) {
	t.Helper()
	j := &crashJournal{Store: s, history: h, base: base}
	w := newWall()
	hall := openHall(t, j, w)
	r := rand.New(rand.NewPCG(5, 6))
	day := monday
	for round := 0; j.entries() < crashEntries; round++ {
		play(t, hall, w, r, 10)
		if round%4 == 0 {
			h.makeKey(t, s, fmt.Sprintf("day-%s", day))
			j.write(t, func() error { return s.PutCredential(fmt.Sprint("hash", round), queue.Credential{ID: "kiosk"}) })
			w.add(24 * time.Hour)
			day = day.AddDays(1)
		}
		if round%6 == 5 {
			h.night.Store(true)
			j.write(t, func() error { _, err := s.Tidy(t.Context(), Keep{Live: day.AddDays(-1)}); return err })
			h.night.Store(false)
		}
	}
	h.shredKeys(t, s, string(day.AddDays(-2)))
	if err := hall.Close(); err != nil {
		t.Fatal(err)
	}
}

func (h *crashHistory) makeKey(t *testing.T, s *Store, name string) {
	t.Helper()
	key, err := s.MakeKey(name)
	if err != nil {
		t.Fatal(err)
	}
	h.keys = append(h.keys, crashKey{name, key, h.disk.Len(), -1, -1})
}

func (h *crashHistory) shredKeys(t *testing.T, s *Store, before string) {
	t.Helper()
	begun := h.disk.Len()
	if err := s.ShredKeys("day", before); err != nil {
		t.Fatal(err)
	}
	for i := range h.keys {
		if h.keys[i].name < "day-"+before {
			h.keys[i].ending, h.keys[i].shredding = begun, h.disk.Len()
		}
	}
}

// crashJournal notes when each transaction of a store is acknowledged, and what the database then holds.
type crashJournal struct {
	*Store
	history *crashHistory
	base    *crashBase
	last    uint64
}

// Append implements queue.Journal.
func (j *crashJournal) Append(ctx context.Context, entries ...queue.Entry) error {
	return j.acknowledged(func() error {
		err := j.Store.Append(ctx, entries...)
		if err == nil {
			j.last = entries[len(entries)-1].Seq
		}
		return err
	})
}

func (j *crashJournal) entries() uint64 {
	j.history.mu.Lock()
	defer j.history.mu.Unlock()
	return j.last
}

func (j *crashJournal) write(t *testing.T, write func() error) {
	t.Helper()
	if err := j.acknowledged(write); err != nil {
		t.Fatal(err)
	}
}

func (j *crashJournal) acknowledged(write func() error) error {
	h := j.history
	h.mu.Lock()
	defer h.mu.Unlock()
	at := -1
	if h.early {
		h.disk.AtDecision = func() { at = h.disk.Len() }
	}
	if err := write(); err != nil {
		return err
	}
	if at < 0 {
		at = h.disk.Len()
	}
	digest, err := digestOf(j.live.Load(), &j.archives)
	j.base.contents = append(j.base.contents, promised[[sha256.Size]byte]{at, digest})
	return err
}

// digestOf gives the digest of all that a database holds, wherever its entries lie.
func digestOf(db *bbolt.DB, a *archives) (digest [sha256.Size]byte, err error) {
	all := sha256.New()
	err = guard(func() error {
		return db.View(func(tx *bbolt.Tx) error {
			return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
				fmt.Fprintf(all, "%q", name)
				if bytes.Equal(name, journalBucket) {
					if err := digestMoved(all, b, a); err != nil {
						return err
					}
				}
				return b.ForEach(func(k, v []byte) error {
					fmt.Fprintf(all, "%d %d ", len(k), len(v))
					all.Write(k)
					all.Write(v)
					return nil
				})
			})
		})
	})
	return digest, errors.Join(err, sum(all.Sum(nil), &digest))
}

// digestMoved adds the entries that are only in archives, as if they were in the live file's journal.
func digestMoved(all io.Writer, journal *bbolt.Bucket, a *archives) error {
	key, _ := journal.Cursor().First()
	first, _ := keySeq(key)
	for before := uint64(0); before+1 < first; {
		values, err := a.read(before, int(first-1-before))
		if err != nil || len(values) == 0 {
			return errors.Join(err, fmt.Errorf("entry %d is nowhere", before+1))
		}
		for _, v := range values {
			before++
			fmt.Fprintf(all, "%d %d ", 8, len(v))
			_, _ = all.Write(seqKey(before))
			_, _ = all.Write(v)
		}
	}
	return nil
}

func sum(from []byte, to *[sha256.Size]byte) error {
	copy(to[:], from)
	return nil
}

func contentsOf(path, archived string) (digest [sha256.Size]byte, err error) {
	db, err := openFile(path, true, time.Second)
	if err != nil {
		return digest, err
	}
	a := archives{dir: archived}
	digest, err = digestOf(db, &a)
	return digest, errors.Join(err, db.Close(), a.close())
}

// looker is one of those who look at states, side by side.
type looker struct {
	*crashHistory
	dir  string
	walk *powerloss.Walk
	r    *rand.Rand
	// seen are the databases that were looked at, with what they hold.
	seen map[string]found
}

type found struct {
	digest [sha256.Size]byte
	err    error
}

// look lets the power fail at a moment, and tells what is wrong with what is left; closely verifies all of it and goes on
// working with it.
func (l *looker) look(t *testing.T, moment int, closely bool) error {
	l.walk.To(moment)
	state := l.walk.Crash(l.r)
	for _, b := range l.bases {
		is, there := b.mark(state)
		if !there {
			if moment >= b.made {
				return fmt.Errorf("%s is not there", b.path)
			}
			continue
		}
		if _, known := l.seen[is]; !known {
			l.seen[is] = l.open(state, b)
		}
		if err := b.check(moment, l.seen[is]); err != nil {
			return fmt.Errorf("%s: %w", b.path, err)
		}
	}
	for _, k := range l.keys {
		if err := k.check(moment, state.Bytes(filepath.Join("hall", "keys", k.name+keySuffix))); err != nil {
			return err
		}
	}
	if !closely {
		return nil
	}
	dir := filepath.Join(l.dir, fmt.Sprint(moment))
	defer func() { _ = os.RemoveAll(dir) }()
	if err := errors.Join(os.Mkdir(dir, 0o700), state.Write(dir)); err != nil {
		return err
	}
	return l.goOn(t, dir)
}

// mark tells the database apart from any other, with its archives.
func (b *crashBase) mark(state *powerloss.State) (mark string, there bool) {
	live, there := state.File(b.path)
	mark = fmt.Sprint(live)
	for _, file := range b.archives {
		m, there := state.File(file)
		mark += fmt.Sprint(m, there)
	}
	return mark, there
}

// open gives what a database holds.
func (l *looker) open(state *powerloss.State, b *crashBase) found {
	file, archived := filepath.Join(l.dir, "looked-at.db"), filepath.Join(l.dir, "archive")
	defer func() { _ = os.RemoveAll(archived) }()
	err := errors.Join(state.Copy(b.path, file), os.Mkdir(archived, 0o700))
	for _, path := range b.archives {
		if _, there := state.File(path); there {
			err = errors.Join(err, state.Copy(path, filepath.Join(archived, filepath.Base(path))))
		}
	}
	if err != nil {
		return found{err: err}
	}
	digest, err := contentsOf(file, archived)
	return found{digest, err}
}

// check tells what is wrong with a database after the power failed.
func (b *crashBase) check(moment int, is found) error {
	if is.err != nil {
		return is.err
	}
	acknowledged := 0
	for acknowledged < len(b.contents)-1 && b.contents[acknowledged+1].at <= moment {
		acknowledged++
	}
	for n := acknowledged; n <= acknowledged+1 && n < len(b.contents); n++ {
		if b.contents[n].what == is.digest {
			return nil
		}
	}
	return fmt.Errorf("transaction %d of %d was acknowledged; what is there is not that, nor that of the one after", acknowledged, len(b.contents)-1)
}

// check tells what is wrong with a key after the power failed.
func (k *crashKey) check(moment int, key []byte) error {
	switch {
	case moment < k.made || k.ending >= 0 && moment >= k.ending && moment < k.shredding:
		return nil
	case k.shredding >= 0 && moment >= k.shredding:
		if key != nil {
			return fmt.Errorf("key %s was shredded and is there", k.name)
		}
		return nil
	case !bytes.Equal(key, k.key):
		return fmt.Errorf("key %s is another, or gone", k.name)
	}
	return nil
}

// goOn does what the technician does after a power failure: what was not finished is asked for again; all is then there,
// verifies, and can be written to.
func (h *crashHistory) goOn(t *testing.T, root string) error {
	for _, b := range h.bases {
		path := filepath.Join(root, b.path)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			if err := b.again(root); err != nil {
				return fmt.Errorf("%s made again: %w", b.path, err)
			}
		}
		if filepath.Base(path) != fileName {
			path = newest(root)
			if _, err := VerifyFile(path); err != nil {
				return err
			}
			continue
		}
		report, err := Verify(filepath.Dir(path))
		if err != nil {
			return err
		}
		s, err := Open(filepath.Dir(path), time.Second)
		if err != nil {
			return err
		}
		next := queue.Entry{Seq: report.Last + 1, At: report.LastAt, Events: []queue.Event{&queue.NumbersMoved{First: 7}}}
		_, tidied := s.Tidy(t.Context(), Keep{Live: "2999-01-01"})
		err = errors.Join(s.Append(t.Context(), next), tidied, s.Close())
		if err != nil {
			return fmt.Errorf("%s goes on: %w", b.path, err)
		}
		if _, err := Verify(filepath.Dir(path)); err != nil {
			return fmt.Errorf("%s goes on: %w", b.path, err)
		}
	}
	return nil
}
