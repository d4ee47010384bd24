package assets

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// TestOrigin: pages that were kept are used again only when nothing of what they are made of has changed.
func TestOrigin(t *testing.T) {
	program := filepath.Join(t.TempDir(), "paidui")
	write := func(content string) {
		if err := os.WriteFile(program, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one program")
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
		origin, err := OriginOf(program, recordings)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[origin]; ok {
			t.Errorf("%s and %s are one", name, other)
		}
		seen[origin] = name
		if again, err := OriginOf(program, recordings); err != nil || again != origin {
			t.Errorf("%s is another the second time, %v", name, err)
		}
	}
	write("two program")
	if other, err := OriginOf(program, nil); err != nil || seen[other] != "" {
		t.Errorf("another program is taken for the one with %q, %v", seen[other], err)
	}
	if _, err := OriginOf(program+"s", nil); err == nil {
		t.Error("a program that is not there has an origin")
	}
}
