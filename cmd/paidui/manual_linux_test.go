package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var fencedScript = regexp.MustCompile("(?s)```sh\n(.*?)```")

// TestStartScriptsOfTheManual runs the scripts by which a television and a kiosk start: they wait for the hall, open its page, and open
// it again when the browser has ended.
func TestStartScriptsOfTheManual(t *testing.T) {
	t.Parallel()
	for page, path := range map[string]string{"tv-start.md": "/hall/1F", "kiosk-start.md": "/kiosk"} {
		text, err := os.ReadFile(filepath.Join(root, "docs", "zh", page))
		if err != nil {
			t.Fatal(err)
		}
		script := fencedScript.FindSubmatch(text)
		if script == nil {
			t.Fatalf("%s has no script", page)
		}
		dir := t.TempDir()
		for name, does := range map[string]string{
			"curl":     `echo curl "$@" >>log; [ "$(grep -c curl log)" -gt 2 ]`, // the hall is there the third time
			"sleep":    `echo sleep >>log`,
			"chromium": `echo chromium "$@" >>log; [ "$(grep -c chromium log)" -lt 2 ] || kill $PPID`,
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+does+"\n"), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		cmd := exec.CommandContext(ctx, "/bin/sh", "-c", string(script[1]))
		cmd.Dir, cmd.Env = dir, []string{"PATH=" + dir + ":/usr/bin:/bin", "HOME=" + dir}
		_ = cmd.Run() // it goes on until it is killed
		log, err := os.ReadFile(filepath.Join(dir, "log"))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(log)), "\n")
		var words []string
		for _, line := range lines {
			word, _, _ := strings.Cut(line, " ")
			words = append(words, word)
		}
		if got := strings.Join(words, " "); got != "curl sleep curl sleep curl chromium sleep curl chromium" {
			t.Errorf("%s: %s", page, got)
		}
		if last := lines[len(lines)-1]; !strings.HasSuffix(last, "http://192.168.1.10:8080"+path) || !strings.Contains(last, "--kiosk ") || !strings.Contains(last, "--user-data-dir="+dir) {
			t.Errorf("%s: %s", page, last)
		}
	}
}
