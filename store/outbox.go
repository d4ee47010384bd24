package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// outboxBucket holds messages to the gateway outside the hall. It is made with the first, since a hall without a gateway
// has none. Its keys are markKey, and the ids of messages behind one of two heads; values are JSON.
var (
	outboxBucket = []byte("outbox")
	markKey      = []byte("mark")
	pendingHead  = []byte("pending/")
	deadHead     = []byte("dead/")
)

// mostDead is how many messages that were given up are kept.
const mostDead = 1000

// MessageMark gives how far the journal has been made into messages; false before the first, and after DropMessageMark.
func (s *Store) MessageMark() (mark queue.MessageMark, ok bool, err error) {
	var value []byte
	err = s.outbox(func(b *bbolt.Bucket) { value = bytes.Clone(b.Get(markKey)) })
	if err != nil || value == nil {
		return mark, false, err
	}
	body, err := unseal(markKey, value)
	if err == nil {
		err = json.Unmarshal(body, &mark)
	}
	return mark, err == nil, err
}

// DropMessageMark forgets the mark, so that messages begin anew with what happens later. Without a mark nothing is written.
func (s *Store) DropMessageMark() error {
	if _, ok, err := s.MessageMark(); err != nil || !ok {
		return err
	}
	return s.changeOutbox(func(b *bbolt.Bucket) error { return b.Delete(markKey) })
}

// PutMessages makes messages pending and sets the mark, in one transaction. An error that wraps queue.ErrNotWritten
// promises that nothing changed.
func (s *Store) PutMessages(mark queue.MessageMark, messages ...queue.Message) error {
	return s.changeOutbox(func(b *bbolt.Bucket) error {
		body, err := json.Marshal(mark)
		if err != nil {
			return err
		}
		if err := b.Put(markKey, seal(markKey, body)); err != nil {
			return err
		}
		return putMessages(b, pendingHead, messages)
	})
}

// PendingMessages gives the messages that the gateway does not have yet, oldest first.
func (s *Store) PendingMessages() ([]queue.Message, error) {
	return s.messages(pendingHead, func(m *queue.Message) queue.Instant { return m.At })
}

// DeadMessages gives the messages that were given up, first given up first.
func (s *Store) DeadMessages() ([]queue.Message, error) {
	return s.messages(deadHead, func(m *queue.Message) queue.Instant { return m.DeadAt })
}

// SettleMessages takes away what was delivered, keeps what is to be tried again as it now is, and moves what was given
// up to the dead, all in one transaction. Of more than a thousand dead the first are dropped, and their ids given.
func (s *Store) SettleMessages(delivered []string, again, dead []queue.Message) (dropped []string, err error) {
	err = s.changeOutbox(func(b *bbolt.Bucket) error {
		for _, m := range dead {
			delivered = append(delivered, m.ID)
		}
		for _, id := range delivered {
			if err := b.Delete(messageKey(pendingHead, id)); err != nil {
				return err
			}
		}
		if err := putMessages(b, pendingHead, again); err != nil {
			return err
		}
		if err := putMessages(b, deadHead, dead); err != nil {
			return err
		}
		dropped, err = dropDead(b)
		return err
	})
	return dropped, err
}

// RetryMessage makes a dead message pending, as if it had never been tried, from the moment at on, and gives it; nil
// when it is pending already. False: there is no such message.
func (s *Store) RetryMessage(id string, at queue.Instant) (retried *queue.Message, found bool, err error) {
	dead, pending := messageKey(deadHead, id), messageKey(pendingHead, id)
	isDead := false
	err = s.outbox(func(b *bbolt.Bucket) { isDead, found = b.Get(dead) != nil, b.Get(pending) != nil })
	if err != nil || !isDead {
		return nil, found, err
	}
	err = s.changeOutbox(func(b *bbolt.Bucket) error {
		value := b.Get(dead)
		if value == nil {
			return nil // somebody else was first
		}
		m, err := decodeMessage(dead, value)
		if err != nil {
			return err
		}
		m.Tries, m.NextTry, m.DeadAt = 0, at, 0
		if err := b.Delete(dead); err != nil {
			return err
		}
		retried = &m
		return putMessages(b, pendingHead, []queue.Message{m})
	})
	if err != nil {
		return nil, false, err
	}
	return retried, true, nil
}

