package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/paidui/paidui/queue"
)

// memory is a table in memory.
type memory map[string][]byte

// Get implements table.
func (m memory) Get(key []byte) []byte { return m[string(key)] }

// Put implements table.
func (m memory) Put(key, value []byte) error {
	m[string(key)] = value
	return nil
}

// spelling is the words bucket as it is; no word is added.
type spelling map[string]uint16

func (w spelling) number(text string) (uint16, error) {
	n, ok := w[text]
	if !ok && text != "" {
		return 0, damagedf("the word %q is missing", text)
	}
	return n, nil
}

// bucket notes where a bucket begins.
func (v *verifier) bucket(e element) error {
	if !e.bucket {
		return damagedf("%q is no bucket", e.key)
	}
	v.buckets[string(e.key)] = e.value
	return nil
}

// each gives see what is in a bucket.
func (v *verifier) each(name []byte, see func(key, value []byte) error) error {
	err := v.pages.ascending(v.buckets[string(name)], func(e element) error {
		if e.bucket {
			return damagedf("a bucket stands among the values")
		}
		return see(e.key, e.value)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// after puts damage without a place behind the last good entry.
func (v *verifier) after(err error) error {
	var damaged *ErrDamaged
	if errors.As(err, &damaged) && damaged.Seq == 0 {
		return &ErrDamaged{Seq: v.report.Last + 1, Reason: damaged.Reason}
	}
	return err
}

// head reads the meta bucket.
func (v *verifier) head() error {
	values := map[string][]byte{}
	if err := v.each(metaBucket, func(k, value []byte) error { values[string(k)] = value; return nil }); err != nil {
		return err
	}
	if err := checkFormat(values[string(formatKey)]); err != nil {
		return err
	}
	id, err := unseal(idKey, values[string(idKey)])
	v.report.ID = string(id)
	if err != nil {
		return err
	}
	v.begins, err = decodeKept(values[string(keptKey)])
	return err
}

// word reads the number of one word; no two may have the same.
func (v *verifier) word(key, value []byte) error {
	n, err := decodeWord(key, value)
	if err != nil {
		return err
	}
	for text, other := range v.words {
		if other == n {
			return damagedf("the words %q and %q have one number", text, key)
		}
	}
	v.words[string(key)] = n
	return nil
}

// liveRecord is record for the live file, which may hold entries that an archive has as well: the same ones.
func (v *verifier) liveRecord(key, value []byte) error {
	if seq, ok := keySeq(key); ok {
		if sum, twice := v.twice[seq]; twice && sum != sha256.Sum256(value) {
			return &ErrDamaged{Seq: seq, Reason: "archive and live file do not hold the same entry"}
		}
	}
	return v.record(key, value)
}

// record reads one entry of the journal and folds it.
func (v *verifier) record(key, value []byte) error {
	r := &v.report
	seq := r.Last + 1
	if !bytes.Equal(key, seqKey(seq)) {
		return &ErrDamaged{Seq: seq, Reason: "the entry is missing"}
	}
	e, previous, err := decodeRecord(seq, value)
	if err != nil {
		return err
	}
	if previous != v.last {
		// One of the two was changed and has a good checksum: the earlier is the first not to be trusted.
		return &ErrDamaged{Seq: max(1, seq-1), Reason: fmt.Sprintf("entry %d was written after another entry %d", seq, seq-1)}
	}
	if err := v.apply(e); err != nil {
		return err
	}
	if _, err := hex.Decode(v.last[:], []byte(e.Hash)); err != nil {
		return err
	}
	if r.Entries == 0 {
		r.First, r.FirstAt = seq, e.At
	}
	r.Entries, r.Last, r.LastAt, r.Hash = r.Entries+1, seq, e.At, e.Hash
	return nil
}

// apply folds e into a state and into statistics of its own.
func (v *verifier) apply(e queue.Entry) error {
	t := tally{visits: v.visits, shifts: v.shifts, days: v.days, words: v.words, registers: func(name []byte) table { return v.register(name) }}
	err := guard(func() error {
		v.state.Apply(e)
		if err := t.entry(&e); v.figures {
			return err
		}
		return nil
	})
	var damaged *ErrDamaged
	if errors.As(err, &damaged) {
		return &ErrDamaged{Seq: e.Seq, Reason: damaged.Reason}
	}
	return err
}

// kept compares what is kept beside the journal with what the journal says.
func (v *verifier) kept() error {
	for _, b := range []struct {
		name  []byte
		want  memory
		count *int
	}{
		{daysBucket, v.days, &v.report.Days}, {visitsBucket, v.visits, &v.report.Visits}, {shiftsBucket, v.shifts, &v.report.Shifts},
	} {
		err := v.each(b.name, func(key, value []byte) error {
			*b.count++
			v.day(b.name, key)
			return v.compare(b.name, b.want, key, value)
		})
		if err != nil {
			return err
		}
		if err := v.none(b.name, b.want); err != nil {
			return err
		}
	}
	for _, name := range registers {
		if err := v.keptRegister(name); err != nil {
			return err
		}
	}
	err := v.each(credentialsBucket, func(key, value []byte) error {
		v.report.Credentials++
		_, err := openSealed[queue.Credential](credentialsBucket, key, value)
		return err
	})
	if err != nil {
		return err
	}
	if err := v.people(); err != nil {
		return err
	}
	return v.outbox()
}

// asBefore tells whether value is the visit want as a version kept it that did not say why it was called.
func asBefore(key, want, value []byte) bool {
	r, err := decodeVisit(key, want)
	r.Flags &= 1<<whyShift - 1
	return err == nil && bytes.Equal(seal(key, r.appendTo(nil)), value)
}

// day notes the first and the last day.
func (v *verifier) day(bucket, key []byte) {
	if !bytes.Equal(bucket, daysBucket) {
		return
	}
	if v.report.FirstDay == "" {
		v.report.FirstDay = queue.Date(key)
	}
	v.report.LastDay = queue.Date(key)
}
