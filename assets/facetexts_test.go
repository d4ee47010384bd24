package assets

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
	"testing/fstest"
)

func TestFacesAreSentTheirOwnTexts(t *testing.T) {
	source := fstest.MapFS{
		"texts.json":         {Data: []byte(`{"a.one":{"zh":"一"},"a.two":{"zh":"二"},"b.x":{"zh":"甲"},"b.y":{"zh":"乙"},"c":{"zh":"丙"},"bb.z":{"zh":"丁"}}`)},
		"scripts/one.js":     {Data: []byte("import { h } from \"preact\";\nimport {\n  two,\n  three,\n} from \"./one/two.js\";\nwords(\"a.one\"); two(\"a.three\");")},
		"scripts/one/two.js": {Data: []byte("import \"../one.js\";\nexport { three } from \"../three.js\";\nwordsFor(\"b.\" + status);")},
		"scripts/three.js":   {Data: []byte("export const three = 'a.two';")},
	}
	got, err := faceTexts(source, "scripts/one.js")
	if want := `{"a.one":{"zh":"一"},"b.x":{"zh":"甲"},"b.y":{"zh":"乙"}}`; err != nil || got != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	delete(source, "scripts/three.js")
	if _, err := faceTexts(source, "scripts/one.js"); err == nil {
		t.Error("a script that is missing is not missed")
	}
}

// The texts that a script looks up under a name made at run time are found by their heads; of the errors, which any answer
// may bring, every face has all.
func TestEveryFaceHasTheErrors(t *testing.T) {
	for _, f := range faces {
		text, err := faceTexts(embedded, "scripts/"+f.Name+".js")
		if err != nil {
			t.Fatal(err)
		}
		var some map[string]words
		if err := json.Unmarshal([]byte(text), &some); err != nil {
			t.Fatal(err)
		}
		if _, ok := some["error.offline"]; !ok || len(some) >= len(table()) {
			t.Errorf("%s has %d of %d texts, error.offline: %v", f.Name, len(some), len(table()), ok)
		}
	}
}

func TestFilesAreCompressedForWhoCanReadThat(t *testing.T) {
	b := opened(t)
	page, _ := b.Page("kiosk")
	script := string(regexp.MustCompile(Prefix + `[^"]+\.js`).Find(page.bytes()))
	plain := get(b, http.MethodGet, script)
	if plain.Header().Get("Content-Encoding") != "" || plain.Header().Get("Vary") != "Accept-Encoding" {
		t.Errorf("unasked: %v", plain.Header())
	}
	for accept, zipped := range map[string]bool{"gzip": true, "br, gzip;q=0.8": true, "gzip;q=0": false, "gzip; q=0.0": false, "br": false, "x-gzip": false} {
		r := httptest.NewRequest(http.MethodGet, script, nil)
		r.Header.Set("Accept-Encoding", accept)
		w := httptest.NewRecorder()
		b.ServeHTTP(w, r)
		if (w.Header().Get("Content-Encoding") == "gzip") != zipped {
			t.Errorf("%q is answered with %v", accept, w.Header())
		}
		if !zipped {
			continue
		}
		reader, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		if content, err := io.ReadAll(reader); err != nil || !bytes.Equal(content, plain.Body.Bytes()) {
			t.Errorf("%q: %d bytes, %v; want the same %d", accept, len(content), err, plain.Body.Len())
		}
	}
}
