package printing

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// fake is a printer in memory. A nil answer is given at once.
type fake struct {
	mu      sync.Mutex
	state   escpos.State
	err     error
	slow    time.Duration // how long each answer and each job takes
	asked   int
	printed [][]byte
}

func (f *fake) wait(ctx context.Context) error {
	f.mu.Lock()
	slow := f.slow
	f.mu.Unlock()
	select {
	case <-time.After(slow):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f *fake) State(ctx context.Context) (escpos.State, error) {
	f.mu.Lock()
	f.asked++
	f.mu.Unlock()
	if err := f.wait(ctx); err != nil {
		return escpos.State{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state, f.err
}

func (f *fake) Print(ctx context.Context, job []byte) error {
	if err := f.wait(ctx); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.err != nil:
		return f.err
	case f.state.Stopped():
		return &escpos.Stopped{State: f.state}
	}
	f.printed = append(f.printed, job)
	return nil
}

func (f *fake) become(state escpos.State, err error, slow time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state, f.err, f.slow = state, err, slow
}

func (f *fake) count() (asked, printed int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asked, len(f.printed)
}

func (f *fake) Printer(queue.KioskNumber) escpos.Printer { return f }

func layout(printers ...queue.Printer) queue.Layout {
	var session queue.Session
	_ = session.UnmarshalText([]byte("00:00-24:00"))
	l := queue.Layout{
		Name: queue.Text{ZH: "中心"}, TimeZone: "Asia/Shanghai", Zones: []queue.Zone{{ID: "1F", Name: queue.Text{ZH: "一楼"}}},
		Hours:    queue.BusinessHours{Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{session}},
		Services: []queue.Service{{ID: "social", Prefix: "A", Name: queue.Text{ZH: "社保"}, StandardMinutes: 8}},
		Windows:  []queue.Window{{Number: 3, Name: queue.Text{ZH: "窗口"}, Zone: "1F", Services: []queue.ServiceID{"social"}}},
		Printers: printers, Settings: queue.DefaultSettings(),
	}
	for i := range printers {
		l.Kiosks = append(l.Kiosks, queue.Kiosk{Number: queue.KioskNumber(i + 1), Name: queue.Text{ZH: "取号机"}, Zone: "1F", Printer: printers[i].ID})
	}
	return l
}

var east = queue.Printer{ID: "east", Name: queue.Text{ZH: "东门"}, Address: "tcp://east"}

// in runs test in a time of its own, over a hall whose printers are all one fake.
func in(t *testing.T, l queue.Layout, test func(t *testing.T, p *Printers, f *fake, hall *queue.Hall)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		hall, err := queue.Open(t.Context(), new(queue.MemoryJournal), func() queue.Instant { return queue.At(time.Now()) })
		if err != nil {
			t.Fatal(err)
		}
		defer hall.Close()
		if _, err := hall.Do(t.Context(), queue.Origin{}, queue.SetUp{Layout: l}); err != nil {
			t.Fatal(err)
		}
		f := &fake{state: escpos.State{Known: true}}
		p := New(Config{Hall: hall, Agents: f, Text: func(key string) (string, string) { return key, key }, Log: slog.New(slog.DiscardHandler)})
		p.open = func(string) (escpos.Printer, error) { return f, nil }
		test(t, p, f, hall)
		p.Close(t.Context())
	})
}

var anySlip = escpos.Slip{escpos.Text{Text: "A001"}}

