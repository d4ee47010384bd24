package main

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// put writes a file of the hall's own.
func (g *rig) put(name, content string) {
	g.t.Helper()
	file := filepath.Join(g.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		g.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		g.t.Fatal(err)
	}
}

func TestPhotos(t *testing.T) {
	g := newRig(t, nil)
	g.ask("screen3", http.MethodGet, "/photos/1001", "").want(http.StatusNotFound)
	g.put("photos/1001.jpg", "a face")
	g.put("photos/9999.jpg", "somebody who left")
	shown := g.ask("screen3", http.MethodGet, "/photos/1001", "").want(http.StatusOK)
	if shown.Body.String() != "a face" || shown.Header().Get("Content-Type") != "image/jpeg" {
		t.Errorf("shown %s as %s", shown.Body, shown.Header().Get("Content-Type"))
	}
	for _, no := range []string{"9999", "..%2fpaidui", "..", "1001.jpg"} {
		g.ask("screen3", http.MethodGet, "/photos/"+no, "").want(http.StatusNotFound)
	}
}
