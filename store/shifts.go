package store

import (
	"context"
	"fmt"

	"github.com/paidui/paidui/queue"
)

// shiftRecord is a turn at a window as the file keeps it: these fields in this order, 47 bytes, sealed.
type shiftRecord struct {
	Flags       uint8
	Staff       uint16 // a number of the words bucket
	Window      uint32
	SignedInAt  queue.Instant
	OpensAt     queue.Instant
	SignedOutAt queue.Instant // zero while it lasts
	Paused      queue.Millis  // the ended pauses
	PausedSince queue.Instant // zero while not paused
}

// flagForgotten: the day's end signed out.
const flagForgotten = 1

func recordShift(s *queue.ShiftRecord, words speller) (shiftRecord, error) {
	staff, err := words.number(string(s.Staff))
	if err != nil {
		return shiftRecord{}, err
	}
	r := shiftRecord{
		Staff: staff, Window: uint32(s.Window), SignedInAt: s.SignedInAt, OpensAt: s.OpensAt, SignedOutAt: s.SignedOutAt,
		Paused: s.Paused, PausedSince: s.PausedSince,
	}
	if s.Forgotten {
		r.Flags = flagForgotten
	}
	return r, nil
}

func (r *shiftRecord) shift(id uint64, words vocabulary) queue.ShiftRecord {
	return queue.ShiftRecord{
		Shift: queue.Shift{
			ID: id, Window: queue.WindowNumber(r.Window), Staff: queue.StaffNo(words[r.Staff]), SignedInAt: r.SignedInAt,
			OpensAt: r.OpensAt, SignedOutAt: r.SignedOutAt, Paused: r.Paused, Forgotten: r.Flags&flagForgotten != 0,
		},
		PausedSince: r.PausedSince,
	}
}

// running gives the shift that lasts at w.
func running(w *queue.WindowState) *queue.ShiftRecord {
	r := &queue.ShiftRecord{Shift: queue.Shift{
		ID: w.Shift, Window: w.Number, Staff: w.Staff, SignedInAt: w.SignedInAt, OpensAt: w.OpensAt, Paused: w.Paused,
	}}
	if w.Pause != nil {
		r.PausedSince = w.Pause.Since
	}
	return r
}

// Shifts gives see the turns at windows that were signed in on the business days from … to, as Visits gives visits.
func (s *Store) Shifts(ctx context.Context, from, to queue.Date, see func(queue.ShiftRecord) error) error {
	return scan(ctx, s, shiftsBucket, from, to, func(key, value []byte, id uint64, words vocabulary) (queue.ShiftRecord, error) {
		var r shiftRecord
		if err := decodeFixed(key, value, &r); err != nil {
			return queue.ShiftRecord{}, fmt.Errorf("shift %d: %w", id, err)
		}
		return r.shift(id, words), nil
	}, see)
}
