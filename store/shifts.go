package store

import (
	"context"
	"fmt"
	"math"

	"github.com/paidui/paidui/queue"
)

// shiftRecord is a turn at a window as the file keeps it: these fields in this order, 47 bytes, sealed together with the
// shiftMore and the shiftAsked that may follow.
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

// shiftMore is what a later version tells of a turn. One that never paused and left nobody alone has none of it, nor has
// one whose entries an earlier version wrote: both are kept as they always were.
type shiftMore struct {
	Away       queue.Millis
	PauseCount uint16 // no more than 65535 are counted, likewise below
	LeftAlone  uint16
}

// shiftAsked follows it in a turn at which somebody only asked something.
type shiftAsked struct {
	Consultations uint16
}

// The flags of a shift. flagForgotten: the day's end signed out.
const (
	flagForgotten = 1 << iota
	flagSubstitute
	flagRelief
	flagRelieved
)

// encodeShift gives the turn as it is kept under key.
func encodeShift(key []byte, s *queue.ShiftRecord, words speller) ([]byte, error) {
	staff, err := words.number(string(s.Staff))
	if err != nil {
		return nil, err
	}
	r := shiftRecord{
		Staff: staff, Window: uint32(s.Window), SignedInAt: s.SignedInAt, OpensAt: s.OpensAt, SignedOutAt: s.SignedOutAt,
		Paused: s.Paused, PausedSince: s.PausedSince,
	}
	for flag, set := range map[uint8]bool{
		flagForgotten: s.Forgotten, flagSubstitute: s.Substitute, flagRelief: s.Relief, flagRelieved: s.Relieved,
	} {
		if set {
			r.Flags |= flag
		}
	}
	more := shiftMore{
		Away: s.Away, PauseCount: uint16(min(s.PauseCount, math.MaxUint16)), LeftAlone: uint16(min(s.LeftAlone, math.MaxUint16)),
	}
	switch {
	case s.Consultations > 0:
		return encodeFixed(key, &fullShift{longerShift{r, more}, shiftAsked{uint16(min(s.Consultations, math.MaxUint16))}}), nil
	case more != (shiftMore{}):
		return encodeFixed(key, &longerShift{r, more}), nil
	}
	return encodeFixed(key, &r), nil
}

// longerShift is a shift with more to tell; fullShift one that has all of its record.
type longerShift struct {
	shiftRecord
	shiftMore
}

type fullShift struct {
	longerShift
	shiftAsked
}

// decodeShift reads what encodeShift gave for turn id into s.
func decodeShift(s *queue.ShiftRecord, key, value []byte, id uint64, words vocabulary) error {
	var r fullShift
	if decodeFixed(key, value, &r) != nil {
		r = fullShift{}
		if decodeFixed(key, value, &r.longerShift) != nil {
			r = fullShift{}
			if err := decodeFixed(key, value, &r.shiftRecord); err != nil {
				return fmt.Errorf("shift %d: %w", id, err)
			}
		}
	}
	*s = queue.ShiftRecord{
		Shift: queue.Shift{
			ID: id, Window: queue.WindowNumber(r.Window), Staff: queue.StaffNo(words.text(r.Staff)), SignedInAt: r.SignedInAt,
			OpensAt: r.OpensAt, SignedOutAt: r.SignedOutAt, Paused: r.Paused, Away: r.Away, PauseCount: int(r.PauseCount),
			LeftAlone: int(r.LeftAlone), Consultations: int(r.Consultations), Forgotten: r.Flags&flagForgotten != 0, Substitute: r.Flags&flagSubstitute != 0,
			Relief: r.Flags&flagRelief != 0, Relieved: r.Flags&flagRelieved != 0,
		},
		PausedSince: r.PausedSince,
	}
	return nil
}

// running gives the shift that lasts at w.
func running(w *queue.WindowState) *queue.ShiftRecord {
	r := &queue.ShiftRecord{Shift: w.Turn()}
	if w.Pause != nil {
		r.PausedSince = w.Pause.Since
	}
	return r
}

// Shifts gives see the turns at windows that were signed in on the business days from … to, as Visits gives visits.
func (s *Store) Shifts(ctx context.Context, from, to queue.Date, see func(*queue.ShiftRecord) error) error {
	return scan(ctx, s, shiftsBucket, from, to, decodeShift, see)
}
