package measured

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTell(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "figures")
	t.Setenv("PAIDUI_FIGURES", dir)
	Tell(t, "%d lost", 1)
	Tell(t, "%d lost of %s", 0, "ten")
	if text, err := os.ReadFile(filepath.Join(dir, "TestTell.txt")); err != nil || string(text) != "0 lost of ten\n" {
		t.Errorf("kept %q, %v", text, err)
	}
	t.Setenv("PAIDUI_FIGURES", "")
	Tell(t, "nowhere")
}
