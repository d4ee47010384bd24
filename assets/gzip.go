package assets

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// compressible are the kinds of file that get shorter; fonts are compressed already, and sounds are read in parts.
var compressible = []string{".js", ".css", ".svg"}

// compress keeps each file that gets shorter by it compressed, as nearly every browser takes it.
func (o *output) compress() error {
	for name, f := range o.files {
		if !slices.Contains(compressible, path.Ext(name)) {
			continue
		}
		if err := f.compress(); err != nil {
			return err
		}
		o.files[name] = f
	}
	return nil
}

// writers are those of compress: a new one for each file would take megabytes.
var writers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestCompression) // that level is always known
	return w
}}

// compress keeps the content compressed, unless that is no shorter.
func (f *file) compress() error {
	var small bytes.Buffer
	w := writers.Get().(*gzip.Writer)
	defer writers.Put(w)
	w.Reset(&small)
	if _, err := w.Write(f.content); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if small.Len() < len(f.content) {
		f.small, f.content = small.Bytes(), nil
	}
	return nil
}

// expanded gives what compress has made small.
func expanded(small []byte) []byte {
	var content bytes.Buffer
	r, err := gzip.NewReader(bytes.NewReader(small))
	if err == nil {
		_, err = content.ReadFrom(r)
	}
	if err != nil {
		panic("what was compressed in memory cannot be read: " + err.Error())
	}
	return content.Bytes()
}

// serve answers with the file, compressed for whoever can read that. A browser that names tag has it already; "" names
// none.
func (f *file) serve(w http.ResponseWriter, r *http.Request, tag string) {
	h := w.Header()
	var content []byte
	h.Set("Content-Type", f.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	if f.small != nil {
		h.Set("Vary", "Accept-Encoding")
		if takesGzip(r) {
			h.Set("Content-Encoding", "gzip")
			content = f.small
		}
	}
	if content == nil {
		content = f.bytes()
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