// MessageCounts tells how many messages are pending, and how many were given up.
func (s *Store) MessageCounts() (pending, dead int, err error) {
	err = s.outbox(func(b *bbolt.Bucket) {
		pending, dead = len(keysBehind(b, pendingHead)), len(keysBehind(b, deadHead))
	})
	return pending, dead, err
}

// outbox lets read see the bucket, when there is one.
func (s *Store) outbox(read func(*bbolt.Bucket)) error {
	return s.view(func(tx *bbolt.Tx) error {
		if b := tx.Bucket(outboxBucket); b != nil {
			read(b)
		}
		return nil
	})
}

func (s *Store) changeOutbox(write func(*bbolt.Bucket) error) error {
	return s.update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(outboxBucket)
		if err != nil {
			return err
		}
		return write(b)
	})
}

// messages gives those behind a head, in the order of a moment of theirs, then of their ids.
func (s *Store) messages(head []byte, moment func(*queue.Message) queue.Instant) ([]queue.Message, error) {
	var keys, values [][]byte
	err := s.outbox(func(b *bbolt.Bucket) {
		for _, k := range keysBehind(b, head) {
			keys, values = append(keys, k), append(values, bytes.Clone(b.Get(k)))
		}
	})
	if err != nil {
		return nil, err
	}
	all := make([]queue.Message, len(keys))
	for i := range keys {
		if all[i], err = decodeMessage(keys[i], values[i]); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(a, b queue.Message) int { return cmp.Compare(moment(&a), moment(&b)) })
	return all, nil
}

// dropDead takes away the first of the dead while there are too many.
func dropDead(b *bbolt.Bucket) (dropped []string, err error) {
	keys := keysBehind(b, deadHead)
	if len(keys) <= mostDead {
		return nil, nil
	}
	dead := make([]queue.Message, len(keys))
	for i, k := range keys {
		if dead[i], err = decodeMessage(k, b.Get(k)); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(dead, func(a, b queue.Message) int { return cmp.Compare(a.DeadAt, b.DeadAt) })
	for _, m := range dead[:len(dead)-mostDead] {
		if err := b.Delete(messageKey(deadHead, m.ID)); err != nil {
			return nil, err
		}
		dropped = append(dropped, m.ID)
	}
	return dropped, nil
}

func messageKey(head []byte, id string) []byte { return append(bytes.Clone(head), id...) }

// keysBehind gives copies of the keys with a head.
func keysBehind(b *bbolt.Bucket, head []byte) (keys [][]byte) {
	c := b.Cursor()
	for k, _ := c.Seek(head); bytes.HasPrefix(k, head); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	return keys
}

func putMessages(b *bbolt.Bucket, head []byte, messages []queue.Message) error {
	for _, m := range messages {
		body, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("message %s: %w", m.ID, err)
		}
		key := messageKey(head, m.ID)
		if err := b.Put(key, seal(key, body)); err != nil {
			return err
		}
	}
	return nil
}

func decodeMessage(key, value []byte) (m queue.Message, err error) {
	body, err := unseal(key, value)
	if err != nil {
		return m, fmt.Errorf("message %s: %w", key, err)
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return queue.Message{}, &ErrDamaged{Reason: "message: " + err.Error()}
	}
	return m, nil
}

// outbox checks what is kept for the gateway, where there is such a bucket.
func (v *verifier) outbox() error {
	if v.buckets[string(outboxBucket)] == nil {
		return nil
	}
	return v.each(outboxBucket, func(key, value []byte) error {
		if bytes.Equal(key, markKey) {
			_, err := unseal(key, value)
			return err
		}
		_, err := decodeMessage(key, value)
		return err
	})
}
