package agents

import (
	"context"
	"errors"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
)

// Bounds of what an agent prints: how many slips it remembers, so that none that comes again is printed again, and how many
// of them may wait.
const (
	mostTasks    = 32
	mostRemember = 4 * mostTasks
)

// task is a slip that the hall wants printed. The agent's mutex guards what comes after data.
type task struct {
	id       string
	data     []byte
	until    time.Time
	ended    bool
	outcome  printed
	answered *line // the line on which the outcome was told
}

// Why the agent does not begin a slip.
var (
	errLate     = errors.New("the slip came too late")
	errMany     = errors.New("too many slips wait for the printer")
	errStopping = errors.New("the kiosk's agent is being stopped")
)

// take has a slip printed that came on a line, or told again how it was.
func (a *Agent) take(o *order) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, t := range a.tasks {
		if t.id == o.ID {
			t.answered = nil
			poke(a.wake)
			return
		}
	}
	t := &task{id: o.ID, data: o.Data, until: time.Now().Add(time.Duration(o.WithinMS) * time.Millisecond)}
	a.tasks = append(a.tasks, t)
	if over := len(a.tasks) - mostRemember; over > 0 {
		a.tasks = append([]*task(nil), a.tasks[over:]...)
	}
	var refused error
	switch {
	case a.cfg.Printer == nil:
		refused = escpos.ErrNoPrinter
	case a.stopping:
		refused = errStopping
	default:
		select {
		case a.printing <- t:
		default:
			refused = errMany
		}
	}
	if refused != nil {
		a.end(t, refused)
	}
}

// end keeps how a task ended; the mutex is held.
func (a *Agent) end(t *task, err error) {
	t.ended, t.outcome, t.data = true, outcomeOf(t.id, err), nil
	poke(a.wake)
}

// print prints one slip after the other. When ctx ends it finishes the one that it is at.
func (a *Agent) print(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			a.stopPrinting()
			return
		case t := <-a.printing:
			err := a.printOne(context.WithoutCancel(ctx), t)
			if err != nil {
				a.cfg.Log.Warn("slip was not printed", "error", err)
			}
			a.mu.Lock()
			a.end(t, err)
			a.mu.Unlock()
			poke(a.look)
		}
	}
}

// stopPrinting refuses what has not been begun and what comes yet.
func (a *Agent) stopPrinting() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopping = true
	for len(a.printing) > 0 {
		a.end(<-a.printing, errStopping)
	}
}

func (a *Agent) printOne(ctx context.Context, t *task) error {
	ctx, cancel := context.WithDeadline(ctx, t.until)
	defer cancel()
	if ctx.Err() != nil {
		return errLate
	}
	return a.cfg.Printer.Print(ctx, t.data)
}

// watchPrinter asks the printer how it is, every beat and after each slip.
func (a *Agent) watchPrinter(ctx context.Context) {
	every := time.NewTicker(a.every.beat)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		case <-a.look:
		}
		a.askPrinter(ctx)
	}
}

func (a *Agent) askPrinter(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, a.every.dead)
	defer cancel()
	state, err := a.cfg.Printer.State(limited)
	if limited.Err() != nil {
		return // it prints all that time: what it said last holds
	}
	if err != nil {
		state = escpos.State{Offline: true}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if *a.told.Printer == state {
		return
	}
	a.cfg.Log.Info("printer", "state", state.Word(), "error", err)
	a.told.Printer = &state
	poke(a.wake)
}
