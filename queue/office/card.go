package office

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoCard cannot happen: only a command about a card is answered with one.
var errNoCard = errors.New("the entry is about no card")

// getCards gives the register of cards, the newest first.
func (s *Service) getCards(c echo.Context) error {
	return listDays(s, c, queue.RightStaff, s.store.Cards)
}

// cardBody is POST /cards.
type cardBody struct {
	Staff  queue.StaffNo `json:"staff"`
	Level  queue.Level   `json:"level"`
	Reason string        `json:"reason"`
}

// postCard gives a member of staff a card.
func (s *Service) postCard(c echo.Context) error {
	var body cardBody
	return s.forCard(c, http.StatusCreated, queue.RightCard, &body, func(_ queue.CardID, by queue.Helper) (queue.Command, error) {
		return queue.GiveCard{Staff: body.Staff, Level: body.Level, Reason: body.Reason, By: by}, shortReason(body.Reason)
	})
}

// postAppeal notes what a member of staff has against a card.
func (s *Service) postAppeal(c echo.Context) error {
	var body reasonBody
	return s.forCard(c, http.StatusOK, queue.RightCard, &body, func(id queue.CardID, _ queue.Helper) (queue.Command, error) {
		return queue.AppealCard{ID: id, Appeal: body.Reason}, shortReason(body.Reason)
	})
}

// rulingBody is POST /cards/{card}/ruling.
type rulingBody struct {
	Ruling queue.Ruling `json:"ruling"`
	Reason string       `json:"reason"`
}

// postRuling decides an appeal.
func (s *Service) postRuling(c echo.Context) error {
	var body rulingBody
	return s.forCard(c, http.StatusOK, queue.RightRule, &body, func(id queue.CardID, by queue.Helper) (queue.Command, error) {
		return queue.RuleCard{ID: id, Ruling: body.Ruling, Note: body.Reason, By: by}, shortReason(body.Reason)
	})
}

// forCard carries out a command about the card in the URL, if any, and answers with the card as it then is.
func (s *Service) forCard(
	c echo.Context, status int, right queue.Right, body any, command func(queue.CardID, queue.Helper) (queue.Command, error),
) error {
	entry, err := s.orderBy(c, right, body, func(by queue.Helper) (queue.Command, error) {
		id := uint64(0)
		if text := c.Param("card"); text != "" {
			var err error
			if id, err = strconv.ParseUint(text, 10, 64); err != nil {
				return nil, queue.ErrUnknownCard
			}
		}
		return command(queue.CardID(id), by)
	})
	if err != nil {
		return err
	}
	if card := entry.Card(); card != nil {
		return c.JSON(status, card)
	}
	return errNoCard
}
