package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// The buckets of people: accounts under their names, and log-ins under the hashes of their cookies. Each is made with its
// first, since a hall may have none. Accounts are part of backups; a restore ends every log-in.
var (
	accountsBucket = []byte("accounts")
	logInsBucket   = []byte("log_ins")
)

// Account gives the account of that name; false when there is none.
func (s *Store) Account(name queue.AccountName) (a queue.Account, ok bool, err error) {
	return readSealed[queue.Account](s, accountsBucket, string(name))
}

// Accounts gives all accounts, by name.
func (s *Store) Accounts() ([]queue.Account, error) {
	all, err := readAllSealed[queue.Account](s, accountsBucket)
	sorted := make([]queue.Account, 0, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		sorted = append(sorted, all[name])
	}
	return sorted, err
}

// PutAccounts keeps accounts in place of what was there under their names, all or none, durable on return. An error that
// wraps queue.ErrNotWritten promises that nothing changed.
func (s *Store) PutAccounts(accounts ...queue.Account) error {
	values := map[string]any{}
	for _, a := range accounts {
		values[string(a.Name)] = a
	}
	return s.putSealed(accountsBucket, values)
}

// LogIn gives the log-in that is kept under the hash of its cookie; false when there is none.
func (s *Store) LogIn(hash string) (l queue.LogIn, ok bool, err error) {
	return readSealed[queue.LogIn](s, logInsBucket, hash)
}

// LogIns gives all log-ins, by hash.
func (s *Store) LogIns() (map[string]queue.LogIn, error) {
	return readAllSealed[queue.LogIn](s, logInsBucket)
}

// PutLogIn keeps l under the hash of its cookie and takes away those under gone, in one transaction.
func (s *Store) PutLogIn(hash string, l queue.LogIn, gone ...string) error {
	return s.putSealed(logInsBucket, map[string]any{hash: l}, gone...)
}

// DeleteLogIns takes away the log-ins under hashes, as far as there are any; durable on return.
func (s *Store) DeleteLogIns(hashes ...string) error {
	return s.putSealed(logInsBucket, nil, hashes...)
}

// Credentials gives all credentials, by the hash of their secrets.
func (s *Store) Credentials() (map[string]queue.Credential, error) {
	return readAllSealed[queue.Credential](s, credentialsBucket)
}

// readSealed reads what lies sealed as JSON under key.
func readSealed[T any](s *Store, bucket []byte, key string) (v T, ok bool, err error) {
	var value []byte
	err = s.view(func(tx *bbolt.Tx) error {
		if b := tx.Bucket(bucket); b != nil {
			value = bytes.Clone(b.Get([]byte(key)))
		}
		return nil
	})
	if err != nil || value == nil {
		return v, false, err
	}
	v, err = openSealed[T](bucket, []byte(key), value)
	return v, err == nil, err
}

// readAllSealed reads the whole of a bucket. What of it cannot be read is left out, and err tells of it.
func readAllSealed[T any](s *Store, bucket []byte) (map[string]T, error) {
	raw := map[string][]byte{}
	err := s.view(func(tx *bbolt.Tx) error {
		if b := tx.Bucket(bucket); b != nil {
			return b.ForEach(func(k, v []byte) error { raw[string(k)] = bytes.Clone(v); return nil })
		}
		return nil
	})
	all := make(map[string]T, len(raw))
	for key, value := range raw {
		v, bad := openSealed[T](bucket, []byte(key), value)
		if bad == nil {
			all[key] = v
		}
		err = errors.Join(err, bad)
	}
	return all, err
}

func openSealed[T any](bucket, key, value []byte) (v T, err error) {
	body, err := unseal(key, value)
	if err != nil {
		return v, fmt.Errorf("%s: %w", bucket, err)
	}
	if err := json.Unmarshal(body, &v); err != nil {
		var none T
		return none, &ErrDamaged{Reason: string(bucket) + ": " + err.Error()}
	}
	return v, nil
}

// putSealed puts values into a bucket and takes keys out of it.
func (s *Store) putSealed(bucket []byte, values map[string]any, gone ...string) error {
	bodies := map[string][]byte{}
	for key, v := range values {
		body, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("%w: %s: %w", queue.ErrNotWritten, bucket, err)
		}
		bodies[key] = seal([]byte(key), body)
	}
	return s.update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(bucket)
		if err != nil {
			return err
		}
		for _, key := range gone {
			if err := b.Delete([]byte(key)); err != nil {
				return err
			}
		}
		for key, value := range bodies {
			if err := b.Put([]byte(key), value); err != nil {
				return err
			}
		}
		return nil
	})
}

// endLogIns makes everybody log in anew.
func endLogIns(tx *bbolt.Tx) error {
	if tx.Bucket(logInsBucket) == nil {
		return nil
	}
	return tx.DeleteBucket(logInsBucket)
}

// people looks at accounts and log-ins.
func (v *verifier) people() error {
	if v.buckets[string(accountsBucket)] != nil {
		err := v.each(accountsBucket, func(key, value []byte) error {
			_, err := openSealed[queue.Account](accountsBucket, key, value)
			return err
		})
		if err != nil {
			return err
		}
	}
	if v.buckets[string(logInsBucket)] == nil {
		return nil
	}
	return v.each(logInsBucket, func(key, value []byte) error {
		_, err := openSealed[queue.LogIn](logInsBucket, key, value)
		return err
	})
}
