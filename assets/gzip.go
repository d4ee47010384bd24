package assets

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
)

// compressible are the kinds of file that get shorter; fonts are compressed already, and sounds are read in parts.
var compressible = []string{".js", ".css", ".svg"}

// compress keeps beside each file that gets shorter by it what a browser may take in its place.
func (o *output) compress() error {
	for name, f := range o.files {
		if !slices.Contains(compressible, path.Ext(name)) {
			continue
		}
		var small bytes.Buffer
		w, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
		if err != nil {
			return err
		}
		if _, err := w.Write(f.content); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		if small.Len() < len(f.content) {
			f.small = small.Bytes()
			o.files[name] = f
		}
	}
	return nil
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
