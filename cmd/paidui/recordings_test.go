package main

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/paidui/paidui/display/voice"
)

// tone is a recording of half a second with silence around it.
func tone(t *testing.T) string {
	t.Helper()
	file, err := os.ReadFile("../../assets/sounds/zh/qing.wav")
	if err != nil {
		t.Fatal(err)
	}
	return string(file)
}

func TestAHallRecordsItsVoice(t *testing.T) {
	inLongSuite(t)
	g := newRig(t, nil)
	row := func(clip string) map[string]any {
		t.Helper()
		for _, r := range g.ask("admin", http.MethodGet, "/api/v1/sounds", "").want(http.StatusOK).list() {
			if r["clip"] == clip {
				return r
			}
		}
		t.Fatalf("%s is not listed", clip)
		return nil
	}
	if n := len(g.ask("admin", http.MethodGet, "/api/v1/sounds", "").list()); n < len(voice.Clips())+10 {
		t.Errorf("%d clips are listed", n)
	}
	before, hash := row("hao"), g.server.serving().Hash()
	if before["says"] != "号" || before["recorded"] != false || before["pending"] != false {
		t.Errorf("before: %v", before)
	}
	if r := row("kiosk_title"); r["says"] != "请选择您要办理的业务" {
		t.Errorf("what kiosks say: %v", r)
	}
	g.ask("admin", http.MethodGet, "/api/v1/sounds/hao", "").want(http.StatusNotFound)

	g.ask("admin", http.MethodPut, "/api/v1/sounds/hao", tone(t), "Content-Type", "audio/wav").want(http.StatusNoContent)
	kept := g.ask("admin", http.MethodGet, "/api/v1/sounds/hao", "").want(http.StatusOK)
	if kept.Header().Get("Content-Type") != "audio/wav" || !strings.HasPrefix(kept.Body.String(), "RIFF") {
		t.Errorf("what was recorded: %s, %d bytes", kept.Header().Get("Content-Type"), kept.Body.Len())
	}
	if r := row("hao"); r["recorded"] != true || r["pending"] != true || r["url"] != before["url"] {
		t.Errorf("recorded: %v", r)
	}
	if g.server.serving().Hash() != hash {
		t.Error("pages change before it is put to use")
	}

	applied := g.ask("admin", http.MethodPost, "/api/v1/sounds/apply", `{}`).want(http.StatusOK).str("assets")
	after := row("hao")
	if applied == hash || g.server.serving().Hash() != applied || after["pending"] != false || after["url"] == before["url"] {
		t.Errorf("put to use: %q, %v", applied, after)
	}
	if hall := g.ask("", http.MethodGet, "/api/v1/hall", "").object(); hall["assets"] != applied {
		t.Errorf("faces are told of %v, not of %s", hall["assets"], applied)
	}
	for _, r := range []map[string]any{before, after} { // a page that has not loaded itself anew still asks for the clips it knows
		g.ask("", http.MethodGet, r["url"].(string), "").want(http.StatusOK)
	}
	g.restart()
	if r := row("hao"); r["recorded"] != true || r["pending"] != false || g.server.serving().Hash() != applied {
		t.Errorf("after a restart: %v", r)
	}

	g.ask("admin", http.MethodDelete, "/api/v1/sounds/hao", "").want(http.StatusNoContent)
	g.ask("admin", http.MethodDelete, "/api/v1/sounds/hao", "").want(http.StatusNoContent)
	if r := row("hao"); r["recorded"] != false || r["pending"] != true {
		t.Errorf("deleted: %v", r)
	}
	if again := g.ask("admin", http.MethodPost, "/api/v1/sounds/apply", "").want(http.StatusOK).str("assets"); again != hash {
		t.Errorf("back to the pack: %q, want %q", again, hash)
	}
}

func TestARecordingIsRefused(t *testing.T) {
	g := newRig(t, nil)
	for _, c := range []struct {
		clip, file string
		status     int
		code       string
	}{
		{"nothing", tone(t), http.StatusNotFound, "not_found"},
		{"..%2Fhao", tone(t), http.StatusNotFound, "not_found"},
		{"hao", "", http.StatusBadRequest, "bad_recording"},
		{"hao", "ID3 and so on", http.StatusBadRequest, "bad_recording"},
		{"hao", strings.Repeat("x", voice.MostRecordingBytes+1), http.StatusRequestEntityTooLarge, "too_large"},
	} {
		g.ask("admin", http.MethodPut, "/api/v1/sounds/"+c.clip, c.file).want(c.status, c.code)
	}
	if files, err := os.ReadDir(string(soundsOf(g.dir))); err == nil && len(files) > 0 {
		t.Errorf("something was kept: %v", files)
	}
}

// What stands in the way of keeping a recording is the store's fault, and leaves nothing half written.
func TestARecordingThatCannotBeKept(t *testing.T) {
	g := newRig(t, nil)
	if err := os.WriteFile(g.dir+"/sounds", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	g.ask("admin", http.MethodPut, "/api/v1/sounds/hao", tone(t)).want(http.StatusServiceUnavailable, "storage_unavailable")
	if err := soundFolder("").keep("hao", nil); err == nil {
		t.Error("a hall without a folder keeps a recording")
	}
}
