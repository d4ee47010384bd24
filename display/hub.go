package display

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/paidui/paidui/queue"
)

// Hub gives every screen of a hall the frames of its profile. It is safe for many goroutines.
type Hub struct {
	hall      *queue.Hall
	journalID string
	assets    atomic.Pointer[string]
	last4     func(*queue.Ticket) string
	every     intervals
	upgrader  websocket.Upgrader
	revs      atomic.Uint64

	// Phones are many and cheap, walls few and dear: neither waits for the other. Voices hear of a change when walls are drawn.
	walls, phones *gallery
	voices        voices
	pulse         pulse

	stop    chan struct{}
	loops   sync.WaitGroup
	mu      sync.Mutex
	closing bool
	screens map[*screen]struct{}
	joined  int // how many ever
	serving sync.WaitGroup
}

// intervals are the times by which a hub works.
type intervals struct {
	walls, phones time.Duration // between two redraws
	tick          time.Duration // of the pulse, of which galleries take every redrawTicks-th
	grace         time.Duration // until a face without a screen is forgotten
	beat          time.Duration // between two text frames that go although nothing is new; pings go with each second one
	dead          time.Duration
	write         time.Duration // what a screen may take to accept a frame
	bye           time.Duration // what a screen may take to answer a close
	lease         time.Duration // for which a page that has the voice may speak without hearing from the hall
	margin        time.Duration // by which it may be wrong about that
}

var defaults = intervals{
	walls: time.Second / 30, phones: time.Second / 4, tick: time.Second, grace: 5 * time.Second,
	beat: 2 * time.Second, dead: 9 * time.Second,
	write: 5 * time.Second, bye: time.Second, lease: 5 * time.Second, margin: 500 * time.Millisecond,
}

// NewHub starts a hub over hall. journalID tells this journal from every other that screens may have known; assets is the
// version of the pages; last4 gives the last four of the ID number of a ticket's holder, which the counter of the window
// that has the ticket in hand is shown to compare, and no other screen. Close ends it.
func NewHub(hall *queue.Hall, journalID, assets string, last4 func(*queue.Ticket) string) *Hub {
	return newHub(hall, journalID, assets, last4, defaults)
}

func newHub(hall *queue.Hall, journalID, assets string, last4 func(*queue.Ticket) string, every intervals) *Hub {
	h := &Hub{
		hall: hall, journalID: journalID, last4: last4, every: every, upgrader: newUpgrader(),
		stop: make(chan struct{}), screens: map[*screen]struct{}{},
	}
	h.walls = newGallery(h, every.walls, true)
	h.phones = newGallery(h, every.phones, false)
	h.assets.Store(&assets)
	h.pulse.ticks = make(chan struct{})
	h.voices = voices{hub: h, born: time.Now(), zones: map[queue.ZoneID]*zoneVoice{}}
	h.loops.Go(h.walls.run)
	h.loops.Go(h.phones.run)
	h.loops.Go(h.voices.run)
	h.loops.Go(h.beat)
	return h
}

func (h *Hub) gallery(p Profile) *gallery {
	if p.kind == KindTicket {
		return h.phones
	}
	return h.walls
}

// SetAssets names another version of the pages, and tells every screen.
func (h *Hub) SetAssets(assets string) {
	h.assets.Store(&assets)
	for _, g := range []*gallery{h.walls, h.phones} {
		for _, f := range g.used() {
			f.renew()
			f.spread()
		}
	}
}

// Has tells whether the hall has what p shows.
func (h *Hub) Has(p Profile) bool {
	now, ok := h.hall.Now(), false
	h.hall.View(func(s *queue.State) { _, ok = Draw(s, max(now, s.At()), p) })
	return ok
}

// Next gives the first frame after the mark at, or a heartbeat when there is none, and a channel that is closed when there
// may be another. It does not wait. Frames hold everything since the mark: whoever asks seldom gets fewer boards and the
// same calls. A profile that the hall has not gives no board.
func (h *Hub) Next(p Profile, at Mark) (Frame, <-chan struct{}) {
	sheet, changed := h.gallery(p).face(p).next(at)
	return sheet.frame, changed
}

// Screens counts the screens that are connected.
func (h *Hub) Screens() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.screens)
}

// Close tells every screen that the hall goes away and returns when they are hung up; after a while it does not ask them.
// The hub serves nobody afterwards. Later calls do nothing more.
func (h *Hub) Close() {
	h.mu.Lock()
	if !h.closing {
		h.closing = true
		close(h.stop)
	}
	screens := slices.Collect(maps.Keys(h.screens))
	h.mu.Unlock()
	for _, s := range screens {
		s.hangUp(websocket.CloseGoingAway, "the hall goes away")
	}
	timer := time.AfterFunc(2*h.every.bye, h.cut)
	defer timer.Stop()
	h.loops.Wait()
	h.serving.Wait()
}

// cut ends the lines that are left.
func (h *Hub) cut() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.screens {
		_ = s.line.Close()
	}
}

// enter counts a screen in; false when the hub is closing.
func (h *Hub) enter(s *screen) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing {
		return false
	}
	h.screens[s] = struct{}{}
	h.joined++
	s.share = h.joined / pulseShare % pulseShares
	h.serving.Add(1)
	return true
}

// share gives the screens of one share of the pulse.
func (h *Hub) share(n int) (screens []*screen) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.screens {
		if s.share == n {
			screens = append(screens, s)
		}
	}
	return screens
}

func (h *Hub) leave(s *screen) {
	h.mu.Lock()
	delete(h.screens, s)
	h.mu.Unlock()
	h.serving.Done()
}
