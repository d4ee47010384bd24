package assets

import (
	"testing"
	"testing/fstest"
)

// TestOrigin: pages that were kept are used again only when nothing of what they are made of has changed.
func TestOrigin(t *testing.T) {
	seen := map[Origin]string{}
	for name, recordings := range map[string]fstest.MapFS{
		"none":             nil,
		"one":              {"hao.wav": {Data: []byte("recorded")}},
		"another content":  {"hao.wav": {Data: []byte("recordes")}},
		"another name":     {"dao.wav": {Data: []byte("recorded")}},
		"two":              {"hao.wav": {Data: []byte("recorded")}, "dao.wav": {Data: []byte("recorded")}},
		"what joins two":   {"dao.wav": {Data: []byte("recorded\"hao.wav\" 8\nrecorded")}},
		"an empty file":    {"hao.wav": {}},
		"an empty and one": {"hao.wav": {}, "dao.wav": {Data: []byte("recorded")}},
	} {
		origin, err := OriginOf(recordings)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[origin]; ok {
			t.Errorf("%s and %s are one", name, other)
		}
		seen[origin] = name
		if again, err := OriginOf(recordings); err != nil || again != origin {
			t.Errorf("%s is another the second time, %v", name, err)
		}
	}
	for _, file := range []string{"lower.go", "sealed.go", "gzip.go"} {
		if code, err := lowering.ReadFile(file); err != nil || len(code) == 0 {
			t.Errorf("%s is not part of the origin: %v", file, err)
		}
	}
}
