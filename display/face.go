package display

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/paidui/paidui/queue"
)

// face is what all screens of one profile show: the board as last drawn and the calls that may still be spoken.
type face struct {
	hub     *Hub
	profile Profile

	mu      sync.Mutex
	drawn   bool
	gone    bool // the hall has no such profile
	board   json.RawMessage
	date    queue.Date
	seen    uint64 // the entry that the face was last drawn after
	rev     uint64 // changes with every new frame, over all faces of a hub
	heard   []heard
	maxAge  queue.Millis
	changed chan struct{} // closed at the next new frame
	sheets  map[uint64]*sheet
	quiet   *sheet        // the last heartbeat
	made    queue.Instant // the oldest of sheets

	// What follows is the gallery's.
	holders atomic.Int64
	idle    time.Time // since when nobody holds it
}

// heard is a call of the profile's.
type heard struct {
	at    queue.Instant
	speak Speak
}

// sheet is a frame that is made once for all screens that need the same.
type sheet struct {
	frame    Frame
	prepare  sync.Once
	prepared *websocket.PreparedMessage
	err      error

	ping   sync.Once
	pinged []byte
}

// sheetAge is how long a frame may be given to more screens: they set their clocks by it.
const sheetAge queue.Millis = 100

// message gives the frame as it goes over the line.
func (s *sheet) message() (*websocket.PreparedMessage, error) {
	s.prepare.Do(func() {
		var text []byte
		if text, s.err = s.frame.text(); s.err == nil {
			s.prepared, s.err = websocket.NewPreparedMessage(websocket.TextMessage, text)
		}
	})
	return s.prepared, s.err
}

// withPing gives a heartbeat as it goes over the line behind a ping: two frames of RFC 6455, 5.2, from a server and so without
// a mask. Nil: there is a board in the frame, or more than the 125 bytes of a short one.
func (s *sheet) withPing() []byte {
	s.ping.Do(func() {
		const final, isText, isPing, short = 0x80, 0x1, 0x9, 125
		if s.frame.Board != nil {
			return
		}
		if text, err := s.frame.text(); err == nil && len(text) <= short {
			s.pinged = append([]byte{final | isPing, 0, final | isText, byte(len(text))}, text...)
		}
	})
	return s.pinged
}

// redraw looks at the hall anew and wakes the screens when there is something new for them, which it tells.
func (f *face) redraw() (news bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.draw()
}

// draw is redraw with the face locked.
func (f *face) draw() (news bool) {
	now := f.hub.hall.Now()
	var board any
	known, fresh := false, 0
	date, seen := f.date, f.seen
	f.hub.hall.View(func(s *queue.State) {
		at := max(now, s.At())
		board, known = Draw(s, at, f.profile)
		f.identify(s, board)
		f.maxAge = maxAge(s.Layout())
		fresh = f.hear(s, at)
		date, seen = s.Date(), s.Seq()
	})
	if seen != f.seen {
		clear(f.sheets)
	}
	news = fresh > 0 || !f.drawn || date != f.date || known == f.gone
	f.drawn, f.date, f.seen, f.gone = true, date, seen, !known
	drawing := json.RawMessage(nil)
	if known {
		drawing = encode(board)
	}
	if !news && bytes.Equal(drawing, f.board) {
		return false
	}
	f.board = drawing
	f.news(fresh)
	return true
}

// news makes what the face shows, with the last calls, a frame that no screen has yet. It is put into words here, before all of
// them ask for it.
func (f *face) news(calls int) {
	f.rev = f.hub.revs.Add(1)
	clear(f.sheets)
	if f.holders.Load() > 0 {
		_, _ = f.sheet(len(f.heard)-calls, f.hub.hall.Now()).message()
	}
	renew(&f.changed)
}

// renew sends every screen the frame once more.
func (f *face) renew() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.news(0)
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

// hear takes the profile's calls since the last look and forgets those too old to be spoken. It tells how many are new.
func (f *face) hear(s *queue.State, at queue.Instant) (fresh int) {
	had := len(f.heard)
	for _, call := range slices.Backward(s.Calls()) {
		if call.Seq <= f.seen || at.Since(call.At) > f.maxAge {
			break
		}
		if f.profile.hears(&call) {
			f.heard = append(f.heard, heard{call.At, f.profile.speak(&call, s.Layout())})
		}
	}
	slices.Reverse(f.heard[had:])
	old := f.firstYoung(at)
	f.heard = slices.Delete(f.heard, 0, old)
	return min(len(f.heard), len(f.heard)+old-had)
}

// firstYoung gives the index of the first call that may still be spoken at the moment at.
func (f *face) firstYoung(at queue.Instant) int {
	i := 0
	for i < len(f.heard) && at.Since(f.heard[i].at) > f.maxAge {
		i++
	}
	return i
}

// next gives the frame after the mark at, a heartbeat when there is none, and a channel that is closed when there may be
// another.
func (f *face) next(at Mark) (*sheet, <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.drawn || at.Seq > f.seen {
		f.draw()
	}
	known := knows(f.hub.journalID, f.date, at.Epoch) && at.Seq <= f.seen
	if known && at.Rev == f.rev {
		return f.heartbeat(), f.changed
	}
	now := f.hub.hall.Now()
	from := len(f.heard)
	if known {
		from = f.firstYoung(now)
		for from < len(f.heard) && f.heard[from].speak.Seq <= at.Seq {
			from++
		}
	}
	return f.sheet(from, now), f.changed
}

// heartbeat gives the frame for screens that have everything.
func (f *face) heartbeat() *sheet {
	now := Frame{Seq: f.seen, Epoch: epoch(f.hub.journalID, f.date), rev: f.rev, gone: f.gone}
	if q := f.quiet; q == nil || q.frame.Mark() != now.Mark() || q.frame.gone != now.gone {
		f.quiet = &sheet{frame: now}
	}
	return f.quiet
}

// sheet gives the present frame with the calls from index from on.
func (f *face) sheet(from int, now queue.Instant) *sheet {
	if now.Since(f.made) > sheetAge {
		clear(f.sheets)
	}
	if len(f.sheets) == 0 {
		f.made = now
	}
	first := uint64(0)
	if from < len(f.heard) {
		first = f.heard[from].speak.Seq
	}
	if s, ok := f.sheets[first]; ok {
		return s
	}
	s := &sheet{frame: Frame{
		Seq: f.seen, Epoch: epoch(f.hub.journalID, f.date), Assets: *f.hub.assets.Load(), At: now, Board: f.board,
		Speak: make([]Speak, 0, len(f.heard)-from), rev: f.rev, gone: f.gone,
	}}
	for _, h := range f.heard[from:] {
		s.frame.Speak = append(s.frame.Speak, h.speak)
	}
	f.sheets[first] = s
	return s
}
