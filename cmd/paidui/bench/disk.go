package bench

import (
	"encoding/binary"
	"fmt"
	"os"

	"go.etcd.io/bbolt"
)

// diskFloor is floor (a): one goroutine commits what waits, all of it in one transaction and without a timer. Nothing that
// keeps records in bbolt one after another can be faster.
type diskFloor struct {
	db   *bbolt.DB
	asks chan floorAsk
	over chan struct{}
	seq  uint64
}

type floorAsk struct {
	value []byte
	done  chan error
}

var floorBucket = []byte("journal")

func openDiskFloor(path string) (*diskFloor, error) {
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		return nil, err
	}
	err = db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket(floorBucket); return err })
	if err != nil {
		return nil, err
	}
	f := &diskFloor{db: db, asks: make(chan floorAsk, 1024), over: make(chan struct{})}
	go f.write()
	return f, nil
}

// write is the one goroutine.
func (f *diskFloor) write() {
	defer close(f.over)
	for first := range f.asks {
		batch := []floorAsk{first}
		for more := true; more; {
			select {
			case next, ok := <-f.asks:
				if more = ok; ok {
					batch = append(batch, next)
				}
			default:
				more = false
			}
		}
		err := f.db.Update(func(tx *bbolt.Tx) error {
			records := tx.Bucket(floorBucket)
			records.FillPercent = 1
			for _, a := range batch {
				f.seq++
				if err := records.Put(binary.BigEndian.AppendUint64(nil, f.seq), a.value); err != nil {
					return err
				}
			}
			return nil
		})
		for _, a := range batch {
			a.done <- err
		}
	}
}

// put gives back when value is durable.
func (f *diskFloor) put(value []byte) error {
	done := make(chan error, 1)
	f.asks <- floorAsk{value, done}
	return <-done
}

func (f *diskFloor) close() error {
	close(f.asks)
	<-f.over
	return f.db.Close()
}

// rawFloor is floor (b): a file to whose end records are written, each made durable. Its blocks are there beforehand.
type rawFloor struct {
	file *os.File
	end  int64
}

// rawBytes is how much a rawFloor has room for before it starts over.
const rawBytes = 32 << 20

func openRawFloor(path string) (*rawFloor, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if _, err := file.Write(make([]byte, rawBytes)); err != nil {
		return nil, err
	}
	if err := file.Sync(); err != nil {
		return nil, err
	}
	return &rawFloor{file: file}, nil
}

func (f *rawFloor) put(value []byte) error {
	if f.end+int64(len(value)) > rawBytes {
		f.end = 0
	}
	if _, err := f.file.WriteAt(value, f.end); err != nil {
		return err
	}
	f.end += int64(len(value))
	if err := syncData(f.file); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	return nil
}

func (f *rawFloor) close() error { return f.file.Close() }
