package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/display/voice"
)

// TestPackSaysEveryCall holds the pack to the vocabulary of calls, and the names of what kiosks say to the texts.
func TestPackSaysEveryCall(t *testing.T) {
	bundle, err := openAssets()
	if err != nil {
		t.Fatal(err)
	}
	vocabulary := map[string]bool{}
	for _, clip := range voice.Clips() {
		vocabulary[clip] = true
		if _, ok := bundle.Clip(clip); !ok {
			t.Errorf("the pack does not say %q", clip)
		}
	}
	files, err := filepath.Glob(filepath.Join(root, "assets", "sounds", "zh", "*"))
	if err != nil {
		t.Fatal(err)
	}
	kiosk := 0
	for _, file := range files {
		clip := strings.TrimSuffix(filepath.Base(file), ".wav")
		sentence, isKiosk := strings.CutPrefix(clip, "kiosk_")
		if !isKiosk {
			if !vocabulary[clip] {
				t.Errorf("no call says %q", clip)
			}
			continue
		}
		kiosk++
		if zh, _ := assets.Text("kiosk." + sentence); zh == "" {
			t.Errorf("%q stands for no text", clip)
		}
	}
	if kiosk == 0 {
		t.Error("kiosks say nothing")
	}
}

// TestRecordingsAreNamed holds the table of the recordings to what there is to record.
func TestRecordingsAreNamed(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "assets", "sounds", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	// Rows of many letters or numbers name the first and the last of them.
	many := regexp.MustCompile(`^(en_)?([A-Z]|[0-9]+)$`)
	for clip, says := range voice.Script() {
		if many.MatchString(clip) {
			continue
		}
		if !strings.Contains(string(page), "| `"+clip+".wav` | "+says+" |") {
			t.Errorf("the table does not have %q, which says %s", clip, says)
		}
	}
}

func TestRecordingsOfAHall(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if soundsOf(data).recorded() != nil || soundFolder("").recorded() != nil {
		t.Error("a hall without the folder has recordings")
	}
	dir := filepath.Join(data, "sounds", "zh")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "hao.wav"), []byte("recorded"), 0o600); err != nil {
		t.Fatal(err)
	}
	bundle, err := openBundle(soundsOf(data).recorded())
	if err != nil {
		t.Fatal(err)
	}
	plain, err := openAssets()
	if err != nil {
		t.Fatal(err)
	}
	if recorded, _ := bundle.Clip("hao"); recorded == "" {
		t.Error("the clip is gone")
	} else if was, _ := plain.Clip("hao"); was == recorded {
		t.Error("the hall's clip was not taken")
	}
}
