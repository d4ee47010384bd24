package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
)

// serviceCommand has the system start the hall by itself.
type serviceCommand struct {
	Install serviceInstall `cmd:"" help:"Have systemd start the hall with the machine, as a user of its own."`
	Remove  serviceRemove  `cmd:"" help:"Take that back; the data stays."`
}

// Where the service lives.
const (
	serviceUnit = "/etc/systemd/system/paidui.service"
	serviceUser = "paidui"
)

// serviceInstall writes the unit.
type serviceInstall struct {
	Data    string `required:"" placeholder:"DIR" help:"Directory of the hall's data, made with paidui init."`
	Listen  string `default:":8080" placeholder:"ADDR" help:"Address for kiosks, counters, screens and phones. Default: ${default}."`
	Backups string `placeholder:"DIR" help:"Folder that gets a backup each night; the user paidui must be able to write to it."`
	TLSCert string `name:"tls-cert" and:"tls" placeholder:"FILE" help:"Certificate in PEM, for https."`
	TLSKey  string `name:"tls-key" and:"tls" placeholder:"FILE" help:"Key of the certificate."`
	Print   bool   `help:"Print the unit and change nothing."`
}

// unit is what systemd reads. The hall may write its data, its backups and nothing else, sees no other home, gains no rights, and
// comes back after exit code 3 as after any fault.
const unit = `[Unit]
Description=Paidui, the queue of the service hall
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=%s
User=%s
Group=%s
SupplementaryGroups=%s
Restart=always
RestartSec=1
TimeoutStopSec=30
LimitNOFILE=65536
UMask=0077
RemoveIPC=yes
ReadWritePaths=%s
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
NoNewPrivileges=yes
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
AmbientCapabilities=CAP_NET_BIND_SERVICE
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=multi-user.target
`

// text gives the unit for this program.
func (c *serviceInstall) text(program string) (string, error) {
	data, err := filepath.Abs(c.Data)
	if err != nil {
		return "", err
	}
	words := []string{program, "serve", "--data", data, "--listen", c.Listen}
	if c.TLSCert != "" {
		cert, err := filepath.Abs(c.TLSCert)
		if err != nil {
			return "", err
		}
		key, err := filepath.Abs(c.TLSKey)
		if err != nil {
			return "", err
		}
		words = append(words, "--tls-cert", cert, "--tls-key", key)
	}
	writes := []string{data}
	if c.Backups != "" {
		folder, err := filepath.Abs(c.Backups)
		if err != nil {
			return "", err
		}
		words = append(words, "--backups", folder)
		writes = append(writes, "-"+folder) // the hall starts without it as well
	}
	for _, list := range [][]string{words, writes} {
		for i, word := range list {
			if list[i], err = unitWord(word); err != nil {
				return "", err
			}
		}
	}
	return fmt.Sprintf(unit, strings.Join(words, " "), serviceUser, serviceUser, strings.Join(printerGroups(), " "), strings.Join(writes, " ")), nil
}

// printerGroups gives the groups of this system that may use printers at its own USB and serial ports. A unit with a group that is not there
// does not start.
func printerGroups() (there []string) {
	for _, group := range []string{"lp", "dialout"} {
		if _, err := user.LookupGroup(group); err == nil {
			there = append(there, group)
		}
	}
	return there
}

// unitWord quotes a word of a command line for systemd.
func unitWord(word string) (string, error) {
	if strings.ContainsAny(word, "\r\n\x00") {
		return "", fmt.Errorf("%q cannot stand in a unit", word)
	}
	word = strings.NewReplacer(`%`, `%%`, `$`, `$$`, `\`, `\\`, `"`, `\"`).Replace(word)
	if strings.ContainsAny(word, " \t'\";") {
		return `"` + word + `"`, nil
	}
	return word, nil
}

var errNoSystemd = errors.New("this machine has no systemd; start \"paidui serve\" by what starts programs here")

// Run installs and starts the service.
func (c *serviceInstall) Run(t *terminal) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	text, err := c.text(program)
	if err != nil {
		return err
	}
	if c.Print {
		_, err := fmt.Fprint(t.out, text)
		return err
	}
	if _, err := exec.LookPath("systemctl"); err != nil || runtime.GOOS != "linux" {
		return errNoSystemd
	}
	if _, err := os.Stat(filepath.Join(c.Data, "paidui.db")); err != nil {
		return fmt.Errorf("%w; make the hall with: paidui init --data %s", err, c.Data)
	}
	if _, err := user.Lookup(serviceUser); err != nil {
		if err := system(t, "useradd", "--system", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", serviceUser); err != nil {
			return err
		}
	}
	if err := system(t, "chown", "-R", serviceUser+":"+serviceUser, c.Data); err != nil {
		return err
	}
	if err := os.WriteFile(serviceUnit, []byte(text), 0o644); err != nil {
		return err
	}
	if err := errors.Join(system(t, "systemctl", "daemon-reload"), system(t, "systemctl", "enable", "--now", "paidui")); err != nil {
		return err
	}
	fmt.Fprintln(t.out, "The hall runs and starts with the machine. See how it does: systemctl status paidui, journalctl -u paidui")
	return nil
}

// serviceRemove deletes the unit.
type serviceRemove struct{}

// Run stops the service and leaves data and user.
func (c *serviceRemove) Run(t *terminal) error {
	if _, err := os.Stat(serviceUnit); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is not there; nothing was changed", serviceUnit)
	}
	if err := system(t, "systemctl", "disable", "--now", "paidui"); err != nil {
		return err
	}
	if err := errors.Join(os.Remove(serviceUnit), system(t, "systemctl", "daemon-reload")); err != nil {
		return err
	}
	fmt.Fprintln(t.out, "The hall is stopped and no longer starts with the machine. Its data and the user paidui stay.")
	return nil
}

// system runs a program of the system's.
func system(t *terminal, name string, args ...string) error {
	cmd := exec.CommandContext(t.ctx, name, args...)
	cmd.Stdout, cmd.Stderr = t.err, t.err
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}
