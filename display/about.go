package display

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// aboutSteps is how many of a ticket's last steps a counter shows.
const aboutSteps = 8

// About is what the next clerk must know of a ticket: what has happened to it today, and what it came back with.
type About struct {
	// History is what happened so far, oldest first; the last of it where there is too much.
	History []queue.Step `json:"history,omitempty"`
	// CallReason is why staff called it out of order.
	CallReason string `json:"call_reason,omitempty"`
	// Returned are the papers that were missing when its citizen came last.
	Returned *queue.MissingSlipView `json:"returned,omitempty"`
	// NextStep is the service that it goes on to once it is accepted here.
	NextStep *NextStep `json:"next_step,omitempty"`
}

// NextStep is a service that tickets go on to.
type NextStep struct {
	ID   queue.ServiceID `json:"id"`
	Name queue.Text      `json:"name"`
}

// about gives what there is to know of the ticket at window n; nil without one, and when there is nothing.
func about(s *queue.State, n queue.WindowNumber) *About {
	t := s.Current(n)
	if t == nil {
		return nil
	}
	a := About{CallReason: t.CallReason}
	if all := s.History(t.ID); len(all) > 0 {
		a.History = slices.Clone(all[max(0, len(all)-aboutSteps):])
	}
	if slip, ok := s.MissingSlip(t.Return); ok {
		a.Returned = s.MissingSlipView(slip)
	}
	if service, ok := s.Layout().Service(t.Service); ok {
		if next, ok := s.Layout().Service(service.NextStep); ok && !next.Retired {
			a.NextStep = &NextStep{next.ID, next.Name}
		}
	}
	if len(a.History) == 0 && a.CallReason == "" && a.Returned == nil && a.NextStep == nil {
		return nil
	}
	return &a
}
