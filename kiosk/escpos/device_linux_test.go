package escpos

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/paidui/paidui/kiosk/escpos/escpostest"
)

// terminal connects a printer to a pseudo-terminal and gives its name.
func terminal(t *testing.T, printer *escpostest.Printer) string {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	err = control(master, func(fd int) (err error) {
		if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
			return err
		}
		n, err = unix.IoctlGetInt(fd, unix.TIOCGPTN)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("/dev/pts/%d", n)
	// Held open, so that the printer does not see its line end between two jobs; raw, as a line printer's device is.
	held, err := os.OpenFile(name, os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := (line232{baud: 9600}).set(held); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		printer.Serve(master)
		close(done)
	}()
	t.Cleanup(func() {
		held.Close()
		master.Close()
		<-done
	})
	return name
}

func TestDevicesThatAnswer(t *testing.T) {
	for _, scheme := range []string{"com://", "file://"} {
		t.Run(scheme, func(t *testing.T) {
			printer := escpostest.Start(t, escpostest.Behaviour{PaperLow: true})
			l := quick(t, scheme+terminal(t, printer))
			if s, err := l.State(t.Context()); err != nil || s.Word() != "paper_low" {
				t.Errorf("state %+v %v", s, err)
			}
			job := sampleJob(t)
			if err := l.Print(t.Context(), job); err != nil {
				t.Error(err)
			}
			if jobs := printer.Jobs(); len(jobs) != 1 || !bytes.Equal(jobs[0], job) {
				t.Errorf("%d jobs, or not as sent", len(jobs))
			}
			printer.Become(escpostest.Behaviour{PaperOut: true})
			var stopped *Stopped
			if err := l.Print(t.Context(), job); !errors.As(err, &stopped) || !stopped.State.PaperOut {
				t.Errorf("print without paper: %v", err)
			}
			printer.Become(escpostest.Behaviour{Silent: true})
			if s, err := l.State(t.Context()); err != nil || s != (State{}) {
				t.Errorf("silent: %+v %v", s, err)
			}
		})
	}
}

// TestDeviceWithoutBackChannel prints where reading ends at once.
func TestDeviceWithoutBackChannel(t *testing.T) {
	l := quick(t, "file:///dev/null")
	if s, err := l.State(t.Context()); err != nil || s != (State{}) || s.Word() != "unknown" {
		t.Errorf("state %+v %v", s, err)
	}
	if err := l.Print(t.Context(), sampleJob(t)); err != nil {
		t.Error(err)
	}
}

func TestFilesThatAreNoDevices(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "hall.db")
	if err := os.WriteFile(path, []byte("a day's work"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, dir} {
		if err := quick(t, "file://"+name).Print(t.Context(), sampleJob(t)); !errors.Is(err, ErrNotADevice) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, _ := os.ReadFile(path); string(got) != "a day's work" {
		t.Error("printed over a file")
	}
	if _, err := quick(t, "file://"+filepath.Join(dir, "lp0")).State(t.Context()); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if _, err := quick(t, "com:///dev/null").State(t.Context()); !errors.Is(err, unix.ENOTTY) {
		t.Errorf("a device that is no line: %v", err)
	}
}

func TestSystemWithoutQueues(t *testing.T) {
	p, err := Open("winspool://XP-80C")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Print(t.Context(), nil); !errors.Is(err, ErrUnsupported) {
		t.Error(err)
	}
}
