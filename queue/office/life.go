package office

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// lifeView is the whole life of a ticket on one day.
type lifeView struct {
	Ticket queue.TicketView `json:"ticket"` // as it is at the end
	// PeopleAhead is how many are called before it, while it waits still.
	PeopleAhead *int       `json:"people_ahead,omitempty"`
	Steps       []lifeStep `json:"steps"`
	// PassedBy are those of its service who took a number later and were called while it waited, in the order of their
	// calls; PassedCount counts them all.
	PassedBy    []passer `json:"passed_by"`
	PassedCount int      `json:"passed_count"`
}

// lifeStep is one thing that happened to it.
type lifeStep struct {
	Seq uint64        `json:"seq"`
	At  queue.Instant `json:"at"`
	// By is who caused it; empty for the hall itself.
	By   string `json:"by,omitempty"`
	Kind string `json:"kind"`
	// Ticket is as it stood after that.
	Ticket queue.TicketView `json:"ticket"`
	// PeopleAhead is how many would have been called before it, while it waits.
	PeopleAhead *int `json:"people_ahead,omitempty"`
	// Call says why it was called when it was.
	Call *callReason `json:"call,omitempty"`
}

// callReason is why a ticket was called: by which rule, and who of its service had taken a number before it and waited on.
type callReason struct {
	Why    queue.Why `json:"why"`
	Reason string    `json:"reason,omitempty"` // what staff said for a call out of order
	// EffectiveAt is its place in the order: its issue less its head start.
	EffectiveAt queue.Instant    `json:"effective_at"`
	Waited      queue.Millis     `json:"waited_ms"`
	Passed      []queue.TicketNo `json:"passed"`
	PassedCount int              `json:"passed_count"`
}

// passer is a ticket that was called before another though it was taken later. It is what a citizen may be told: of its class
// no more than that it has priority.
type passer struct {
	Seq      uint64             `json:"seq"`
	At       queue.Instant      `json:"at"`
	Number   queue.TicketNo     `json:"number"`
	Window   queue.WindowNumber `json:"window"`
	Class    queue.Class        `json:"class"`
	Why      queue.Why          `json:"why"`
	IssuedAt queue.Instant      `json:"issued_at"`
}

// mostPassed is how many of those who passed, or were passed, are named.
const mostPassed = 20

// getLife tells what happened to the ticket with that number on a day.
func (s *Service) getLife(c echo.Context) error {
	ctx := c.Request().Context()
	if _, err := queue.ActorFrom(ctx).Need(queue.RightStatistics, queue.Place{}); err != nil {
		return err
	}
	day, err := date(c, "date", s.dateOf(s.hall.Now()))
	if err != nil {
		return err
	}
	r, err := newReel(ctx, s.store, day)
	if err != nil {
		return err
	}
	b := biography{number: queue.TicketNo(c.QueryParam("number")), lifeView: lifeView{Steps: []lifeStep{}, PassedBy: []passer{}}}
	if _, err = r.to(ctx, endOfTime, b.see); err != nil {
		return err
	}
	if len(b.Steps) == 0 {
		return queue.ErrUnknownTicket
	}
	b.PeopleAhead = aheadOf(r.state, b.id)
	return c.JSON(http.StatusOK, b.lifeView)
}

// biography gathers the life of the ticket with a number.
type biography struct {
	number queue.TicketNo
	id     queue.TicketID // empty until it is issued
	lifeView
}

// see notes what e, after which the hall was as state, did to the ticket and before it. Numbers of a trial are nobody's.
func (b *biography) see(state *queue.State, e *queue.Entry) {
	if e.Trial {
		return
	}
	for _, ev := range e.Events {
		told, ok := ev.(queue.TicketEvent)
		if !ok {
			continue
		}
		if t := told.After(); t.Number == b.number {
			b.id, b.Ticket = t.ID, pastTicket(state.Layout(), t)
			b.Steps = append(b.Steps, stepOf(state, e, told))
		} else if _, called := ev.(*queue.Called); called {
			b.passedBy(state, e, t)
		}
	}
}

// passedBy notes that t was called, if that passed the ticket.
func (b *biography) passedBy(state *queue.State, e *queue.Entry, t *queue.Ticket) {
	mine, ok := state.Ticket(b.id)
	if !ok || mine.Status != queue.StatusWaiting || mine.Service != t.Service || t.IssuedAt <= mine.IssuedAt {
		return
	}
	b.PassedCount++
	if len(b.PassedBy) < mostPassed {
		b.PassedBy = append(b.PassedBy, passer{e.Seq, e.At, t.Number, t.Window, t.Class.Public(), t.Why, t.IssuedAt})
	}
}

// stepOf tells of the event told, after whose entry the hall was as state.
func stepOf(state *queue.State, e *queue.Entry, told queue.TicketEvent) lifeStep {
	t := told.After()
	step := lifeStep{
		Seq: e.Seq, At: e.At, By: e.By, Kind: told.Kind(), Ticket: pastTicket(state.Layout(), t), PeopleAhead: aheadOf(state, t.ID),
	}
	if _, called := told.(*queue.Called); called {
		step.Call = reasonOf(state, t)
	}
	return step
}

// aheadOf gives how many are called before the ticket; nil unless it waits.
func aheadOf(state *queue.State, id queue.TicketID) *int {
	t, ok := state.Ticket(id)
	if !ok || t.Status != queue.StatusWaiting {
		return nil
	}
	ahead := state.PeopleAhead(t)
	return &ahead
}

// reasonOf tells why t was called, after which the hall was as state.
func reasonOf(state *queue.State, t *queue.Ticket) *callReason {
	call := &callReason{Why: t.Why, Reason: t.CallReason, EffectiveAt: t.EffectiveAt, Waited: t.WaitedFor, Passed: []queue.TicketNo{}}
	for _, o := range state.UpNext([]queue.ServiceID{t.Service}, state.WaitingCount(t.Service)) {
		if o.IssuedAt >= t.IssuedAt {
			continue
		}
		call.PassedCount++
		if len(call.Passed) < mostPassed {
			call.Passed = append(call.Passed, o.Number)
		}
	}
	return call
}
