package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSimulate runs a short day of a hall whose sessions are over, once more with the first run as its history.
func TestSimulate(t *testing.T) {
	dir := t.TempDir()
	hall, day, history := filepath.Join(dir, "hall.yaml"), filepath.Join(dir, "day.csv"), filepath.Join(dir, "history.csv")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(hall, `
hall: {name: {zh: 厅}, time_zone: Asia/Shanghai}
zones: [{id: 1F, name: {zh: 一楼}}]
services: [{id: social, prefix: A, name: {zh: 社会保险}, standard_minutes: 8, quota: 1, real_name: required}]
windows: [{number: 3, name: {zh: 窗口}, location: {zh: 东侧}, zone: 1F, services: [social]}]
settings: {max_calls: 2}
`)
	write(day, `at,service,class,service_ms,shows
2026-11-23T22:00:00+08:00,social,normal,60000,true
2026-11-23T22:00:01+08:00,social,normal,60000,false
2026-11-23T22:00:02+08:00,social,elder,60000,true
`)
	out := must(t, "simulate", "--hall", hall, "--day", day, "--walk", "10s")
	for _, row := range []string{
		"A001,social,normal,2026-11-23T14:00:00.000Z,0,0,2026-11-23T14:00:00.000Z,3,2026-11-23T14:00:10.000Z,2026-11-23T14:01:10.000Z,served",
		",2026-11-23T14:02:20.000Z,3,,,no_show",
		",2026-11-23T14:01:10.000Z,3,2026-11-23T14:01:20.000Z,2026-11-23T14:02:20.000Z,served",
	} {
		if !strings.Contains(out, row+"\n") {
			t.Errorf("there is no row %s in\n%s", row, out)
		}
	}
	write(history, out)
	if with := must(t, "simulate", "--hall", hall, "--day", day, "--walk", "10s", "--history", history); with == out {
		t.Error("the history changed no estimate")
	}
	write(day, "at,service,class,service_ms,shows\n09:00:00,pension,normal,1,true\n")
	if s := say(t, "simulate", "--hall", hall, "--day", day); s.code != exitFailed || !strings.Contains(s.err, `line 2: the hall has no service "pension"`) || s.out != "" {
		t.Errorf("a service that is not there: %+v", s)
	}
	if s := say(t, "simulate", "--hall", hall); s.code != exitUsage {
		t.Errorf("without a day: exit code %d", s.code)
	}
}
