package store

import (
	"errors"
	"testing"

	"github.com/paidui/paidui/queue"
)

func TestShiftsAreKept(t *testing.T) {
	plain := queue.ShiftRecord{Shift: queue.Shift{
		ID: 7, Window: 3, Staff: "1001", SignedInAt: 10, OpensAt: 20, SignedOutAt: 90, Paused: 30, Forgotten: true,
	}}
	lasts := plain
	lasts.SignedOutAt, lasts.PausedSince, lasts.Forgotten = 0, 50, false
	full := plain
	full.Away, full.PauseCount, full.LeftAlone, full.Substitute, full.Relief, full.Relieved = 25, 2, 1, true, true, true
	many := plain
	many.PauseCount, many.LeftAlone = 70_000, 70_000
	most := many
	most.PauseCount, most.LeftAlone = 65_535, 65_535
	asked := plain
	asked.Consultations = 3
	words, read := spelling{"1001": 1}, vocabulary{0: "", 1: "1001"}
	key := seqKey(7)
	for _, c := range []struct {
		name       string
		give, want queue.ShiftRecord
		bytes      int
	}{{"plain", plain, plain, 47}, {"one that lasts", lasts, lasts, 47}, {"full", full, full, 59}, {"more than fits", many, most, 59}, {"asked", asked, asked, 61}} {
		value, err := encodeShift(key, &c.give, words)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := unseal(key, value); err != nil || len(body) != c.bytes {
			t.Errorf("%s takes %d bytes, %v; want %d", c.name, len(body), err, c.bytes)
		}
		var got queue.ShiftRecord
		if err := decodeShift(&got, key, value, 7, read); err != nil || got != c.want {
			t.Errorf("%s was read as\n%+v, %v, want\n%+v", c.name, got, err, c.want)
		}
	}
	var damaged *ErrDamaged
	if err := decodeShift(new(queue.ShiftRecord), key, seal(key, make([]byte, 48)), 7, read); !errors.As(err, &damaged) {
		t.Errorf("a shift of 48 bytes: %v", err)
	}
	if _, err := encodeShift(key, &queue.ShiftRecord{Shift: queue.Shift{Staff: "9"}}, words); err == nil {
		t.Error("a shift was kept whose staff has no number")
	}
}
