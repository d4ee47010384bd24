package display

import (
	"sync"
	"time"

	"github.com/paidui/paidui/queue"
)

// face is what all screens of one profile show: the board as last drawn and the calls that may still be spoken.
type face struct {
	hub     *Hub
	profile Profile

	mu      sync.Mutex
	drawn   bool
	drawing               // the last
	ahead   *drawing      // what comes after it once the disk has what it is writing; nil when that is not drawn
	rev     uint64        // changes with every new frame, over all faces of a hub
	changed chan struct{} // closed at the next new frame
	sheets  map[uint64]*sheet
	quiet   *sheet        // the last heartbeat
	made    queue.Instant // the oldest of sheets

	screens map[*screen]struct{}
	brought uint64    // the rev that the screens were brought last
	idle    time.Time // since when there are none; the gallery's
}

// sheet is a frame that is made once for all screens that need the same.
type sheet struct {
	frame Frame
	words sync.Once
	wired []byte
}

// sheetAge is how long a frame may be given to more screens: they set their clocks by it.
const sheetAge queue.Millis = 100

// wire gives the frame as it goes over the line, as encodeFrame does.
func (s *sheet) wire() []byte {
	s.words.Do(func() { s.wired = encodeFrame(&s.frame) })
	return s.wired
}

// redraw looks at the hall anew and wakes the screens when there is something new for them, which it tells.
func (f *face) redraw() (news bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.draw()
}

// draw is redraw with the face locked.
func (f *face) draw() (news bool) {
	d := f.ahead
	if d == nil || d.batch != f.hub.hall.Shown() {
		d = f.look(f.hub.hall.View)
	}
	news = !f.drawn || d.isNews(&f.drawing)
	if d.seen != f.seen {
		clear(f.sheets)
		f.ahead = nil // it came after what was there, and once only
	}
	f.drawn, f.drawing = true, *d
	if news {
		f.tell()
	}
	return news
}

// prepare draws the face, and puts it into words, as it will be once the disk has what it is writing.
func (f *face) prepare() {
	f.mu.Lock()
	defer f.mu.Unlock()
	var batch uint64
	d := f.look(func(read func(*queue.State)) { batch = f.hub.hall.ViewAhead(read) })
	if batch == 0 || d.seen == f.seen {
		return // more has been decided than is being written, the hall ends, or somebody has drawn that already
	}
	d.batch = batch
	if len(f.screens) > 0 && d.isNews(&f.drawing) {
		f.word(d)
	}
	f.ahead = d
}

// word makes the frame that brings a drawing to screens that have the one before, and puts it into words before all of them
// ask for it.
func (f *face) word(d *drawing) {
	d.news = f.frame(d, len(d.heard)-d.fresh, f.hub.hall.Now())
	d.news.wire()
}

// tell makes the drawing a frame that no screen has yet, and wakes them.
func (f *face) tell() {
	f.rev = f.hub.revs.Add(1)
	clear(f.sheets)
	if f.news == nil && len(f.screens) > 0 {
		f.word(&f.drawing)
	}
	if f.news != nil {
		f.news.frame.rev = f.rev
		f.keep(f.news)
	}
	renew(&f.changed)
}

// renew sends every screen the frame once more.
func (f *face) renew() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fresh, f.news, f.ahead = 0, nil, nil
	f.tell()
}

// next gives the frame after the mark at, a heartbeat when there is none, and a channel that is closed when there may be
// another.
func (f *face) next(at Mark) (*sheet, <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.drawn || at.Seq > f.seen {
		f.draw()
	}
	known := (at.Epoch == f.epoch || knows(f.hub.journalID, f.date, at.Epoch)) && at.Seq <= f.seen
	if known && at.Rev == f.rev {
		return f.heartbeat(), f.changed
	}
	now := f.hub.hall.Now()
	from := len(f.heard)
	if known {
		from = f.after(at.Seq, now)
	}
	return f.sheet(from, now), f.changed
}

// heartbeat gives the frame for screens that have everything.
func (f *face) heartbeat() *sheet {
	now := Frame{Seq: f.seen, Epoch: f.epoch, rev: f.rev, gone: f.gone}
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
	first := uint64(0)
	if from < len(f.heard) {
		first = f.heard[from].speak.Seq
	}
	if s, ok := f.sheets[first]; ok {
		return s
	}
	s := f.frame(&f.drawing, from, now)
	f.keep(s)
	return s
}

// keep has a sheet given to whoever needs the same.
func (f *face) keep(s *sheet) {
	if len(f.sheets) == 0 {
		f.made = s.frame.At
	}
	first := uint64(0)
	if len(s.frame.Speak) > 0 {
		first = s.frame.Speak[0].Seq
	}
	f.sheets[first] = s
}

// frame makes the frame of a drawing with its calls from index from on.
func (f *face) frame(d *drawing, from int, now queue.Instant) *sheet {
	s := &sheet{frame: Frame{
		Seq: d.seen, Epoch: d.epoch, Assets: *f.hub.assets.Load(), At: now, Board: d.board,
		Speak: make([]Speak, 0, len(d.heard)-from), rev: f.rev, gone: d.gone,
	}}
	for _, h := range d.heard[from:] {
		s.frame.Speak = append(s.frame.Speak, h.speak)
	}
	return s
}
