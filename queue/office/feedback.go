package office

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// feedbackRow is a complaint or suggestion as the centre reads it.
type feedbackRow struct {
	queue.Feedback
	// Text is null once the time for which it is kept is over; Contact is absent where none was given.
	Text    *string `json:"text"`
	Contact string  `json:"contact,omitempty"`
}

// getFeedback lists what citizens complained of and suggested, newest first. It tells of people, so that a reason is asked
// for, and logged with who asked.
func (s *Service) getFeedback(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightFeedback, queue.Place{})
	if err != nil {
		return err
	}
	reason := c.QueryParam("reason")
	if reason == "" {
		return &queue.Refused{Op: "read feedback", Err: queue.ErrReasonRequired}
	}
	if err := shortReason(reason); err != nil {
		return err
	}
	from, to, err := s.feedbackDates(c)
	if err != nil {
		return err
	}
	rows := []feedbackRow{}
	err = s.store.Feedback(c.Request().Context(), from, to, func(f *queue.Feedback) error {
		row := feedbackRow{Feedback: *f}
		if text, contact, ok := s.unseal(f); ok {
			row.Text, row.Contact = &text, contact
		}
		row.Sealed = ""
		rows = append(rows, row)
		return nil
	})
	if err != nil {
		return err
	}
	slices.Reverse(rows)
	s.log.Info("feedback read", "credential", actor.Credential, "grant", grant.String(), "reason", reason, "from", from, "to", to, "rows", len(rows))
	return c.JSON(http.StatusOK, rows)
}

// feedbackDates reads from and to; without them, all that can still be read.
func (s *Service) feedbackDates(c echo.Context) (from, to queue.Date, err error) {
	var today queue.Date
	days := 0
	s.hall.View(func(state *queue.State) { today, days = state.Date(), state.Layout().Settings.FeedbackDays })
	if to, err = date(c, "to", today); err != nil {
		return "", "", err
	}
	from, err = date(c, "from", to.AddDays(-days))
	return from, to, err
}
