package kiosk

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// feedbackKeys is the kind of the keys of a month, under which what citizens wrote is sealed.
const feedbackKeys = "feedback"

func feedbackKey(date queue.Date) string { return feedbackKeys + "-" + month(date) }

// Statement is what a citizen wrote, and how to reach them where they said so.
type Statement struct {
	Text    string `json:"text"`
	Contact string `json:"contact,omitempty"`
}

// feedbackBody is POST /tickets/{access}/feedback.
type feedbackBody struct {
	Kind     queue.FeedbackKind     `json:"kind"`
	Category queue.FeedbackCategory `json:"category"`
	Statement
}

// Bounds of what a citizen writes.
const (
	mostFeedbackRunes = 500
	mostContactRunes  = 60
)

func (b *feedbackBody) check() error {
	b.Text, b.Contact = strings.TrimSpace(b.Text), strings.TrimSpace(b.Contact)
	if b.Text == "" || utf8.RuneCountInString(b.Text) > mostFeedbackRunes || utf8.RuneCountInString(b.Contact) > mostContactRunes {
		return &queue.Refused{Op: "give feedback", Err: queue.ErrBadRequest, Detail: fmt.Sprintf(
			"text is missing, or it is longer than %d or contact longer than %d characters", mostFeedbackRunes, mostContactRunes)}
	}
	return nil
}

// postFeedback takes a complaint or a suggestion. What it says is about people, so that the journal has it sealed only,
// and of the request no digest that could be tried against.
func (s *Service) postFeedback(c echo.Context) error {
	var body feedbackBody
	return s.order(c, &body, func(id queue.TicketID) (queue.Command, error) {
		if err := body.check(); err != nil {
			return nil, err
		}
		today, _ := s.today()
		name := feedbackKey(today)
		key, err := s.seals.keys.MakeKey(name)
		if err != nil {
			return nil, unsealed(err)
		}
		sealed, err := sealAs(sealedFeedback, name, key, body.Statement)
		if err != nil {
			return nil, unsealed(err)
		}
		ctx := c.Request().Context()
		origin := queue.OriginFrom(ctx)
		if err := s.secret(&origin); err != nil {
			return nil, err
		}
		c.SetRequest(c.Request().WithContext(queue.WithOrigin(ctx, origin)))
		return queue.GiveFeedback{Ticket: id, Kind: body.Kind, Category: body.Category, Sealed: sealed}, nil
	})
}

// Statement gives what a citizen wrote; false once its month's key is shredded. It is for those who have a reason to read
// it.
func (s *Service) Statement(f *queue.Feedback) (Statement, bool) {
	return openAs[Statement](s.seals, sealedFeedback, f.Sealed)
}
