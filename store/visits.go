package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// visitRecord is a visit as the file keeps it: these fields in this order, 92 bytes, sealed. Texts are numbers of
// the words bucket, moments are milliseconds since 1970, zero for "has not happened".
type visitRecord struct {
	Flags         uint8
	Rating        uint8
	Calls         uint16 // no more than 65535 are counted
	Service       uint16
	Class         uint16
	Source        uint16
	Status        uint16
	Outcome       uint16
	Staff         uint16
	Window        uint32
	IssuedAt      queue.Instant
	WaitFrom      queue.Instant
	FirstCalledAt queue.Instant
	WaitedFor     queue.Millis
	CalledAt      queue.Instant
	StartedAt     queue.Instant
	Held          queue.Millis
	FinishedAt    queue.Instant
	NoShowAt      queue.Instant
}

// The flags of a visit.
const (
	flagFirst = 1 << iota
	flagRecovered
	flagStartInferred
	flagFinishInferred

	whyShift = 4 // the four bits from here on are the place of its call's reason in whys
)

// whys are what a visit's flags can say of why it was called. What is kept goes by the place: add at the end only, and no
// more than 16. The first is of what was not called, or by a version that did not keep it.
var whys = [...]struct {
	why    queue.Why
	chosen bool // by staff, who gave a reason
}{
	{}, {queue.WhyFirst, false}, {queue.WhyHeadStart, false}, {queue.WhyRequeued, false}, {queue.WhyFallback, false},
	{queue.WhyTransferred, false}, {queue.WhyArrived, false}, {queue.WhyReturned, false}, {queue.WhyDeferred, false},
	{queue.WhyWalkUp, false}, {queue.WhyReturn, false}, {queue.WhySpecific, true}, {queue.WhyWalkUp, true},
}

// whyFlags gives why t was called as flags; 0 for what whys does not have.
func whyFlags(t *queue.Ticket) uint8 {
	for i, w := range whys {
		if w.why == t.Why && w.chosen == (t.CallReason != "") {
			return uint8(i) << whyShift
		}
	}
	return 0
}

// recordVisit gives the record of t's present visit, as far as t tells.
func recordVisit(t *queue.Ticket, words speller) (visitRecord, error) {
	r := visitRecord{
		Rating: uint8(t.Rating), Calls: uint16(min(t.CallCount, math.MaxUint16)), Window: uint32(t.Window),
		IssuedAt: t.IssuedAt, WaitFrom: t.WaitFrom, FirstCalledAt: t.FirstCalledAt, WaitedFor: t.WaitedFor, CalledAt: t.CalledAt,
		StartedAt: t.StartedAt, Held: t.Held, FinishedAt: t.FinishedAt, NoShowAt: t.NoShowAt,
	}
	r.Flags = whyFlags(t)
	if t.StartInferred {
		r.Flags |= flagStartInferred
	}
	if t.FinishInferred {
		r.Flags |= flagFinishInferred
	}
	for _, w := range []struct {
		number *uint16
		text   string
	}{
		{&r.Service, string(t.Service)}, {&r.Class, string(t.Class)}, {&r.Source, string(t.Source)},
		{&r.Status, string(t.Status)}, {&r.Outcome, string(t.Outcome)}, {&r.Staff, string(t.Staff)},
	} {
		var err error
		if *w.number, err = words.number(w.text); err != nil {
			return visitRecord{}, err
		}
	}
	return r, nil
}

// visit gives what the record of visit id means.
func (r *visitRecord) visit(v *queue.Visit, id uint64, words vocabulary) {
	called := whys[min(int(r.Flags>>whyShift), len(whys)-1)]
	*v = queue.Visit{
		ID: id, First: r.Flags&flagFirst != 0, Recovered: r.Flags&flagRecovered != 0, Why: called.why, Chosen: called.chosen,
		Service: queue.ServiceID(words.text(r.Service)), Class: queue.Class(words.text(r.Class)),
		Source: queue.Source(words.text(r.Source)), Status: queue.Status(words.text(r.Status)),
		IssuedAt: r.IssuedAt, WaitFrom: r.WaitFrom, Window: queue.WindowNumber(r.Window), Staff: queue.StaffNo(words.text(r.Staff)),
		FirstCalledAt: r.FirstCalledAt, WaitedFor: r.WaitedFor, CalledAt: r.CalledAt, CallCount: int(r.Calls),
		StartedAt: r.StartedAt, Held: r.Held, StartInferred: r.Flags&flagStartInferred != 0,
		FinishedAt: r.FinishedAt, FinishInferred: r.Flags&flagFinishInferred != 0,
		NoShowAt: r.NoShowAt, Outcome: queue.Outcome(words.text(r.Outcome)), Rating: int(r.Rating),
	}
}

// visitSize is the length of a visit's record.
const visitSize = 92

