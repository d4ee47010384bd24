package agents

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
)

// send prints a slip in the background.
func (h *house) send(ctx context.Context, slip string) <-chan error {
	printing := make(chan error, 1)
	go func() { printing <- h.relay.Printer(1).Print(ctx, []byte(slip)) }()
	return printing
}

// TestSlipsArePrinted by a real agent, and what goes wrong is told as the printer told it.
func TestSlipsArePrinted(t *testing.T) {
	h := newHouse(t)
	p := newPaper()
	h.run("1", p, nil)
	until(t, "the printer is known", func() bool { return h.word() == "ok" })
	picture := bytes.Repeat([]byte{0, 0xFF, '"'}, 100_000)
	if err := h.relay.Printer(1).Print(t.Context(), picture); err != nil || p.printed()[0] != string(picture) {
		t.Errorf("print: %v, %d slips", err, len(p.printed()))
	}
	unknown := errors.New("printer tcp://x: no route")
	for _, fails := range []error{
		escpos.ErrDropped, escpos.ErrStuck, escpos.ErrUnconfirmed, escpos.ErrUnsupported, escpos.ErrNoPrinter, unknown,
		&escpos.Stopped{State: escpos.State{Known: true, PaperOut: true}},
	} {
		p.become(func(p *paper) { p.fails = fmt.Errorf("printer tcp://x: %w", fails) })
		err := h.relay.Printer(1).Print(t.Context(), []byte("slip"))
		var stopped *escpos.Stopped
		told := errors.Is(err, fails) || errors.As(err, &stopped) && *stopped == *fails.(*escpos.Stopped)
		if fails == unknown {
			told = strings.Contains(err.Error(), "no route")
		}
		if !told || !strings.HasPrefix(err.Error(), "printer of kiosk 1: ") {
			t.Errorf("print ends with %v, want %v", err, fails)
		}
	}
	if n := len(p.printed()); n != 1 {
		t.Errorf("%d slips", n)
	}
	p.become(func(p *paper) { p.state = escpos.State{Known: true, PaperOut: true} })
	until(t, "paper out", func() bool { return h.word() == "paper_out" })
	if err := h.relay.Printer(1).Print(t.Context(), nil); !strings.Contains(err.Error(), "paper out") {
		t.Errorf("print without paper: %v", err)
	}
	p.become(func(p *paper) { p.err = errors.New("no way") })
	until(t, "no way to the printer", func() bool { return h.word() == "offline" })
	if err := h.relay.Printer(1).Print(t.Context(), make([]byte, 2*mostJob)); err == nil || strings.Contains(err.Error(), "stopped") {
		t.Errorf("a slip that is too long: %v", err)
	}
}

// TestASlipIsPrintedOnceThoughTheLineBreaks, once while it is printed and once before its outcome is told.
func TestASlipIsPrintedOnceThoughTheLineBreaks(t *testing.T) {
	h := newHouse(t)
	p := newPaper()
	p.hold = make(chan struct{})
	h.run("1", p, nil)
	until(t, "the printer is known", func() bool { return h.word() == "ok" })
	printing := h.send(t.Context(), "A001")
	<-p.begun
	for range 3 {
		h.web.CloseClientConnections() // no hijacked lines: those are cut by hand
		h.cut()
		h.connected(1, true)
	}
	h.cut()
	close(p.hold)
	if err := <-printing; err != nil {
		t.Errorf("print: %v", err)
	}
	if slips := p.printed(); !slices.Equal(slips, []string{"A001"}) {
		t.Errorf("printed %q", slips)
	}
	if len(h.relay.station(1).jobs) != 0 {
		t.Error("the slip is still waited for")
	}
}

// cut breaks every line as a cable would.
func (h *house) cut() {
	h.t.Helper()
	h.relay.mu.Lock()
	for l := range h.relay.lines {
		_ = l.conn.NetConn().Close()
	}
	h.relay.mu.Unlock()
	until(h.t, "the lines are gone", func() bool {
		h.relay.mu.Lock()
		defer h.relay.mu.Unlock()
		for l := range h.relay.lines {
			select {
			case <-l.over:
				return false
			default:
			}
		}
		return true
	})
}

// TestASlipIsSentToOneProcess: another one is not sent it, and who asked hears at once that nobody knows.
func TestASlipIsSentToOneProcess(t *testing.T) {
	h := newHouse(t)
	first := h.agent("1", "a1")
	printing := h.send(t.Context(), "A001")
	job := first.job()
	if string(job.Data) != "A001" || job.WithinMS <= 0 || job.WithinMS > swift.print.Milliseconds() {
		t.Errorf("job %+v", job)
	}
	_ = first.Close()
	h.connected(1, false)
	again := h.agent("1", "a1") // the same process: it gets the slip again, and knows it by its id
	if same := again.job(); same.ID != job.ID {
		t.Errorf("job %s, want %s again", same.ID, job.ID)
	}
	_ = again.Close()
	other := h.agent("1", "a2")
	if err := <-printing; !errors.Is(err, escpos.ErrUnconfirmed) {
		t.Errorf("print: %v", err)
	}
	printing = h.send(t.Context(), "A002")
	if next := other.job(); string(next.Data) != "A002" {
		t.Errorf("the other process is sent %q", next.Data)
	} else {
		other.say(fromAgent{Printed: &printed{ID: job.ID}}) // of a slip that nobody waits for
		other.say(fromAgent{Printed: &printed{ID: next.ID}})
	}
	if err := <-printing; err != nil {
		t.Errorf("print: %v", err)
	}
}

// TestNobodyWaitsForEver: neither for an agent that says nothing of a slip nor for one that went before it was sent.
func TestNobodyWaitsForEver(t *testing.T) {
	h := newHouse(t)
	a := h.agent("1", "a1")
	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
	defer cancel()
	printing := h.send(ctx, "A001")
	if job := a.job(); job.WithinMS > 150 {
		t.Errorf("somebody waits %d ms", job.WithinMS)
	}
	if err := <-printing; !errors.Is(err, escpos.ErrUnconfirmed) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("print: %v", err)
	}
	if err := h.relay.Printer(1).Print(ctx, nil); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, escpos.ErrUnconfirmed) {
		t.Errorf("print for nobody: %v", err)
	}
	// One that came when the agent had just gone.
	h.relay.mu.Lock()
	s := h.relay.station(1)
	j := &job{id: "b1", until: time.Now().Add(time.Minute), done: make(chan error, 1)}
	s.jobs = append(s.jobs, j)
	h.relay.mu.Unlock()
	var stopped *escpos.Stopped
	if err := h.relay.giveUp(1, j, context.Canceled); !errors.As(err, &stopped) {
		t.Errorf("a slip that was never sent: %v", err)
	}
	j.done <- nil
	if err := h.relay.giveUp(1, j, context.Canceled); err != nil {
		t.Errorf("a slip whose outcome came at that moment: %v", err)
	}
}
