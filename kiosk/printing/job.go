package printing

import (
	"context"
	"errors"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

const (
	// printWithin is when a job is given up, the wait for its turn included: a slip must not come out when its citizen
	// has long gone.
	printWithin = 40 * time.Second
	// rememberFor is how long a job is known by its key.
	rememberFor = 15 * time.Minute
)

// Job is something on its way to a printer.
type Job struct {
	begun   time.Time
	done    chan struct{}
	outcome Outcome // read after done
}

// Outcome is what became of a job. State is the word of the printer's state; unknown when it does not say why it did not
// print.
type Outcome struct {
	Printed bool
	State   string
}

// Wait gives the outcome; false when there is none yet at the end of ctx.
func (j *Job) Wait(ctx context.Context) (Outcome, bool) {
	select {
	case <-j.done:
		return j.outcome, true
	default:
	}
	select {
	case <-j.done:
		return j.outcome, true
	case <-ctx.Done():
		return Outcome{}, false
	}
}

func (j *Job) end(o Outcome) {
	j.outcome = o
	close(j.done)
}

// Print prints slip on the printer with id and returns at once. A key names what is asked for: the job of one that was
// used in the last quarter of an hour is given again. The empty key is never taken for a repetition.
func (p *Printers) Print(key string, id queue.PrinterID, slip escpos.Slip) *Job {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	for other, job := range p.jobs {
		if now.Sub(job.begun) > rememberFor {
			delete(p.jobs, other)
		}
	}
	if job, ok := p.jobs[key]; ok && key != "" {
		return job
	}
	job := &Job{begun: now, done: make(chan struct{})}
	if key != "" {
		p.jobs[key] = job
	}
	s := p.station(id)
	if s == nil || p.closed {
		job.end(Outcome{State: escpos.State{Offline: true}.Word()})
		return job
	}
	p.working.Go(func() { job.end(p.carryOut(s, slip)) })
	return job
}

// Job gives what was asked for under key in the last quarter of an hour.
func (p *Printers) Job(key string) (*Job, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	job, ok := p.jobs[key]
	return job, ok && time.Since(job.begun) <= rememberFor
}

func (p *Printers) carryOut(s *station, slip escpos.Slip) Outcome {
	ctx, cancel := context.WithTimeout(p.run, printWithin)
	defer cancel()
	job, err := escpos.Encode(slip, s.profile)
	if err == nil {
		err = s.print(ctx, job)
	}
	var stopped *escpos.Stopped
	if err != nil {
		p.cfg.Log.Warn("not printed", "printer", s.setup.printer.ID, "error", err)
		if errors.As(err, &stopped) {
			return Outcome{State: stopped.State.Word()}
		}
		s.ask(p.run)
	}
	state, _ := s.state()
	if err == nil || state.Stopped() {
		return Outcome{err == nil, state.Word()}
	}
	return Outcome{State: escpos.State{}.Word()}
}
