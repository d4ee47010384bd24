package queue

// Step is one thing that has happened to a ticket today, as the next clerk reads it: how it left each window where it was,
// and what was said of it. That it came there goes without saying. Kind is that of the event.
type Step struct {
	At   Instant `json:"at"`
	Kind string  `json:"kind"`
	// Window and Staff did it; zero and empty for what the citizen or the guide desk did.
	Window WindowNumber `json:"window,omitempty"`
	Staff  StaffNo      `json:"staff,omitempty"`
	// Service is where the ticket was, ToService and ToWindow where it was sent.
	Service   ServiceID    `json:"service,omitempty"`
	ToService ServiceID    `json:"to_service,omitempty"`
	ToWindow  WindowNumber `json:"to_window,omitempty"`
	// Outcome is how its service ended.
	Outcome Outcome `json:"outcome,omitempty"`
	CaseNo  string  `json:"case_no,omitempty"`
	// Note is what was said of it: why it was held, sent or reopened, or what evidence there was for its class.
	Note string `json:"note,omitempty"`
}

// stepping is an event that the next clerk is told of.
type stepping interface {
	TicketEvent
	// step gives what is told, but for the moment and the kind; nothing of interest is a zero Step.
	step() Step
}

// remember adds ev to the history of its ticket.
func (s *State) remember(ev Event, at Instant) {
	told, ok := ev.(stepping)
	if !ok {
		return
	}
	step := told.step()
	if step == (Step{}) {
		return
	}
	step.At, step.Kind = at, ev.Kind()
	id := told.After().ID
	s.history[id] = append(s.history[id], step)
}

// History gives what has happened to a ticket today, oldest first. It is for staff: it names who served it and what was
// said.
func (s *State) History(id TicketID) []Step { return s.history[id] }

// here is a Step of t at its window.
func (t *Ticket) here() Step { return Step{Window: t.Window, Staff: t.Staff, Service: t.Service} }

func (i *Issued) step() Step { return Step{Note: i.Reason} }

func (n *NeedsSet) step() Step { return Step{Note: n.Reason} }

func (w *WasHeld) step() Step {
	step := w.Ticket.here()
	step.Note = w.Note
	return step
}

func (m *MarkedNoShow) step() Step { return m.Ticket.here() }

func (r *Returned) step() Step { return r.Left.here() }

func (t *Transferred) step() Step {
	step := t.Left.here()
	step.ToService, step.ToWindow, step.Note = t.Ticket.Service, t.ToWindow, t.Note
	return step
}

func (e *SentOn) step() Step {
	step := ended(&e.Left)
	step.ToService = e.Ticket.Service
	return step
}

func (f *Finished) step() Step { return ended(&f.Ticket) }

func (o *OutcomeSet) step() Step { return ended(&o.Ticket) }

// ended is the Step of a service's end.
func ended(t *Ticket) Step {
	step := t.here()
	step.Outcome, step.CaseNo, step.Note = t.Outcome, t.CaseNo, t.Reason
	return step
}

func (r *Reopened) step() Step {
	step := r.Ticket.here()
	step.Note = r.Reason
	return step
}

func (m *Moved) step() Step {
	return Step{Service: m.FromService, ToService: m.Ticket.Service, ToWindow: m.Ticket.ForWindow}
}

func (r *Requeued) step() Step { return Step{Service: r.Ticket.Service} }

func (a *Arrived) step() Step { return Step{Window: a.Ticket.ForWindow, Service: a.Ticket.Service} }

func (d *Deferred) step() Step { return Step{Service: d.Ticket.Service} }
