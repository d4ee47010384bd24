// Package assets holds everything a browser loads from the hall: pages, styles, scripts, fonts and the table of texts, embedded and
// lowered in memory at start so that TV boxes with a Chromium of 2018 run them. Only pages for phones have anything inline, the script and
// the style that they are made of: a content security policy of 'self' and of those two hashes must keep working.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"sort"
	"strings"
)

//go:embed page.html texts.json awake/*.webm awake/*.mp4 fonts images scripts sounds/zh styles vendor
var embedded embed.FS

// ErrUnknownPage is returned when a page is named in the table but has no script or style.
var ErrUnknownPage = errors.New("page has no script or style")

// Prefix is the URL path under which a Bundle expects to serve its files.
const Prefix = "/assets/"

// face is one page that a browser opens: its title and its theme colour. Phone: it is opened on citizens' phones, over whatever network
// they have.
type face struct {
	Name, Title, Theme string
	Phone              bool
}

var faces = []face{
	{"index", "排队叫号 · Paidui", "#0A4DA2", false},
	{"kiosk", "自助取号 · Take a number", "#0A4DA2", false},
	{"counter", "窗口叫号 · Counter", "#0B1F3A", false},
	{"hall", "大厅综合屏 · Hall screen", "#071A33", false},
	{"screens", "屏幕 · Screens", "#0B1F3A", false},
	{"window", "窗口屏 · Window screen", "#071A33", false},
	{"voice", "叫号声音 · Voice", "#071A33", false},
	{"sounds", "录音 · Recordings", "#0B1F3A", false},
	{"welcome", "欢迎屏 · Welcome screen", "#071A33", false},
	{"ticket", "我的号 · My number", "#0A4DA2", true},
	{"desk", "导办台 · Guide desk", "#0B1F3A", false},
	{"admin", "中心管理 · Centre", "#0B1F3A", false},
	{"statistics", "统计报表 · Statistics", "#0B1F3A", false},
	{"setup", "大厅设置 · Set-up", "#0B1F3A", false},
	{"history", "回看 · Time machine", "#0B1F3A", false},
	{"people", "账号与设备 · Accounts and devices", "#0B1F3A", false},
	{"guide", "办事指南 · What to bring", "#0A4DA2", true},
	{"book", "预约办事 · Book a time", "#0A4DA2", true},
	{"slip", "号票与打印机 · Slips and printers", "#0B1F3A", false},
}

// Bundle is one lowered set of pages and the files that they load. It is read-only and safe for concurrent use.
type Bundle struct {
	hash  string
	pages map[string]*Page
	files map[string]file
	clips map[string]string
}

// A file is kept once: as its content, or compressed by gzip where that is shorter, or not at all where it is embedded.
type file struct {
	content []byte
	kind    string
	small   []byte
	// as is the embedded file that this one is, unchanged, in place of content: clips are megabytes, and stay where the
	// program's file is.
	as string
}

// bytes gives the content. The caller must not change it.
func (f *file) bytes() []byte {
	switch {
	case f.as != "":
		content, _ := embedded.ReadFile(f.as) // it was read when the bundle was made
		return content
	case f.small != nil:
		return expanded(f.small)
	}
	return f.content
}

// Open lowers the embedded pages. It takes some tens of milliseconds; any warning of the lowering is an error, so that a page that
// would break on an old screen is found at start and in tests, never in the hall.
func Open() (*Bundle, error) {
	return open(embedded, nil)
}

// open takes recordings in place of the source's clips; it may be nil.
func open(source, recordings fs.FS) (*Bundle, error) {
	built, err := lower(source, recordings)
	if err != nil {
		return nil, err
	}
	if err := built.addImages(source); err != nil {
		return nil, err
	}
	if err := built.compress(); err != nil {
		return nil, err
	}
	return newBundle(source, built)
}

func newBundle(source fs.FS, built *output) (*Bundle, error) {
	shell, err := template.ParseFS(source, "page.html")
	if err != nil {
		return nil, err
	}
	b := &Bundle{pages: map[string]*Page{}, files: built.files, clips: built.clips}
	b.hash = hashOf(source, built.files)
	for _, f := range faces {
		page, err := newPage(shell, f, built, b.hash)
		if err != nil {
			return nil, err
		}
		b.pages[f.Name] = page
	}
	return b, nil
}

// hashOf covers the names and bytes of all files and the shell of the pages, in an order that does not depend on map iteration.
func hashOf(source fs.FS, files map[string]file) string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	sum := sha256.New()
	for _, name := range names {
		sum.Write([]byte(name + "\x00"))
		f := files[name]
		sum.Write(f.bytes())
	}
	shell, _ := fs.ReadFile(source, "page.html")
	sum.Write(shell)
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// Hash names the content of the whole bundle in 16 hexadecimal digits. A page carries it in <meta name="assets"> and reloads itself when
// the server names another one.
func (b *Bundle) Hash() string { return b.hash }

// Page returns a face: index, kiosk, counter, hall, window, voice, sounds, welcome, ticket, desk, admin, statistics, setup, people, guide, book or slip.
func (b *Bundle) Page(name string) (*Page, bool) {
	page, ok := b.pages[name]
	return page, ok
}

// ServeHTTP answers GET and HEAD below Prefix. A file's URL holds the hash of its content, so the answer may be kept for ever; what is
// not of this bundle is 404 and must not be kept.
func (b *Bundle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, Prefix)
	f, found := b.files[name]
	if !ok || !found {
		w.Header().Set("Cache-Control", "no-store")
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	f.serve(w, r, "")
}

// kindOf is a table of our own because the operating system's differs between halls.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".png":
		return "image/png"
	case ".wav":
		return "audio/wav"
	case ".webm":
		return "video/webm"
	case ".mp4":
		return "video/mp4"
	}
	return "application/octet-stream"
}
