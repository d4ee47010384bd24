package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// mostMediaBytes bounds a file of the play-list, so that a film does not fill the disk on which the journal lies.
const mostMediaBytes = 300 << 20

// errMedia is the refusal of a file that screens do not show.
var errMedia = errors.New("it is no picture or video that screens show, or its name does not say which")

// mediaFolder is where a hall keeps the pictures and videos of its play-list, and its logo: media of its data, whether it is
// there or not; "" where none are kept.
type mediaFolder string

func mediaOf(data string) mediaFolder { return mediaFolder(filepath.Join(data, "media")) }

// mediaFile is a file that a play-list may have.
type mediaFile struct {
	File  string `json:"file"`
	Bytes int64  `json:"bytes"`
}

// getMediaFiles lists what the hall has for its play-list, in it or not.
func (s *server) getMediaFiles(c echo.Context) error {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return err
	}
	files := []mediaFile{}
	entries, err := os.ReadDir(string(s.cfg.Media))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && queue.GoodMediaFile(e.Name()) {
			files = append(files, mediaFile{e.Name(), info.Size()})
		}
	}
	return c.JSON(http.StatusOK, files)
}

// putMediaFile keeps a file for the play-list, whole or not at all.
func (s *server) putMediaFile(c echo.Context) error {
	name, err := s.mediaName(c)
	if err != nil {
		return err
	}
	body := http.MaxBytesReader(c.Response(), c.Request().Body, mostMediaBytes)
	head := make([]byte, 512)
	n, err := io.ReadFull(body, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return badRequest("the file broke off")
	}
	if !looksLike(queue.MediaType(name), head[:n]) {
		return errMedia
	}
	var large *http.MaxBytesError
	switch err := keepFile(string(s.cfg.Media), name, io.MultiReader(bytes.NewReader(head[:n]), body)); {
	case errors.As(err, &large):
		return echo.ErrStatusRequestEntityTooLarge
	case err != nil:
		return &queue.Refused{Op: "keep media", Err: queue.ErrStorage, Detail: err.Error()}
	}
	s.log.Info("media kept", "file", name, "credential", queue.ActorFrom(c.Request().Context()).Credential)
	return c.NoContent(http.StatusNoContent)
}

// looksLike tells whether a file that begins with head is of that media type.
func looksLike(kind string, head []byte) bool {
	if kind == "video/mp4" { // of many brands
		return len(head) > 8 && string(head[4:8]) == "ftyp"
	}
	return http.DetectContentType(head) == kind
}

// deleteMediaFile deletes a file that the play-list no longer names.
func (s *server) deleteMediaFile(c echo.Context) error {
	name, err := s.mediaName(c)
	if err != nil {
		return err
	}
	if s.shows(name) {
		return &queue.Refused{Op: "delete media", Err: queue.ErrInUse, Detail: name}
	}
	if err := os.Remove(filepath.Join(string(s.cfg.Media), name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &queue.Refused{Op: "delete media", Err: queue.ErrStorage, Detail: err.Error()}
	}
	s.log.Info("media deleted", "file", name, "credential", queue.ActorFrom(c.Request().Context()).Credential)
	return c.NoContent(http.StatusNoContent)
}

// mediaName gives the file in the URL when the asker may set up the hall and screens would show it.
func (s *server) mediaName(c echo.Context) (string, error) {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return "", err
	}
	name, err := url.PathUnescape(c.Param("file"))
	switch {
	case s.cfg.Media == "":
		return "", echo.ErrNotFound
	case err != nil || !queue.GoodMediaFile(name):
		return "", errMedia
	}
	return name, nil
}
