package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// recordings adds what the page asks on which a hall records its voice.
func (s *server) recordings(api *echo.Group) {
	api.GET("/sounds", s.getSounds)
	api.GET("/sounds/:clip", s.getSound)
	api.PUT("/sounds/:clip", s.putSound)
	api.DELETE("/sounds/:clip", s.deleteSound)
	api.POST("/sounds/apply", s.postApplySounds)
}

// soundRow is a clip: what it says, and whether the hall has recorded it.
type soundRow struct {
	Clip string `json:"clip"`
	Says string `json:"says"`
	// URL is what pages play now.
	URL string `json:"url"`
	// Recorded: the hall has a recording of its own. Pending: pages do not play yet what they would after apply.
	Recorded bool `json:"recorded"`
	Pending  bool `json:"pending"`
}

// script gives every clip with what it says, in the order in which they are recorded: what calls are made of, then what
// kiosks say.
func script(b *assets.Bundle) []soundRow {
	var rows []soundRow
	says := voice.Script()
	for _, clip := range voice.Clips() {
		rows = append(rows, soundRow{Clip: clip, Says: says[clip]})
	}
	for _, clip := range b.ClipNames() {
		if sentence, ok := strings.CutPrefix(clip, "kiosk_"); ok {
			zh, _ := assets.Text("kiosk." + sentence)
			rows = append(rows, soundRow{Clip: clip, Says: zh})
		}
	}
	return rows
}

// getSounds lists the clips.
func (s *server) getSounds(c echo.Context) error {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return err
	}
	pack, err := openAssets()
	if err != nil {
		return err
	}
	serving := s.serving()
	rows := script(pack)
	for i := range rows {
		row := &rows[i]
		row.URL, _ = serving.Clip(row.Clip)
		wanted, err := s.cfg.Sounds.read(row.Clip)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			wanted = pack.Sound(row.Clip)
		case err != nil:
			return err
		default:
			row.Recorded = true
		}
		row.Pending = !bytes.Equal(wanted, serving.Sound(row.Clip))
	}
	return c.JSON(http.StatusOK, rows)
}

// clip gives the clip in the URL when the asker may set up the hall and there is one of that name.
func (s *server) clip(c echo.Context) (string, error) {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return "", err
	}
	pack, err := openAssets()
	if err != nil {
		return "", err
	}
	clip := c.Param("clip")
	if !slices.ContainsFunc(script(pack), func(r soundRow) bool { return r.Clip == clip }) {
		return "", echo.ErrNotFound
	}
	return clip, nil
}

// getSound gives what has been recorded of a clip, applied or not.
func (s *server) getSound(c echo.Context) error {
	clip, err := s.clip(c)
	if err != nil {
		return err
	}
	content, err := s.cfg.Sounds.read(clip)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return echo.ErrNotFound
	case err != nil:
		return err
	}
	return c.Blob(http.StatusOK, "audio/wav", content)
}

// putSound keeps a recording, cut and made as loud as the rest.
func (s *server) putSound(c echo.Context) error {
	clip, err := s.clip(c)
	if err != nil {
		return err
	}
	file, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, voice.MostRecordingBytes))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return echo.ErrStatusRequestEntityTooLarge
	case err != nil:
		return badRequest("the recording broke off")
	}
	made, err := voice.FinishRecording(clip, file)
	if err != nil {
		return err
	}
	if err := s.cfg.Sounds.keep(clip, made); err != nil {
		return &queue.Refused{Op: "keep recording", Err: queue.ErrStorage, Detail: err.Error()}
	}
	s.log.Info("recorded", "clip", clip, "bytes", len(made), "credential", queue.ActorFrom(c.Request().Context()).Credential)
	return c.NoContent(http.StatusNoContent)
}

// deleteSound goes back to the pack's clip.
func (s *server) deleteSound(c echo.Context) error {
	clip, err := s.clip(c)
	if err != nil {
		return err
	}
	if err := s.cfg.Sounds.forget(clip); err != nil {
		return &queue.Refused{Op: "forget recording", Err: queue.ErrStorage, Detail: err.Error()}
	}
	s.log.Info("recording deleted", "clip", clip, "credential", queue.ActorFrom(c.Request().Context()).Credential)
	return c.NoContent(http.StatusNoContent)
}

// postApplySounds puts the recordings to use, all at once: every page loads itself anew for it.
func (s *server) postApplySounds(c echo.Context) error {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.renew(); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, struct {
		Assets string `json:"assets"`
	}{s.serving().Hash()})
}
