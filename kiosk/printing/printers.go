// Package printing prints on the hall's printers and knows how they are.
//
// Invariants a change must not break:
//   - Nobody who takes a number or looks at a page waits for a printer longer than askWithin: what is not heard by then
//     counts as it was known before.
//   - A printer does one thing after the other, whoever asks. What is asked for twice under one key is printed once.
//   - The printers are those of the layout in force: a change of it needs no restart.
//   - Nothing of what is printed stands in a log or an error.
package printing

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// Agents are the ways to the printers on the kiosks' own computers.
type Agents interface {
	// Printer gives the way to the printer of a kiosk's agent, whether or not that is there now.
	Printer(kiosk queue.KioskNumber) escpos.Printer
}

// Config is what printing rests on.
type Config struct {
	Hall *queue.Hall
	// Agents, when nil, are not there: their printers are offline.
	Agents Agents
	// Text gives the Chinese and English text of a key such as guide.fee, with placeholders in braces.
	Text func(key string) (zh, en string)
	Log  *slog.Logger
}

// Printers are the hall's printers. It is safe for many goroutines.
type Printers struct {
	cfg  Config
	open func(address string) (escpos.Printer, error)

	run  context.Context // of what printers are asked and sent
	stop context.CancelFunc

	mu       sync.Mutex
	closed   bool
	working  sync.WaitGroup
	stations map[queue.PrinterID]*station
	jobs     map[string]*Job
}

// New gives the printers of a hall. No printer is spoken to before somebody wants something of it, or Watch does.
func New(cfg Config) *Printers {
	p := &Printers{cfg: cfg, open: escpos.Open, stations: map[queue.PrinterID]*station{}, jobs: map[string]*Job{}}
	p.run, p.stop = context.WithCancel(context.Background())
	return p
}

// watchEvery is how often printers are asked that nobody asks about.
const watchEvery = 3 * time.Second

// Watch asks every printer again and again until ctx ends, so that what is known of one that does not answer in time is
// not old.
func (p *Printers) Watch(ctx context.Context) {
	for {
		for _, id := range p.ids() {
			p.ask(id)
		}
		select {
		case <-time.After(watchEvery):
		case <-ctx.Done():
			return
		}
	}
}

// Close takes no more jobs and returns when those that were begun have ended; when ctx ends first they are broken off.
func (p *Printers) Close(ctx context.Context) {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	stop := context.AfterFunc(ctx, p.stop)
	defer stop()
	p.working.Wait()
	p.stop()
}

// ids gives the printers of the layout, and forgets those that are no longer in it.
func (p *Printers) ids() (ids []queue.PrinterID) {
	l := p.layout()
	for i := range l.Printers {
		ids = append(ids, l.Printers[i].ID)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for id := range p.stations {
		if _, ok := l.Printer(id); !ok {
			delete(p.stations, id)
		}
	}
	return ids
}

// layout gives the layout in force; it is never changed, only replaced.
func (p *Printers) layout() (l *queue.Layout) {
	p.cfg.Hall.View(func(state *queue.State) { l = state.Layout() })
	return l
}

// station gives the printer with id as the layout has it now; nil when it has none. The caller holds p.mu.
func (p *Printers) station(id queue.PrinterID) *station {
	l := p.layout()
	printer, ok := l.Printer(id)
	if !ok {
		return nil
	}
	as := setup{*printer, l.AgentOf(id)}
	s, ok := p.stations[id]
	if !ok || s.setup != as {
		s = newStation(as, p.way(as), p.cfg.Hall.Now)
		p.stations[id] = s
	}
	return s
}

// way opens the way to a printer. One that cannot be opened is offline.
func (p *Printers) way(as setup) escpos.Printer {
	switch as.printer.Address {
	case queue.BrowserAddress:
		return unreachable{escpos.State{}}
	case queue.AgentAddress:
		if p.cfg.Agents == nil || as.agentOf == 0 {
			return unreachable{escpos.State{Offline: true}}
		}
		return p.cfg.Agents.Printer(as.agentOf)
	}
	way, err := p.open(as.printer.Address)
	if err != nil {
		p.cfg.Log.Error("printer cannot be used", "printer", as.printer.ID, "error", err)
		return unreachable{escpos.State{Offline: true}}
	}
	return way
}

// ask has a printer asked how it is, unless it is being asked or prints. The channel is closed when what can be known is
// known.
func (p *Printers) ask(id queue.PrinterID) (s *station, answered <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s = p.station(id); s == nil || p.closed {
		return s, nil
	}
	question, answered := s.question()
	if question != nil {
		p.working.Go(func() { question(p.run) })
	}
	return s, answered
}

// askWithin is how long anybody waits for a printer to say how it is.
const askWithin = 150 * time.Millisecond

// State gives how a printer is, asked now; where it does not answer within askWithin or is printing, how it was when it
// was last heard of. A printer that the layout does not have is offline.
func (p *Printers) State(ctx context.Context, id queue.PrinterID) escpos.State {
	state, _ := p.stateSince(ctx, id)
	return state
}

func (p *Printers) stateSince(ctx context.Context, id queue.PrinterID) (escpos.State, queue.Instant) {
	s, answered := p.ask(id)
	if s == nil {
		return escpos.State{Offline: true}, 0
	}
	if answered != nil {
		late := time.NewTimer(askWithin)
		defer late.Stop()
		select {
		case <-answered:
		case <-late.C:
		case <-ctx.Done():
		}
	}
	return s.state()
}

// unreachable is a printer that there is no way to.
type unreachable struct{ state escpos.State }

// Print implements escpos.Printer.
func (u unreachable) Print(context.Context, []byte) error {
	if u.state.Stopped() {
		return &escpos.Stopped{State: u.state}
	}
	return escpos.ErrNoPrinter
}

// State implements escpos.Printer.
func (u unreachable) State(context.Context) (escpos.State, error) { return u.state, nil }

// Check gives the first printer of l that cannot be printed on as a *queue.LayoutFault; nil when there is none.
func Check(l *queue.Layout) error {
	for i := range l.Printers {
		p, path := &l.Printers[i], fmt.Sprintf("printers[%d]", i)
		if p.Address != queue.AgentAddress && p.Address != queue.BrowserAddress {
			if _, err := escpos.Open(p.Address); err != nil || p.Address == "none" {
				return &queue.LayoutFault{Path: path + ".address", Problem: fmt.Sprintf(
					"%q is none of tcp://192.168.1.50:9100, file:///dev/usb/lp0, com://COM3?baud=9600, winspool://NAME, agent and browser", p.Address)}
			}
		}
		if err := Profile(p).Check(); err != nil {
			return &queue.LayoutFault{Path: path, Problem: err.Error()}
		}
	}
	return nil
}

// Profile gives what a printer can do.
func Profile(p *queue.Printer) escpos.Profile {
	profile := escpos.Paper80()
	if p.PaperMM == profile58.Paper {
		profile = profile58
	}
	if p.Columns > 0 {
		profile.Columns = p.Columns
	}
	if p.Dots > 0 {
		profile.Dots = p.Dots
	}
	if p.CodePage != "" {
		profile.Code = escpos.CodePage(p.CodePage)
	}
	profile.NativeQR = p.NativeQR
	profile.Cutter = profile.Cutter && !p.NoCutter
	return profile
}

var profile58 = escpos.Paper58()

// Template gives the template that the hall's slips follow. A fault of the hall's own one is an *escpos.TemplateError.
func Template(l *queue.Layout) (*escpos.Template, error) {
	text := l.Settings.SlipTemplate
	if text == "" {
		text = escpos.DefaultTemplate
	}
	return escpos.ParseTemplate(text)
}
