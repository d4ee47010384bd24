package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/display/roll"
	"github.com/paidui/paidui/queue"
)

func TestDoctorOfARunningHall(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) {
		l.Printers = []queue.Printer{{ID: "east", Name: queue.Text{ZH: "东门打印机"}, Address: "tcp://" + nobodyListens(t), PaperMM: 80}}
	})
	url, backups := g.live(), t.TempDir()
	backup := filepath.Join(backups, "monday.db")
	if err := os.WriteFile(backup, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ask := func() said {
		return say(t, "doctor", "--data", g.dir, "--server", url, "--token", g.tokens["admin"], "--backups", backups)
	}
	s := ask()
	for _, line := range []string{"ok  server", "is in use by the server", "ok  clock", "ok  backup", "GB are free", "东门打印机", "ok  voice     一楼大厅", "ok  screens   0 are well, of 0"} {
		if !strings.Contains(s.out, line) {
			t.Errorf("no %q in\n%s", line, s.out)
		}
	}
	old := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(backup, old, old); err != nil {
		t.Fatal(err)
	}
	if s := ask(); s.code != exitFailed || !strings.Contains(s.out, "!!  backup") {
		t.Errorf("an old backup: %+v", s)
	}
}

func TestDoctorOfAHallThatDoesNotRun(t *testing.T) {
	data := newData(t)
	server := "http://" + nobodyListens(t)
	s := say(t, "doctor", "--data", data, "--server", server, "--backups", t.TempDir())
	for _, line := range []string{"!!  server", "ok  data", "ok  clock", "!!  backup    there is none"} {
		if !strings.Contains(s.out, line) {
			t.Errorf("no %q in\n%s", line, s.out)
		}
	}
	if s.code != exitFailed {
		t.Errorf("exit code %d", s.code)
	}
	if err := os.Remove(filepath.Join(data, "keys", "hall.key")); err != nil {
		t.Fatal(err)
	}
	if s := say(t, "doctor", "--data", data, "--server", server); !strings.Contains(s.out, "!!  keys") || !strings.Contains(s.out, "!!  data") {
		t.Errorf("without a key:\n%s", s.out)
	}
}

// TestDoctorOfScreens: what /screens shows in red is told with what to do, and nothing else is.
func TestDoctorOfScreens(t *testing.T) {
	now := queue.At(time.Now())
	well := roll.Screen{SeenAt: now, Report: roll.Report{Face: "/hall/1F", Sound: "running", At: now.Add(-2000)}}
	if wrong, remedy := screenTrouble(&well, now.Add(60_000)); wrong != "" || remedy != "" {
		t.Errorf("%s → %s", wrong, remedy)
	}
	for says, change := range map[string]func(*roll.Screen){
		"not heard of":  func(s *roll.Screen) { s.SeenAt = now.Add(-120_000) },
		"what was so":   func(s *roll.Screen) { s.At = now.Add(-40_000) },
		"for a touch":   func(s *roll.Screen) { s.Sound = "blocked" },
		"clock is 2m0s": func(s *roll.Screen) { s.ClockMS = -120_000 },
		"3 faults in":   func(s *roll.Screen) { s.Faults, s.Fault = 3, "x is not defined" },
	} {
		s := well
		change(&s)
		if wrong, remedy := screenTrouble(&s, now); !strings.Contains(wrong, says) || remedy == "" {
			t.Errorf("%q is not told: %s → %s", says, wrong, remedy)
		}
	}
}

// nobodyListens gives an address at which nobody is.
func nobodyListens(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
