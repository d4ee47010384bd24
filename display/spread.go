package display

import (
	"maps"
	"slices"
	"sync"
)

// spreadShare is how many screens at most one goroutine brings what is new, one after the other. A hall of a hundred has two at it.
const spreadShare = 64

func (f *face) add(s *screen) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.screens[s] = struct{}{}
}

func (f *face) remove(s *screen) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.screens, s)
}

// lonely tells that no screen shows the face.
func (f *face) lonely() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.screens) == 0
}

// spread brings all screens of the face what they have not been brought yet, and returns when it is on all lines that take
// it at once.
func (f *face) spread() {
	f.mu.Lock()
	if f.brought == f.rev {
		f.mu.Unlock()
		return
	}
	f.brought = f.rev
	screens := slices.Collect(maps.Keys(f.screens))
	f.mu.Unlock()
	var others sync.WaitGroup
	defer others.Wait()
	for shares := (len(screens) + spreadShare - 1) / spreadShare; shares > 1; shares-- {
		share := screens[:len(screens)/shares]
		screens = screens[len(share):]
		others.Go(func() { bringAll(share) })
	}
	bringAll(screens)
}

func bringAll(screens []*screen) {
	for _, s := range screens {
		s.bring(0)
	}
}
