package display

import (
	"slices"
	"sync"
	"time"
)

// gallery holds faces that are redrawn at the same pace, one after the other in a goroutine of its own.
type gallery struct {
	hub   *Hub
	pace  time.Duration
	ahead bool // faces are drawn while the disk writes

	came chan struct{} // told of the first face: a gallery without faces does not wake for a call

	mu    sync.Mutex
	faces map[Profile]*face
	drawn chan struct{} // closed when all faces have been looked at once more
}

func newGallery(hub *Hub, pace time.Duration, ahead bool) *gallery {
	return &gallery{
		hub: hub, pace: pace, ahead: ahead, came: make(chan struct{}, 1), faces: map[Profile]*face{}, drawn: make(chan struct{}),
	}
}

// seen gives a channel that is closed when all faces have been looked at once more.
func (g *gallery) seen() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.drawn
}

// tell closes it.
func (g *gallery) tell() {
	g.mu.Lock()
	defer g.mu.Unlock()
	renew(&g.drawn)
}

// face gives the face of p.
func (g *gallery) face(p Profile) *face {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.find(p)
}

// find is face with the gallery locked.
func (g *gallery) find(p Profile) *face {
	f, ok := g.faces[p]
	if !ok {
		f = &face{
			hub: g.hub, profile: p, changed: make(chan struct{}), sheets: map[uint64]*sheet{}, screens: map[*screen]struct{}{},
		}
		if g.faces[p] = f; len(g.faces) == 1 {
			select {
			case g.came <- struct{}{}:
			default: // it has been told
			}
		}
	}
	f.idle = time.Now()
	return f
}

// join has s shown the face of p until it leaves.
func (g *gallery) join(s *screen, p Profile) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s.face = g.find(p)
	s.face.add(s)
}

func (g *gallery) leave(s *screen) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s.face.remove(s)
	s.face.idle = time.Now()
}

// run redraws whenever the hall has changed, at once after a quiet time and then at the gallery's pace, and every few ticks
// for what changes with time alone. Ticks that changed nothing end no quiet time. Without faces it sleeps from tick to tick.
func (g *gallery) run() {
	pause := time.NewTimer(0)
	defer pause.Stop()
	for early := true; ; {
		changed, tick := g.hub.hall.Changed(), g.hub.pulse.tick()
		var writing <-chan struct{}
		if g.ahead {
			writing = g.hub.hall.Writing()
		}
		news, faces := false, g.used()
		if len(faces) == 0 {
			changed, writing = nil, nil
		}
		for _, f := range faces {
			news = f.redraw() || news
			f.spread()
		}
		g.tell()
		if news || early {
			pause.Reset(g.pace)
			select {
			case <-pause.C:
			case <-g.hub.stop:
				return
			}
		}
		early = g.wait(changed, writing, tick)
		select {
		case <-g.hub.stop:
			return
		default:
		}
	}
}

// redrawTicks is after how many ticks without a change the faces are redrawn. Whoever waits for them to be looked at hears of each.
const redrawTicks = 2

// wait returns when the faces are to be redrawn: early, when the hall has changed or is about to, or else after some ticks, with
// the first face, or at the end.
func (g *gallery) wait(changed, writing, tick <-chan struct{}) (early bool) {
	for left := redrawTicks; ; {
		select {
		case <-writing:
			g.prepare(changed)
			writing, left = nil, 1
			early = true
		case <-changed:
			return true
		case <-tick:
			if left--; left == 0 {
				return early
			}
			tick = g.hub.pulse.tick()
			g.tell()
		case <-g.came:
			return early
		case <-g.hub.stop:
			return early
		}
	}
}

// prepare draws the walls of zones ahead, which everybody looks at, until the hall has changed.
func (g *gallery) prepare(changed <-chan struct{}) {
	for _, f := range g.used() {
		select {
		case <-changed:
			return
		default:
		}
		if f.profile.kind == KindHall {
			f.prepare()
		}
	}
}

// used gives the faces in use, walls first, because voices speak from them, and forgets those that nobody has asked for
// in a while. Whoever still waits on a forgotten one is woken, asks again and gets another.
func (g *gallery) used() []*face {
	g.mu.Lock()
	defer g.mu.Unlock()
	var walls, others []*face
	for p, f := range g.faces {
		switch {
		case f.lonely() && time.Since(f.idle) > g.hub.every.grace:
			delete(g.faces, p)
			f.leave()
		case p.kind == KindHall:
			walls = append(walls, f)
		default:
			others = append(others, f)
		}
	}
	return slices.Concat(walls, others)
}

// leave wakes who waits on the face, which is drawn no more.
func (f *face) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	renew(&f.changed)
}
