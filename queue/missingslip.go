package queue

import (
	"maps"
	"slices"
)

// MissingSlip is the slip of missing papers (补正告知单) that a citizen was given when a service ended as OutcomeIncomplete.
// It is named by its ticket, which has one at most: a slip that is made anew replaces the one before it, and its code
// stays the same.
//
// It stands beside the ticket and not in it, since it outlives the day: it holds nothing of whose it is, and what must be
// read on another day is carried over until it lapses. A Ticket stays comparable, too.
type MissingSlip struct {
	Ticket  TicketID     `json:"ticket"`
	Number  TicketNo     `json:"number"`
	Service ServiceID    `json:"service"`
	Window  WindowNumber `json:"window"`
	// Papers are those that are missing, in the words of the service's guide where it has them.
	Papers   []Text  `json:"papers"`
	Note     string  `json:"note,omitempty"`
	IssuedAt Instant `json:"issued_at"`
	// Until is the last day on which its code gives a number.
	Until Date `json:"until"`
	// Taken is the ticket that was taken with its code.
	Taken TicketID `json:"taken,omitempty"`
}

// missingSlip gives the slip of a ticket that ended with r at the moment at; nil unless papers are missing.
func (s *State) missingSlip(t *Ticket, r *Result, at Instant) *MissingSlip {
	if r.Outcome != OutcomeIncomplete {
		return nil
	}
	slip := &MissingSlip{
		Ticket: t.ID, Number: t.Number, Service: t.Service, Window: t.Window, Papers: []Text{}, Note: r.Note, IssuedAt: at,
		Until: s.layout.Hours.WorkdayAfter(DateOf(at, s.loc), s.layout.Settings.ReturnWorkdays),
	}
	for _, name := range r.Missing {
		slip.Papers = append(slip.Papers, s.paper(t.Service, name))
	}
	return slip
}

// paper gives the name of a paper in both languages where the guide of service has it, else as it was written.
func (s *State) paper(service ServiceID, name string) Text {
	if known, ok := s.layout.Service(service); ok {
		for i := range known.Guide.Materials {
			if m := &known.Guide.Materials[i]; m.Name.ZH == name {
				return m.Name
			}
		}
	}
	return Text{ZH: name}
}

// putSlip makes slip the one of the ticket with id; nil takes it back.
func (s *State) putSlip(id TicketID, slip *MissingSlip) {
	if slip == nil {
		delete(s.slips, id)
		return
	}
	s.slips[id] = slip
}

// takeSlip notes that a ticket was taken with the code of the slip of another.
func (s *State) takeSlip(t *Ticket) {
	if slip, ok := s.slips[t.Return]; ok {
		taken := *slip // the slip may be part of an event
		taken.Taken = t.ID
		s.slips[t.Return] = &taken
	}
}

// MissingSlip gives the slip of missing papers of the ticket with id, of today or of a day before, until it lapses.
func (s *State) MissingSlip(id TicketID) (*MissingSlip, bool) {
	slip, ok := s.slips[id]
	return slip, ok
}

// MissingSlips gives all that have not lapsed, by their tickets.
func (s *State) MissingSlips() map[TicketID]*MissingSlip { return s.slips }

// SlipUsed tells whether slip's code gives no number any more. It gives one; that is not used up when it is cancelled, or
// when the day ends without its having been served.
func (s *State) SlipUsed(slip *MissingSlip) bool {
	if slip.Taken == "" {
		return false
	}
	t, _ := s.Ticket(slip.Taken) // of today, or carried over: a slip whose ticket was served is not
	return t != nil && t.Status != StatusCancelled
}

// carrySlips gives the slips that a later day asks for, by their tickets: those whose codes are good today or are in use.
func (s *State) carrySlips(today Date) []MissingSlip {
	var kept []MissingSlip
	for _, id := range slices.Sorted(maps.Keys(s.slips)) {
		slip := *s.slips[id]
		taken, ok := s.Ticket(slip.Taken)
		switch {
		case slip.Until < today || slip.Taken != "" && (!ok || taken.Status == StatusServed):
			continue
		case ok && !taken.Open():
			slip.Taken = ""
		}
		kept = append(kept, slip)
	}
	return kept
}

// MissingSlipView is a slip of missing papers as people read it.
type MissingSlipView struct {
	Ticket      TicketID     `json:"ticket"`
	Number      TicketNo     `json:"number"`
	Service     ServiceID    `json:"service"`
	ServiceName Text         `json:"service_name"`
	Window      WindowNumber `json:"window"`
	WindowName  *Text        `json:"window_name,omitempty"`
	Place       *Text        `json:"place,omitempty"`
	Papers      []Text       `json:"papers"`
	Note        string       `json:"note,omitempty"`
	IssuedAt    Instant      `json:"issued_at"`
	Until       Date         `json:"until"`
	// Taken is the number that the code has given; absent while it gives one.
	Taken TicketNo `json:"taken,omitempty"`
	// Code gives the number. Whoever may take it is shown it by who can make it.
	Code string `json:"code,omitempty"`
}

// MissingSlipView gives slip as people read it when it is new, without its code.
func (l *Layout) MissingSlipView(slip *MissingSlip) *MissingSlipView {
	v := &MissingSlipView{
		Ticket: slip.Ticket, Number: slip.Number, Service: slip.Service, Window: slip.Window, Papers: slip.Papers, Note: slip.Note,
		IssuedAt: slip.IssuedAt, Until: slip.Until,
	}
	if service, ok := l.Service(slip.Service); ok {
		v.ServiceName = service.Name
	}
	if w, ok := l.Window(slip.Window); ok {
		v.WindowName, v.Place = &w.Name, &w.Location
	}
	return v
}

// MissingSlipView gives slip as people read it now, without its code.
func (s *State) MissingSlipView(slip *MissingSlip) *MissingSlipView {
	v := s.layout.MissingSlipView(slip)
	if t, ok := s.Ticket(slip.Taken); ok && s.SlipUsed(slip) {
		v.Taken = t.Number
	}
	return v
}
