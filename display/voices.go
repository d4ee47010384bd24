package display

import (
	"encoding/json"
	"sync"
	"time"

	"github.com/paidui/paidui/queue"
)

// voices are the voices of a hub's zones. What they know is kept in memory alone: after a restart pages tell what has been
// said, and what is waiting is in the journal.
type voices struct {
	hub  *Hub
	born time.Time

	mu    sync.Mutex
	zones map[queue.ZoneID]*zoneVoice
}

// run looks at the hall whenever the walls were drawn, which they are when it has changed, at their pace, and at every tick.
func (v *voices) run() {
	for {
		drawn := v.hub.walls.seen()
		v.look()
		select {
		case <-drawn:
		case <-v.hub.stop:
			return
		}
	}
}

func (v *voices) look() {
	now, at := time.Now(), v.hub.hall.Now()
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.zones) == 0 {
		return
	}
	v.hub.hall.View(func(s *queue.State) {
		for _, zone := range v.zones {
			zone.look(s, max(at, s.At()))
		}
	})
	for _, zone := range v.zones {
		zone.advance(now)
	}
}

// join has a screen hear of the voice of a zone.
func (v *voices) join(s *screen, id queue.ZoneID) {
	v.mu.Lock()
	defer v.mu.Unlock()
	zone := v.zone(id)
	zone.screens[s], s.voice = VoiceWord{}, zone
	if zone.news(s, VoiceWord{}) {
		s.wake()
	}
}

// zone needs v.mu.
func (v *voices) zone(id queue.ZoneID) *zoneVoice {
	zone, ok := v.zones[id]
	if !ok {
		zone = newZoneVoice(id, &v.hub.every, v.born, time.Now())
		v.zones[id] = zone
	}
	return zone
}

func (v *voices) leave(s *screen) {
	v.mu.Lock()
	defer v.mu.Unlock()
	s.voice.leave(time.Now(), s)
}

// mostPage bounds the name that a page gives itself.
const mostPage = 64

// report takes a text frame of a screen that may speak: {"voice": Report}. What is not one is left unanswered.
func (v *voices) report(s *screen, text []byte) {
	var said struct {
		Voice *Report `json:"voice"`
	}
	if json.Unmarshal(text, &said) != nil || said.Voice == nil || said.Voice.Page == "" || len(said.Voice.Page) > mostPage {
		return
	}
	r, at, fresh := said.Voice, v.hub.hall.Now(), false
	v.hub.hall.View(func(st *queue.State) {
		fresh = !knows(v.hub.journalID, st.Date(), r.Epoch) || r.Said > st.Seq()
	})
	if fresh {
		r.Said = 0
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, here := s.voice.screens[s]; here {
		s.voice.take(time.Now(), at, s, r)
	}
}

// word gives what a screen is to be told, and whether there is anything.
func (v *voices) word(s *screen) (VoiceWord, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	told, here := s.voice.screens[s]
	if !here || !s.voice.news(s, told) {
		return told, false
	}
	w := s.voice.word(s)
	s.voice.screens[s] = w
	return w, true
}
