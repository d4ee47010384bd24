package agents

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// job is a slip whose outcome somebody waits for. The relay's mutex guards it.
type job struct {
	id    string
	data  []byte
	until time.Time
	// instance is the process that it was sent to, and line the line on which; empty and nil before.
	instance string
	line     *agentLine
	done     chan error // holds the outcome
}

// Printer gives the printer of the agent of a kiosk, whether it is connected or not. Its State is what the agent said last,
// two seconds ago at most, and Offline when none is connected; it never waits. Its Print waits for the agent's word, for half
// a minute at most: *escpos.Stopped when nothing was sent, escpos.ErrUnconfirmed when the slip may lie there all the same.
func (r *Relay) Printer(kiosk queue.KioskNumber) escpos.Printer { return agentPrinter{r, kiosk} }

type agentPrinter struct {
	relay *Relay
	kiosk queue.KioskNumber
}

// State implements escpos.Printer.
func (p agentPrinter) State(context.Context) (escpos.State, error) {
	state, err := p.relay.printer(p.kiosk)
	return state, p.named(err)
}

// Print implements escpos.Printer.
func (p agentPrinter) Print(ctx context.Context, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, p.relay.every.print)
	defer cancel()
	j, err := p.relay.offer(ctx, p.kiosk, data)
	if err != nil {
		return p.named(err)
	}
	select {
	case err = <-j.done:
	case <-ctx.Done():
		err = p.relay.giveUp(p.kiosk, j, ctx.Err())
	case <-p.relay.stop:
		err = p.relay.giveUp(p.kiosk, j, context.Canceled)
	}
	return p.named(err)
}

func (p agentPrinter) named(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("printer of kiosk %d: %w", p.kiosk, err)
}

// offer puts a slip down for the agent of a kiosk that is connected.
func (r *Relay) offer(ctx context.Context, kiosk queue.KioskNumber, data []byte) (*job, error) {
	if base64 := len(data) / 3 * 4; base64 > mostJob-1<<10 {
		return nil, fmt.Errorf("a slip of %d bytes is too long for an agent", len(data))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if state, err := r.printer(kiosk); err != nil || state.Stopped() {
		if err == nil {
			err = &escpos.Stopped{State: state}
		}
		return nil, err
	}
	until, _ := ctx.Deadline()
	j := &job{id: newID(), data: slices.Clone(data), until: until, done: make(chan error, 1)}
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.station(kiosk)
	s.jobs = append(s.jobs, j)
	if s.agent != nil {
		poke(s.agent.wake)
	}
	return j, nil
}

// nextJob gives the first slip that has not been sent on a line, for it to be sent; nil when there is none.
func (r *Relay) nextJob(a *agentLine) *order {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.station(a.kiosk)
	if s.agent != a {
		return nil
	}
	for _, j := range s.jobs {
		left := time.Until(j.until)
		if j.line == a || left <= 0 {
			continue
		}
		j.line, j.instance = a, a.instance
		return &order{ID: j.id, Data: j.data, WithinMS: left.Milliseconds()}
	}
	return nil
}

// settle gives the outcome of a slip to who waits for it.
func (s *station) settle(p *printed) {
	for i, j := range s.jobs {
		if j.id == p.ID {
			s.jobs = slices.Delete(s.jobs, i, i+1)
			j.done <- p.err()
			return
		}
	}
}

// abandon ends the slips that were sent to another process than the one that is there now: what became of them nobody
// knows.
func (s *station) abandon(instance string) {
	s.jobs = slices.DeleteFunc(s.jobs, func(j *job) bool {
		if j.instance == "" || j.instance == instance {
			return false
		}
		j.done <- escpos.ErrUnconfirmed
		return true
	})
}

// giveUp takes a slip back that nobody waits for any more, and gives what is known of it.
func (r *Relay) giveUp(kiosk queue.KioskNumber, j *job, why error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.station(kiosk)
	s.jobs = slices.DeleteFunc(s.jobs, func(other *job) bool { return other == j })
	select {
	case err := <-j.done:
		return err
	default:
	}
	if j.instance == "" {
		return &escpos.Stopped{State: escpos.State{Offline: true}}
	}
	return fmt.Errorf("%w: %w", escpos.ErrUnconfirmed, why)
}

// newID gives 16 characters that nobody has been given before.
func newID() string {
	var raw [8]byte
	_, _ = rand.Read(raw[:]) // never fails
	return hex.EncodeToString(raw[:])
}
