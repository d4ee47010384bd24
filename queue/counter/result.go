package counter

import (
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// resultBody is what an order says of how a service ended; its reason is the order's.
type resultBody struct {
	Outcome queue.Outcome `json:"outcome"`
	CaseNo  string        `json:"case_no"`
	Missing []string      `json:"missing"`
	Note    string        `json:"note"`
	Due     queue.Date    `json:"due"`
	PickUp  queue.Date    `json:"pick_up"`
	Matters int           `json:"matters"`
	Stay    bool          `json:"stay"`
}

// Bounds of what the journal keeps for ever.
const (
	mostReasonRunes = 200
	mostCaseNoRunes = 64
	mostPapers      = 40
	mostPaperRunes  = 80
)

// short refuses text of more than most characters.
func short(field, text string, most int) error {
	if utf8.RuneCountInString(text) > most {
		return &queue.Refused{Op: "read " + field, Err: queue.ErrBadRequest, Detail: fmt.Sprintf("longer than %d characters", most)}
	}
	return nil
}

// result gives what b says, with the order's reason. Papers without a name are left out.
func (b *resultBody) result(reason string) (queue.Result, error) {
	r := queue.Result{
		Outcome: b.Outcome, Reason: reason, CaseNo: b.CaseNo, Note: b.Note, Due: b.Due, PickUp: b.PickUp, Matters: b.Matters, Stay: b.Stay,
	}
	if err := short("case_no", b.CaseNo, mostCaseNoRunes); err != nil {
		return r, err
	}
	if err := short("note", b.Note, mostReasonRunes); err != nil {
		return r, err
	}
	if len(b.Missing) > mostPapers {
		return r, &queue.Refused{Op: "read missing", Err: queue.ErrBadRequest, Detail: fmt.Sprintf("more than %d papers", mostPapers)}
	}
	for _, paper := range b.Missing {
		if paper = strings.TrimSpace(paper); paper == "" {
			continue
		}
		if err := short("missing", paper, mostPaperRunes); err != nil {
			return r, err
		}
		r.Missing = append(r.Missing, paper)
	}
	return r, nil
}

// finishBody is POST …/finish and POST …/outcome.
type finishBody struct {
	ticketBody
	resultBody
}

// postFinish ends the ticket's service.
func (s *Service) postFinish(c echo.Context) error {
	var body finishBody
	o, err := s.acceptFor(c, &body, &body.ticketBody)
	if err != nil {
		return err
	}
	result, err := body.result(body.Reason)
	if err != nil {
		return err
	}
	return o.forTicket(queue.Finish{Window: o.window, Ticket: body.Ticket, Result: result})
}

// postOutcome says afterwards how a service ended today.
func (s *Service) postOutcome(c echo.Context) error {
	var body finishBody
	o, err := s.acceptNamed(c, &body, &body.ticketBody)
	if err != nil {
		return err
	}
	result, err := body.result(body.Reason)
	if err != nil {
		return err
	}
	return o.forTicket(queue.SetOutcome{Window: o.window, Ticket: body.Ticket, Result: result})
}

// getWithoutOutcome lists what the window finished today without saying how it ended, in order of the ends.
func (s *Service) getWithoutOutcome(c echo.Context) error {
	window := windowNumber(c.Param("window"))
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightCounter, s.place(window)); err != nil {
		return err
	}
	views, known := []queue.TicketView{}, false
	s.hall.View(func(state *queue.State) {
		_, known = state.Layout().Window(window)
		for _, t := range state.WithoutOutcome(window) {
			views = append(views, state.Layout().TicketView(t))
		}
	})
	if !known {
		return queue.ErrUnknownWindow
	}
	return c.JSON(http.StatusOK, views)
}

// slipOf gives the slip of missing papers that an entry gave somebody; nil when it gave none.
func slipOf(e *queue.Entry) *queue.MissingSlip {
	for _, ev := range e.Events {
		switch ev := ev.(type) {
		case *queue.Finished:
			if ev.Slip != nil {
				return ev.Slip
			}
		case *queue.OutcomeSet:
			return ev.Slip
		}
	}
	return nil
}
