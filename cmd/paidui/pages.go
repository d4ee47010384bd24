package main

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/assets"
)

// pageOf is which page each path shows. Everybody gets every page; one that is not enrolled shows how to be.
var pageOf = map[string]string{
	"/":                 "index",
	"/kiosk":            "kiosk",
	"/counter":          "counter",
	"/hall/:zone":       "hall",
	"/screens":          "screens",
	"/welcome":          "welcome",
	"/welcome/:floor":   "welcome",
	"/voice/words":      "sounds",
	"/voice/:zone":      "voice",
	"/window/:n":        "window",
	"/t/:access":        "ticket",
	"/g/:service":       "guide",
	"/desk":             "desk",
	"/slip":             "slip",
	"/admin":            "admin",
	"/admin/setup":      "setup",
	"/admin/history":    "history",
	"/admin/statistics": "statistics",
	"/admin/accounts":   "people",
	"/admin/devices":    "people",
	"/admin/audit":      "people",
	"/admin/:page":      "admin",
	"/book":             "book",
	"/book/:code":       "book",
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
		frames := framesOf(c, name)
		h := c.Response().Header()
		h.Set("Content-Security-Policy", page.Policy(c.Request().Host, frames))
		if frames == assets.Framed {
			h.Set("X-Frame-Options", "SAMEORIGIN")
		}
		page.ServeHTTP(c.Response(), c.Request())
		return nil
	}
}

// shownAgain are the pages that the time machine shows as they were, in frames of its own.
var shownAgain = map[string]bool{"hall": true, "welcome": true, "window": true, "admin": true}

// framesOf says what the page of that name has to do with frames where it is asked for.
func framesOf(c echo.Context, name string) assets.Frames {
	switch {
	case name == "history":
		return assets.Framing
	case shownAgain[name] && c.QueryParam("past") == "1":
		return assets.Framed
	}
	return assets.NoFrames
}
