package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/paidui/paidui/queue"
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

func TestPlaylist(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) {
		l.Media = []queue.MediaItem{
			{File: "宣传片.png"}, {File: "film.webm", Zones: []queue.ZoneID{"2F"}, Category: "policy", Seconds: 20},
			{Text: queue.Text{ZH: "一次办好"}, Category: "promise", Showing: queue.Showing{Until: "2026-11-01"}},
		}
		l.Notices = []queue.Notice{{Text: queue.Text{ZH: "本周六照常办公"}}}
		l.Theme.Logo = "logo.png"
	})
	g.put("media/宣传片.png", "0123456789")
	g.put("media/secret.png", "not in the list")
	answer := g.ask("", http.MethodGet, "/api/v1/playlist?zone=2F", "").want(http.StatusOK)
	var list struct {
		Notices []queue.Text
		Media   []map[string]any
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &list); err != nil || len(list.Notices) != 1 || len(list.Media) != 2 {
		t.Fatalf("the list is %s (%v)", answer.Body, err)
	}
	if film := list.Media[1]; film["kind"] != "video" || film["file"] != "film.webm" || film["seconds"] != 20.0 || film["category"] != "policy" {
		t.Errorf("the film is %v", film)
	}
	if media := g.ask("", http.MethodGet, "/api/v1/playlist?zone=1F", "").object()["media"]; len(media.([]any)) != 1 {
		t.Errorf("zone 1F shows %v", media)
	}
	const picture = "/media/%E5%AE%A3%E4%BC%A0%E7%89%87.png"
	whole := g.ask("", http.MethodGet, picture, "").want(http.StatusOK)
	if whole.Header().Get("Content-Type") != "image/png" || whole.Header().Get("Accept-Ranges") != "bytes" {
		t.Errorf("the picture comes with %v", whole.Header())
	}
	if part := g.ask("", http.MethodGet, picture, "", "Range", "bytes=2-4").want(http.StatusPartialContent); part.Body.String() != "234" {
		t.Errorf("a part is %s", part.Body)
	}
	for _, path := range []string{"/media/secret.png", "/media/film.webm", "/media/logo.png", "/media/..%2fpaidui.db", "/media/"} {
		g.ask("", http.MethodGet, path, "").want(http.StatusNotFound)
	}
}
