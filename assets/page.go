package assets

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"regexp"
	"strings"
)

// Page is the HTML of one face. It is read-only and safe for concurrent use.
type Page struct {
	file
	tag string
	// own are what of the page's own the policy allows besides files.
	own inline
}

// inline is a script or style that stands in the page, by the hash under which a policy allows it; empty: there is none.
type inline struct{ script, style string }

// errNotInline is returned when a script or style would end in the middle of itself within a page.
var errNotInline = errors.New("cannot stand within a page")

// newPage fills the shell of the pages. The page of a phone carries its script and its style in itself, so that it is
// whole once it has come, however far away its hall is; the others name files, which a browser keeps.
func newPage(shell *template.Template, f face, built *output, hash string) (*Page, error) {
	script, style := built.entries["scripts/"+f.Name+".js"], built.entries["styles/"+f.Name+".css"]
	if script == "" || style == "" {
		return nil, &fs.PathError{Op: "open page", Path: f.Name, Err: ErrUnknownPage}
	}
	fill := map[string]any{
		"Name": f.Name, "Title": f.Title, "Theme": f.Theme, "Hash": hash,
		"Script": Prefix + script, "Style": Prefix + style, "Icon": Prefix + built.entries["images/icon.svg"],
	}
	p := &Page{}
	if f.Phone {
		code, rules := built.content(script), built.content(style)
		if endsEarly.Match(code) || endsEarly.Match(rules) {
			return nil, &fs.PathError{Op: "open page", Path: f.Name, Err: errNotInline}
		}
		fill["Code"], fill["Rules"] = template.JS(code), template.CSS(rules)
		p.own = inline{sourceOf(code), sourceOf(rules)}
	}
	var html bytes.Buffer
	if err := shell.Execute(&html, fill); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(html.Bytes())
	p.file, p.tag = file{content: html.Bytes(), kind: kindOf("page.html")}, hex.EncodeToString(sum[:8])
	return p, p.compress()
}

var endsEarly = regexp.MustCompile(`(?i)</(?:script|style)|<!--`)

// sourceOf gives how a policy names what stands in a page.
func sourceOf(content []byte) string {
	sum := sha256.Sum256(content)
	return " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Frames says what a page has to do with frames.
type Frames string

const (
	// NoFrames: it has none, and stands in none.
	NoFrames Frames = "frame-ancestors 'none'"
	// Framed: it may stand in a page of the same hall.
	Framed Frames = "frame-ancestors 'self'"
	// Framing: it may hold pages of the same hall.
	Framing Frames = "frame-src 'self'; frame-ancestors 'none'"
)

// Policy returns the Content-Security-Policy under which the page works, as the function of that name does for what is no
// page.
func (p *Page) Policy(host string, frames Frames) string { return policy(host, p.own, frames) }

// ServeHTTP answers GET and HEAD. A browser asks each time whether it still has the page, since that names its files by
// content.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	p.serve(w, r, p.tag)
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]+)?$|^\[[0-9A-Fa-f:]+\](:[0-9]+)?$`)

// Policy returns the Content-Security-Policy of whatever is no page, when the browser knows the server as host (the
// request's Host). Browsers of 2018 do not take a websocket for 'self', so its address is written out; a host that is
// not one is left out.
func Policy(host string) string { return policy(host, inline{}, NoFrames) }

func policy(host string, own inline, frames Frames) string {
	connect := "connect-src 'self'"
	if hostName.MatchString(host) {
		connect += " ws://" + host + " wss://" + host
	}
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'" + own.script, "style-src 'self'" + own.style, "img-src 'self' data: blob:", "font-src 'self'",
		"media-src 'self' blob:", "manifest-src 'self'", connect, "base-uri 'none'", "form-action 'self'", string(frames),
	}, "; ")
}
