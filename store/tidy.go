package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// Keep tells what is kept where; an empty Date leaves all as it is.
type Keep struct {
	// Live is the first business day that stays in the live file. Days before it go to the archive of their year; the last
	// day always stays.
	Live queue.Date
	// Archive is a day of the first year whose archive is kept. Older ones are deleted.
	Archive queue.Date
	// Figures is the first business day of which visits and shifts are kept.
	Figures queue.Date
}

// Tidied is what Tidy did.
type Tidied struct {
	// Moved is how many entries went to the archive, Dropped how many were deleted with one.
	Moved, Dropped uint64
	// Before and After are the lengths of the live file in bytes; equal when it was not written anew.
	Before, After int64
}

// moveBatch is how many records go to the archive in one transaction.
const moveBatch = 4096

// Tidy moves closed days to the archives and drops what is no longer kept, while the hall runs. What is moved is durable
// and checked in the archive before the live file is written anew without it; writers wait only while the one takes the
// place of the other. After an error everything is where it was, or in both places, which Tidy makes good when it is
// called again.
func (s *Store) Tidy(ctx context.Context, keep Keep) (t Tidied, err error) {
	s.tidying.Lock()
	defer s.tidying.Unlock()
	defer func() {
		if err != nil {
			err = fmt.Errorf("tidy: %w", err)
		}
	}()
	p, err := s.plan(keep)
	if err != nil {
		return t, err
	}
	if err := s.archives.drop(p.was.After); err != nil { // left by one that broke off
		return t, err
	}
	if t.Before, err = s.length(); err != nil {
		return t, err
	}
	if t.After = t.Before; !p.idle() {
		if err := s.roomFor(2 * t.Before); err != nil { // the archive grows, and there are two live files for a while
			return t, err
		}
	}
	for _, m := range p.moves {
		if err := s.toArchive(ctx, m); err != nil {
			return t, err
		}
	}
	if err := s.forget(&p, keep.Archive); err != nil {
		return t, err
	}
	if p.idle() {
		return t, nil
	}
	if err := s.rewrite(ctx, p); err != nil {
		return t, err
	}
	if len(p.moves) > 0 {
		t.Moved = p.moves[len(p.moves)-1].last - p.first + 1
	}
	t.Dropped = p.now.After - p.was.After
	if t.After, err = s.length(); err != nil {
		return t, err
	}
	return t, s.archives.drop(p.now.After)
}

// plan is what Tidy is going to do.
type plan struct {
	first    uint64 // of the live file's journal
	moves    []move
	was, now kept
}

// move is a stretch of the journal that goes to one year's archive.
type move struct {
	year        string
	first, last uint64
}

// idle tells that the live file is to stay as it is.
func (p *plan) idle() bool { return len(p.moves) == 0 && p.was == p.now }

// stays gives the first entry of the live file once the plan is carried out.
func (p *plan) stays() uint64 {
	if len(p.moves) == 0 {
		return p.first
	}
	return p.moves[len(p.moves)-1].last + 1
}

// plan looks which days are over.
func (s *Store) plan(keep Keep) (p plan, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		p = plan{}
		if p.was, err = readKept(tx.Bucket(metaBucket)); err != nil {
			return err
		}
		p.now = p.was
		key, _ := tx.Bucket(journalBucket).Cursor().First()
		if p.first, _ = keySeq(key); p.first == 0 {
			return nil
		}
		var date string // of the day before the one that is looked at
		return tx.Bucket(daysBucket).ForEach(func(k, v []byte) error {
			last, err := decodeDay(k, v)
			if err != nil {
				return err
			}
			p.over(queue.Date(date), last, keep)
			date = string(k)
			return nil
		})
	})
	return p, err
}

// over adds a day that has ended with an entry.
func (p *plan) over(date queue.Date, last uint64, keep Keep) {
	if date != "" && date < keep.Figures {
		p.now.Figures = max(p.now.Figures, last+1)
	}
	first := p.stays()
	if date == "" || date >= keep.Live || last < first {
		return
	}
	if n := len(p.moves); n > 0 && p.moves[n-1].year == string(date[:4]) {
		p.moves[n-1].last = last
		return
	}
	p.moves = append(p.moves, move{string(date[:4]), first, last})
}

