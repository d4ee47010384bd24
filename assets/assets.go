// Package assets holds everything a browser loads from the hall: pages, styles, scripts, fonts and the table of texts, embedded and
// lowered in memory at start so that TV boxes with a Chromium of 2018 run them. Nothing in a page is inline: a content security policy
// of 'self' without exceptions must keep working.
package assets

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"sort"
	"strings"
	"time"
)

//go:embed page.html texts.json fonts images scripts sounds/zh styles vendor
var embedded embed.FS

// ErrUnknownPage is returned when a page is named in the table but has no script or style.
var ErrUnknownPage = errors.New("page has no script or style")

// Prefix is the URL path under which a Bundle expects to serve its files.
const Prefix = "/assets/"

// face is one page that a browser opens: its title and its theme colour.
type face struct {
	Name, Title, Theme string
}

var faces = []face{
	{"index", "排队叫号 · Paidui", "#0A4DA2"},
	{"kiosk", "自助取号 · Take a number", "#0A4DA2"},
	{"counter", "窗口叫号 · Counter", "#0B1F3A"},
	{"hall", "大厅综合屏 · Hall screen", "#071A33"},
	{"window", "窗口屏 · Window screen", "#071A33"},
	{"voice", "叫号声音 · Voice", "#071A33"},
	{"sounds", "录音 · Recordings", "#0B1F3A"},
	{"welcome", "欢迎屏 · Welcome screen", "#071A33"},
	{"ticket", "我的号 · My number", "#0A4DA2"},
	{"desk", "导办台 · Guide desk", "#0B1F3A"},
	{"guide", "办事指南 · What to bring", "#0A4DA2"},
	{"book", "预约办事 · Book a time", "#0A4DA2"},
	{"slip", "号票与打印机 · Slips and printers", "#0B1F3A"},
}

// Bundle is one lowered set of pages and the files that they load. It is read-only and safe for concurrent use.
type Bundle struct {
	hash  string
	pages map[string][]byte
	files map[string]file
	clips map[string]string
}

type file struct {
	content []byte
	kind    string
	small   []byte // the content compressed by gzip; nil where that is no shorter
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
	b := &Bundle{pages: map[string][]byte{}, files: built.files, clips: built.clips}
	b.hash = hashOf(source, built.files)
	for _, f := range faces {
		script, style := built.entries["scripts/"+f.Name+".js"], built.entries["styles/"+f.Name+".css"]
		if script == "" || style == "" {
			return nil, &fs.PathError{Op: "open page", Path: f.Name, Err: ErrUnknownPage}
		}
		var page bytes.Buffer
		err := shell.Execute(&page, map[string]string{
			"Name": f.Name, "Title": f.Title, "Theme": f.Theme, "Hash": b.hash,
			"Script": Prefix + script, "Style": Prefix + style, "Icon": Prefix + built.entries["images/icon.svg"],
		})
		if err != nil {
			return nil, err
		}
		b.pages[f.Name] = page.Bytes()
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
		sum.Write(files[name].content)
	}
	shell, _ := fs.ReadFile(source, "page.html")
	sum.Write(shell)
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// Hash names the content of the whole bundle in 16 hexadecimal digits. A page carries it in <meta name="assets"> and reloads itself when
// the server names another one.
func (b *Bundle) Hash() string { return b.hash }

// Page returns the HTML of a face: index, kiosk, counter, hall, window, voice, sounds, ticket, desk, guide, book or slip. The caller must not change the bytes, and serves
// them with Cache-Control: no-cache, since they name the files by content.
func (b *Bundle) Page(name string) ([]byte, bool) {
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
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	content := f.content
	if f.small != nil {
		w.Header().Set("Vary", "Accept-Encoding")
		if takesGzip(r) {
			w.Header().Set("Content-Encoding", "gzip")
			content = f.small
		}
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]+)?$|^\[[0-9A-Fa-f:]+\](:[0-9]+)?$`)

// Policy returns the Content-Security-Policy under which the pages work when the browser knows the server as host (the request's
// Host). Browsers of 2018 do not take a websocket for 'self', so its address is written out; a host that is not one is left out.
func Policy(host string) string {
	connect := "connect-src 'self'"
	if hostName.MatchString(host) {
		connect += " ws://" + host + " wss://" + host
	}
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; media-src 'self'; " +
		"manifest-src 'self'; " + connect + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}

// kindOf is a table of our own because the operating system's differs between halls.
func kindOf(name string) string {
	switch path.Ext(name) {
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
	}
	return "application/octet-stream"
}
