package display

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/paidui/paidui/queue"
)

// drawing is how a face looks in one state of the hall, and the calls that may be spoken then.
type drawing struct {
	batch  uint64 // of the hall, where it was drawn ahead
	seen   uint64 // the last entry
	date   queue.Date
	epoch  string
	gone   bool            // the hall has no such profile
	board  json.RawMessage // nil when gone
	heard  []heard
	fresh  int // how many of heard, at its end, are new since the drawing before
	maxAge queue.Millis
	news   *sheet // the frame that brings it; nil when that is still to be made
}

// heard is a call of the profile's.
type heard struct {
	at    queue.Instant
	speak Speak
}

// look draws the face anew, from the state that view shows.
func (f *face) look(view func(read func(*queue.State))) *drawing {
	d, now := &drawing{}, f.hub.hall.Now()
	var board any
	view(func(s *queue.State) {
		at, known := max(now, s.At()), false
		board, known = Draw(s, at, f.profile)
		f.identify(s, board)
		d.seen, d.date, d.gone, d.maxAge = s.Seq(), s.Date(), !known, maxAge(s.Layout())
		d.hear(f, s, at)
	})
	d.epoch = epoch(f.hub.journalID, d.date)
	if !d.gone {
		d.board = encode(board)
	}
	return d
}

// identify completes a counter's board, which alone tells whose ticket its window has in hand. Boards are drawn without, as
// a state knows nobody.
func (f *face) identify(s *queue.State, board any) {
	if b, ok := board.(*CounterBoard); ok && b.Window.Ticket != nil {
		b.Window.Ticket.IDLast4 = f.hub.last4(s.Current(f.profile.window))
	}
}

// encode gives a board's JSON. Boards are plain structs, for which encoding cannot go wrong.
func encode(board any) json.RawMessage {
	text, err := json.Marshal(board)
	if err != nil {
		panic(fmt.Sprintf("display: %T has no JSON: %v", board, err))
	}
	return text
}

// hear takes what f has heard, without what is too old to be spoken, and its calls since then. These are put behind what f has in
// the same memory, where a drawing ahead that is given up leaves nothing that anybody reads.
func (d *drawing) hear(f *face, s *queue.State, at queue.Instant) {
	var calls []heard
	for _, call := range slices.Backward(s.Calls()) {
		if call.Seq <= f.seen || at.Since(call.At) > d.maxAge {
			break
		}
		if f.profile.hears(&call) {
			calls = append(calls, heard{call.At, f.profile.speak(&call, s.Layout())})
		}
	}
	slices.Reverse(calls)
	d.heard = append(f.heard[firstYoung(f.heard, at, d.maxAge):], calls...)
	d.fresh = len(calls)
}

// firstYoung gives the index of the first call that may still be spoken at the moment at.
func firstYoung(calls []heard, at queue.Instant, maxAge queue.Millis) int {
	i := 0
	for i < len(calls) && at.Since(calls[i].at) > maxAge {
		i++
	}
	return i
}

// after gives the index of the first call after seq that may still be spoken at the moment now.
func (d *drawing) after(seq uint64, now queue.Instant) int {
	i := firstYoung(d.heard, now, d.maxAge)
	for i < len(d.heard) && d.heard[i].speak.Seq <= seq {
		i++
	}
	return i
}

// isNews tells whether screens that have the drawing before are to be told of d.
func (d *drawing) isNews(before *drawing) bool {
	return d.fresh > 0 || d.date != before.date || d.gone != before.gone || !bytes.Equal(d.board, before.board)
}
