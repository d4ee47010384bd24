package escpos

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/paidui/paidui/kiosk/escpos/escpostest"
)

// quick is the way to a printer with short patience; only that it takes its time for the slip itself is let pass, as on a
// busy machine reading one byte by byte does.
func quick(t *testing.T, address string) *link {
	t.Helper()
	p, err := Open(address)
	if err != nil {
		t.Fatal(err)
	}
	l := p.(*link)
	l.answer, l.settle, l.linger, l.job = 150*time.Millisecond, 2*time.Second, 50*time.Millisecond, time.Second
	return l
}

func sampleJob(t *testing.T) []byte {
	t.Helper()
	job, err := Encode(Sample().Slip(), Paper80())
	if err != nil {
		t.Fatal(err)
	}
	return job
}

// arrives waits until job is all that printer got; one that confirms nothing may still be reading.
func arrives(printer *escpostest.Printer, job []byte) bool {
	for range 500 {
		if jobs := printer.Jobs(); len(jobs) == 1 && bytes.Equal(jobs[0], job) {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

func TestStateAndPrint(t *testing.T) {
	for name, c := range map[string]struct {
		is    escpostest.Behaviour
		state State
		word  string
		stops bool // whether Print says that the printer has stopped
		sent  bool // whether the job reaches the printer
	}{
		"ok":         {escpostest.Behaviour{}, State{Known: true}, "ok", false, true},
		"near end":   {escpostest.Behaviour{PaperLow: true}, State{Known: true, PaperLow: true}, "paper_low", false, true},
		"out":        {escpostest.Behaviour{PaperOut: true}, State{Known: true, Offline: true, PaperOut: true, PaperLow: true}, "paper_out", true, false},
		"cover":      {escpostest.Behaviour{CoverOpen: true}, State{Known: true, Offline: true, CoverOpen: true}, "cover_open", true, false},
		"fault":      {escpostest.Behaviour{Fault: true}, State{Known: true, Offline: true, Fault: true}, "fault", true, false},
		"offline":    {escpostest.Behaviour{Offline: true}, State{Known: true, Offline: true}, "offline", true, false},
		"silent":     {escpostest.Behaviour{Silent: true}, State{}, "unknown", false, true},
		"hangs":      {escpostest.Behaviour{Hang: true}, State{}, "unknown", false, false},
		"no GS r":    {escpostest.Behaviour{NoConfirm: true}, State{Known: true}, "ok", false, true},
		"half":       {escpostest.Behaviour{NoPaperAnswer: true}, State{}, "unknown", false, true},
		"half cover": {escpostest.Behaviour{NoPaperAnswer: true, CoverOpen: true}, State{Offline: true, CoverOpen: true}, "cover_open", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			printer := escpostest.Start(t, c.is)
			l := quick(t, "tcp://"+printer.Addr)
			state, err := l.State(t.Context())
			if err != nil || state != c.state || state.Word() != c.word {
				t.Errorf("state %+v %s %v", state, state.Word(), err)
			}
			job := sampleJob(t)
			err = l.Print(t.Context(), job)
			var stopped *Stopped
			switch {
			case c.stops != errors.As(err, &stopped), !c.stops && err != nil, c.stops && stopped.State.Word() != c.word:
				t.Errorf("print: %v", err)
			}
			if c.sent && !arrives(printer, job) || !c.sent && len(printer.Jobs()) > 0 {
				t.Errorf("job reached the printer: %v", !c.sent)
			}
		})
	}
}

func TestFailedPrintIsKnown(t *testing.T) {
	for name, c := range map[string]struct {
		is   escpostest.Behaviour
		word string // of the state that stopped it, or "" when the connection was dropped
	}{
		"paper ends in the slip": {escpostest.Behaviour{OutAfter: 300}, "paper_out"},
		"drops in the slip":      {escpostest.Behaviour{DropAfter: 300}, ""},
		"drops at its end":       {escpostest.Behaviour{DropAfter: len(sampleJob(t))}, ""},
		"silent drops":           {escpostest.Behaviour{DropAfter: 300, Silent: true}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			printer := escpostest.Start(t, c.is)
			l := quick(t, "tcp://"+printer.Addr)
			err := l.Print(t.Context(), sampleJob(t))
			var stopped *Stopped
			switch {
			case c.word == "" && !errors.Is(err, ErrDropped):
				t.Errorf("print: %v", err)
			case c.word != "" && (!errors.As(err, &stopped) || stopped.State.Word() != c.word):
				t.Errorf("print: %v", err)
			}
		})
	}
}

// TestConfirmation holds that a printer is waited for at its end of the buffer only as long as it has ever answered there.
func TestConfirmation(t *testing.T) {
	printer := escpostest.Start(t, escpostest.Behaviour{NoConfirm: true})
	l := quick(t, "tcp://"+printer.Addr)
	l.answer = 2 * time.Second // it answers when it has read the slip
	if err := l.Print(t.Context(), sampleJob(t)); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := l.Print(t.Context(), sampleJob(t)); err != nil || time.Since(begun) > l.settle {
		t.Errorf("second slip %v after %v", err, time.Since(begun))
	}

	printer = escpostest.Start(t, escpostest.Behaviour{})
	l = quick(t, "tcp://"+printer.Addr)
	l.answer = 2 * time.Second
	if err := l.Print(t.Context(), sampleJob(t)); err != nil {
		t.Fatal(err)
	}
	printer.Become(escpostest.Behaviour{NoConfirm: true})
	if err := l.Print(t.Context(), sampleJob(t)); !errors.Is(err, ErrUnconfirmed) {
		t.Errorf("a printer that stopped confirming: %v", err)
	}
}

func TestRecovers(t *testing.T) {
	printer := escpostest.Start(t, escpostest.Behaviour{PaperOut: true})
	l := quick(t, "tcp://"+printer.Addr)
	var stopped *Stopped
	if err := l.Print(t.Context(), sampleJob(t)); !errors.As(err, &stopped) {
		t.Fatal(err)
	}
	printer.Become(escpostest.Behaviour{})
	if err := l.Print(t.Context(), sampleJob(t)); err != nil {
		t.Error(err)
	}
}

func TestUnreachable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "tcp://" + listener.Addr().String()
	listener.Close()
	l := quick(t, address)
	if s, err := l.State(t.Context()); !errors.Is(err, syscall.ECONNREFUSED) || s != (State{}) {
		t.Errorf("state %+v %v", s, err)
	}
	if err := l.Print(t.Context(), sampleJob(t)); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Error(err)
	}
}

