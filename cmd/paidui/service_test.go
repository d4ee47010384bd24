package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestServiceUnit(t *testing.T) {
	out := must(t, "service", "install", "--data", "/srv/大厅 100%", "--listen", ":80", "--backups", "/mnt/备份", "--print")
	for _, line := range []string{
		`"/srv/大厅 100%%" --listen :80`, "User=paidui", "ProtectSystem=strict", `ReadWritePaths="/srv/大厅 100%%" -/mnt/备份`, "--backups /mnt/备份", "NoNewPrivileges=yes", "Restart=always",
		"SystemCallFilter=@system-service", "MemoryDenyWriteExecute=yes", "SupplementaryGroups=" + strings.Join(printerGroups(), " ") + "\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("the unit has no %s:\n%s", line, out)
		}
	}
	if s := say(t, "service", "install", "--data", "a\nUser=root", "--print"); s.code != exitFailed {
		t.Errorf("a line of another's in the unit: %+v", s)
	}
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		if os.Getenv("PAIDUI_TEST_ALL") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	file := filepath.Join(t.TempDir(), "paidui.service")
	if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("systemd-analyze", "verify", file).CombinedOutput(); err != nil || strings.Contains(string(text), "paidui.service:") {
		t.Errorf("systemd: %v\n%s", err, text)
	}
	// From 0, shut off, to 10, open; what is left are the network, devices for printers and port 80.
	if text, err := exec.Command("systemd-analyze", "security", "--offline=true", "--threshold=25", file).CombinedOutput(); err != nil {
		t.Errorf("exposure: %v\n%s", err, text)
	}
}

// TestServiceUnitIsOfTheMachine: nothing in the unit depends on where somebody stood who installed it.
func TestServiceUnitIsOfTheMachine(t *testing.T) {
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	out := must(t, "service", "install", "--data", "data", "--backups", "backups", "--tls-cert", "hall.crt", "--tls-key", "hall.key", "--print")
	for _, name := range []string{"data", "backups", "hall.crt", "hall.key"} {
		if strings.Contains(out, " "+name) || !strings.Contains(out, " "+filepath.Join(here, name)) {
			t.Errorf("%s is not where it is:\n%s", name, out)
		}
	}
}
