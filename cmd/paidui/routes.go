package main

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/queue/counter"
)

// routeAll gives the handler of everything the hall serves to the public.
func (s *server) routeAll(staff *counter.Service) http.Handler {
	e := echo.New()
	e.Binder = orderBinder{}
	e.HTTPErrorHandler = s.answerProblem
	e.IPExtractor = echo.ExtractIPDirect()
	e.Pre(s.cfg.Proxies.believe())
	e.Use(s.observe, secure(), sameOrigin(), s.authenticate, s.noteExports, s.afterOrders)

	api := e.Group("/api/v1")
	s.kiosk.Routes(api)
	s.printers.Routes(api)
	staff.Routes(api)
	s.centre.Routes(api)
	api.GET("/kiosks", s.getKiosks)
	s.voices(api)
	s.recordings(api)
	s.screens(api)
	s.setUp(api)
	s.backups(api)
	s.logIns(api)
	s.accounts(api)
	s.devices(api)
	api.GET("/messages/dead", s.getDeadMessages)
	api.POST("/messages/dead/:id/retry", s.postRetryMessage)

	e.POST("/enrol", s.postEnrol)
	if s.cfg.Demo != nil {
		e.POST("/demo/enrol", s.postDemoEnrol)
	}
	s.sockets(e)
	s.pages(e)
	s.own(e)
	e.GET("/healthz", s.getHealth)
	e.GET("/readyz", s.getReady)
	e.GET(assets.Prefix+"*", s.file)

	s.routes = map[string]bool{}
	for _, r := range e.Routes() {
		s.routes[r.Path] = true
	}
	return e
}
