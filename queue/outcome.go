package queue

import "slices"

// SetOutcome says afterwards how a service ended that ended today, at the same window or by who is signed in there now. It
// changes nothing else: the ticket goes nowhere, and its service time stays.
type SetOutcome struct {
	Window WindowNumber
	Ticket TicketID
	Result
}

// OutcomeSet: the result of a finished service was set. Slip is as in Finished.
type OutcomeSet struct {
	of
	Slip *MissingSlip `json:"slip,omitempty"`
}

var _ = register(func() Event { return new(OutcomeSet) })

// Kind implements Event.
func (*OutcomeSet) Kind() string { return "outcome_set" }

func (c SetOutcome) decide(s *State, at Instant) ([]Event, error) {
	if _, ok := s.layout.Window(c.Window); !ok {
		return nil, s.refuse(c, ErrUnknownWindow)
	}
	held, ok := s.Ticket(c.Ticket)
	if !ok {
		return nil, s.refuse(c, ErrUnknownTicket)
	}
	staff := s.Window(c.Window).Staff
	switch {
	case held.Status != StatusServed || DateOf(held.FinishedAt, s.loc) != s.date:
		return nil, s.refuse(c, ErrWrongState, "ticket "+string(held.Number)+" was not finished today")
	case held.Window != c.Window && (staff == "" || held.Staff != staff):
		return nil, s.refuse(c, ErrWrongState, "ticket "+string(held.Number)+" was finished by others")
	}
	result := c.outcome()
	if result.Outcome == "" {
		return nil, s.refuse(c, ErrOutcomeRequired)
	}
	if err := s.checkResult(c, &result, at); err != nil {
		return nil, err
	}
	if slip, ok := s.slips[held.ID]; ok && s.SlipUsed(slip) {
		return nil, s.refuse(c, ErrWrongState, "a number was taken with its slip of missing papers")
	}
	t := *held
	t.forgetResult()
	result.enter(&t)
	return []Event{&OutcomeSet{of{t}, s.missingSlip(&t, &result, at)}}, nil
}

func (o *OutcomeSet) apply(s *State, _ *Entry) {
	s.put(&o.Ticket)
	s.putSlip(o.Ticket.ID, o.Slip)
}

// WithoutOutcome gives the tickets that window n has finished today without saying how they ended, in order of their end.
func (s *State) WithoutOutcome(n WindowNumber) []*Ticket {
	var found []*Ticket
	for _, t := range s.issued {
		if t.Window == n && t.Status == StatusServed && t.Outcome == "" {
			found = append(found, t)
		}
	}
	slices.SortStableFunc(found, func(a, b *Ticket) int { return int(a.FinishedAt - b.FinishedAt) })
	return found
}

func (c SetOutcome) String() string {
	return "set outcome of ticket " + string(c.Ticket) + " at " + c.Window.String()
}
