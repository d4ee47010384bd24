package main

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// voices adds what the centre asks of the zones' voices.
func (s *server) voices(api *echo.Group) {
	api.GET("/voices", s.getVoices)
	api.POST("/voices/:zone/test", s.postVoice("voice is tried", s.hub.TryVoice))
	api.POST("/voices/:zone/heard", s.postVoice("voice is heard", s.hub.ConfirmVoice))
}

// getVoices tells of every zone which screen speaks, and what is wrong with its voice.
func (s *server) getVoices(c echo.Context) error {
	if err := s.need(c, queue.RightVoices, queue.Place{}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.hub.Voices())
}

// postVoice does something with the voice of a zone, and answers with how it stands then. It leaves no trace but in the
// log, which names it what.
func (s *server) postVoice(what string, do func(queue.ZoneID) bool) echo.HandlerFunc {
	return func(c echo.Context) error {
		zone := queue.ZoneID(c.Param("zone"))
		// A screen that belongs to a window is none of the zone's.
		if err := s.need(c, queue.RightTryVoice, queue.Place{Zone: zone, Window: -1}); err != nil {
			return err
		}
		if err := c.Bind(&struct{}{}); err != nil {
			return err
		}
		if !do(zone) {
			return echo.ErrNotFound
		}
		s.log.Info(what, "zone", zone, "credential", queue.ActorFrom(c.Request().Context()).Credential)
		for _, v := range s.hub.Voices() {
			if v.Zone == zone {
				return c.JSON(http.StatusOK, v)
			}
		}
		return echo.ErrNotFound // the zone has gone meanwhile
	}
}
