package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/paidui/paidui/queue"
)

// pseudoTerminal gives both ends of a terminal of 90 columns and 28 lines.
func pseudoTerminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = person.Close() })
	var n int
	line, err := person.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	controlErr := line.Control(func(fd uintptr) {
		if err = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); err == nil {
			n, err = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
		}
		if err == nil {
			err = unix.IoctlSetWinsize(int(fd), unix.TIOCSWINSZ, &unix.Winsize{Row: 28, Col: 90})
		}
	})
	if controlErr != nil || err != nil {
		t.Fatal(controlErr, err)
	}
	if program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = program.Close() })
	return person, program
}

// TestCounterOnATerminal works the real program as a person does: keys one by one, on a screen.
func TestCounterOnATerminal(t *testing.T) {
	t.Parallel()
	g := newRig(t, func(l *queue.Layout) { l.Settings.DeadPressMS = 0 })
	for range 3 {
		g.take()
	}
	person, program := pseudoTerminal(t)
	cmd := exec.Command(paidui(t), "counter", "--server="+g.live(), "--window=3")
	cmd.Env = append(os.Environ(), "PAIDUI_TOKEN="+g.tokens["counter3"])
	cmd.Stdin, cmd.Stdout, cmd.Stderr = program, program, program
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	var screen logged
	go func() {
		buffer := make([]byte, 4096)
		for {
			n, err := person.Read(buffer)
			if err != nil {
				return
			}
			_, _ = screen.Write(buffer[:n])
		}
	}()
	seen := 0
	sees := func(words string) {
		t.Helper()
		for end := time.Now().Add(stepWithin); ; time.Sleep(20 * time.Millisecond) {
			text := screen.String()
			if i := strings.Index(text[seen:], words); i >= 0 {
				seen += i + len(words)
				return
			}
			if time.Now().After(end) {
				t.Fatalf("no %q on the screen:\n%s", words, text[max(0, len(text)-2000):])
			}
		}
	}
	press := func(keys ...string) {
		t.Helper()
		for _, k := range keys {
			if _, err := person.WriteString(k); err != nil {
				t.Fatal(err)
			}
			time.Sleep(3 * handPause)
		}
	}
	sees("请签到")
	press("1", "0", "0", "9", "\x7f", "2", "\r")
	sees("李建国 1002")
	for shown := ""; strings.Contains(shown, "签到 正在处理") || shown == ""; time.Sleep(20 * time.Millisecond) {
		shown = screen.String() // the window can be open before the press that opened it is answered
		shown = shown[strings.LastIndex(shown, "李建国 1002"):]
	}
	press(" ")
	sees("A001")
	press("\x1b[2~") // a numeric pad without its lock: 03
	sees("0_")
	press("\x1b[6~")
	sees("办理中")
	press("A012\r") // a scanner
	time.Sleep(time.Second)
	press("0")
	sees("0_")
	press("4")
	sees("A001 已办结")
	press("+")
	sees("A002")
	press("\x03")
	if err := cmd.Wait(); err != nil {
		t.Errorf("Ctrl-C: %v", err)
	}
	sees(screenLeave)
	if w := g.ask("desk", http.MethodGet, "/api/v1/windows", "").list()[0]; w["status"] != "open" || w["ticket"] == nil {
		t.Errorf("Ctrl-C left the window %v", w)
	}
}
