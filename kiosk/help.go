package kiosk

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// callsPerMinute is how often one kiosk calls for somebody in a minute: more is a child's game.
const callsPerMinute = 6

// kioskHelp is a call for somebody as the kiosk shows it.
type kioskHelp struct {
	ID queue.HelpID  `json:"id"`
	At queue.Instant `json:"at"`
	// AnsweredAt is there once somebody is on the way.
	AnsweredAt queue.Instant `json:"answered_at,omitempty"`
}

// lastCall is the answer of GET /kiosk/help: the last call from that kiosk today, null for none.
type lastCall struct {
	Help *kioskHelp `json:"help"`
}

// getKioskHelp tells a kiosk whether somebody comes.
func (s *Service) getKioskHelp(c echo.Context) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightCallStaff, queue.Place{})
	if err != nil {
		return err
	}
	place := s.callFrom(grant)
	var answer lastCall
	s.hall.View(func(state *queue.State) {
		for _, h := range slices.Backward(state.Helps()) {
			if h.Kind == queue.HelpAssist && h.Kiosk == place.Kiosk && (h.Kiosk != 0 || h.Zone == place.Zone) {
				answer.Help = &kioskHelp{h.ID, h.At, h.AnsweredAt}
				return
			}
		}
	})
	return c.JSON(http.StatusOK, answer)
}

// postKioskHelp calls for somebody to come to a kiosk. While a call is open there is no second one.
func (s *Service) postKioskHelp(c echo.Context) error {
	ctx := c.Request().Context()
	actor := queue.ActorFrom(ctx)
	grant, err := actor.Need(queue.RightCallStaff, queue.Place{})
	if err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	origin := queue.OriginFrom(c.Request().Context())
	origin.By = grant.String()
	if !s.hall.Repeats(origin) {
		if _, err := s.calls.take(c, actor.Credential, callsPerMinute, time.Minute, s.hall.Now()); err != nil {
			return err
		}
	}
	entry, err := s.hall.Do(ctx, origin, s.callFrom(grant))
	if err != nil {
		return err
	}
	h := entry.Help()
	return c.JSON(http.StatusOK, kioskHelp{h.ID, h.At, h.AnsweredAt})
}

// callFrom gives the call from the kiosk that a grant is for. One that the layout does not know calls from its zone.
func (s *Service) callFrom(grant queue.Grant) queue.AskHelp {
	if _, ok := s.layout().Kiosk(grant.Kiosk); ok {
		return queue.AskHelp{Kind: queue.HelpAssist, Kiosk: grant.Kiosk}
	}
	return queue.AskHelp{Kind: queue.HelpAssist, Zone: grant.Zone}
}
