package office

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// The time machine reads the journal alone: a day is begun from its DayOpened and lived through up to a moment, so that what
// is shown is what was, whatever the hall does now.

// pastBatch is how many entries are read at a time.
const pastBatch = 1024

// pastView is the hall as it was at a moment of the past.
type pastView struct {
	Date queue.Date    `json:"date"`
	At   queue.Instant `json:"at"`
	// Seq is the last entry until then. Previous and Next are when the entries before it and after it were written; zero
	// where the day has none.
	Seq      uint64             `json:"seq"`
	Previous queue.Instant      `json:"previous_at,omitempty"`
	Next     queue.Instant      `json:"next_at,omitempty"`
	Windows  []queue.WindowView `json:"windows"`
	Services []pastService      `json:"services"`
	// Board is what the screen that was asked for showed, as its socket gave it.
	Board any `json:"board,omitempty"`
}

// pastService is a service with its queue, in the order in which it would have been called.
type pastService struct {
	queue.ServiceView
	Queue []queue.TicketView `json:"queue"`
}

// day lives through the entries of a business day that were written until a moment, the day's end for zero, and shows see
// each with the state after it; see may be nil. It gives the state and the first entry that is later, nil for none.
func (s *Service) day(ctx context.Context, date queue.Date, until queue.Instant, see func(*queue.State, *queue.Entry)) (*queue.State, *queue.Entry, error) {
	after, err := s.store.DayStart(ctx, date)
	if err != nil {
		return nil, nil, err
	}
	state := queue.NewState()
	for {
		entries, err := s.store.Read(ctx, after, pastBatch)
		if err != nil {
			return nil, nil, err
		}
		for i := range entries {
			e := &entries[i]
			begins := state.Seq() == 0
			switch opens, ok := e.Opens(); {
			case begins && opens != date: // DayStart is 0 for a day that is not there
				return nil, nil, badQuery("the journal has no day " + string(date))
			case !begins && ok:
				return state, nil, nil
			case !begins && until != 0 && e.At > until:
				return state, e, nil
			}
			state.Apply(*e)
			after = e.Seq
			if see != nil {
				see(state, e)
			}
		}
		if len(entries) == 0 {
			if state.Seq() == 0 {
				return nil, nil, badQuery("the journal has no day " + string(date))
			}
			return state, nil, nil
		}
	}
}

// getPast shows the hall as it was at the moment at, with the board of the screen when one is named.
func (s *Service) getPast(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightStatistics, queue.Place{}); err != nil {
		return err
	}
	var at queue.Instant
	if err := at.UnmarshalText([]byte(c.QueryParam("at"))); err != nil {
		return badQuery(err.Error())
	}
	if at > s.hall.Now() {
		return badQuery("at is still to come")
	}
	v := pastView{Date: s.dateOf(at), At: at}
	var last queue.Instant
	state, next, err := s.day(c.Request().Context(), v.Date, at, func(_ *queue.State, e *queue.Entry) {
		if e.At != last {
			v.Previous, last = last, e.At
		}
	})
	if err != nil {
		return err
	}
	if next != nil {
		v.Next = next.At
	}
	v.Seq = state.Seq()
	for i := range state.Layout().Windows {
		v.Windows = append(v.Windows, state.WindowView(state.Layout().Windows[i].Number, at))
	}
	for i := range state.Layout().Services {
		service := &state.Layout().Services[i]
		row := pastService{state.ServiceView(service, at), []queue.TicketView{}}
		for _, t := range state.UpNext([]queue.ServiceID{service.ID}, state.WaitingCount(service.ID)) {
			row.Queue = append(row.Queue, state.Layout().TicketView(t))
		}
		v.Services = append(v.Services, row)
	}
	if screen := c.QueryParam("screen"); screen != "" {
		board, ok := s.draw(state, at, screen)
		if !ok {
			return badQuery("screen is not hall/ZONE, window/NUMBER, monitor or welcome of that day")
		}
		v.Board = board
	}
	return c.JSON(http.StatusOK, v)
}

func (s *Service) dateOf(at queue.Instant) (date queue.Date) {
	s.hall.View(func(state *queue.State) { date = queue.DateOf(at, state.Location()) })
	return date
}

// lifeView is the whole life of a ticket on one day.
type lifeView struct {
	Ticket queue.TicketView `json:"ticket"` // as it is at the end
	Steps  []lifeStep       `json:"steps"`
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
}

// mostPassed is how many of those who were passed are named.
const mostPassed = 20

// getLife tells what happened to the ticket with that number on a day.
func (s *Service) getLife(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightStatistics, queue.Place{}); err != nil {
		return err
	}
	day, err := date(c, "date", s.dateOf(s.hall.Now()))
	if err != nil {
		return err
	}
	number := queue.TicketNo(c.QueryParam("number"))
	v := lifeView{Steps: []lifeStep{}}
	_, _, err = s.day(c.Request().Context(), day, 0, func(state *queue.State, e *queue.Entry) {
		for _, ev := range e.Events {
			if told, ok := ev.(queue.TicketEvent); ok && told.After().Number == number {
				v.Ticket = state.Layout().TicketView(told.After())
				v.Steps = append(v.Steps, stepOf(state, e, told))
			}
		}
	})
	if err != nil {
		return err
	}
	if len(v.Steps) == 0 {
		return queue.ErrUnknownTicket
	}
	return c.JSON(http.StatusOK, v)
}

// stepOf tells of the event told, after whose entry the hall was as state.
func stepOf(state *queue.State, e *queue.Entry, told queue.TicketEvent) lifeStep {
	t := told.After()
	step := lifeStep{Seq: e.Seq, At: e.At, By: e.By, Kind: told.Kind(), Ticket: state.Layout().TicketView(t)}
	if held, ok := state.Ticket(t.ID); ok && held.Status == queue.StatusWaiting {
		ahead := state.PeopleAhead(held)
		step.PeopleAhead = &ahead
	}
	if _, called := told.(*queue.Called); called {
		step.Call = &callReason{Why: t.Why, Reason: t.CallReason, EffectiveAt: t.EffectiveAt, Waited: t.WaitedFor, Passed: []queue.TicketNo{}}
		for _, o := range state.UpNext([]queue.ServiceID{t.Service}, state.WaitingCount(t.Service)) {
			if o.IssuedAt < t.IssuedAt && len(step.Call.Passed) < mostPassed {
				step.Call.Passed = append(step.Call.Passed, o.Number)
			}
		}
	}
	return step
}
