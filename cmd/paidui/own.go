package main

import (
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// own adds what a hall brings itself, in folders of its data.
func (s *server) own(e *echo.Echo) {
	e.GET("/photos/:staff", s.getPhoto)
	e.GET("/media/:file", s.getMedia)
	e.GET("/api/v1/playlist", s.getPlaylist)
}

// playItem is a piece of the play-list as screens show it: Text, or the File of that name below /media.
type playItem struct {
	Kind     queue.MediaKind     `json:"kind"`
	File     string              `json:"file,omitempty"`
	Text     queue.Text          `json:"text,omitzero"`
	Category queue.MediaCategory `json:"category,omitempty"`
	Seconds  int                 `json:"seconds,omitempty"`
}

// playlist is what the screens of a zone show beside the calls, and what their tickers say.
type playlist struct {
	Notices []queue.Text `json:"notices"`
	Media   []playItem   `json:"media"`
}

// playlistOf gives the play-list of a zone at a moment; without a zone, of a screen of none.
func playlistOf(l *queue.Layout, zone queue.ZoneID, at queue.Instant) playlist {
	items := []playItem{}
	for _, m := range l.MediaAt(zone, at) {
		items = append(items, playItem{m.Kind(), m.File, m.Text, m.Category, m.Seconds})
	}
	return playlist{l.NoticesAt(at), items}
}

// getPlaylist tells what a zone's screens show at this time of day.
func (s *server) getPlaylist(c echo.Context) error {
	var l *queue.Layout
	s.cfg.Hall.View(func(state *queue.State) { l = state.Layout() })
	return c.JSON(http.StatusOK, playlistOf(l, queue.ZoneID(c.QueryParam("zone")), s.cfg.Hall.Now()))
}

// getMedia shows a picture or a video of the play-list, or the logo. What the layout does not name is not shown.
func (s *server) getMedia(c echo.Context) error {
	name, err := url.PathUnescape(c.Param("file"))
	if err != nil || name == "" || !s.shows(name) {
		return echo.ErrNotFound
	}
	return s.serveOwn(c, "media/"+name, queue.MediaType(name))
}

// shows tells whether the layout names a file of the folder media.
func (s *server) shows(name string) (named bool) {
	s.cfg.Hall.View(func(state *queue.State) {
		l := state.Layout()
		named = name == l.Theme.Logo || slices.ContainsFunc(l.Media, func(m queue.MediaItem) bool { return m.File == name })
	})
	return named
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
