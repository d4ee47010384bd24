package queue

import (
	"context"
	"fmt"
	"testing"
)

// What is being written can be looked at, and is told apart from what the disk has and from what it refuses.
func TestViewAhead(t *testing.T) {
	h, j := heldHall(t)
	answered := make(chan error)
	write := func() (batch, seq uint64) {
		writing := h.Writing()
		go func() {
			_, err := h.Do(context.Background(), Origin{}, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
			answered <- err
		}()
		<-writing
		batch = h.ViewAhead(func(s *State) {
			if seq = s.Seq(); s.WaitingCount("social") != 1 {
				t.Errorf("%d wait in what is written", s.WaitingCount("social"))
			}
		})
		h.View(func(s *State) {
			if s.Seq() != seq-1 || h.shown == batch {
				t.Errorf("entry %d is shown of batch %d, while %d of %d is being written", s.Seq(), h.shown, seq, batch)
			}
		})
		return batch, seq
	}
	refused, seq := write()
	j.leave <- fmt.Errorf("%w: no space left on device", ErrNotWritten)
	if err := <-answered; err == nil {
		t.Error("what was not written is answered")
	}
	if h.Shown() == refused {
		t.Error("what was not written is shown")
	}
	batch, again := write()
	if batch == refused || again != seq {
		t.Errorf("batch %d with entry %d comes after the refused %d with %d", batch, again, refused, seq)
	}
	j.leave <- nil
	if err := <-answered; err != nil || h.Shown() != batch {
		t.Errorf("batch %d is shown, want %d: %v", h.Shown(), batch, err)
	}
}
