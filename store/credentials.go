package store

import "github.com/paidui/paidui/queue"

// Credential gives what is kept under the hash of a secret; false when nothing is.
func (s *Store) Credential(hash string) (c queue.Credential, ok bool, err error) {
	return readSealed[queue.Credential](s, credentialsBucket, hash)
}

// PutCredential keeps c under the hash of its secret, durable on return, in place of what was there. An error that wraps
// queue.ErrNotWritten promises that nothing changed.
func (s *Store) PutCredential(hash string, c queue.Credential) error {
	return s.putSealed(credentialsBucket, map[string]any{hash: c})
}

// DeleteCredential takes away what is kept under hash, if anything is; durable on return.
func (s *Store) DeleteCredential(hash string) error {
	return s.putSealed(credentialsBucket, nil, hash)
}