func TestContextEndsWaiting(t *testing.T) {
	printer := escpostest.Start(t, escpostest.Behaviour{Silent: true})
	l := quick(t, "tcp://"+printer.Addr)
	l.answer = time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if s, err := l.State(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("state %+v %v", s, err)
	}
	if err := l.Print(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("print with an ended context: %v", err)
	}
}

// TestStuck prints more than the buffers between take to a printer that reads nothing.
func TestStuck(t *testing.T) {
	printer := escpostest.Start(t, escpostest.Behaviour{Hang: true})
	l := quick(t, "tcp://"+printer.Addr)
	if err := l.Print(t.Context(), make([]byte, 32<<20)); !errors.Is(err, ErrStuck) {
		t.Error(err)
	}
}

// deaf is a port that takes everything and ends every reading at once, as printers' USB devices without a way back do.
type deaf struct{ got *bytes.Buffer }

func (d deaf) Read([]byte) (int, error)    { return 0, io.EOF }
func (d deaf) Write(b []byte) (int, error) { return d.got.Write(b) }
func (d deaf) Close() error                { return nil }
func (d deaf) SetDeadline(time.Time) error { return nil }

func TestReadingThatEnds(t *testing.T) {
	var got bytes.Buffer
	l := newLink("deaf", func(context.Context) (port, error) { return deaf{&got}, nil })
	if _, err := l.State(t.Context()); !errors.Is(err, ErrDropped) {
		t.Errorf("a connection that ends: %v", err)
	}
	l.mayEnd = true
	if s, err := l.State(t.Context()); err != nil || s != (State{}) {
		t.Errorf("a device that only takes: %+v %v", s, err)
	}
	if err := l.Print(t.Context(), []byte("slip")); err != nil || !bytes.HasSuffix(got.Bytes(), []byte("slip")) {
		t.Errorf("print %q: %v", got.Bytes(), err)
	}
}

func TestOneSlipAfterTheOther(t *testing.T) {
	printer := escpostest.Start(t, escpostest.Behaviour{})
	l := quick(t, "tcp://"+printer.Addr)
	l.answer, l.settle = 5*time.Second, 5*time.Second
	job := sampleJob(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := l.Print(context.Background(), job); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	jobs := printer.Jobs()
	if len(jobs) != 8 {
		t.Errorf("%d slips", len(jobs))
	}
	for _, got := range jobs {
		if !bytes.Equal(got, job) {
			t.Error("slips ran into one another")
		}
	}
}

func TestOpen(t *testing.T) {
	for _, good := range []string{
		"none", "tcp://192.168.1.50:9100", "tcp://printer", "tcp://[fe80::1]:9100", "tcp://::1", "file:///dev/usb/lp0", "com://COM3",
		"com:///dev/ttyS0?baud=115200&flow=rtscts", "winspool://XP-80C (副本 1)",
	} {
		if p, err := Open(good); err != nil || p == nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "tcp://", "tcp://:9100", "tcp://a:b", "tcp://a:0", "tcp://a:99999", "tcp://a:1:2", "tcp://a/b:1", "http://a", "192.168.1.50:9100",
		"com://?baud=9600", "com://COM3?baud=x", "com://COM3?baud=1", "com://COM3?parity=e", "com://COM3?flow=yes", "winspool://", "file://a\nb",
	} {
		if p, err := Open(bad); !errors.Is(err, ErrAddress) || p != nil {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if l, _ := hostPort("10.0.0.7"); l != "10.0.0.7:9100" {
		t.Error(l)
	}
}

func TestNone(t *testing.T) {
	p, err := Open("none")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Print(t.Context(), nil); !errors.Is(err, ErrNoPrinter) {
		t.Error(err)
	}
	if s, err := p.State(t.Context()); s.Known || !errors.Is(err, ErrNoPrinter) {
		t.Errorf("%+v %v", s, err)
	}
}
