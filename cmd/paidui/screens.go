package main

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/display/roll"
	"github.com/paidui/paidui/queue"
)

// screens adds how screens report, and are enrolled by the code that they show.
func (s *server) screens(api *echo.Group) {
	api.POST("/screens/report", s.postScreenReport)
	api.POST("/screens/enrol", s.postScreenEnrol)
	api.GET("/screens", s.getScreens)
}

// reported answers a screen: its code while it waits to be enrolled, or that it has just been.
type reported struct {
	At       queue.Instant `json:"at"`
	Code     string        `json:"code,omitempty"`
	Enrolled bool          `json:"enrolled,omitempty"`
}

// postScreenReport takes how a screen is. One that an administrator has entered the code of gets its cookie with the answer.
func (s *server) postScreenReport(c echo.Context) error {
	var body roll.Report
	if err := c.Bind(&body); err != nil {
		return err
	}
	if !body.Fit() {
		return badRequest("it is no report of a screen")
	}
	wants, isScreen := roll.WantedBy(body.Face)
	place := queue.Place{Window: wants.Window, Zone: wants.Zone}
	_, enrolled := queue.ActorFrom(c.Request().Context()).May(queue.RightScreen, place)
	at := s.cfg.Hall.Now()
	code, given := s.roll.Report(body, c.RealIP(), enrolled && isScreen, at)
	if given == nil {
		return c.JSON(http.StatusOK, reported{At: at, Code: code})
	}
	secret, credential, err := s.access.Add(s.deviceCookie(c), *given)
	if err := s.giveCookie(c, secret, credential, err); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, reported{At: at, Enrolled: true})
}

// screenEnrolBody is POST /screens/enrol. Without a grant the screen becomes what its page needs.
type screenEnrolBody struct {
	Code  string       `json:"code"`
	Grant *queue.Grant `json:"grant"`
}

// postScreenEnrol makes the screen that shows a code a screen of the hall; it picks that up within seconds.
func (s *server) postScreenEnrol(c echo.Context) error {
	if err := s.need(c, queue.RightEnrol, queue.Place{}); err != nil {
		return err
	}
	var body screenEnrolBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	if err := s.checkScreenGrant(body.Grant); err != nil {
		return err
	}
	screen, err := s.roll.Enrol(body.Code, body.Grant, s.cfg.Hall.Now())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, screen)
}

// checkScreenGrant refuses a grant that no screen has, or that is for a place that the hall has not.
func (s *server) checkScreenGrant(g *queue.Grant) error {
	if g == nil {
		return nil
	}
	known := g.Role == queue.RoleScreen && *g == queue.Grant{Role: g.Role, Zone: g.Zone, Window: g.Window}
	s.cfg.Hall.View(func(state *queue.State) {
		_, zone := state.Layout().Zone(g.Zone)
		_, window := state.Layout().Window(g.Window)
		known = known && (g.Zone == "" || zone) && (g.Window == 0 || window)
	})
	if !known {
		return badRequest("it is no grant of a screen of the hall")
	}
	return nil
}

// getScreens tells how the screens are.
func (s *server) getScreens(c echo.Context) error {
	if err := s.need(c, queue.RightScreens, queue.Place{}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.roll.List(s.cfg.Hall.Now()))
}
