package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"

	"github.com/paidui/paidui/queue"
)

// Every value is sealed:
//
//	offset  bytes  what
//	0       1      1, the version of this layout
//	1       4      CRC-32C of the key, then of the body
//	5       …      body
//
// The body of a journal record is the SHA-256 of the whole record before it (zeros in the first), then the entry's JSON.
const (
	sealVersion = 1
	sealSize    = 5
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal gives the value to be kept under key.
func seal(key, body []byte) []byte { return sealParts(key, nil, body) }

// sealParts is seal of a body in two parts.
func sealParts(key, first, second []byte) []byte {
	value := make([]byte, sealSize, sealSize+len(first)+len(second))
	value = append(append(value, first...), second...)
	value[0] = sealVersion
	binary.BigEndian.PutUint32(value[1:], checksum(key, value[sealSize:]))
	return value
}

// unseal gives the body of a value that is kept under key, an *ErrDamaged when it is not what was sealed. The body is
// a part of value.
func unseal(key, value []byte) ([]byte, error) {
	switch {
	case value == nil:
		return nil, &ErrDamaged{Reason: "a value is missing"}
	case len(value) < sealSize:
		return nil, &ErrDamaged{Reason: "a value is cut short"}
	case value[0] != sealVersion:
		return nil, &ErrDamaged{Reason: "a value has an unknown version"}
	case binary.BigEndian.Uint32(value[1:]) != checksum(key, value[sealSize:]):
		return nil, &ErrDamaged{Reason: "a checksum does not match"}
	}
	return value[sealSize:], nil
}

func checksum(key, body []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, body)
}

// seqKey is a sequence number as a key: keys sort as numbers do.
func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// keySeq reads what seqKey wrote; false for another key.
func keySeq(key []byte) (uint64, bool) {
	if len(key) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(key), true
}

// digest is the SHA-256 of a record, which the next one holds.
type digest [sha256.Size]byte

// encodeRecord gives the record of the entry with seq and JSON payload, behind the record whose digest is previous.
func encodeRecord(seq uint64, previous digest, payload []byte) []byte {
	return sealParts(seqKey(seq), previous[:], payload)
}

// decodeRecord reads the record that is kept under seq and gives the digest it holds of the one before. The error is
// an *ErrDamaged with that Seq.
func decodeRecord(seq uint64, value []byte) (entry queue.Entry, previous digest, err error) {
	damaged := func(why string) (queue.Entry, digest, error) {
		return queue.Entry{}, digest{}, &ErrDamaged{Seq: seq, Reason: why}
	}
	body, err := unseal(seqKey(seq), value)
	if err != nil {
		return damaged(err.(*ErrDamaged).Reason)
	}
	if len(body) < len(previous) {
		return damaged("the record is cut short")
	}
	copy(previous[:], body)
	if err := entry.UnmarshalJSON(body[len(previous):]); err != nil {
		return damaged(err.Error())
	}
	if entry.Seq != seq {
		return damaged("the record holds another entry")
	}
	sum := sha256.Sum256(value)
	entry.Hash = hex.EncodeToString(sum[:])
	if previous != (digest{}) {
		entry.Previous = hex.EncodeToString(previous[:])
	}
	return entry, previous, nil
}
