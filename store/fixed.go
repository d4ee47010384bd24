package store

import (
	"encoding/binary"
	"fmt"
)

// encodeFixed seals the fields of record, a pointer to a struct of fixed size, in their order, big-endian and without gaps.
func encodeFixed(key []byte, record any) []byte {
	body, err := binary.Append(nil, binary.BigEndian, record)
	if err != nil {
		panic(fmt.Sprintf("record %T is not of fixed size: %v", record, err)) // a fault of this program, not of its data
	}
	return seal(key, body)
}

// decodeFixed reads what encodeFixed wrote into record; the error is an *ErrDamaged.
func decodeFixed(key, value []byte, record any) error {
	body, err := unseal(key, value)
	if err != nil {
		return err
	}
	if n, err := binary.Decode(body, binary.BigEndian, record); err != nil || n != len(body) {
		return &ErrDamaged{Reason: fmt.Sprintf("a record of statistics has %d bytes", len(body))}
	}
	return nil
}
