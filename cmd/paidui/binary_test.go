package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

var binary struct {
	once sync.Once
	path string
	err  error
}

// TestMain removes the binary that tests have built and closes the browser that they have opened. Run as a card reader's
// program, which a test of the kiosk's agent does, this binary is that.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == cardReader {
		readCards(os.Args[2])
	}
	code := m.Run()
	closeBrowsers()
	if binary.path != "" {
		_ = os.RemoveAll(filepath.Dir(binary.path))
	}
	os.Exit(code)
}

// paidui gives the path of the real binary.
func paidui(t *testing.T) string {
	t.Helper()
	binary.once.Do(func() {
		dir, err := os.MkdirTemp("", "paidui-test-")
		if err != nil {
			binary.err = err
			return
		}
		binary.path = filepath.Join(dir, "paidui")
		if runtime.GOOS == "windows" {
			binary.path += ".exe"
		}
		if out, err := exec.Command("go", "build", "-o", binary.path, ".").CombinedOutput(); err != nil {
			t.Logf("go build: %s", out)
			binary.err = err
		}
	})
	if binary.err != nil {
		t.Fatal(binary.err)
	}
	return binary.path
}

// process is a running paidui.
type process struct {
	cmd *exec.Cmd
	// url is what its first line on standard output names.
	url  string
	rest chan string // what it writes after that, when it has ended
	logs *bytes.Buffer
}

// start runs the binary until its first line.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	return startCommand(t, exec.Command(paidui(t), args...))
}

// startCommand runs a command that becomes the binary.
func startCommand(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, rest: make(chan string, 1), logs: &bytes.Buffer{}}
	p.cmd.Stderr = p.logs
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.kill() })
	first := make(chan string, 1)
	go func() {
		r := bufio.NewReader(out)
		line, _ := r.ReadString('\n')
		first <- line
		var rest bytes.Buffer
		_, _ = r.WriteTo(&rest)
		p.rest <- rest.String()
	}()
	select {
	case line := <-first:
		var ok bool
		if p.url, ok = strings.CutPrefix(strings.TrimSpace(line), "listening on "); !ok {
			p.kill()
			t.Fatalf("first line %q, logs:\n%s", line, p.logs)
		}
	case <-time.After(30 * time.Second):
		p.kill()
		t.Fatalf("no first line, logs:\n%s", p.logs)
	}
	return p
}

// kill ends the process without warning, as a power cut would, and waits until it is gone.
func (p *process) kill() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
	}
}

// stop asks the process to end and gives its exit code.
func (p *process) stop(t *testing.T) int {
	t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	<-p.rest
	_ = p.cmd.Wait()
	return p.cmd.ProcessState.ExitCode()
}
