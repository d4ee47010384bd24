package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"runtime"
	"sync"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

var _ queue.Journal = (*Store)(nil)

// Read implements queue.Journal, over archives and live file. An entry that is not as it was written, or is not there, is an
// *ErrDamaged; those that the retention has dropped are left out. Read checks every record by itself; only Verify follows
// the chain.
func (s *Store) Read(ctx context.Context, after uint64, limit int) ([]queue.Entry, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	values, begin, err := s.records(after, limit)
	if err != nil {
		return nil, fmt.Errorf("read journal after entry %d: %w", after, err)
	}
	return decodeAll(begin, values)
}

// records gives at most limit records after an entry, and the entry before the first of them.
func (s *Store) records(after uint64, limit int) (values [][]byte, begin uint64, err error) {
	values, moved, err := s.liveRecords(after, limit)
	if err != nil || !moved {
		return values, after, err
	}
	// The live file is asked first: what it no longer has was in the archive before.
	var k kept
	err = s.view(func(tx *bbolt.Tx) (err error) { k, err = readKept(tx.Bucket(metaBucket)); return err })
	begin = max(after, k.After)
	for err == nil && len(values) < limit {
		next := begin + uint64(len(values))
		var more [][]byte
		if more, err = s.archives.read(next, limit-len(values)); err == nil && len(more) == 0 {
			if more, moved, err = s.liveRecords(next, limit-len(values)); moved {
				err = &ErrDamaged{Seq: next + 1, Reason: "the entry is missing"}
			}
			return append(values, more...), begin, err
		}
		values = append(values, more...)
	}
	return values, begin, err
}

// liveRecords gives at most limit records of the live file after an entry; moved, when it begins after the next one.
func (s *Store) liveRecords(after uint64, limit int) (values [][]byte, moved bool, err error) {
	if after == math.MaxUint64 {
		return nil, false, nil
	}
	err = s.view(func(tx *bbolt.Tx) error {
		values = values[:0]
		c, seq := tx.Bucket(journalBucket).Cursor(), after+1
		if k, _ := c.First(); k != nil && bytes.Compare(k, seqKey(seq)) > 0 {
			moved = true
			return nil
		}
		for k, v := c.Seek(seqKey(seq)); k != nil && len(values) < limit; k, v = c.Next() {
			if !bytes.Equal(k, seqKey(seq)) {
				return &ErrDamaged{Seq: seq, Reason: "the entry is missing"}
			}
			values, seq = append(values, bytes.Clone(v)), seq+1
		}
		return nil
	})
	return values, moved, err
}

// decodeAll decodes the records after the entry after, on all processors: opening a hall waits for little else.
func decodeAll(after uint64, values [][]byte) ([]queue.Entry, error) {
	entries, faults := make([]queue.Entry, len(values)), make([]error, len(values))
	workers := min(runtime.GOMAXPROCS(0), 1+len(values)/64)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(values); i += workers {
				entries[i], _, faults[i] = decodeRecord(after+uint64(i)+1, values[i])
			}
		})
	}
	wg.Wait()
	for _, err := range faults {
		if err != nil {
			return nil, fmt.Errorf("read journal: %w", err)
		}
	}
	return entries, nil
}

// Append implements queue.Journal: entries, statistics and days in one transaction.
func (s *Store) Append(ctx context.Context, entries ...queue.Entry) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%w: %w", queue.ErrNotWritten, err)
	}
	if len(entries) == 0 {
		return nil
	}
	payloads := make([][]byte, len(entries))
	for i, e := range entries {
		e.Hash = "" // the record's own, and not part of it
		p, err := e.MarshalJSON()
		if err != nil {
			return fmt.Errorf("%w: entry %d: %w", queue.ErrNotWritten, e.Seq, err)
		}
		payloads[i] = p
	}
	return s.update(func(tx *bbolt.Tx) error {
		if err := appendRecords(tx, entries, payloads); err != nil {
			return err
		}
		return appendFigures(tx, entries)
	})
}

// appendRecords writes the journal's own records, chained to the last.
func appendRecords(tx *bbolt.Tx, entries []queue.Entry, payloads [][]byte) error {
	b := appendOnly(tx, journalBucket)
	var next uint64 = 1
	var previous digest
	if k, v := b.Cursor().Last(); k != nil {
		last, ok := keySeq(k)
		if !ok {
			return &ErrDamaged{Reason: "the journal holds a key that is no sequence number"}
		}
		next, previous = last+1, sha256.Sum256(v)
	}
	for i, e := range entries {
		if e.Seq != next {
			return queue.ErrConflict
		}
		record := encodeRecord(e.Seq, previous, payloads[i])
		if err := b.Put(seqKey(e.Seq), record); err != nil {
			return err
		}
		next, previous = next+1, sha256.Sum256(record)
	}
	return nil
}

// appendFigures writes what is kept beside the journal: statistics and the index of days.
func appendFigures(tx *bbolt.Tx, entries []queue.Entry) error {
	t := tally{
		visits: appendOnly(tx, visitsBucket), shifts: appendOnly(tx, shiftsBucket), days: appendOnly(tx, daysBucket),
		registers: func(name []byte) table { return lazyBucket{tx, name} }, words: newLexicon(tx),
	}
	for i := range entries {
		if err := t.entry(&entries[i]); err != nil {
			return fmt.Errorf("entry %d: %w", entries[i].Seq, err)
		}
	}
	return nil
}

// appendOnly gives a bucket whose keys only grow: its pages are filled to the brim.
func appendOnly(tx *bbolt.Tx, name []byte) *bbolt.Bucket {
	b := tx.Bucket(name)
	b.FillPercent = 1
	return b
}

// DayStart implements queue.Journal.
func (s *Store) DayStart(_ context.Context, date queue.Date) (before uint64, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		c := tx.Bucket(daysBucket).Cursor()
		k, v := c.Last()
		if date != "" {
			k, v = c.Seek([]byte(date))
		}
		if k == nil || date != "" && string(k) != string(date) {
			return nil
		}
		before, err = decodeDay(k, v)
		return err
	})
	return before, err
}

func decodeDay(key, value []byte) (before uint64, err error) {
	body, err := unseal(key, value)
	if err != nil {
		return 0, err
	}
	if len(body) != 8 {
		return 0, &ErrDamaged{Reason: "day " + string(key) + " is cut short"}
	}
	return binary.BigEndian.Uint64(body), nil
}
