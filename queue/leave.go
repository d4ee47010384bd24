package queue

import (
	"fmt"
	"strings"
)

// LeftAlone is a service that no window serves any more once one has stopped, and how many wait for it.
type LeftAlone struct {
	Service ServiceID `json:"service"`
	Waiting int       `json:"waiting"`
}

// ofLeaving is what an event embeds that took a window away from its people. Anyway: who left had been told of them.
type ofLeaving struct {
	LeftAlone []LeftAlone `json:"left_alone,omitempty"`
	Anyway    bool        `json:"anyway,omitempty"`
}

// OnlyAt gives the services that window n alone serves at the moment at and that would be left alone if it stopped: of
// its own those that people wait for, and within a session all, since others may come. A window that prepares for a
// session counts as serving; a suspended service is not left by anybody.
func (s *State) OnlyAt(n WindowNumber, at Instant) []LeftAlone {
	w, ok := s.layout.Window(n)
	if !ok || s.Window(n).Shift == 0 {
		return nil
	}
	_, within := s.within(at)
	var alone []LeftAlone
	for _, id := range w.Services {
		waiting := s.WaitingCount(id)
		if _, suspended := s.suspended[id]; suspended || waiting == 0 && !within || s.staffedElsewhere(id, n) {
			continue
		}
		alone = append(alone, LeftAlone{id, waiting})
	}
	return alone
}

// staffedElsewhere tells whether another window than n that has service among its own is signed in and not paused.
func (s *State) staffedElsewhere(service ServiceID, n WindowNumber) bool {
	for i := range s.layout.Windows {
		other := &s.layout.Windows[i]
		shift := s.Window(other.Number)
		if other.Number != n && shift.Shift != 0 && shift.Pause == nil && other.serves(service) {
			return true
		}
	}
	return false
}

// leaves gives what window n leaves alone when it stops. Who asks and has not said that it is to be so, is refused
// where people wait.
func (s *State) leaves(c Command, n WindowNumber, at Instant, ask, anyway bool) (ofLeaving, error) {
	l := ofLeaving{LeftAlone: s.OnlyAt(n, at)}
	if l.waiting() == 0 {
		return l, nil
	}
	if ask && !anyway {
		return l, &Refused{Op: c.String(), Err: ErrLastWindow, Detail: l.detail(), LeftAlone: l.LeftAlone}
	}
	l.Anyway = anyway
	return l, nil
}

// waiting counts who is left alone.
func (l *ofLeaving) waiting() int {
	sum := 0
	for _, left := range l.LeftAlone {
		sum += left.Waiting
	}
	return sum
}

// detail gives "social: 3 waiting, tax: 1 waiting".
func (l *ofLeaving) detail() string {
	parts := make([]string, len(l.LeftAlone))
	for i, left := range l.LeftAlone {
		parts[i] = fmt.Sprintf("%s: %d waiting", left.Service, left.Waiting)
	}
	return strings.Join(parts, ", ")
}

// StayOn notes that the clerk of a window goes on after a session has ended, because people still wait.
type StayOn struct {
	Window WindowNumber
}

// StayedOn: a window goes on after the session, for those whom it would else have left alone.
type StayedOn struct {
	ofWindow
	For []LeftAlone `json:"for,omitempty"`
}

var _ = register(func() Event { return new(StayedOn) })

// Kind implements Event.
func (*StayedOn) Kind() string { return "stayed_on" }

func (c StayOn) decide(s *State, at Instant) ([]Event, error) {
	w, err := s.signedIn(c, c.Window)
	if err != nil {
		return nil, err
	}
	if s.SessionOver(at).Close == 0 {
		return nil, s.refuse(c, ErrWrongState, "no session is over")
	}
	w.StayedAt = at
	return []Event{&StayedOn{ofWindow{w}, s.OnlyAt(c.Window, at)}}, nil
}

func (c StayOn) String() string { return "stay on at " + c.Window.String() }
