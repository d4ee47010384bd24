// Package measured has tests tell what they measured, so that make test can print it: docs/reliability.md says what
// each figure means.
package measured

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Tell logs a figure, and keeps it under the test's name in the directory that PAIDUI_FIGURES names, in place of what the
// test told before; that is what make test prints, also of tests whose result Go has kept.
func Tell(t testing.TB, format string, args ...any) {
	t.Helper()
	t.Logf(format, args...)
	dir := os.Getenv("PAIDUI_FIGURES")
	if dir == "" {
		return
	}
	file := filepath.Join(dir, strings.NewReplacer("/", "-", " ", "-", "_", "-").Replace(t.Name())+".txt")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(file, fmt.Appendf(nil, format+"\n", args...), 0o644); err != nil {
		t.Error(err)
	}
}
