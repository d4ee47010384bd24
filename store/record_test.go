package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/paidui/paidui/queue"
)

func TestRecordIsBoundToItsKey(t *testing.T) {
	value := encodeRecord(7, digest{}, []byte(`{"seq":7,"at":"2026-11-23T01:00:00.000Z","by":"","events":[]}`))
	if _, _, err := decodeRecord(7, value); err != nil {
		t.Error(err)
	}
	if _, _, err := decodeRecord(8, value); err == nil {
		t.Error("record 7 reads as record 8")
	}
}

// FuzzDecodeRecord: no value makes the decoder panic, and a good one is bound to its sequence number.
func FuzzDecodeRecord(f *testing.F) {
	payload := []byte(`{"seq":7,"at":"2026-11-23T01:00:00.000Z","by":"","events":[{"kind":"day_closed","date":"2026-11-23"}]}`)
	f.Add(uint64(7), encodeRecord(7, digest{1}, payload))
	f.Add(uint64(7), encodeRecord(7, digest{}, nil))
	f.Add(uint64(0), []byte{})
	f.Add(uint64(1), []byte{sealVersion, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, seq uint64, value []byte) {
		e, previous, err := decodeRecord(seq, value)
		var damaged *ErrDamaged
		if err != nil {
			if !errors.As(err, &damaged) || damaged.Seq != seq {
				t.Fatalf("%v is no damage at %d", err, seq)
			}
			// Sealed anew the same bytes get past the checksum, to the JSON.
			_, _, _ = decodeRecord(seq, seal(seqKey(seq), value))
			return
		}
		if e.Seq != seq || !bytes.HasPrefix(value[sealSize:], previous[:]) {
			t.Fatalf("record %d gives entry %d behind %x", seq, e.Seq, previous)
		}
	})
}

// FuzzVerifyFile: no file makes verify panic or hang. The input is laid over a good file, so that much of it is reached.
func FuzzVerifyFile(f *testing.F) {
	data, err := os.ReadFile(filepath.Join(played(f, 60), fileName))
	if err != nil {
		f.Fatal(err)
	}
	data = data[:min(len(data), 32*4096)]
	f.Add(uint32(0), []byte{}, uint32(len(data)))
	f.Add(uint32(4096+16), []byte{1, 2, 3}, uint32(len(data)))
	f.Add(uint32(3*4096+8), []byte{1, 0, 255, 255}, uint32(9*4096))
	f.Fuzz(func(t *testing.T, at uint32, over []byte, length uint32) {
		broken := bytes.Clone(data)
		copy(broken[int(at)%len(broken):], over)
		broken = broken[:min(int(length), len(broken))]
		file := filepath.Join(t.TempDir(), "f")
		if err := os.WriteFile(file, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		var damaged *ErrDamaged
		if r, err := VerifyFile(file); err != nil && !errors.As(err, &damaged) && !errors.Is(err, ErrNewer) {
			t.Fatalf("%+v, %v", r, err)
		}
	})
}

// What one version wrote, every later one reads. The record here was written by the first.
func TestFrozenRecord(t *testing.T) {
	payload := `{"seq":1,"at":"2026-11-23T01:00:00.000Z","by":"","events":[{"kind":"day_closed","date":"2026-11-23"}]}`
	value := append([]byte{1, 0x0b, 0x70, 0x27, 0x32}, append(make([]byte, 32), payload...)...)
	e, previous, err := decodeRecord(1, value)
	if err != nil || previous != (digest{}) || e.At != queue.Instant(1795395600000) || e.Events[0].Kind() != "day_closed" {
		t.Errorf("%+v, %x, %v; written now: %x", e, previous, err, encodeRecord(1, digest{}, []byte(payload))[:sealSize])
	}
}

// TestVisitIsReadAsItIsWritten holds the quick ways of reading and writing a visit to the plain one.
func TestVisitIsReadAsItIsWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		body := make([]byte, visitSize)
		for i := range body {
			body[i] = byte(r.Uint32())
		}
		var plain, quick visitRecord
		if n, err := binary.Decode(body, binary.BigEndian, &plain); err != nil || n != visitSize {
			t.Fatalf("a visit has %d bytes: %v", n, err)
		}
		if !quick.read(body) || quick != plain {
			t.Fatalf("read %+v, want %+v", quick, plain)
		}
		if again := quick.appendTo(nil); !bytes.Equal(again, body) {
			t.Fatalf("written %x, want %x", again, body)
		}
		if quick.read(body[1:]) {
			t.Fatal("a record cut short is read")
		}
	}
}
