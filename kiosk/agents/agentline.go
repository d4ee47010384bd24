package agents

import (
	"errors"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/queue"
)

// agentLine is the relay's end of an agent's line.
type agentLine struct {
	*line
	relay    *Relay
	kiosk    queue.KioskNumber
	instance string        // "" until it has said who it is
	wake     chan struct{} // holds a token when there may be a slip to send
	replaced chan struct{} // closed when another agent has taken the kiosk
}

// ServeAgent holds the line of a kiosk's agent until it ends, the relay closes, another agent of the kiosk comes, or
// allowed, which is asked now and then, says no. The caller has looked at who asks. Of two agents of a kiosk the later
// counts: the earlier may be a line that is dead and does not know it.
func (r *Relay) ServeAgent(w http.ResponseWriter, req *http.Request, kiosk queue.KioskNumber, allowed func() bool) {
	conn, err := upgrader.Upgrade(w, req, nil)
	if err != nil {
		return // answered by the upgrader
	}
	a := &agentLine{
		line: newLine(conn, &r.every), relay: r, kiosk: kiosk, wake: make(chan struct{}, 1), replaced: make(chan struct{}),
	}
	go a.read(mostSaid, a.hear)
	if !r.enter(a.line) {
		a.hangUp(websocket.CloseGoingAway, "")
		return
	}
	defer r.leave(a.line)
	code, reason := a.run(allowed)
	r.part(a, reason)
	a.hangUp(code, reason)
}

// hear takes what the agent says.
func (a *agentLine) hear(text []byte) error {
	m, err := readFromAgent(text)
	if err != nil {
		return err
	}
	r := a.relay
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.station(a.kiosk)
	if m.Hello != nil && a.instance == "" {
		r.meet(s, a, m.Hello)
	}
	if s.agent != a {
		if a.instance == "" {
			return errMessage // it speaks before it says who it is
		}
		return nil // it has been replaced and does not know yet
	}
	s.seen = r.clock()
	switch {
	case m.State != nil:
		if s.told.Lying != m.State.Lying {
			s.wakePages()
		}
		s.told = *m.State
	case m.Card != nil:
		s.lay(*m.Card)
	case m.Printed != nil:
		s.settle(m.Printed)
	}
	return nil
}

// meet makes a the agent of its kiosk; the mutex is held.
func (r *Relay) meet(s *station, a *agentLine, m *hello) {
	a.instance = m.Instance
	if s.agent != nil {
		close(s.agent.replaced)
	}
	s.agent, s.since, s.told = a, r.clock(), m.State
	s.abandon(m.Instance)
	s.wakePages()
	r.log.Info("kiosk agent connected", "kiosk", a.kiosk, "instance", m.Instance)
	poke(a.wake)
}

// part forgets the line of an agent.
func (r *Relay) part(a *agentLine, reason string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.station(a.kiosk)
	if s.agent != a {
		return
	}
	s.agent, s.since = nil, r.clock()
	if s.told.Lying {
		s.told.Lying = false
		s.wakePages()
	}
	r.log.Warn("kiosk agent is away", "kiosk", a.kiosk, "reason", reason)
}

// run sends slips as they come and signs of life, and gives how to close when it is over.
func (a *agentLine) run(allowed func() bool) (code int, reason string) {
	beat := time.NewTicker(a.every.beat)
	defer beat.Stop()
	for {
		select {
		case <-a.wake:
			for j := a.relay.nextJob(a); j != nil; j = a.relay.nextJob(a) {
				if a.send(toAgent{Job: j}) != nil {
					return websocket.CloseGoingAway, "line is dead"
				}
			}
		case <-beat.C:
			if !allowed() {
				return websocket.ClosePolicyViolation, "not allowed any more"
			}
			_ = a.ping() // a line that is dead is read no more
		case <-a.over:
			if errors.Is(a.ended, errMessage) {
				return websocket.CloseGoingAway, "not understood"
			}
			return websocket.CloseGoingAway, "line is dead"
		case <-a.replaced:
			return CloseReplaced, "another agent of this kiosk"
		case <-a.relay.stop:
			return websocket.CloseGoingAway, "the hall goes away"
		}
	}
}

// poke leaves a token in a channel that holds one.
func poke(wake chan struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}
