package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// Credential gives what is kept under the hash of a secret; false when nothing is.
func (s *Store) Credential(hash string) (c queue.Credential, ok bool, err error) {
	key := []byte(hash)
	var value []byte
	err = s.view(func(tx *bbolt.Tx) error {
		value = bytes.Clone(tx.Bucket(credentialsBucket).Get(key))
		return nil
	})
	if err != nil || value == nil {
		return queue.Credential{}, false, err
	}
	c, err = decodeCredential(key, value)
	return c, err == nil, err
}

func decodeCredential(key, value []byte) (c queue.Credential, err error) {
	body, err := unseal(key, value)
	if err != nil {
		return c, fmt.Errorf("credential: %w", err)
	}
	if err := json.Unmarshal(body, &c); err != nil {
		return queue.Credential{}, &ErrDamaged{Reason: "credential: " + err.Error()}
	}
	return c, nil
}

// PutCredential keeps c under the hash of its secret, durable on return, in place of what was there. An error that wraps
// queue.ErrNotWritten promises that nothing changed.
func (s *Store) PutCredential(hash string, c queue.Credential) error {
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("%w: credential %s: %w", queue.ErrNotWritten, c.ID, err)
	}
	key := []byte(hash)
	return s.update(func(tx *bbolt.Tx) error { return tx.Bucket(credentialsBucket).Put(key, seal(key, body)) })
}

// DeleteCredential takes away what is kept under hash, if anything is; durable on return.
func (s *Store) DeleteCredential(hash string) error {
	return s.update(func(tx *bbolt.Tx) error { return tx.Bucket(credentialsBucket).Delete([]byte(hash)) })
}
