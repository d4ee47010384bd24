package main

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// sockets adds the live lines of the faces.
func (s *server) sockets(e *echo.Echo) {
	e.GET("/ws/hall/:zone", s.socket(s.hallProfile))
	e.GET("/ws/window/:n", s.socket(s.windowProfile))
	e.GET("/ws/counter/:n", s.socket(s.counterProfile))
	e.GET("/ws/ticket/:access", s.socket(s.ticketProfile))
	e.GET("/ws/monitor", s.socket(s.monitorProfile))
	e.GET("/ws/desk", s.socket(s.deskProfile))
	e.GET("/ws/kiosk", s.line(s.kioskLine))
	e.GET("/ws/kiosk-agent", s.line(s.agentLine))
	e.GET("/ws/welcome", s.socket(s.welcomeProfile))
}

// socket serves the profile that profileOf finds the asker may see.
func (s *server) socket(profileOf func(echo.Context) (display.Profile, error)) echo.HandlerFunc {
	return s.line(func(c echo.Context) (http.HandlerFunc, error) {
		p, err := profileOf(c)
		serve := s.hub.Serve
		if maySpeak(c) {
			serve = s.hub.ServeSpeaker
		}
		return func(w http.ResponseWriter, r *http.Request) { serve(w, r, p) }, err
	})
}

// line opens a socket for whom open lets in, and leaves it to what open gives, for as long as they may have it.
func (s *server) line(open func(echo.Context) (http.HandlerFunc, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !display.SameOrigin(c.Request()) {
			return &queue.Refused{Op: "check origin", Err: queue.ErrForbidden, Detail: "the socket is opened from another site, or a cookie came without an origin"}
		}
		serve, err := open(c)
		if err != nil {
			return rejectSocket(c, err)
		}
		if !c.IsWebSocket() {
			return echo.NewHTTPError(http.StatusUpgradeRequired)
		}
		c.Response().Status = http.StatusSwitchingProtocols // for the log; the line is serve's from here on
		serve(s.lines.watched(c.Response(), c.Request(), c.RealIP()), c.Request())
		return nil
	}
}

// closeCode are the closes that stand for refusals, for pages, which cannot read the status of a refused handshake.
var closeCode = map[*queue.Refusal]int{
	queue.ErrUnauthorized:  display.CloseNotEnrolled,
	queue.ErrForbidden:     display.CloseForbidden,
	queue.ErrUnknownWindow: display.CloseUnknown,
	queue.ErrUnknownTicket: display.CloseUnknown,
}

// rejectSocket refuses a socket: by a close to a browser, which sends an origin, by a problem document to a program.
func rejectSocket(c echo.Context, err error) error {
	code := 0
	var refusal *queue.Refusal
	switch {
	case errors.As(err, &refusal):
		code = closeCode[refusal]
	case errors.Is(err, echo.ErrNotFound):
		code = display.CloseUnknown
	}
	if code == 0 || !c.IsWebSocket() || c.Request().Header.Get("Origin") == "" {
		return err
	}
	c.Response().Status = http.StatusSwitchingProtocols
	display.Reject(c.Response(), c.Request(), code, problemOf(err).Code)
	return nil
}

// hallProfile is a zone's wall: everybody's where the hall says so, else that of those who may see windows there.
func (s *server) hallProfile(c echo.Context) (display.Profile, error) {
	zone := queue.ZoneID(c.Param("zone"))
	public, known := false, false
	s.cfg.Hall.View(func(state *queue.State) {
		public = state.Layout().Settings.PublicBoard
		_, known = state.Layout().Zone(zone)
	})
	if !public {
		if err := s.need(c, queue.RightWindows, queue.Place{Zone: zone}); err != nil {
			return display.Profile{}, err
		}
	}
	if !known {
		return display.Profile{}, echo.ErrNotFound
	}
	return display.HallOf(zone), nil
}

// maySpeak tells whether a wall's screen may have the voice of its zone: it has been enrolled for the zone and nothing
// else. A board that anybody looks at never speaks.
func maySpeak(c echo.Context) bool {
	zone := queue.ZoneID(c.Param("zone"))
	return zone != "" && slices.ContainsFunc(queue.ActorFrom(c.Request().Context()).Grants, func(g queue.Grant) bool {
		return g.Role == queue.RoleScreen && g.Zone == zone && g.Window == 0
	})
}

// windowProfile is the screen over a window.
func (s *server) windowProfile(c echo.Context) (display.Profile, error) {
	n, err := s.window(c, queue.RightWindows)
	return display.WindowOf(n), err
}

// counterProfile is the clerk's page at a window.
func (s *server) counterProfile(c echo.Context) (display.Profile, error) {
	n, err := s.window(c, queue.RightCounter)
	return display.CounterOf(n), err
}

// window gives the window in the URL when the asker has the right there.
func (s *server) window(c echo.Context, right queue.Right) (queue.WindowNumber, error) {
	number, err := strconv.Atoi(c.Param("n"))
	if err != nil || number <= 0 {
		number = -1 // no window's
	}
	place := queue.Place{Window: queue.WindowNumber(number)}
	known := false
	s.cfg.Hall.View(func(state *queue.State) {
		var w *queue.Window
		if w, known = state.Layout().Window(place.Window); known {
			place.Zone = w.Zone
		}
	})
	if err := s.need(c, right, place); err != nil {
		return 0, err
	}
	if !known {
		return 0, queue.ErrUnknownWindow
	}
	return place.Window, nil
}

// ticketProfile is the phone of who has the ticket's word.
func (s *server) ticketProfile(c echo.Context) (display.Profile, error) {
	id, ok := s.kiosk.Lookup(c.Param("access"))
	if !ok {
		return display.Profile{}, queue.ErrUnknownTicket
	}
	return display.TicketOf(id), nil
}

// monitorProfile is the supervisor's view.
func (s *server) monitorProfile(c echo.Context) (display.Profile, error) {
	return display.Monitor(), s.need(c, queue.RightMonitor, queue.Place{})
}

// deskProfile is the guide desk's view.
func (s *server) deskProfile(c echo.Context) (display.Profile, error) {
	return display.Desk(), s.need(c, queue.RightDesk, queue.Place{})
}

// welcomeProfile is the screen at the entrance: everybody's where the boards are.
func (s *server) welcomeProfile(c echo.Context) (display.Profile, error) {
	public := false
	s.cfg.Hall.View(func(state *queue.State) { public = state.Layout().Settings.PublicBoard })
	if public {
		return display.Welcome(), nil
	}
	return display.Welcome(), s.need(c, queue.RightWindows, queue.Place{})
}

func (s *server) need(c echo.Context, right queue.Right, place queue.Place) error {
	_, err := queue.ActorFrom(c.Request().Context()).Need(right, place)
	return err
}
