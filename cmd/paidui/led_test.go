package main

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestStripsHaveRoom: what strips say has room on them with numbers and windows as halls have them, and says on a trial day
// that it is one.
func TestStripsHaveRoom(t *testing.T) {
	names := strings.NewReplacer("{ticket}", "A012", "{window}", "12")
	for _, what := range []string{"call", "serving", "paused", "paused_goto", "idle", "closed", "wait"} {
		for _, key := range []string{"led." + what, "led.trial_" + what} {
			text := ledWords(key)
			encoded, err := simplifiedchinese.GB18030.NewEncoder().String(names.Replace(text))
			if err != nil || text == "" || len(encoded) > 16 {
				t.Errorf("%s: %q is not for a strip of eight characters (%v)", key, text, err)
			}
			if strings.Contains(text, "测试") != strings.HasPrefix(key, "led.trial_") {
				t.Errorf("%s: %q says of the wrong day that it is a trial", key, text)
			}
		}
	}
}
