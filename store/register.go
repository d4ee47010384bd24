package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// The registers hold what is to be read over months without a pass over all that happened in them, under the sequence
// number of the entry that began it, as sealed JSON of how it stands: folds of the journal. Each is made with its first.
var (
	feedbackBucket = []byte("feedback")
	cardsBucket    = []byte("cards")
	followUpBucket = []byte("follow_ups")
	seenBucket     = []byte("alerts_seen")
	outOfOrder     = []byte("out_of_order")

	registers = [][]byte{feedbackBucket, cardsBucket, followUpBucket, seenBucket, outOfOrder}

	// laterRegisters were not kept from the first version on: what is older than their first record may be missing.
	laterRegisters = [][]byte{seenBucket, outOfOrder}
)

// lazyBucket is a bucket that is made when something is put there.
type lazyBucket struct {
	tx   *bbolt.Tx
	name []byte
}

// Get implements table.
func (l lazyBucket) Get(key []byte) []byte {
	b := l.tx.Bucket(l.name)
	if b == nil {
		return nil
	}
	return b.Get(key)
}

// Put implements table.
func (l lazyBucket) Put(key, value []byte) error {
	b, err := l.tx.CreateBucketIfNotExists(l.name)
	if err != nil {
		return err
	}
	return b.Put(key, value)
}

// register notes how something stands.
func (t *tally) register(bucket []byte, id uint64, record any) error {
	body, err := json.Marshal(record)
	if err != nil {
		return err
	}
	key := seqKey(id)
	return t.registers(bucket).Put(key, seal(key, body))
}

// readRegister gives see what is in a register of the business days from … to, as Visits gives visits.
func readRegister[R any](ctx context.Context, s *Store, bucket []byte, from, to queue.Date, see func(*R) error) error {
	return scan(ctx, s, bucket, from, to, func(r *R, key, value []byte, id uint64, _ vocabulary) error {
		body, err := unseal(key, value)
		if err == nil {
			err = json.Unmarshal(body, r)
		}
		if err != nil {
			return fmt.Errorf("%s %d: %w", bucket, id, err)
		}
		return nil
	}, see)
}

// Feedback gives see the complaints and suggestions of the business days from … to, as Visits gives visits. What they say
// is sealed.
func (s *Store) Feedback(ctx context.Context, from, to queue.Date, see func(*queue.Feedback) error) error {
	return readRegister(ctx, s, feedbackBucket, from, to, see)
}

// Cards gives see the cards that were given on the business days from … to, likewise, as they stand now.
func (s *Store) Cards(ctx context.Context, from, to queue.Date, see func(*queue.Card) error) error {
	return readRegister(ctx, s, cardsBucket, from, to, see)
}

// FollowUps gives see the follow-ups of the bad ratings of the business days from … to, likewise, as they stand now.
func (s *Store) FollowUps(ctx context.Context, from, to queue.Date, see func(*queue.FollowUp) error) error {
	return readRegister(ctx, s, followUpBucket, from, to, see)
}

// AlertsSeen gives see the alerts that somebody acknowledged on the business days from … to, likewise, as they were then.
func (s *Store) AlertsSeen(ctx context.Context, from, to queue.Date, see func(*queue.Alert) error) error {
	return readRegister(ctx, s, seenBucket, from, to, see)
}

// OutOfOrder gives see the calls that staff made out of order, for visits of the business days from … to, likewise.
func (s *Store) OutOfOrder(ctx context.Context, from, to queue.Date, see func(*queue.OutOfOrder) error) error {
	return readRegister(ctx, s, outOfOrder, from, to, see)
}

// keptRegister compares a register, where there is one, with what the journal says.
func (v *verifier) keptRegister(name []byte) error {
	want, first := v.register(name), ""
	if v.buckets[string(name)] != nil {
		err := v.each(name, func(key, value []byte) error {
			if first == "" {
				first = string(key)
			}
			return v.compare(name, want, key, value)
		})
		if err != nil {
			return err
		}
	}
	if slices.ContainsFunc(laterRegisters, func(later []byte) bool { return bytes.Equal(later, name) }) {
		maps.DeleteFunc(want, func(key string, _ []byte) bool { return first == "" || key < first })
	}
	return v.none(name, want)
}

// register gives what the journal says of a register.
func (v *verifier) register(name []byte) memory {
	if v.registers[string(name)] == nil {
		v.registers[string(name)] = memory{}
	}
	return v.registers[string(name)]
}