// toArchive copies a stretch to its archive, behind what an earlier Tidy that broke off has left there, and sees to it that
// it can be read there and joins what is before it.
func (s *Store) toArchive(ctx context.Context, m move) error {
	a, err := s.archives.of(m.year)
	if err != nil {
		return err
	}
	before, sum, err := s.behind(a, m.first)
	if err != nil {
		return err
	}
	for before < m.last {
		if err := ctx.Err(); err != nil {
			return err
		}
		values, moved, err := s.liveRecords(before, int(min(moveBatch, m.last-before)))
		if err != nil {
			return err
		}
		if moved || len(values) == 0 {
			return &ErrDamaged{Seq: before + 1, Reason: "the entry is missing"}
		}
		if sum, err = follow(before, sum, values); err != nil {
			return err
		}
		if err := s.archives.put(a.year, before+1, values); err != nil {
			return err
		}
		before += uint64(len(values))
	}
	return s.reread(m)
}

// behind gives where an archive goes on, which is no later than first: the last entry that it, or the one before it,
// holds, and the digest of that record.
func (s *Store) behind(a archive, first uint64) (before uint64, sum digest, err error) {
	last := a
	if a.last == 0 {
		all, err := s.archives.list()
		if err != nil {
			return 0, sum, err
		}
		last = slices.MaxFunc(all, func(x, y archive) int { return cmp.Compare(x.last, y.last) })
	}
	if before, sum = last.last, last.sum; before == 0 {
		var k kept
		err = s.view(func(tx *bbolt.Tx) (err error) { k, err = readKept(tx.Bucket(metaBucket)); return err })
		before, sum = k.After, k.Sum
	}
	if err != nil || before+1 < first {
		return 0, sum, cmp.Or[error](err, &ErrDamaged{Seq: before + 1, Reason: "the entry is missing from the archives"})
	}
	if before >= first { // written before, and still in the live file
		values, _, err := s.liveRecords(before-1, 1)
		if err != nil {
			return 0, sum, err
		}
		if len(values) == 0 || sha256.Sum256(values[0]) != sum {
			return 0, sum, &ErrDamaged{Seq: before, Reason: "archive and live file do not hold the same entry"}
		}
	}
	return before, sum, nil
}

// reread follows a stretch through its archives as it can be read there.
func (s *Store) reread(m move) error {
	for before := m.first - 1; before < m.last; {
		values, err := s.archives.read(before, int(min(moveBatch, m.last-before)))
		if err != nil {
			return err
		}
		live, _, err := s.liveRecords(before, len(values))
		if err != nil {
			return err
		}
		if len(values) == 0 || !slices.EqualFunc(values, live, bytes.Equal) {
			return &ErrDamaged{Seq: before + 1, Reason: "the archive does not hold what was written to it"}
		}
		before += uint64(len(values))
	}
	return nil
}

// follow checks that records are good and hang together, the first behind the entry before whose digest is sum; it gives
// the digest of the last.
func follow(before uint64, sum digest, values [][]byte) (digest, error) {
	for i, v := range values {
		seq := before + uint64(i) + 1
		body, err := unseal(seqKey(seq), v)
		if err != nil || len(body) < len(sum) {
			return sum, &ErrDamaged{Seq: seq, Reason: "a checksum does not match"}
		}
		if digest(body[:len(sum)]) != sum {
			return sum, &ErrDamaged{Seq: max(1, seq-1), Reason: fmt.Sprintf("entry %d was written after another entry %d", seq, seq-1)}
		}
		sum = sha256.Sum256(v)
	}
	return sum, nil
}

// forget adds to the plan that the archives of years before that of from are dropped.
func (s *Store) forget(p *plan, from queue.Date) error {
	if from == "" {
		return nil
	}
	years, err := s.archives.list()
	if err != nil {
		return err
	}
	for _, y := range years {
		if y.year < string(from[:4]) && y.last > p.now.After && y.last < p.stays() {
			p.now.After, p.now.Sum = y.last, y.sum
		}
	}
	return nil
}

// length gives that of the live file, in bytes.
func (s *Store) length() (n int64, err error) {
	err = s.view(func(tx *bbolt.Tx) error { n = tx.Size(); return nil })
	return n, err
}
