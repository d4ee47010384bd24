package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	for _, line := range []string{"ok  server", "is in use by the server", "ok  backup", "GB are free", "东门打印机"} {
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
