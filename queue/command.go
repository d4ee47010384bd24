package queue

import "strconv"

// Command is something asked of the hall. Each has its own file, decide above apply.
type Command interface {
	decide(s *State, at Instant) ([]Event, error)
	// String names the command and what it concerns, for logs and refusals: "call next at window 3".
	String() string
}

// Decide gives the events that cmd causes at the moment at; at is never before State.At. It changes nothing. A
// refusal is a *Refused.
func (s *State) Decide(at Instant, cmd Command) ([]Event, error) { return cmd.decide(s, at) }

// String gives "window 3".
func (n WindowNumber) String() string { return "window " + strconv.Itoa(int(n)) }

func (s *State) refuse(c Command, why *Refusal, detail ...string) error {
	r := &Refused{Op: c.String(), Err: why}
	if len(detail) > 0 {
		r.Detail = detail[0]
	}
	return r
}

// ticket gives a copy of the ticket with id when the machine lets m take it on.
func (s *State) ticket(c Command, id TicketID, m move) (Ticket, error) {
	t, ok := s.Ticket(id)
	if !ok {
		return Ticket{}, s.refuse(c, ErrUnknownTicket)
	}
	if !m.allows(t.Status) {
		return Ticket{}, s.refuse(c, ErrWrongState, "ticket "+string(t.Number)+" is "+string(t.Status))
	}
	return *t, nil
}

// atWindow gives a copy of the ticket at window n when the machine lets m take it on and, unless id is empty, it has
// that id.
func (s *State) atWindow(c Command, n WindowNumber, id TicketID, m move) (Ticket, error) {
	if _, ok := s.layout.Window(n); !ok {
		return Ticket{}, s.refuse(c, ErrUnknownWindow)
	}
	t := s.current[n]
	switch {
	case t == nil:
		return Ticket{}, s.refuse(c, ErrWrongState, "no ticket is at the window")
	case id != "" && id != t.ID:
		return Ticket{}, s.refuse(c, ErrWrongState, "another ticket is at the window")
	case !m.allows(t.Status):
		return Ticket{}, s.refuse(c, ErrWrongState, "ticket "+string(t.Number)+" is "+string(t.Status))
	}
	return *t, nil
}

// opened gives the layout of window n and its shift when it is open at the moment at and no emergency lasts.
func (s *State) opened(c Command, n WindowNumber, at Instant) (*Window, WindowState, error) {
	w, ok := s.layout.Window(n)
	if !ok {
		return nil, WindowState{}, s.refuse(c, ErrUnknownWindow)
	}
	if err := s.calm(c); err != nil {
		return nil, WindowState{}, err
	}
	shift := s.Window(n)
	if status := shift.StatusAt(at); status != WindowOpen {
		return nil, WindowState{}, s.refuse(c, ErrWindowClosed, "the window is "+string(status))
	}
	return w, shift, nil
}

// free is opened for a window where no ticket is.
func (s *State) free(c Command, n WindowNumber, at Instant) (*Window, WindowState, error) {
	if s.current[n] != nil {
		return nil, WindowState{}, s.refuse(c, ErrWindowBusy)
	}
	return s.opened(c, n, at)
}

// signedIn gives window n's shift when somebody is signed in there.
func (s *State) signedIn(c Command, n WindowNumber) (WindowState, error) {
	if _, ok := s.layout.Window(n); !ok {
		return WindowState{}, s.refuse(c, ErrUnknownWindow)
	}
	w := s.Window(n)
	if w.Shift == 0 {
		return WindowState{}, s.refuse(c, ErrWindowClosed)
	}
	return w, nil
}

// due gives the commands that the clock alone asks for at the moment at.
func (s *State) due(at Instant) []Command {
	var commands []Command
	for _, t := range s.OnHold() {
		if at >= s.holdLapses(t) {
			commands = append(commands, LapseHold{t.ID})
		}
	}
	return commands
}
