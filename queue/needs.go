package queue

import (
	"slices"
	"strings"
)

// Needs are what a clerk must know of a citizen before calling, separated by commas: deaf, blind, wheelchair, interpreter,
// or proxy, when somebody else comes for the ticket's holder. It is one string so that a Ticket stays comparable.
type Needs string

// AllNeeds are the needs there are.
var AllNeeds = []string{"deaf", "blind", "wheelchair", "interpreter", "proxy"}

// takeTime tells whether a service may take longer by n, as it does not because somebody comes for another.
func (n Needs) takeTime() bool {
	return slices.ContainsFunc(n.List(), func(need string) bool { return need != "proxy" })
}

// Valid tells whether every part of n is one of AllNeeds, and none stands twice.
func (n Needs) Valid() bool {
	if n == "" {
		return true
	}
	parts := strings.Split(string(n), ",")
	for i, p := range parts {
		if !slices.Contains(AllNeeds, p) || slices.Contains(parts[:i], p) {
			return false
		}
	}
	return true
}

// NeedsOf gives the needs of a list, without order or sense being checked.
func NeedsOf(list []string) Needs { return Needs(strings.Join(list, ",")) }

// List gives the parts of n; nil for none.
func (n Needs) List() []string {
	if n == "" {
		return nil
	}
	return strings.Split(string(n), ",")
}

// SetNeeds notes what the citizen of an open ticket needs, which the clerk sees before calling; and the class, when
// Class is not empty, with the Reason for it.
type SetNeeds struct {
	Ticket TicketID
	Needs  Needs
	Class  Class
	Reason string
}

// NeedsSet: a citizen's needs or class were noted. Reason is why the class is what it is.
type NeedsSet struct {
	of
	Reason string `json:"reason,omitempty"`
}

var _ = register(func() Event { return new(NeedsSet) })

// Kind implements Event.
func (*NeedsSet) Kind() string { return "needs_set" }

func (c SetNeeds) decide(s *State, _ Instant) ([]Event, error) {
	if !c.Needs.Valid() || c.Class != "" && !c.Class.Valid() {
		return nil, s.refuse(c, ErrBadRequest, "needs or class are not known")
	}
	held, ok := s.Ticket(c.Ticket)
	if !ok {
		return nil, s.refuse(c, ErrUnknownTicket)
	}
	if !held.Open() {
		return nil, s.refuse(c, ErrWrongState, "ticket "+string(held.Number)+" is "+string(held.Status))
	}
	t := *held
	t.Needs = c.Needs
	if c.Class != "" && c.Class != t.Class {
		if t.Status != StatusWaiting {
			return nil, s.refuse(c, ErrWrongState, "only a waiting ticket changes its class")
		}
		if c.Reason == "" {
			return nil, s.refuse(c, ErrReasonRequired)
		}
		t.Class = c.Class
		if t.Placed == "" {
			t.EffectiveAt = t.effective(s)
		}
	}
	return []Event{&NeedsSet{of{t}, c.Reason}}, nil
}

func (c SetNeeds) String() string { return "set needs of ticket " + string(c.Ticket) }
