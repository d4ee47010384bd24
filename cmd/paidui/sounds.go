package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/paidui/paidui/assets"
)

// recordings gives the clips that a hall has recorded itself, in sounds/zh of its data; nil where there is no such folder.
func recordings(data string) fs.FS {
	dir := filepath.Join(data, "sounds", "zh")
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	return os.DirFS(dir)
}

// openBundle gives the pages with a hall's own clips, if it has any.
func openBundle(recorded fs.FS) (*assets.Bundle, error) {
	if recorded == nil {
		return openAssets()
	}
	return assets.OpenWith(recorded)
}
