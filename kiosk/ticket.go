package kiosk

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"
	qrcode "github.com/skip2/go-qrcode"

	"github.com/paidui/paidui/queue"
)

// ticketAnswer is a ticket as the bearer of its word reads it.
type ticketAnswer struct {
	queue.CitizenTicketView
	Access string `json:"access"`
	URL    string `json:"url"`
}

// getTicket gives a ticket with its place in the queue as they are now.
func (s *Service) getTicket(c echo.Context) error {
	word := c.Param("access")
	id, ok := s.Lookup(word)
	if !ok {
		return queue.ErrUnknownTicket
	}
	at := s.hall.Now()
	answer := ticketAnswer{Access: word}
	s.hall.View(func(state *queue.State) {
		var t *queue.Ticket
		if t, ok = state.Ticket(id); !ok {
			t, ok = state.Past(id)
		}
		if ok {
			answer.CitizenTicketView = s.citizenView(state, t, at)
			answer.URL = phoneURL(state.Layout(), word)
		}
	})
	if !ok { // the day has turned since the look-up
		return queue.ErrUnknownTicket
	}
	return c.JSON(http.StatusOK, answer)
}

// qrPixels is the width of the code's picture.
const qrPixels = 360

// getQR draws what the slip's code holds.
func (s *Service) getQR(c echo.Context) error {
	word := c.Param("access")
	if _, ok := s.Lookup(word); !ok {
		return queue.ErrUnknownTicket
	}
	png, err := qrcode.Encode(phoneURL(s.layout(), word), qrcode.Medium, qrPixels)
	if err != nil {
		return fmt.Errorf("draw code: %w", err)
	}
	return c.Blob(http.StatusOK, "image/png", png)
}

// postCancel gives a number back.
func (s *Service) postCancel(c echo.Context) error {
	return s.order(c, &struct{}{}, func(id queue.TicketID) (queue.Command, error) { return queue.Cancel{Ticket: id, Citizen: true}, nil })
}

// postUncancel brings a number back at the kiosk where its holder laid the card: somebody else gave it back.
func (s *Service) postUncancel(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightIssue, queue.Place{}); err != nil {
		return err
	}
	return s.order(c, &struct{}{}, func(id queue.TicketID) (queue.Command, error) { return queue.Uncancel{Ticket: id}, nil })
}

// postRequeue puts a missed number back into its queue.
func (s *Service) postRequeue(c echo.Context) error {
	return s.order(c, &struct{}{}, func(id queue.TicketID) (queue.Command, error) { return queue.Requeue{Ticket: id}, nil })
}

// postDefer lets others go first.
func (s *Service) postDefer(c echo.Context) error {
	return s.order(c, &struct{}{}, func(id queue.TicketID) (queue.Command, error) { return queue.Defer{Ticket: id}, nil })
}

// order carries out what the bearer of a word asks for the word's ticket.
func (s *Service) order(c echo.Context, body any, command func(queue.TicketID) (queue.Command, error)) error {
	word := c.Param("access")
	id, ok := s.Lookup(word)
	if !ok {
		return queue.ErrUnknownTicket
	}
	if err := c.Bind(body); err != nil {
		return err
	}
	asked, err := command(id)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = "citizen"
	entry, err := s.hall.Do(ctx, origin, asked)
	if err != nil {
		return err
	}
	answer, err := s.answer(&entry, word)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, answer)
}

// answer makes an order's answer from its entry. Of the wait it tells what the entry knows: the people ahead of a number
// that came back or let others go first, but no estimate.
func (s *Service) answer(e *queue.Entry, word string) (ticketAnswer, error) {
	t := e.Ticket()
	if t == nil {
		return ticketAnswer{}, errNoTicket
	}
	l := s.layout()
	answer := ticketAnswer{Access: word, URL: phoneURL(l, word)}
	answer.TicketView, answer.Rating = l.TicketView(t).Public(), t.Rating
	for _, event := range e.Events {
		switch e := event.(type) {
		case *queue.Requeued:
			answer.PeopleAhead = e.PeopleAhead
		case *queue.Deferred:
			answer.PeopleAhead = e.PeopleAhead
		}
	}
	return answer, nil
}
