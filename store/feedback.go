package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// feedbackBucket holds what citizens complained of and suggested, under Feedback.ID, as sealed JSON: a fold of the journal,
// so that a list over months needs no pass over all that happened in them. It is made with the first.
var feedbackBucket = []byte("feedback")

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

func (t *tally) feedbackGiven(f *queue.Feedback) error {
	body, err := json.Marshal(f)
	if err != nil {
		return err
	}
	key := seqKey(uint64(f.ID))
	return t.feedback.Put(key, seal(key, body))
}

// Feedback gives see the complaints and suggestions of the business days from … to, as Visits gives visits. What they say
// is sealed.
func (s *Store) Feedback(ctx context.Context, from, to queue.Date, see func(queue.Feedback) error) error {
	return scan(ctx, s, feedbackBucket, from, to, func(key, value []byte, id uint64, _ vocabulary) (f queue.Feedback, err error) {
		body, err := unseal(key, value)
		if err == nil {
			err = json.Unmarshal(body, &f)
		}
		if err != nil {
			return f, fmt.Errorf("feedback %d: %w", id, err)
		}
		return f, nil
	}, see)
}

// keptFeedback compares the bucket, where there is one, with what the journal says.
func (v *verifier) keptFeedback() error {
	if v.buckets[string(feedbackBucket)] != nil {
		err := v.each(feedbackBucket, func(key, value []byte) error {
			if !bytes.Equal(v.feedback[string(key)], value) {
				return damagedf("%x is not what the journal says", key)
			}
			delete(v.feedback, string(key))
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(v.feedback) > 0 {
		return damagedf("%s: %d records are missing", feedbackBucket, len(v.feedback))
	}
	return nil
}
