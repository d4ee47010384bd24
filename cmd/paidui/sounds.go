package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/paidui/paidui/assets"
)

// soundFolder is where a hall keeps the clips that it has recorded itself: sounds/zh of its data, whether it is there or
// not. The empty one is nowhere and keeps nothing.
type soundFolder string

func soundsOf(data string) soundFolder { return soundFolder(filepath.Join(data, "sounds", "zh")) }

// recorded gives the clips of the folder; nil where there is none.
func (f soundFolder) recorded() fs.FS {
	if info, err := os.Stat(string(f)); f == "" || err != nil || !info.IsDir() {
		return nil
	}
	return os.DirFS(string(f))
}

// file gives where a clip is kept.
func (f soundFolder) file(clip string) string { return filepath.Join(string(f), clip+".wav") }

// read gives a clip; fs.ErrNotExist when it has not been recorded.
func (f soundFolder) read(clip string) ([]byte, error) {
	if f == "" {
		return nil, fs.ErrNotExist
	}
	return os.ReadFile(f.file(clip))
}

// keep writes a clip, whole or not at all.
func (f soundFolder) keep(clip string, content []byte) error {
	if f == "" {
		return errors.New("this hall keeps no recordings")
	}
	return keepFile(string(f), filepath.Base(f.file(clip)), bytes.NewReader(content))
}

// keepFile writes a file of a folder, which is made when it is not there: whole or not at all.
func keepFile(folder, name string, content io.Reader) (err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	half, err := os.CreateTemp(folder, "new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(half.Name())
		}
	}()
	_, err = io.Copy(half, content)
	if err = errors.Join(err, half.Sync(), half.Chmod(0o644), half.Close()); err != nil {
		return err
	}
	return os.Rename(half.Name(), filepath.Join(folder, name))
}

// forget deletes a clip, if it is there.
func (f soundFolder) forget(clip string) error {
	if f == "" {
		return nil
	}
	if err := os.Remove(f.file(clip)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// openBundle gives the pages with a hall's own clips, if it has any.
func openBundle(recorded fs.FS) (*assets.Bundle, error) {
	if recorded == nil {
		return openAssets()
	}
	return assets.OpenWith(recorded)
}

// bundles are the pages that are served, and those before: who has loaded a page of these still asks for their files.
type bundles struct {
	now, before *assets.Bundle
}

// serving gives the pages that are served.
func (s *server) serving() *assets.Bundle { return s.bundles.Load().now }

// renew puts the hall's recordings to use. Pages load themselves anew when something has changed.
func (s *server) renew() error {
	s.renewing.Lock()
	defer s.renewing.Unlock()
	bundle, err := openBundle(s.cfg.Sounds.recorded())
	if err != nil {
		return err
	}
	before := s.serving()
	if bundle.Hash() == before.Hash() {
		return nil
	}
	s.bundles.Store(&bundles{now: bundle, before: before})
	s.kiosk.SetAssets(bundle.Hash())
	s.hub.SetAssets(bundle.Hash())
	return nil
}
