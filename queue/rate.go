package queue

// Rate is a citizen's judgement of a finished service: Level 5 is the best, 1 the worst. One only, within the days
// the settings give; on the tablet of a Window only what was served there, while its citizen may still stand there.
type Rate struct {
	Ticket  TicketID
	Level   int
	Reasons []string
	Comment string
	// Window is the one whose tablet was used; zero for the citizen's own phone.
	Window WindowNumber
}

// Rated: a service was rated.
type Rated struct {
	of
	Level   int      `json:"level"`
	Reasons []string `json:"reasons,omitempty"`
	Comment string   `json:"comment,omitempty"`
}

var _ = register(func() Event { return new(Rated) })

// Kind implements Event.
func (*Rated) Kind() string { return "rated" }

func (c Rate) decide(s *State, at Instant) ([]Event, error) {
	if c.Level < 1 || c.Level > 5 {
		return nil, s.refuse(c, ErrBadRequest, "level is not 1 to 5")
	}
	held, ok := s.Ticket(c.Ticket)
	if !ok {
		if held, ok = s.Past(c.Ticket); !ok {
			return nil, s.refuse(c, ErrUnknownTicket)
		}
	}
	switch {
	case held.Status != StatusServed:
		return nil, s.refuse(c, ErrWrongState, "only a finished service can be rated")
	case c.Window != 0 && c.Window != held.Window:
		return nil, s.refuse(c, ErrWrongState, "it was not served at the window")
	case held.Rating != 0:
		return nil, s.refuse(c, ErrAlreadyRated)
	case !s.stillRateable(held, at), c.Window != 0 && at > s.askedUntil(held).Add(choosing):
		return nil, s.refuse(c, ErrRatingClosed)
	}
	t := *held
	t.Rating = c.Level
	return append([]Event{&Rated{of{t}, c.Level, c.Reasons, c.Comment}}, s.followUp(&t, &c, at)...), nil
}

// stillRateable tells whether t may be rated at the moment at.
func (s *State) stillRateable(t *Ticket, at Instant) bool {
	return t.Status == StatusServed && t.Rating == 0 && !t.FinishInferred && at <= s.rateUntil(t)
}

// rateUntil is the last moment at which the finished ticket t may be rated.
func (s *State) rateUntil(t *Ticket) Instant {
	return t.FinishedAt.Add(Millis(s.layout.Settings.RatingDays) * 24 * 60 * Minute)
}

func (r *Rated) apply(s *State, _ *Entry) { s.putPast(&r.Ticket) }

// putPast is put for a ticket that may be of an earlier day.
func (s *State) putPast(t *Ticket) {
	if _, ok := s.past[t.ID]; ok {
		s.past[t.ID] = t
		return
	}
	s.put(t)
}

func (c Rate) String() string { return "rate ticket " + string(c.Ticket) }
