package display

import (
	"maps"
	"slices"
	"sync"
)

// spreadShare is how many screens one goroutine brings what is new, one after the other.
const spreadShare = 256

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
	for len(screens) > spreadShare {
		share := screens[:spreadShare]
		screens = screens[spreadShare:]
		others.Go(func() { bringAll(share) })
	}
	bringAll(screens)
}

func bringAll(screens []*screen) {
	for _, s := range screens {
		s.bring(0)
	}
}
