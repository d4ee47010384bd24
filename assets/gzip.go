package assets

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// compressible are the kinds of file that get shorter; fonts are compressed already, and sounds are read in parts.
var compressible = []string{".js", ".css", ".svg"}

// compress keeps beside each file that gets shorter by it what a browser may take in its place.
func (o *output) compress() (err error) {
	for name, f := range o.files {
		if !slices.Contains(compressible, path.Ext(name)) {
			continue
		}
		if f.small, err = compressed(f.content); err != nil {
			return err
		}
		o.files[name] = f
	}
	return nil
}

// compressed gives content as short as gzip makes it; nil where that is no shorter.
func compressed(content []byte) ([]byte, error) {
	var small bytes.Buffer
	w, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil || small.Len() >= len(content) {
		return nil, err
	}
	return small.Bytes(), nil
}

// serve answers with the file, compressed for whoever can read that. A browser that names tag has it already; "" names
// none.
func (f *file) serve(w http.ResponseWriter, r *http.Request, tag string) {
	h, content := w.Header(), f.content
	h.Set("Content-Type", f.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	if f.small != nil {
		h.Set("Vary", "Accept-Encoding")
		if takesGzip(r) {
			h.Set("Content-Encoding", "gzip")
			content = f.small
		}
	}
	if tag != "" {
		h.Set("ETag", `W/"`+tag+`"`) // weak, as it is the same whether compressed or not
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// takesGzip tells whether who asks can read what is compressed.
func takesGzip(r *http.Request) bool {
	for _, coding := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if strings.TrimSpace(name) == "gzip" {
			q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
			return err != nil || q > 0
		}
	}
	return false
}
