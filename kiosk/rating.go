package kiosk

import (
	"fmt"
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// ratingBody is POST /tickets/{access}/rating.
type ratingBody struct {
	Level   int      `json:"level"`
	Reasons []string `json:"reasons"`
	Comment string   `json:"comment"`
}

// Bounds of a rating's words, which the journal keeps for ever.
const (
	mostReasons      = 8
	mostReasonRunes  = 40
	mostCommentRunes = 500
)

func (b *ratingBody) check() error {
	if len(b.Reasons) > mostReasons || utf8.RuneCountInString(b.Comment) > mostCommentRunes {
		return badRating(fmt.Sprintf("more than %d reasons or %d characters of comment", mostReasons, mostCommentRunes))
	}
	for _, r := range b.Reasons {
		if utf8.RuneCountInString(r) > mostReasonRunes {
			return badRating(fmt.Sprintf("a reason is longer than %d characters", mostReasonRunes))
		}
	}
	return nil
}

func badRating(detail string) error {
	return &queue.Refused{Op: "rate", Err: queue.ErrBadRequest, Detail: detail}
}

// postRating rates a finished service, once.
func (s *Service) postRating(c echo.Context) error {
	var body ratingBody
	return s.order(c, &body, func(id queue.TicketID) (queue.Command, error) {
		return queue.Rate{Ticket: id, Level: body.Level, Reasons: body.Reasons, Comment: body.Comment}, body.check()
	})
}

// windowRatingBody is POST /windows/{window}/rating.
type windowRatingBody struct {
	Ticket queue.TicketID `json:"ticket"`
	ratingBody
}

// postWindowRating rates what was last served at a window, on the tablet that stands there. A ticket's id is no secret, so
// that it gives no right: that is the tablet's, and the rules take only what was served there a moment ago.
func (s *Service) postWindowRating(c echo.Context) error {
	number, err := strconv.Atoi(c.Param("window"))
	if err != nil || number <= 0 {
		number = -1 // no window's
	}
	window := queue.WindowNumber(number)
	grant, err := s.rater(queue.ActorFrom(c.Request().Context()), window)
	if err != nil {
		return err
	}
	var body windowRatingBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	if err := body.check(); err != nil {
		return err
	}
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = grant.String()
	entry, err := s.hall.Do(ctx, origin, queue.Rate{
		Ticket: body.Ticket, Level: body.Level, Reasons: body.Reasons, Comment: body.Comment, Window: window,
	})
	if err != nil {
		return err
	}
	t := entry.Ticket()
	if t == nil {
		return errNoTicket
	}
	return c.JSON(http.StatusOK, struct {
		Number queue.TicketNo `json:"number"`
		Level  int            `json:"level"`
	}{t.Number, t.Rating})
}

// rater gives the grant by which the asker takes ratings at window n: that of the window's own screen. A screen of a whole
// zone hangs where nobody can touch it, and on a device that is also the clerk's staff could rate themselves; only in a demo
// hall is one browser everything.
func (s *Service) rater(actor *queue.Actor, n queue.WindowNumber) (queue.Grant, error) {
	place := queue.Place{Window: n}
	if w, ok := s.layout().Window(n); ok {
		place.Zone = w.Zone
	}
	if _, err := actor.Need(queue.RightRate, place); err != nil {
		return queue.Grant{}, err
	}
	if _, clerk := actor.May(queue.RightCounter, place); clerk && !s.demo {
		return queue.Grant{}, queue.ErrForbidden
	}
	for _, g := range actor.Grants {
		if g.May(queue.RightRate) && g.Window == n {
			return g, nil
		}
	}
	return queue.Grant{}, queue.ErrForbidden
}
