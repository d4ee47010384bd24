package store

import (
	"go.etcd.io/bbolt"
)

// keptKey is where meta tells what the retention has dropped; without it nothing was.
var keptKey = []byte("kept")

// kept tells where what is kept begins.
type kept struct {
	// After is the last entry of the journal that was dropped, and Sum the digest of its record, which the next one
	// holds; both zero when none was.
	After uint64
	Sum   digest
	// Figures is the first entry whose visit or shift is kept.
	Figures uint64
}

// readKept reads what meta tells.
func readKept(meta *bbolt.Bucket) (k kept, err error) {
	return decodeKept(meta.Get(keptKey))
}

func decodeKept(value []byte) (k kept, err error) {
	if value == nil {
		return k, nil
	}
	err = decodeFixed(keptKey, value, &k)
	return k, err
}

func (k kept) put(meta *bbolt.Bucket) error { return meta.Put(keptKey, encodeFixed(keptKey, &k)) }
