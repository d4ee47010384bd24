package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
	"github.com/paidui/paidui/store"
)

// said is what a command wrote.
type said struct {
	code     int
	out, err string
}

// say runs a command line in this process.
func say(t *testing.T, args ...string) said {
	t.Helper()
	var out, err bytes.Buffer
	code := run(&terminal{ctx: t.Context(), out: &out, err: &err}, args)
	return said{code, out.String(), err.String()}
}

// must runs a command line that has to work and gives what it prints.
func must(t *testing.T, args ...string) string {
	t.Helper()
	s := say(t, args...)
	if s.code != 0 {
		t.Fatalf("paidui %s: exit code %d: %s", strings.Join(args, " "), s.code, s.err)
	}
	return s.out
}

// newData gives the directory of a hall that never closes.
func newData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "hall.yaml")
	if err := os.WriteFile(file, []byte(crashHall), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data")
	must(t, "init", "--data", data, "--hall", file)
	return data
}

// within opens the hall in data for a while.
func within(t *testing.T, data string, do func(*queue.Hall)) {
	t.Helper()
	s, err := store.Open(data, lockWait)
	if err != nil {
		t.Fatal(err)
	}
	hall, err := queue.Open(t.Context(), s, wallClock)
	if err != nil {
		t.Fatal(err)
	}
	do(hall)
	if err := hall.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func take(t *testing.T, hall *queue.Hall) queue.TicketNo {
	t.Helper()
	e, err := hall.Do(t.Context(), queue.Origin{}, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	if err != nil {
		t.Fatal(err)
	}
	return e.Ticket().Number
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{
		{}, {"sing"}, {"init"}, {"serve"}, {"serve", "--data"}, {"token", "--data", "x"}, {"token", "--data", "x", "--role", "boss"},
		{"serve", "--data", "x", "--tls-cert", "y"}, {"backup", "--data", "x"}, {"restore", "--data", "x"}, {"demo", "--seed", "x"},
		{"token", "--data", "x", "--role", "counter", "--window", "three"},
	} {
		if s := say(t, args...); s.code != exitUsage || s.err == "" {
			t.Errorf("paidui %v: exit code %d: %s", args, s.code, s.err)
		}
	}
	if out := must(t, "--help"); !strings.Contains(out, "serve") {
		t.Errorf("help: %s", out)
	}
}

func TestExitCode(t *testing.T) {
	unknown := errors.Join(fmt.Errorf("%w: disk gone", errJournalUnknown), errors.New("close"))
	for err, want := range map[error]int{nil: 0, store.ErrLocked: 1, unknown: 3} {
		if code := exitCode(err); code != want {
			t.Errorf("exit code %d after %v, want %d", code, err, want)
		}
	}
}

func TestInitPrintsACodeOnce(t *testing.T) {
	dir := t.TempDir()
	out := must(t, "init", "--data", dir)
	_, code, ok := strings.Cut(out, "administrator code: ")
	if !ok {
		t.Fatalf("no code in %s", out)
	}
	code, _, _ = strings.Cut(code, "\n")
	s, err := store.Open(dir, lockWait)
	if err != nil {
		t.Fatal(err)
	}
	_, c, err := access.New(access.Config{Store: s, Clock: wallClock}).Enrol(code, "", "")
	if err != nil || len(c.Grants) != 1 || c.Grants[0].Role != queue.RoleAdmin {
		t.Errorf("code %q gave %v, %v", code, c.Grants, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if again := say(t, "init", "--data", dir); again.code != exitFailed || !strings.Contains(again.err, "already") {
		t.Errorf("second init: %+v", again)
	}
}

func TestInitRefusesABadHallAndLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(t.TempDir(), "hall.yaml")
	if err := os.WriteFile(file, []byte(edited(7, "settings: {max_calls: none}")), 0o600); err != nil {
		t.Fatal(err)
	}
	s := say(t, "init", "--data", dir, "--hall", file)
	if s.code != exitFailed || !strings.Contains(s.err, "hall.yaml:7: settings.max_calls") {
		t.Errorf("init: %+v", s)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the data directory was made: %v", err)
	}
	if s := say(t, "init", "--data", dir, "--hall", file+"x"); s.code != exitFailed {
		t.Errorf("init from no file: %+v", s)
	}
}

func TestInitGoesOnAfterACrash(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "paidui.db.123.tmp"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Create(dir); err != nil {
		t.Fatal(err)
	}
	if s := say(t, "serve", "--data", dir); s.code != exitFailed || !strings.Contains(s.err, "init") {
		t.Errorf("serve before init has ended: %+v", s)
	}
	must(t, "init", "--data", dir)
	must(t, "verify", "--data", dir)
}

func TestToken(t *testing.T) {
	data := newData(t)
	token := must(t, "token", "--data", data, "--role", "counter", "--window", "3", "--staff", "1001")
	s, err := store.Open(data, lockWait)
	if err != nil {
		t.Fatal(err)
	}
	actor, err := access.New(access.Config{Store: s, Clock: wallClock}).Bearer(strings.TrimSpace(token))
	if err != nil || actor.Grants[0] != (queue.Grant{Role: queue.RoleCounter, Window: 3, Staff: "1001"}) {
		t.Errorf("token %q is of %v, %v", token, actor, err)
	}
	began := time.Now()
	locked := say(t, "token", "--data", data, "--role", "kiosk")
	if locked.code != exitFailed || !strings.Contains(locked.err, "administrator's page") || locked.out != "" {
		t.Errorf("token beside a server: %+v", locked)
	}
	if waited := time.Since(began); waited < lockWait/2 || waited > 3*lockWait {
		t.Errorf("it waited %v", waited)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"counter", "counter --window 9", "counter --window 3 --staff 9999", "kiosk --window 3", "admin --staff 1001",
		"screen --zone 9F", "supervisor --zone 1F",
	} {
		if s := say(t, append([]string{"token", "--data", data, "--role"}, strings.Fields(args)...)...); s.code != exitFailed || s.out != "" {
			t.Errorf("token %s: %+v", args, s)
		}
	}
	for _, args := range []string{"admin", "supervisor", "desk", "kiosk", "kiosk --zone 1F", "screen --window 3", "screen --zone 1F", "screen"} {
		must(t, append([]string{"token", "--data", data, "--role"}, strings.Fields(args)...)...)
	}
	if s := say(t, "token", "--data", filepath.Join(data, "none"), "--role", "kiosk"); s.code != exitFailed {
		t.Errorf("token without a database: %+v", s)
	}
}

// TestTheConsoleIsAudited: what is done at the machine itself is in the chain, with whose account it was.
func TestTheConsoleIsAudited(t *testing.T) {
	data, backup, restored := newData(t), filepath.Join(t.TempDir(), "backup.db"), filepath.Join(t.TempDir(), "restored")
	token := must(t, "token", "--data", data, "--role", "kiosk", "--zone", "1F")
	if s := say(t, "token", "--data", data, "--role", "counter"); s.code != exitFailed {
		t.Errorf("a counter of no window: %+v", s)
	}
	must(t, "backup", "--data", data, backup)
	must(t, "restore", backup, "--data", restored)
	restoredStore, err := store.Open(restored, lockWait)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := restoredStore.Read(t.Context(), 0, 100)
	if err := errors.Join(err, restoredStore.Close()); err != nil {
		t.Fatal(err)
	}
	var deeds []string
	for _, e := range entries {
		for _, ev := range e.Events {
			deed := ev.Kind()
			if a, ok := ev.(*queue.Audited); ok {
				deed = strings.TrimSpace(string(a.Audit.Deed) + " " + a.Audit.Note)
			}
			if deed != "day_opened" {
				deeds = append(deeds, deed)
			}
			if by := console().By; e.By != by && deed != "day_opened" {
				t.Errorf("%s was done by %q, not by %q", deed, e.By, by)
			}
		}
	}
	if got := strings.Join(deeds, ", "); got != "layout_changed, device_enrolled kiosk zone 1F, numbers_moved, restored" {
		t.Errorf("the journal tells: %s", got)
	}
	raw, err := os.ReadFile(filepath.Join(restored, "paidui.db"))
	if err != nil || bytes.Contains(raw, []byte(strings.TrimSpace(token))) {
		t.Errorf("the token itself is in the data, %v", err)
	}
}

func TestFlagsFromTheEnvironment(t *testing.T) {
	data := newData(t)
	t.Setenv("PAIDUI_DATA", data)
	t.Setenv("PAIDUI_ROLE", "kiosk")
	if out := must(t, "token"); !strings.HasPrefix(out, "pd_") {
		t.Errorf("token %q", out)
	}
	must(t, "verify")
}

func TestVerifyNamesTheFirstBadEntry(t *testing.T) {
	data := newData(t)
	within(t, data, func(hall *queue.Hall) {
		for range 5 {
			take(t, hall)
		}
	})
	if out := must(t, "verify", "--data", data); !strings.Contains(out, "entries 1 to 7") || !strings.Contains(out, "sound") {
		t.Errorf("verify: %s", out)
	}
	path := filepath.Join(data, "paidui.db")
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// Pages that were written anew leave their former copies in the file; only one of all is the entry's.
	whole, spoilt := []byte(`-A003"`), []byte(`-@003"`)
	if !bytes.Contains(file, whole) {
		t.Fatal("entry not found in the file")
	}
	file = bytes.ReplaceAll(file, whole, spoilt)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if s := say(t, "verify", "--data", data); s.code != exitFailed || !strings.Contains(s.out, "first bad entry: 5") {
		t.Errorf("verify of a damaged database: %+v", s)
	}
}

func TestSalvageOfADamagedDatabase(t *testing.T) {
	data := newData(t)
	work := func() {
		within(t, data, func(hall *queue.Hall) {
			for range 5 {
				take(t, hall)
			}
		})
	}
	work()
	backup, saved := filepath.Join(t.TempDir(), "backup.db"), filepath.Join(t.TempDir(), "saved")
	must(t, "backup", "--data", data, backup)
	work()
	if out := must(t, "verify", "--data", data, "--salvage", saved); !strings.Contains(out, "nothing needs to be saved") {
		t.Errorf("salvage of a sound database: %s", out)
	}
	path := filepath.Join(data, "paidui.db")
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.ReplaceAll(file, []byte(`-A003"`), []byte(`-@003"`)), 0o600); err != nil {
		t.Fatal(err)
	}
	if s := say(t, "verify", "--data", data); s.code != exitFailed || !strings.Contains(s.out, "--salvage NEWDIR") {
		t.Errorf("verify does not tell the way back: %+v", s)
	}
	out := must(t, "verify", "--data", data, "--salvage", saved, "--backup", backup)
	if !strings.Contains(out, "entries 1 to 12,") || !strings.Contains(out, "1 of them only in the backup") || strings.Contains(out, "lost") {
		t.Errorf("salvage: %s", out)
	}
	must(t, "verify", "--data", saved)
	within(t, saved, func(hall *queue.Hall) {
		if no := take(t, hall); no != "A200" {
			t.Errorf("the next number is %s", no)
		}
	})
	if out := must(t, "verify", "--data", data, "--salvage", filepath.Join(t.TempDir(), "alone")); !strings.Contains(out, "lost:") {
		t.Errorf("salvage without a backup: %s", out)
	}
}

func TestBackupAndRestore(t *testing.T) {
	for _, c := range []struct {
		issued int
		flags  []string
		next   queue.TicketNo
	}{{0, nil, "A200"}, {87, nil, "A200"}, {100, nil, "A300"}, {3, []string{"--numbers-from", "1500"}, "A1500"}} {
		data := newData(t)
		within(t, data, func(hall *queue.Hall) {
			for range c.issued {
				take(t, hall)
			}
		})
		file := filepath.Join(t.TempDir(), "backup.db")
		must(t, "backup", "--data", data, file)
		if s := say(t, "backup", "--data", data, file); s.code != exitFailed {
			t.Errorf("a backup was written over: %+v", s)
		}
		restored := filepath.Join(t.TempDir(), "data")
		must(t, append([]string{"restore", file, "--data", restored}, c.flags...)...)
		if s := say(t, "restore", file, "--data", restored); s.code != exitFailed {
			t.Errorf("a database was written over: %+v", s)
		}
		within(t, restored, func(hall *queue.Hall) {
			if no := take(t, hall); no != c.next {
				t.Errorf("after %d numbers and a restore %v the next is %s, want %s", c.issued, c.flags, no, c.next)
			}
		})
		must(t, "verify", "--data", restored)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := os.WriteFile(file, bytes.Repeat([]byte("no backup "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	for _, args := range [][]string{{file}, {file + "x"}, {file, "--numbers-from=-1"}} {
		if s := say(t, append([]string{"restore", "--data", data}, args...)...); s.code != exitFailed {
			t.Errorf("restore %v: %+v", args, s)
		}
	}
	if _, err := os.Stat(filepath.Join(data, "paidui.db")); !os.IsNotExist(err) {
		t.Errorf("something was restored: %v", err)
	}
}

func TestDemoStaysOnThisMachine(t *testing.T) {
	for address, is := range map[string]bool{
		"127.0.0.1:8080": true, "127.1.2.3:0": true, "[::1]:80": true, "localhost:0": true,
		":8080": false, "0.0.0.0:80": false, "[::]:80": false, "192.168.1.5:80": false, "hall.example:80": false, "127.0.0.1": false,
	} {
		if isLoopback(address) != is {
			t.Errorf("isLoopback(%q) = %v", address, !is)
		}
	}
	if s := say(t, "demo", "--listen", ":0"); s.code != exitFailed || s.out != "" {
		t.Errorf("demo on every network: %+v", s)
	}
}

func TestReachable(t *testing.T) {
	for url, want := range map[string]string{
		"http://[::]:8080": "http://127.0.0.1:8080", "https://0.0.0.0:443": "https://127.0.0.1:443",
		"http://127.0.0.1:80": "http://127.0.0.1:80", "http://192.168.1.5:80": "http://192.168.1.5:80",
	} {
		if got := reachable(url); got != want {
			t.Errorf("reachable(%s) = %s", url, got)
		}
	}
}
