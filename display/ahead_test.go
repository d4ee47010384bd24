package display

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// disk has the stage's disk work on what comes until somebody says how that ends.
func (st *stage) disk() (end chan error) {
	end = make(chan error)
	write := func() error {
		select {
		case err := <-end:
			return err
		case <-st.t.Context().Done():
			return nil
		}
	}
	st.journal.write.Store(&write)
	st.t.Cleanup(func() { st.journal.write.Store(nil) })
	return end
}

// What is drawn while the disk writes is shown once that is durable, and it is what would be drawn then. What the disk refuses
// is shown to nobody, though what comes after it has the same number.
func TestDrawnAhead(t *testing.T) {
	st := large(t, 2, 3)
	h := newHub(st.hall, "j", "", nobodys, swift)
	screen := newHouse(t, h).dial("/ws/hall/1F", Mark{})
	boards := make(chan Frame, 100)
	go func() {
		for f, err := screen.frame(); err == nil; f, err = screen.frame() {
			if f.Board != nil {
				boards <- f
			}
		}
	}()
	<-boards
	wall := h.walls.face(HallOf("1F"))
	var last uint64
	ahead := func() bool {
		wall.mu.Lock()
		defer wall.mu.Unlock()
		fresh := wall.ahead != nil && wall.ahead.news != nil && wall.ahead.batch > last
		if fresh {
			last = wall.ahead.batch
		}
		return fresh
	}
	end, answered := st.disk(), make(chan error)
	call := func(n queue.WindowNumber) {
		time.Sleep(4 * swift.walls) // until the walls have come to rest
		go func() {
			_, err := st.hall.Do(t.Context(), queue.Origin{}, queue.CallNext{Window: n})
			answered <- err
		}()
		until(t, "it is drawn ahead", ahead)
		select {
		case f := <-boards:
			t.Errorf("shown before it was durable: %s", f.Board)
		case err := <-answered:
			t.Errorf("answered before it was durable: %v", err)
		case <-time.After(10 * swift.walls):
		}
	}
	call(1)
	end <- fmt.Errorf("%w: no space left on device", queue.ErrNotWritten)
	if err := <-answered; err == nil {
		t.Error("a call that was not written is answered as if it were")
	}
	call(2)
	end <- nil
	if err := <-answered; err != nil {
		t.Fatal(err)
	}
	got := <-boards
	if len(got.Speak) != 1 || got.Speak[0].Window != 2 || got.Speak[0].Seq != st.journal.last.Load() {
		t.Errorf("spoken: %+v", got.Speak)
	}
	var board any
	st.hall.View(func(s *queue.State) { board, _ = Draw(s, st.hall.Now(), HallOf("1F")) })
	if want := encode(board); !bytes.Equal(got.Board, want) {
		t.Errorf("drawn ahead\n%s\nwant\n%s", got.Board, want)
	}
	wall.mu.Lock()
	defer wall.mu.Unlock()
	if wall.batch == 0 || wall.batch != st.hall.Shown() {
		t.Errorf("it was drawn anew: batch %d of %d", wall.batch, st.hall.Shown())
	}
}

// What has been drawn already is not drawn ahead: it would stand for as long as nothing happens, whatever time it is.
func TestNothingIsDrawnAheadTwice(t *testing.T) {
	st := newStage(t, daily(), "09:00:00").open()
	h := st.hub("j", swift)
	f := &face{hub: h, profile: HallOf("1F"), changed: make(chan struct{}), sheets: map[uint64]*sheet{}, screens: map[*screen]struct{}{}}
	st.take("social", 1)
	st.call(1)
	f.redraw()
	f.prepare()
	if f.ahead != nil {
		t.Error("what is shown is drawn ahead")
	}
	f.redraw()
	st.at("12:30:00")
	if !f.redraw() {
		t.Errorf("at noon the wall still shows %s", f.board)
	}
}
