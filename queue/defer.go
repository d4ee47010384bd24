package queue

// Defer lets others go first, for somebody who must feed a child or fetch a paper: a few people or some minutes, as
// the settings give. The number and the right to requeue stay.
type Defer struct {
	Ticket TicketID
}

// Deferred: a waiting ticket let others go first.
type Deferred struct {
	of
	PeopleAhead int `json:"people_ahead"`
}

var _ = register(func() Event { return new(Deferred) })

// Kind implements Event.
func (*Deferred) Kind() string { return "deferred" }

func (c Defer) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.ticket(c, c.Ticket, moveDefer)
	if err != nil {
		return nil, err
	}
	settings := &s.layout.Settings
	if t.DeferCount >= settings.DeferMax {
		return nil, s.refuse(c, ErrDeferLimit)
	}
	t.DeferCount++
	t.Placed, t.First = WhyDeferred, false
	behind := s.queue(t.Service).order.tickets[s.PeopleAhead(&t)+1:]
	if n := settings.DeferBehind; n > 0 && len(behind) >= n {
		t.EffectiveAt, t.NotBefore = behind[n-1].EffectiveAt, 0
	} else {
		// Too few people to let go first: so many minutes instead.
		t.NotBefore = at.Add(Millis(settings.DeferMinutes) * Minute)
		if len(behind) > 0 {
			t.EffectiveAt = behind[len(behind)-1].EffectiveAt
		}
	}
	t.Place = s.seq + 1
	// It moves back past its own former place, and does not wait for itself.
	return []Event{&Deferred{of{t}, s.PeopleAhead(&t) - 1}}, nil
}

func (c Defer) String() string { return "defer ticket " + string(c.Ticket) }
