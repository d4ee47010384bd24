package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
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

// A photo is cut to the plate's shape and size, and nothing but a photo is kept.
func TestAPhotoIsKept(t *testing.T) {
	g := newRig(t, nil)
	picture := image.NewRGBA(image.Rect(0, 0, 1600, 900))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.RGBA{0, 128, 0, 255}), image.Point{}, draw.Src)
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	const photo = "/api/v1/staff/1001/photo"
	g.ask("supervisor", http.MethodPut, photo, file.String()).want(http.StatusForbidden)
	g.ask("admin", http.MethodPut, "/api/v1/staff/7777/photo", file.String()).want(http.StatusNotFound, "unknown_staff")
	g.ask("admin", http.MethodPut, photo, "GIF89a and so on").want(http.StatusBadRequest, "bad_photo")
	g.ask("admin", http.MethodPut, photo, strings.Repeat("x", mostPhotoBytes+1)).want(http.StatusRequestEntityTooLarge)
	g.ask("admin", http.MethodPut, photo, file.String()).want(http.StatusNoContent)
	shown := g.ask("screen3", http.MethodGet, "/photos/1001", "").want(http.StatusOK)
	kept, kind, err := image.Decode(shown.Body)
	if err != nil || kind != "jpeg" || kept.Bounds() != image.Rect(0, 0, 480, 640) {
		t.Fatalf("kept %s: %v", kind, err)
	}
	if _, green, red, _ := kept.At(240, 320).RGBA(); green>>8 < 100 || red>>8 > 40 {
		t.Errorf("the middle is %v", kept.At(240, 320))
	}
	g.ask("admin", http.MethodDelete, photo, "").want(http.StatusNoContent)
	g.ask("screen3", http.MethodGet, "/photos/1001", "").want(http.StatusNotFound)
}

// Files of the play-list are kept when they are what their names say, and deleted when no screen shows them.
func TestMediaFiles(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Media = []queue.MediaItem{{File: "open.mp4"}} })
	const picture, film = "\x89PNG\r\n\x1a\n and so on", "\x00\x00\x00\x18ftypisom and so on"
	g.ask("supervisor", http.MethodPut, "/api/v1/media/open.mp4", film).want(http.StatusForbidden)
	for _, bad := range [][2]string{{"open.mp4", picture}, {"a.exe", "MZ"}, {"..%2fpaidui.png", picture}, {".png", picture}, {"b.png", ""}} {
		g.ask("admin", http.MethodPut, "/api/v1/media/"+bad[0], bad[1]).want(http.StatusBadRequest, "bad_media")
	}
	g.ask("admin", http.MethodPut, "/api/v1/media/open.mp4", film).want(http.StatusNoContent)
	g.ask("admin", http.MethodPut, "/api/v1/media/%E5%B9%BF%E5%9C%BA.png", picture).want(http.StatusNoContent)
	if files := g.ask("admin", http.MethodGet, "/api/v1/media", "").want(http.StatusOK).list(); len(files) != 2 || files[0]["file"] != "open.mp4" || files[1]["file"] != "广场.png" {
		t.Errorf("the hall has %v", files)
	}
	if shown := g.ask("", http.MethodGet, "/media/open.mp4", "").want(http.StatusOK).Body.String(); shown != film {
		t.Errorf("shown %q", shown)
	}
	g.ask("admin", http.MethodDelete, "/api/v1/media/open.mp4", "").want(http.StatusConflict, "in_use")
	g.ask("admin", http.MethodDelete, "/api/v1/media/%E5%B9%BF%E5%9C%BA.png", "").want(http.StatusNoContent)
	if files := g.ask("admin", http.MethodGet, "/api/v1/media", "").want(http.StatusOK).list(); len(files) != 1 {
		t.Errorf("the hall has %v", files)
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
