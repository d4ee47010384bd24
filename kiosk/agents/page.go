package agents

import (
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/queue"
)

// pageLine is the relay's end of a kiosk page's line.
type pageLine struct {
	*line
	wake chan struct{} // holds a token when there may be something to send
	// card is one that the page has not been sent, laid at the moment at; the relay's mutex guards both.
	card *Card
	at   time.Time
}

// ServePage brings the cards of a kiosk to one of its pages until that hangs up, the relay closes, or allowed says no, which
// is asked now and then and before every card. The caller has looked at who asks. A page that comes gets no card that was
// laid before.
func (r *Relay) ServePage(w http.ResponseWriter, req *http.Request, kiosk queue.KioskNumber, allowed func() bool) {
	conn, err := upgrader.Upgrade(w, req, nil)
	if err != nil {
		return // answered by the upgrader
	}
	p := &pageLine{line: newLine(conn, &r.every), wake: make(chan struct{}, 1)}
	go p.read(mostSaid, func([]byte) error { return nil })
	if !r.enter(p.line) {
		p.hangUp(websocket.CloseGoingAway, "")
		return
	}
	defer r.leave(p.line)
	s := r.show(kiosk, p)
	code, reason := p.run(r, s, allowed)
	r.hide(s, p)
	p.hangUp(code, reason)
}

func (r *Relay) show(kiosk queue.KioskNumber, p *pageLine) *station {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.station(kiosk)
	s.pages[p] = struct{}{}
	poke(p.wake)
	return s
}

func (r *Relay) hide(s *station, p *pageLine) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(s.pages, p)
	p.card = nil
}

// run sends what is new, and signs of life, and gives how to close when it is over.
func (p *pageLine) run(r *Relay, s *station, allowed func() bool) (code int, reason string) {
	beat := time.NewTicker(p.every.beat)
	defer beat.Stop()
	for {
		select {
		case <-p.wake:
		case <-beat.C:
			_ = p.ping() // a line that is dead is read no more
		case <-p.over:
			return websocket.CloseGoingAway, ""
		case <-r.stop:
			return websocket.CloseGoingAway, "the hall goes away"
		}
		if !allowed() {
			return websocket.ClosePolicyViolation, "not allowed any more"
		}
		if p.send(r.newsFor(s, p)) != nil {
			return websocket.CloseGoingAway, ""
		}
	}
}

// newsFor takes what a page is to be sent next. A card that has become old on the way is nobody's any more.
func (r *Relay) newsFor(s *station, p *pageLine) toPage {
	r.mu.Lock()
	defer r.mu.Unlock()
	frame := toPage{Board: board{s.told.Lying}}
	if p.card != nil && time.Since(p.at) <= r.every.card {
		frame.Card = p.card
	}
	p.card = nil
	return frame
}

// lay hands a card to the kiosk's pages; the mutex is held. Without a page nobody gets it.
func (s *station) lay(card Card) {
	s.told.Lying = card.IDNumber != ""
	for p := range s.pages {
		p.card, p.at = &card, time.Now()
	}
	s.wakePages()
}

func (s *station) wakePages() {
	for p := range s.pages {
		poke(p.wake)
	}
}
