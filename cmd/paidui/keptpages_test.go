package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/paidui/paidui/assets"
)

// TestPagesAreKept: what was kept is served as it was lowered, or not at all.
func TestPagesAreKept(t *testing.T) {
	t.Parallel()
	kept := pagesOf(t.TempDir())
	origin := assets.Origin{1}
	if _, err := kept.read(origin); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing was kept, and read: %v", err)
	}
	bundle, err := openAssets()
	if err != nil {
		t.Fatal(err)
	}
	var sent bytes.Buffer
	if err := bundle.Send(&sent); err != nil {
		t.Fatal(err)
	}
	if err := kept.keep(assets.Origin{2}, []byte("of an earlier program")); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(string(kept), "new-123") // of a start that was cut off
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := kept.keep(origin, sent.Bytes()); err != nil {
		t.Fatal(err)
	}
	if got, err := kept.read(origin); err != nil || !reflect.DeepEqual(got, bundle) {
		t.Errorf("what was kept is not what was read: %v", err)
	}
	if _, err := kept.read(assets.Origin{2}); !errors.Is(err, errStale) {
		t.Errorf("read as those of another program: %v", err)
	}
	if files, err := os.ReadDir(string(kept)); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
	file := filepath.Join(string(kept), lowered)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	torn := [][]byte{nil, whole[:1], whole[:31], whole[:32], whole[:len(whole)/2], whole[:len(whole)-1], append(bytes.Clone(whole), 0), make([]byte, len(whole))}
	for _, at := range []int{0, 31, 32, 1000, len(whole) / 2, len(whole) - 1} {
		edited := bytes.Clone(whole)
		edited[at] ^= 1
		torn = append(torn, edited)
	}
	for i, content := range torn {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := kept.read(origin); !errors.Is(err, errStale) {
			t.Errorf("damage %d: %v", i, err)
		}
	}
}

// TestNowhereToKeepPages: a disk that takes nothing costs a hall the time of lowering and no more.
func TestNowhereToKeepPages(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data") // a file, so that nothing can be written below it
	if err := os.WriteFile(data, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	bundle, err := keptOrLowered(&terminal{ctx: t.Context(), program: paidui(t)}, data, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil || bundle == nil || !strings.Contains(log.String(), "could not be kept") {
		t.Errorf("%v, log: %s", err, &log)
	}
	if whole, err := openAssets(); err != nil || whole.Hash() != bundle.Hash() {
		t.Errorf("lowered to %s in another process, to %s in this, %v", bundle.Hash(), whole.Hash(), err)
	}
}

// TestPagesAreLoweredOnce: a start takes the pages that the one before has kept, with the recordings of the hall's own data; what
// somebody has edited there is never shown.
func TestPagesAreLoweredOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	command(t, "init", "--data", dir)
	if err := soundsOf(dir).keep("hao", []byte("recorded")); err != nil {
		t.Fatal(err)
	}
	whole, err := openBundle(soundsOf(dir).recorded())
	if err != nil {
		t.Fatal(err)
	}
	clip, _ := whole.Clip("hao")
	file := filepath.Join(string(pagesOf(dir)), lowered)
	serve := func(says string) fs.FileInfo {
		t.Helper()
		p := start(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
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
		if strings.Contains(p.logs.String(), "lowered anew") != (says != "") || !strings.Contains(p.logs.String(), says) {
			t.Errorf("logs:\n%s", p.logs)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	first := serve("")
	if second := serve(""); !second.ModTime().Equal(first.ModTime()) {
		t.Error("the second start has lowered them again")
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	edited := bytes.Replace(kept, []byte("recorded"), []byte("replaced"), 1)
	if bytes.Equal(edited, kept) {
		t.Fatal("the file has no recording to edit")
	}
	if err := os.WriteFile(file, edited, 0o600); err != nil {
		t.Fatal(err)
	}
	serve(errStale.Error())
	if mended, err := os.ReadFile(file); err != nil || bytes.Equal(mended, edited) {
		t.Errorf("what was edited is still there, %v", err)
	}
}
