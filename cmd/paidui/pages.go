package main

import (
	"fmt"

	"github.com/labstack/echo/v4"
)

// pageOf is which page each path shows. Everybody gets every page; one that is not enrolled shows how to be.
var pageOf = map[string]string{
	"/":               "index",
	"/kiosk":          "kiosk",
	"/counter":        "counter",
	"/hall/:zone":     "hall",
	"/screens":        "screens",
	"/welcome":        "welcome",
	"/welcome/:floor": "welcome",
	"/voice/words":    "sounds",
	"/voice/:zone":    "voice",
	"/window/:n":      "window",
	"/t/:access":      "ticket",
	"/g/:service":     "guide",
	"/desk":           "desk",
	"/slip":           "slip",
	"/admin":          "admin",
	"/admin/setup":    "setup",
	"/admin/:page":    "admin",
	"/book":           "book",
	"/book/:code":     "book",
}

// pages adds the faces.
func (s *server) pages(e *echo.Echo) {
	for path, name := range pageOf {
		show := s.page(name)
		e.GET(path, show)
		e.HEAD(path, show)
	}
}

// file serves what pages load.
func (s *server) file(c echo.Context) error {
	b := s.bundles.Load()
	serving := b.now
	if b.before != nil && !b.now.Has(c.Request().URL.Path) {
		serving = b.before
	}
	serving.ServeHTTP(c.Response(), c.Request())
	return nil
}

// page shows one face.
func (s *server) page(name string) echo.HandlerFunc {
	return func(c echo.Context) error {
		page, ok := s.serving().Page(name)
		if !ok {
			return fmt.Errorf("there is no page %q", name)
		}
		c.Response().Header().Set("Content-Security-Policy", page.Policy(c.Request().Host))
		page.ServeHTTP(c.Response(), c.Request())
		return nil
	}
}
