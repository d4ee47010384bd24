package main

import (
	"io"
	"io/fs"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// own adds what a hall brings itself, in folders of its data.
func (s *server) own(e *echo.Echo) {
	e.GET("/photos/:staff", s.getPhoto)
}

// getPhoto shows a member of staff on the plate of a window: photos/1001.jpg of the data. Only who sees the windows may ask
// for it.
func (s *server) getPhoto(c echo.Context) error {
	if err := s.need(c, queue.RightWindows, queue.Place{}); err != nil {
		return err
	}
	known := false
	number := queue.StaffNo(c.Param("staff"))
	s.cfg.Hall.View(func(state *queue.State) { _, known = state.Layout().StaffMember(number) })
	if !known {
		return echo.ErrNotFound
	}
	return s.serveOwn(c, "photos/"+string(number)+".jpg", "image/jpeg")
}

// serveOwn answers with a file of the hall's data, whole or the part that is asked for; 404 when there is none. A browser
// asks each time whether it has changed.
func (s *server) serveOwn(c echo.Context, name, kind string) error {
	if s.cfg.Own == nil || !fs.ValidPath(name) {
		return echo.ErrNotFound
	}
	f, err := s.cfg.Own.Open(name)
	if err != nil {
		return echo.ErrNotFound
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	content, seeks := f.(io.ReadSeeker)
	if err != nil || !info.Mode().IsRegular() || !seeks {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, kind)
	h.Set(echo.HeaderCacheControl, "no-cache")
	http.ServeContent(c.Response(), c.Request(), name, info.ModTime(), content)
	return nil
}