// read reads body, field after field as appendTo wrote them: a year's report reads a million of them. False: it is not a
// visit's record.
func (r *visitRecord) read(body []byte) bool {
	if len(body) != visitSize {
		return false
	}
	short := func(at int) uint16 { return binary.BigEndian.Uint16(body[at:]) }
	long := func(at int) int64 { return int64(binary.BigEndian.Uint64(body[at:])) }
	*r = visitRecord{
		Flags: body[0], Rating: body[1], Calls: short(2), Service: short(4), Class: short(6), Source: short(8), Status: short(10),
		Outcome: short(12), Staff: short(14), Window: binary.BigEndian.Uint32(body[16:]),
		IssuedAt: queue.Instant(long(20)), WaitFrom: queue.Instant(long(28)), FirstCalledAt: queue.Instant(long(36)),
		WaitedFor: queue.Millis(long(44)), CalledAt: queue.Instant(long(52)), StartedAt: queue.Instant(long(60)),
		Held: queue.Millis(long(68)), FinishedAt: queue.Instant(long(76)), NoShowAt: queue.Instant(long(84)),
	}
	return true
}

// appendTo writes what read reads.
func (r *visitRecord) appendTo(body []byte) []byte {
	order := binary.BigEndian
	body = append(body, r.Flags, r.Rating)
	for _, n := range [...]uint16{r.Calls, r.Service, r.Class, r.Source, r.Status, r.Outcome, r.Staff} {
		body = order.AppendUint16(body, n)
	}
	body = order.AppendUint32(body, r.Window)
	for _, n := range [...]int64{
		int64(r.IssuedAt), int64(r.WaitFrom), int64(r.FirstCalledAt), int64(r.WaitedFor), int64(r.CalledAt), int64(r.StartedAt),
		int64(r.Held), int64(r.FinishedAt), int64(r.NoShowAt),
	} {
		body = order.AppendUint64(body, uint64(n))
	}
	return body
}

// decodeVisit reads the record under key; the error is an *ErrDamaged.
func decodeVisit(key, value []byte) (r visitRecord, err error) {
	body, err := unseal(key, value)
	if err != nil {
		return r, err
	}
	if !r.read(body) {
		return r, &ErrDamaged{Reason: fmt.Sprintf("a visit's record has %d bytes", len(body))}
	}
	return r, nil
}

// Visits gives see the visits that began on the business days from … to, both included, in the order in which they
// began; an empty Date leaves that end open. A visit is given as it stands when it is read, those of the present day
// while they go on, and is see's until it returns. It ends early with ctx or with an error of see, which it returns.
func (s *Store) Visits(ctx context.Context, from, to queue.Date, see func(*queue.Visit) error) error {
	return scan(ctx, s, visitsBucket, from, to, func(v *queue.Visit, key, value []byte, id uint64, words vocabulary) error {
		r, err := decodeVisit(key, value)
		if err != nil {
			return fmt.Errorf("visit %d: %w", id, err)
		}
		r.visit(v, id, words)
		return nil
	}, see)
}

// scanBatch is how many records are read in one transaction.
const scanBatch = 4096

// scan gives see what is kept in bucket under the sequence numbers of the business days from … to. It decodes into
// memory batch by batch, so that no transaction is open while see works.
func scan[R any](ctx context.Context, s *Store, bucket []byte, from, to queue.Date,
	decode func(r *R, key, value []byte, id uint64, words vocabulary) error, see func(*R) error) error {
	period, err := s.period(from, to)
	if err != nil {
		return err
	}
	var batch []R
	for next, more := period.first, true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch, more = batch[:0], false
		err := s.view(func(tx *bbolt.Tx) error {
			words, err := readVocabulary(tx)
			if err != nil {
				return err
			}
			b := tx.Bucket(bucket)
			if b == nil {
				return nil // nothing of the kind was kept yet
			}
			c := b.Cursor()
			for k, v := c.Seek(seqKey(next)); k != nil; k, v = c.Next() {
				id, _ := keySeq(k)
				if id > period.last {
					return nil
				}
				if len(batch) == scanBatch {
					next, more = id, true
					return nil
				}
				var none R
				batch = append(batch, none)
				if err := decode(&batch[len(batch)-1], k, v, id, words); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for i := range batch {
			if err := see(&batch[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// period is a range of sequence numbers, both ends included; empty when last is before first.
type period struct {
	first, last uint64
}

// period gives the entries of the business days from … to.
func (s *Store) period(from, to queue.Date) (p period, err error) {
	p = period{1, 0}
	if to != "" && to < from {
		return p, nil
	}
	err = s.view(func(tx *bbolt.Tx) error {
		c := tx.Bucket(daysBucket).Cursor()
		k, v := c.Seek([]byte(from))
		if k == nil {
			return nil
		}
		before, err := decodeDay(k, v)
		if err != nil {
			return err
		}
		p = period{before + 1, math.MaxUint64}
		for ; k != nil; k, v = c.Next() {
			if to != "" && string(k) > string(to) {
				p.last, err = decodeDay(k, v)
				return err
			}
		}
		return nil
	})
	return p, err
}
