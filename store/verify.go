package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// Report is what Verify read.
type Report struct {
	// ID names the journal and Hash is its last record's, in hexadecimal: noted elsewhere, it later shows whether
	// anything up to there was cut off or replaced.
	ID, Hash string
	// Entries is how many entries are good, from First to Last; FirstAt and LastAt are their moments.
	Entries, First, Last        uint64
	FirstAt, LastAt             queue.Instant
	FirstDay, LastDay           queue.Date
	Days                        int
	Visits, Shifts, Credentials int
	// Archived is how many of the entries lie in archives, Dropped how many before the first the retention has deleted, and
	// Unseen how many lie in archives that a backup has not beside it: those were not looked at.
	Archived, Dropped, Unseen uint64
	// Bytes is the length of the file, ArchiveBytes that of the archives.
	Bytes, ArchiveBytes int64
	// BadSeq is the first entry that cannot be trusted; zero when all can.
	BadSeq uint64
}

// Verify reads all of the database in dir and its archives while no server runs, else ErrLocked: the pages, every record's
// checksum, the sequence and the chain from file to file, every entry and that it can be replayed, and that the statistics
// are those of the journal. Damage is an *ErrDamaged, and the Report tells what was good before it. No file makes it
// panic.
func Verify(dir string) (Report, error) {
	return verify(filepath.Join(dir, fileName), func(string) string { return archiveDir(dir) }, true)
}

// VerifyFile is Verify for a backup, with the archives that belong to it where they lie beside it.
func VerifyFile(file string) (Report, error) {
	return verify(file, func(id string) string { return archivesBeside(file, id) }, false)
}

// verify reads a file and the archives in the directory that archives gives for the journal's id; whole, when none of them
// may be missing.
func verify(file string, archives func(id string) string, whole bool) (Report, error) {
	v := verifier{
		visits: memory{}, shifts: memory{}, days: memory{}, registers: map[string]memory{}, words: spelling{},
		state: queue.NewState(), buckets: map[string][]byte{}, archives: archives, whole: whole, twice: map[uint64]digest{},
	}
	err := v.file(file)
	var damaged *ErrDamaged
	if errors.As(err, &damaged) {
		v.report.BadSeq = damaged.Seq
	}
	if err != nil {
		return v.report, fmt.Errorf("verify %s: %w", file, err)
	}
	return v.report, nil
}

// verifier folds the journal once more, beside what it reads.
type verifier struct {
	report               Report
	pages                *pages
	buckets              map[string][]byte
	visits, shifts, days memory
	registers            map[string]memory // by bucket
	words                spelling
	figures              bool // the words are good, so that statistics can be compared
	state                *queue.State
	last                 digest

	archives func(id string) string // where they lie
	whole    bool                   // none may be missing
	begins   kept
	// twice are records that an archive has and the live file as well, which a move that broke off leaves.
	twice map[uint64]digest
}

func (v *verifier) file(path string) error {
	db, err := openFile(path, true, lockTimeout)
	if err != nil {
		return unreadable(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	err = v.contents(f, db)
	return errors.Join(err, f.Close(), db.Close())
}

// unreadable puts damage that leaves nothing to be read down to the first entry.
func unreadable(err error) error {
	var damaged *ErrDamaged
	if errors.As(err, &damaged) && damaged.Seq == 0 {
		return &ErrDamaged{Seq: 1, Reason: damaged.Reason}
	}
	return err
}

// contents goes from what matters most to what could be made anew.
func (v *verifier) contents(f *os.File, db *bbolt.DB) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	v.report.Bytes = info.Size()
	if v.pages, err = openPages(f, info.Size(), db.Info().PageSize); err != nil {
		return unreadable(err)
	}
	if err := v.pages.walk(v.pages.meta.Root, v.bucket); err != nil {
		return unreadable(err)
	}
	for _, name := range allBuckets {
		if v.buckets[string(name)] == nil {
			return unreadable(damagedf("bucket %s is missing", name))
		}
	}
	meta := v.head()
	if errors.Is(meta, ErrNewer) {
		return meta
	}
	words := v.each(wordsBucket, v.word)
	v.figures = words == nil
	if err := v.archived(); err != nil {
		return v.after(err)
	}
	if err := v.each(journalBucket, v.liveRecord); err != nil {
		return v.after(err)
	}
	if v.pages.torn != "" {
		return v.after(damagedf("%s; the last entries may be missing", v.pages.torn))
	}
	if meta != nil {
		return meta
	}
	if words != nil {
		return words
	}
	if err := v.kept(); err != nil {
		return err
	}
	if err := v.pages.rest(); err != nil {
		return err
	}
	return check(db)
}

// check lets bbolt look at its own file, which by now is known to be safe to follow.
func check(db *bbolt.DB) error {
	return guard(func() error {
		return db.View(func(tx *bbolt.Tx) error {
			var first error
			for err := range tx.Check() {
				if first == nil {
					first = damagedf("%s", err)
				}
			}
			return first
		})
	})
}