func TestNobodyWaitsForAPrinter(t *testing.T) {
	in(t, layout(east), func(t *testing.T, p *Printers, f *fake, _ *queue.Hall) {
		f.become(escpos.State{Known: true, PaperOut: true}, nil, 2*time.Second)
		began := time.Now()
		if state := p.State(t.Context(), "east"); state.Stopped() || time.Since(began) != askWithin {
			t.Errorf("%+v after %v", state, time.Since(began))
		}
		time.Sleep(3 * time.Second)
		f.become(escpos.State{Known: true}, nil, 2*time.Second)
		if state := p.State(t.Context(), "east"); !state.PaperOut {
			t.Errorf("what is known does not count: %+v", state)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		began = time.Now()
		p.State(ended, "east")
		if time.Since(began) != 0 {
			t.Error("who has gone is waited for")
		}
		if asked, _ := f.count(); asked != 2 {
			t.Errorf("asked %d times by three, two of them at once", asked)
		}
		if state := p.State(t.Context(), "none"); !state.Offline {
			t.Errorf("a printer that is not there: %+v", state)
		}
	})
}

func TestWatch(t *testing.T) {
	in(t, layout(east), func(t *testing.T, p *Printers, f *fake, hall *queue.Hall) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go p.Watch(ctx)
		time.Sleep(10 * time.Second)
		if asked, _ := f.count(); asked != 4 {
			t.Errorf("asked %d times in ten seconds", asked)
		}
		f.become(escpos.State{}, nil, 600*time.Millisecond) // it answers nothing from now on
		time.Sleep(10 * time.Minute)
		if asked, _ := f.count(); asked < 13 || asked > 16 {
			t.Errorf("a silent printer was asked %d times in ten minutes", asked-4)
		}
		if job := p.Print("", "east", anySlip); !printed(t, job) {
			t.Error("a silent printer is not printed on")
		}
		f.become(escpos.State{}, errors.New("no route to it"), 0)
		if printed(t, p.Print("", "east", anySlip)) || !p.State(t.Context(), "east").Offline {
			t.Errorf("one that is gone: %+v", p.State(t.Context(), "east"))
		}
		if _, err := hall.Do(t.Context(), queue.Origin{}, queue.SetUp{Layout: layout()}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(watchEvery)
		p.mu.Lock()
		if len(p.stations) > 0 {
			t.Error("a printer that the layout no longer has is kept")
		}
		p.mu.Unlock()
	})
}

func printed(t *testing.T, job *Job) bool {
	t.Helper()
	o, known := job.Wait(t.Context())
	if !known {
		t.Fatal("no outcome")
	}
	return o.Printed
}

func TestJobs(t *testing.T) {
	in(t, layout(east), func(t *testing.T, p *Printers, f *fake, _ *queue.Hall) {
		f.become(escpos.State{Known: true, PaperLow: true}, nil, time.Second)
		first := p.Print("k", "east", anySlip)
		nameless := p.Print("", "east", anySlip)
		if p.Print("k", "east", anySlip) != first || p.Print("", "east", anySlip) == nameless {
			t.Error("keys do not name jobs")
		}
		if a := first.Answer(t.Context()); a.OK == nil || !*a.OK || a.State != "unknown" {
			t.Errorf("answer %+v", a)
		}
		f.become(escpos.State{Known: true}, nil, 10*time.Second)
		slow := p.Print("slow", "east", anySlip)
		if a := slow.Answer(t.Context()); a.OK != nil || a.State != Underway {
			t.Errorf("of what takes long %+v", a)
		}
		began := time.Now()
		if state := p.State(t.Context(), "east"); state.Stopped() || time.Since(began) > askWithin {
			t.Errorf("while it prints: %+v after %v", state, time.Since(began))
		}
		if !printed(t, slow) {
			t.Error("the slow one is not printed")
		}
		f.become(escpos.State{Known: true, CoverOpen: true}, nil, 0)
		if o, _ := p.Print("", "east", anySlip).Wait(t.Context()); o != (Outcome{false, "cover_open"}) {
			t.Errorf("with the cover open %+v", o)
		}
		f.become(escpos.State{Known: true}, escpos.ErrUnconfirmed, 0)
		if o, _ := p.Print("", "east", anySlip).Wait(t.Context()); o.Printed || o.State != "offline" {
			t.Errorf("with no way to it %+v", o)
		}
		if o, _ := p.Print("", "none", anySlip).Wait(t.Context()); o != (Outcome{false, "offline"}) {
			t.Errorf("on no printer %+v", o)
		}
		time.Sleep(rememberFor + time.Second)
		if _, ok := p.Job("k"); ok {
			t.Error("a job is known for ever")
		}
	})
}

// TestALateSlipIsGivenUp: what waited too long for its turn must not come out when its citizen has gone.
func TestALateSlipIsGivenUp(t *testing.T) {
	in(t, layout(east), func(t *testing.T, p *Printers, f *fake, _ *queue.Hall) {
		f.become(escpos.State{Known: true}, nil, 30*time.Second)
		jobs := []*Job{p.Print("", "east", anySlip), p.Print("", "east", anySlip)}
		time.Sleep(time.Minute)
		if printed(t, jobs[0]) == printed(t, jobs[1]) {
			t.Error("one was to be printed and one given up")
		}
		if _, n := f.count(); n != 1 {
			t.Errorf("%d printed", n)
		}
	})
}

func TestClose(t *testing.T) {
	in(t, layout(east), func(t *testing.T, p *Printers, f *fake, _ *queue.Hall) {
		f.become(escpos.State{Known: true}, nil, time.Second)
		job := p.Print("", "east", anySlip)
		time.Sleep(time.Millisecond)
		p.Close(t.Context())
		if !printed(t, job) {
			t.Error("what was begun is broken off")
		}
		if printed(t, p.Print("", "east", anySlip)) || p.State(t.Context(), "east").Stopped() {
			t.Error("closed printers print")
		}
	})
	in(t, layout(east), func(t *testing.T, p *Printers, f *fake, _ *queue.Hall) {
		f.become(escpos.State{Known: true}, nil, time.Hour)
		job := p.Print("", "east", anySlip)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		p.Close(ctx)
		if took := time.Since(began); took > 2*time.Second || printed(t, job) {
			t.Errorf("closing took %v", took)
		}
	})
}

func TestAgents(t *testing.T) {
	agents := queue.Printer{ID: "agents", Name: queue.Text{ZH: "东门"}, Address: queue.AgentAddress}
	in(t, layout(agents), func(t *testing.T, p *Printers, f *fake, _ *queue.Hall) {
		if !printed(t, p.Print("", "agents", anySlip)) {
			t.Error("not printed by the agent")
		}
		p.cfg.Agents = nil
		p.stations = map[queue.PrinterID]*station{}
		if o, _ := p.Print("", "agents", anySlip).Wait(t.Context()); o != (Outcome{false, "offline"}) {
			t.Errorf("without agents %+v", o)
		}
	})
}

func TestCheck(t *testing.T) {
	printer := func(change func(*queue.Printer)) *queue.Layout {
		l := layout(east)
		change(&l.Printers[0])
		return &l
	}
	for _, address := range []string{"tcp://192.168.1.50", "agent", "browser", "file:///dev/usb/lp0"} {
		if err := Check(printer(func(p *queue.Printer) { p.Address = address })); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	for path, l := range map[string]*queue.Layout{
		"printers[0].address": printer(func(p *queue.Printer) { p.Address = "192.168.1.50:9100" }),
		"printers[0]":         printer(func(p *queue.Printer) { p.PaperMM, p.Columns = 58, 48 }),
	} {
		var fault *queue.LayoutFault
		if err := Check(l); !errors.As(err, &fault) || fault.Path != path {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestProfile(t *testing.T) {
	for _, c := range []struct {
		printer queue.Printer
		want    escpos.Profile
	}{
		{queue.Printer{}, escpos.Paper80()},
		{queue.Printer{PaperMM: 58}, escpos.Paper58()},
		{queue.Printer{PaperMM: 80, Columns: 42, Dots: 512, CodePage: "gbk", NativeQR: true, NoCutter: true},
			escpos.Profile{Paper: 80, Columns: 42, Dots: 512, Code: escpos.GBK, NativeQR: true}},
	} {
		if got := Profile(&c.printer); got.Paper != c.want.Paper || got.Columns != c.want.Columns || got.Dots != c.want.Dots ||
			got.Code != c.want.Code || got.NativeQR != c.want.NativeQR || got.Cutter != c.want.Cutter {
			t.Errorf("%+v: %+v, want %+v", c.printer, got, c.want)
		}
	}
}

func TestEveryFaultOfATemplateHasAReason(t *testing.T) {
	number := "4x4 | {ticket}\n"
	for reason, text := range map[string]string{
		"unknown_name": "4x4 | {tiket}", "unknown_attribute": "blink | x", "unknown_line": "x", "brackets": "| [", "bad_size": "9x9 | x",
		"bad_number": "feed 99", "small_number": "| {ticket}", "too_many_lines": number + strings.Repeat("| x\n", 8),
		"too_long": strings.Repeat("#\n", 9000),
	} {
		var bad *BadTemplate
		if _, err := template(text); !errors.As(err, &bad) || bad.Reason() != reason || !errors.Is(err, queue.ErrBadTemplate) {
			t.Errorf("%s: %v", reason, err)
		}
	}
	for err, reason := range reasons {
		if reason == "" {
			t.Errorf("%v has no reason", err)
		}
	}
}
