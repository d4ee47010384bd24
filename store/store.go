package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bbolterrors "go.etcd.io/bbolt/errors"
)

// fileName is the database's name in its directory.
const fileName = "paidui.db"

// format is the version of the file's layout: the buckets below and what is in them.
//
//	1  the whole journal lies in this file
//	2  closed days may lie in archives; meta tells where the journal begins (kept.go)
const format = 2

// The buckets that every database has; outbox.go and register.go add their own. Numbers in keys and values are big-endian.
var (
	metaBucket        = []byte("meta")        // name → text: format, id
	journalBucket     = []byte("journal")     // seq → record.go
	daysBucket        = []byte("days")        // date → seq before its DayOpened
	visitsBucket      = []byte("visits")      // Ticket.Visit → visits.go
	shiftsBucket      = []byte("shifts")      // Shift.ID → shifts.go
	wordsBucket       = []byte("words")       // text → its number in visits and shifts
	credentialsBucket = []byte("credentials") // hash of the secret → JSON

	allBuckets = [][]byte{
		metaBucket, journalBucket, daysBucket, visitsBucket, shiftsBucket, wordsBucket, credentialsBucket,
	}
)

var (
	// ErrLocked is returned when another process has the database open.
	ErrLocked = errors.New("in use by a running server")
	// ErrExists is returned where something would have to be overwritten.
	ErrExists = errors.New("exists already")
	// ErrNewer is returned for a database that a newer version of the program wrote.
	ErrNewer = errors.New("written by a newer version of the program")
	// ErrFailed is returned by writes after one whose outcome is unknown; the database must be opened anew.
	ErrFailed = errors.New("an earlier write has failed and its outcome is unknown")
)

// ErrDamaged tells that the database does not hold what was written.
type ErrDamaged struct {
	// Seq is the first entry of the journal that cannot be trusted; zero when the damage is elsewhere or not placed.
	Seq    uint64
	Reason string
}

// BadEntry gives Seq, for who knows the error by that alone.
func (e *ErrDamaged) BadEntry() uint64 { return e.Seq }

func (e *ErrDamaged) Error() string {
	if e.Seq == 0 {
		return "the database is damaged: " + e.Reason
	}
	return fmt.Sprintf("the journal is damaged from entry %d on: %s", e.Seq, e.Reason)
}

// Store is an open database. It is safe for many goroutines.
type Store struct {
	dir string
	// live is replaced when the file is written anew; swapping is held while there may be none.
	live     atomic.Pointer[bbolt.DB]
	swapping sync.RWMutex
	// writing is held by whoever writes; tidying by whoever moves days away.
	writing, tidying sync.Mutex
	// closing are files that were replaced and are still being read.
	closing  sync.WaitGroup
	archives archives

	id      string
	key     []byte
	commits atomic.Uint64
	spent   atomic.Int64 // nanoseconds that commits took
	durable atomic.Int64 // when the last one was, in nanoseconds since 1970
	failed  atomic.Bool
	broken  chan error
	periods periodKeys
	reserve reserve
}

