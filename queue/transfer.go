package queue

// Position is where a transferred ticket stands in its new queue.
type Position string

// The positions. Empty is PositionByTime: by its first issue, as if it had waited there all along.
const (
	PositionFirst  Position = "first"
	PositionByTime Position = "by_time"
	PositionLast   Position = "last"
)

// Transfer sends the ticket at a window to another service, to one window, or both; to neither: to its service's next
// step. Its number and first issue time go along.
type Transfer struct {
	Window    WindowNumber
	Ticket    TicketID
	ToService ServiceID
	ToWindow  WindowNumber
	Position  Position
	// Note tells the next clerk what has been done; it may be empty.
	Note string
}

// Transferred: a ticket was sent on.
type Transferred struct {
	leaving
	// FromWindow sent it; ToWindow is zero when any window of the service takes it.
	FromWindow WindowNumber `json:"from_window"`
	ToWindow   WindowNumber `json:"to_window,omitempty"`
	Position   Position     `json:"position"`
	Note       string       `json:"note,omitempty"`
}

// leaving is what every event embeds by which a ticket leaves a visit that came to a call and begins another.
type leaving struct {
	of
	// Left is the ticket as its former visit ended.
	Left Ticket `json:"left"`
}

// LeftVisit gives the ticket as its former visit ended.
func (l *leaving) LeftVisit() *Ticket { return &l.Left }

// LeavesVisit is a TicketEvent by which the ticket left one visit and began another.
type LeavesVisit interface {
	TicketEvent
	LeftVisit() *Ticket
}

var _ = register(func() Event { return new(Transferred) })

// Kind implements Event.
func (*Transferred) Kind() string { return "transferred" }

func (c Transfer) decide(s *State, at Instant) ([]Event, error) {
	t, err := s.atWindow(c, c.Window, c.Ticket, moveTransfer)
	if err != nil {
		return nil, err
	}
	service, err := s.destination(c, &t)
	if err != nil {
		return nil, err
	}
	if c.ToWindow != 0 {
		if w, ok := s.layout.Window(c.ToWindow); !ok || w.Retired || c.ToWindow == c.Window {
			return nil, s.refuse(c, ErrUnknownWindow, "to_window is not another window")
		}
	}
	effective, first := t.effective(s), false
	switch c.Position {
	case PositionFirst:
		effective, first = s.front(service, effective), true
	case PositionLast:
		effective = at
	case PositionByTime, "":
		c.Position = PositionByTime
	default:
		return nil, s.refuse(c, ErrBadRequest, "position is none of first, by_time, last")
	}
	left := t.leave(at)
	t = s.waitAgain(&t, effective, at)
	t.Service, t.ForWindow, t.Placed = service, c.ToWindow, WhyTransferred
	t.First = first && c.ToWindow != 0
	if w, ok := s.layout.Window(c.Window); ok {
		t.From = w.Zone
	}
	return []Event{&Transferred{leaving{of{t}, left}, c.Window, c.ToWindow, c.Position, c.Note}}, nil
}

// destination gives the service the ticket goes to.
func (s *State) destination(c Transfer, t *Ticket) (ServiceID, error) {
	to := c.ToService
	if to == "" && c.ToWindow != 0 {
		return t.Service, nil
	}
	if to == "" {
		if service, ok := s.layout.Service(t.Service); ok {
			to = service.NextStep
		}
		if to == "" {
			return "", s.refuse(c, ErrBadRequest, "to_service or to_window is required; the service has no next step")
		}
	}
	if service, ok := s.layout.Service(to); !ok || service.Retired {
		return "", s.refuse(c, ErrUnknownService)
	}
	return to, nil
}

// effective is where t stands by its issue, whatever has moved it since.
func (t *Ticket) effective(s *State) Instant {
	return max(t.IssuedAt, t.Slot).Add(-s.layout.Settings.headStart(t.Class))
}

// front gives the effective time that is before everybody who waits for service.
func (s *State) front(service ServiceID, effective Instant) Instant {
	if tickets := s.queue(service).order.tickets; len(tickets) > 0 {
		effective = min(effective, tickets[0].EffectiveAt-1)
	}
	return effective
}

// leave gives t as its visit ends at the moment at without being served: called or serving still, but over.
func (t Ticket) leave(at Instant) Ticket {
	t.FinishedAt = at
	return t
}

func (c Transfer) String() string { return "transfer at " + c.Window.String() }
