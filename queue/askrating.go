package queue

// AskRating asks the citizen once more to rate what was last served at a window (邀请评价), on its tablet and on the
// phone. Ticket, when not empty, must be that one. It is accepted of one that has been rated as well: staff do not learn
// whether it was.
type AskRating struct {
	Window WindowNumber
	Ticket TicketID
}

// RatingAsked: a citizen was asked to rate.
type RatingAsked struct{ of }

var _ = register(func() Event { return new(RatingAsked) })

// Kind implements Event.
func (*RatingAsked) Kind() string { return "rating_asked" }

const (
	// choosing is how much longer than it is asked for a rating is taken on a tablet, from somebody who has begun to choose.
	choosing = Minute
	// askableFor is how long after its end somebody may be asked to rate: later nobody stands there any more.
	askableFor = 5 * Minute
)

func (c AskRating) decide(s *State, at Instant) ([]Event, error) {
	if _, err := s.signedIn(c, c.Window); err != nil {
		return nil, err
	}
	if current := s.current[c.Window]; current != nil && current.Status == StatusServing {
		return nil, s.refuse(c, ErrWindowBusy)
	}
	held := s.LastDone(c.Window)
	if held == nil || held.Status != StatusServed || c.Ticket != "" && c.Ticket != held.ID {
		return nil, s.refuse(c, ErrWrongState, "it is not what was last served at the window")
	}
	if at > held.FinishedAt.Add(askableFor) {
		return nil, s.refuse(c, ErrTooLate)
	}
	t := *held
	t.RatingAskedAt = at
	return []Event{&RatingAsked{of{t}}}, nil
}

// askedUntil is until when the tablet asks for t to be rated.
func (s *State) askedUntil(t *Ticket) Instant {
	return max(t.FinishedAt, t.RatingAskedAt).Add(Millis(s.layout.Settings.RatingSeconds) * Second)
}

// RatingAskedFor gives the ticket that the tablet at window n asks to be rated at the moment at, and until when: what was last
// served there, until the settings' time is over or the next one's service starts. Nil: none.
func (s *State) RatingAskedFor(n WindowNumber, at Instant) (*Ticket, Instant) {
	t := s.LastDone(n)
	if t == nil || !s.stillRateable(t, at) || at > s.askedUntil(t) {
		return nil, 0
	}
	if current := s.current[n]; current != nil && current.Status == StatusServing {
		return nil, 0
	}
	return t, s.askedUntil(t)
}

// Askable tells whether AskRating would be accepted at window n at the moment at.
func (s *State) Askable(n WindowNumber, at Instant) bool {
	_, err := AskRating{Window: n}.decide(s, at)
	return err == nil
}

func (c AskRating) String() string { return "ask for rating at " + c.Window.String() }
