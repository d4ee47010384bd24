package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestPagesAreLoweredElsewhere: the hall's process has its pages from another, with the recordings of its own data.
func TestPagesAreLoweredElsewhere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	command(t, "init", "--data", dir)
	if err := soundsOf(dir).keep("hao", []byte("recorded")); err != nil {
		t.Fatal(err)
	}
	p := start(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
	whole, err := openBundle(soundsOf(dir).recorded())
	if err != nil {
		t.Fatal(err)
	}
	clip, _ := whole.Clip("hao")
	answer, err := http.Get(p.url + clip)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if text, err := io.ReadAll(answer.Body); err != nil || string(text) != "recorded" {
		t.Errorf("%s gave %q, %v", clip, text, err)
	}
	if code := p.stop(t); code != 0 || strings.Contains(p.logs.String(), "lowered in this process") {
		t.Errorf("exit code %d, logs:\n%s", code, p.logs)
	}
}
