package main

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/agents"
	"github.com/paidui/paidui/queue"
)

// kioskLine is a kiosk's page's, for the cards that are laid on its reader.
func (s *server) kioskLine(c echo.Context) (http.HandlerFunc, error) {
	n, err := s.kioskOf(c)
	return func(w http.ResponseWriter, r *http.Request) { s.agents.ServePage(w, r, n, s.stillKiosk(r, n)) }, err
}

// agentLine is that of the program on a kiosk's computer. A browser, which has a cookie, is none.
func (s *server) agentLine(c echo.Context) (http.HandlerFunc, error) {
	if c.Request().Header.Get(echo.HeaderAuthorization) == "" {
		return nil, queue.ErrUnauthorized
	}
	n, err := s.kioskOf(c)
	return func(w http.ResponseWriter, r *http.Request) { s.agents.ServeAgent(w, r, n, s.stillKiosk(r, n)) }, err
}

// kioskOf gives which of the hall's kiosks asks.
func (s *server) kioskOf(c echo.Context) (queue.KioskNumber, error) {
	n, err := queue.ActorFrom(c.Request().Context()).Kiosk()
	if err != nil {
		return 0, err
	}
	known := false
	s.cfg.Hall.View(func(state *queue.State) { _, known = state.Layout().Kiosk(n) })
	if !known {
		return 0, echo.ErrNotFound
	}
	return n, nil
}

// stillKiosk gives what tells whether who opened a line with r is kiosk n yet. A disk that cannot be read takes nobody's
// right away.
func (s *server) stillKiosk(r *http.Request, n queue.KioskNumber) func() bool {
	return func() bool {
		actor, err := s.whoIs(r, false)
		if err != nil || actor == nil {
			return err != nil && !errors.Is(err, queue.ErrUnauthorized)
		}
		is, err := actor.Kiosk()
		return err == nil && is == n
	}
}

// kioskAnswer is a kiosk with its agent.
type kioskAnswer struct {
	Number queue.KioskNumber `json:"number"`
	Name   queue.Text        `json:"name"`
	Zone   queue.ZoneID      `json:"zone"`
	// Agent is null where none is expected and none has come since the hall was started.
	Agent *agents.State `json:"agent"`
}

// getKiosks lists the hall's kiosks, so that somebody sees when an agent is away.
func (s *server) getKiosks(c echo.Context) error {
	if err := s.need(c, queue.RightKiosks, queue.Place{}); err != nil {
		return err
	}
	answer := []kioskAnswer{}
	s.cfg.Hall.View(func(state *queue.State) {
		l := state.Layout()
		for _, k := range l.Kiosks {
			a := kioskAnswer{Number: k.Number, Name: k.Name, Zone: k.Zone}
			if l.AgentOf(k.Printer) == k.Number {
				a.Agent = &agents.State{Kiosk: k.Number, Reader: agents.ReaderNone, Printer: "none"}
			}
			answer = append(answer, a)
		}
	})
	for _, is := range s.agents.States() {
		for i := range answer {
			if answer[i].Number == is.Kiosk {
				answer[i].Agent = &is
			}
		}
	}
	return c.JSON(http.StatusOK, answer)
}