// Open opens the database in dir and keeps it locked until Close. It waits for the lock no longer than timeout:
// ErrLocked. The error wraps fs.ErrNotExist when dir holds none. One of an older format is brought to this program's,
// after it was copied to a file beside it. Archives are not looked at.
func Open(dir string, timeout time.Duration) (*Store, error) {
	key, err := readKey(dir)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	path := filepath.Join(dir, fileName)
	db, err := openFile(path, false, timeout)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{dir: dir, key: key, broken: make(chan error, 1), periods: periodKeys{dir: keysDir(dir)}, archives: archives{dir: archiveDir(dir)}}
	s.live.Store(db)
	s.reserve.path = filepath.Join(dir, reserveName)
	err = s.view(func(tx *bbolt.Tx) (err error) { s.id, err = identify(tx); return err })
	if err == nil {
		err = s.upgrade()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return s, nil
}

// fail has the Store take no more writes, since what one has left is unknown.
func (s *Store) fail(why error) {
	if s.failed.CompareAndSwap(false, true) {
		s.broken <- why
	}
}

// Broken gives why the Store takes no more writes, once, when a write has failed and its outcome is unknown, whoever wrote; the
// database must be opened anew, by another process.
func (s *Store) Broken() <-chan error { return s.broken }

// Close releases the database. It waits for transactions in flight.
func (s *Store) Close() error {
	if s.failed.Load() {
		return nil // a commit that broke off may hold the lock that closing waits for; the process ends anyway
	}
	s.tidying.Lock() // what is being moved or backed up is finished first
	defer s.tidying.Unlock()
	err := errors.Join(s.live.Load().Close(), s.archives.close())
	s.closing.Wait()
	return err
}

// ID names the journal: a restored one has another, so that screens that knew the old one start over.
func (s *Store) ID() string { return s.id }

// HallKey gives the hall's secret of 32 bytes, from which ticket words are made.
func (s *Store) HallKey() []byte { return append([]byte(nil), s.key...) }

// Commits counts the transactions written since Open.
func (s *Store) Commits() uint64 { return s.commits.Load() }

// CommitTime is how long they took together, from their beginning until they were durable.
func (s *Store) CommitTime() time.Duration { return time.Duration(s.spent.Load()) }

// LastCommit is when the last of them was durable, by the machine's clock; 1970 before there was one.
func (s *Store) LastCommit() time.Time { return time.Unix(0, s.durable.Load()) }

// identify checks the file's format and gives the journal's id.
func identify(tx *bbolt.Tx) (string, error) {
	for _, name := range allBuckets {
		if tx.Bucket(name) == nil {
			return "", &ErrDamaged{Reason: "bucket " + string(name) + " is missing"}
		}
	}
	meta := tx.Bucket(metaBucket)
	if err := checkFormat(meta.Get(formatKey)); err != nil {
		return "", err
	}
	id, err := unseal(idKey, meta.Get(idKey))
	return string(id), err
}

var formatKey, idKey = []byte("format"), []byte("id")

// checkFormat tells whether this program understands a file with that format value.
func checkFormat(value []byte) error {
	_, err := formatOf(value)
	return err
}

// formatOf reads the format, which this program understands.
func formatOf(value []byte) (int, error) {
	text, err := unseal(formatKey, value)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(string(text))
	switch {
	case err != nil || n < 1:
		return 0, &ErrDamaged{Reason: "the format is not a number"}
	case n > format:
		return 0, ErrNewer
	}
	return n, nil
}

// openFile opens an existing bbolt file; shared with other readers when readOnly.
func openFile(path string, readOnly bool, timeout time.Duration) (*bbolt.DB, error) {
	// Opened for writing, bbolt follows the file at once; so it is first looked at.
	timeout = max(timeout, time.Millisecond)
	db, err := openWhole(path, timeout)
	if err != nil || readOnly {
		return db, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return openBolt(path, &bbolt.Options{Timeout: timeout, InitialMmapSize: mapSize()})
}

// openWhole opens a file for reading, unless it is too short for what it should hold: reading that would fault.
func openWhole(path string, timeout time.Duration) (*bbolt.DB, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, &ErrDamaged{Reason: "the file is empty"} // bbolt would make a new database of it
	}
	db, err := openBolt(path, &bbolt.Options{ReadOnly: true, Timeout: timeout})
	if err != nil {
		return nil, err
	}
	var size int64
	err = guard(func() error { return db.View(func(tx *bbolt.Tx) error { size = tx.Size(); return nil }) })
	if info, again := os.Stat(path); err == nil && again == nil && info.Size() < size {
		err = &ErrDamaged{Reason: "the file is cut short"}
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// mapSize is how much of the address space is taken at once: moving the map later would make a commit wait for every
// reader, a backup among them. Windows would make the file that long.
func mapSize() int {
	if strconv.IntSize < 64 || runtime.GOOS == "windows" {
		return 0
	}
	return 1 << 30
}

// openBolt is bbolt.Open with its errors told apart.
func openBolt(path string, options *bbolt.Options) (db *bbolt.DB, err error) {
	var file *os.File
	options.FreelistType = bbolt.FreelistMapType
	options.OpenFile = func(name string, flag int, perm os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, flag&^os.O_CREATE, perm) // a file that vanished stays so
		file = f
		return f, err
	}
	err = guard(func() error { db, err = bbolt.Open(path, 0o600, options); return err })
	if err == nil && !stillAt(file, path) {
		return nil, errors.Join(ErrLocked, db.Close()) // who had it has put another in its place, and has that
	}
	if err == nil {
		db.AllocSize = 4 << 20
		return db, nil
	}
	var system syscall.Errno
	var damaged *ErrDamaged
	switch {
	case errors.Is(err, bbolterrors.ErrTimeout):
		return nil, ErrLocked
	case errors.As(err, &system), errors.As(err, &damaged), errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	return nil, &ErrDamaged{Reason: err.Error()}
}

// stillAt tells whether an open file is the one that now goes by that path.
func stillAt(f *os.File, path string) bool {
	opened, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(path)
	return err == nil && os.SameFile(opened, named)
}

// guard turns a panic of bbolt, and a fault on a page that a damaged file does not have, into an ErrDamaged.
func guard(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = &ErrDamaged{Reason: fmt.Sprint(p)}
		}
	}()
	return do()
}

// view reads. What read is given is valid until it returns only; it is called again when the file was replaced before
// anything could be read.
func (s *Store) view(read func(*bbolt.Tx) error) error {
	for {
		db := s.live.Load()
		err := guard(func() error { return db.View(read) })
		if !errors.Is(err, bbolterrors.ErrDatabaseNotOpen) {
			return err
		}
		s.swapping.RLock()
		again := s.live.Load() != db
		s.swapping.RUnlock()
		if !again {
			return err
		}
	}
}
