package queue

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// maxBatch is how many commands share a commit at the most.
const maxBatch = 1024

// tick is how often the writer looks whether the business day has changed.
const tick = time.Second

// writer is the one goroutine that decides. ahead is the state with what the journal is still to make durable, batch the
// number of the last batch in it; the writer alone changes them, with mu, under which others may look.
type writer struct {
	hall  *Hall
	mu    sync.RWMutex
	ahead *State
	batch uint64
	last  batch // its room is taken again
}

// batch is what one commit makes durable, and who waits for it.
type batch struct {
	entries []Entry
	pending []pending
}

// pending is an ask with the answer it gets once the batch is durable.
type pending struct {
	ask ask
	answer
	// repeats is the entry that a repeated request is answered from, in the journal already; else zero.
	repeats uint64
}

// run serves until ctx ends, then finishes what has been asked. An error means that the journal's state is unknown.
func (w *writer) run(ctx context.Context) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	if err := w.commit(w.gather(nil)); err != nil {
		return err
	}
	for {
		var first *ask
		select {
		case a := <-w.hall.asks:
			first = &a
		case <-ticker.C:
		case <-ctx.Done():
			return w.drain()
		}
		if err := w.commit(w.gather(first)); err != nil {
			return err
		}
	}
}

// drain answers what was asked before the end.
func (w *writer) drain() error {
	for {
		select {
		case a := <-w.hall.asks:
			if err := w.commit(w.gather(&a)); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

// gather decides first and all that waits behind it, for one commit. A nil first is a tick of the clock.
func (w *writer) gather(first *ask) *batch {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.batch++
	b := &w.last
	clear(b.entries)
	clear(b.pending)
	b.entries, b.pending = b.entries[:0], b.pending[:0]
	w.ahead.Foresee(w.hall.forecast.Load())
	w.turnDay(b)
	if first == nil {
		w.runDue(b)
		return b
	}
	w.take(b, *first)
	for len(b.pending) < maxBatch {
		select {
		case a := <-w.hall.asks:
			w.take(b, a)
		default:
			return b
		}
	}
	return b
}

// now never goes back.
func (w *writer) now() Instant { return max(w.ahead.at, w.hall.clock()) }

// turnDay ends a trial whose time is over, and closes and opens the business day when the hall's date has changed.
func (w *writer) turnDay(b *batch) {
	at := w.now()
	if len(w.ahead.layout.Services) == 0 {
		return // not set up yet
	}
	if trial := w.ahead.Trial(); trial != nil && at >= trial.Until {
		if _, err := w.decide(b, at, Origin{}, EndTrial{}); err != nil {
			return
		}
	}
	today := DateOf(at, w.ahead.loc)
	if today <= w.ahead.date {
		return
	}
	if w.ahead.running {
		if _, err := w.decide(b, at, Origin{}, CloseDay{}); err != nil {
			return
		}
	}
	// A refusal leaves the day closed, so that the next tick tries again.
	_, _ = w.decide(b, at, Origin{}, OpenDay{today})
}

// runDue gives the commands that the clock alone asks for.
func (w *writer) runDue(b *batch) {
	at := w.now()
	for _, c := range w.ahead.due(at) {
		// A refusal leaves things as they are until the next tick.
		_, _ = w.decide(b, at, Origin{}, c)
	}
}

// take decides one command into the batch and notes how it will be answered.
func (w *writer) take(b *batch, a ask) {
	if a.ctx.Err() != nil {
		return // nobody waits for it and nothing has been done
	}
	if done, ok := w.ahead.requests[a.origin.Request]; ok && a.origin.Request != "" {
		w.repeat(b, a, done)
		return
	}
	if w.spares(a.command) {
		err := &Refused{Op: a.command.String(), Err: ErrStorage, Detail: "the disk is full; what room is left is for calling"}
		b.pending = append(b.pending, pending{ask: a, answer: answer{err: err}})
		return
	}
	w.turnDay(b)
	entry, err := w.decide(b, w.now(), a.origin, a.command)
	b.pending = append(b.pending, pending{ask: a, answer: answer{entry, err}})
}

// spares tells whether the journal has no room for a command that brings more people into the hall.
func (w *writer) spares(c Command) bool {
	switch c.(type) {
	case Take, Book, CheckIn, GiveFeedback:
		s, ok := w.hall.journal.(Sparing)
		return ok && s.Sparing()
	}
	return false
}

// repeat answers a request that has been carried out before.
func (w *writer) repeat(b *batch, a ask, done Answered) {
	p := pending{ask: a, repeats: done.Seq}
	if done.Digest != a.origin.Digest {
		p = pending{ask: a, answer: answer{err: w.ahead.refuse(a.command, ErrKeyReused)}}
	}
	for _, e := range b.entries {
		if e.Seq == p.repeats {
			p = pending{ask: a, answer: answer{entry: e}}
		}
	}
	b.pending = append(b.pending, p)
}

// decide decides a command against ahead and folds its entry in.
func (w *writer) decide(b *batch, at Instant, origin Origin, c Command) (e Entry, err error) {
	applying := false
	defer func() {
		if p := recover(); p != nil {
			err = &Refused{Op: c.String(), Err: ErrInternal, Detail: fmt.Sprint(p)}
			if applying {
				w.rebuild(b)
			}
		}
	}()
	events, err := w.ahead.Decide(at, c)
	if err != nil {
		return Entry{}, err
	}
	e = Entry{Seq: w.ahead.seq + 1, At: at, By: origin.By, Request: origin.Request, Digest: origin.Digest, Trial: w.ahead.ofTrial(events), Events: events}
	applying = true
	w.ahead.Apply(e)
	b.entries = append(b.entries, e)
	return e, nil
}

// rebuild makes ahead anew from the journal and what the batch has so far. When the journal cannot be read, ahead is
// left nil and the next commit ends the hall.
func (w *writer) rebuild(b *batch) {
	fresh := NewState()
	if err := replay(context.Background(), w.hall.journal, fresh); err != nil {
		w.ahead = nil
		return
	}
	for _, e := range b.entries {
		fresh.Apply(e)
	}
	w.ahead = fresh
}

// commit makes the batch durable, shows it, and answers.
func (w *writer) commit(b *batch) error {
	if w.ahead == nil {
		return errBroken
	}
	if len(b.entries) > 0 {
		w.hall.announce()
		switch err := w.hall.journal.Append(context.Background(), b.entries...); {
		case errors.Is(err, ErrNotWritten):
			w.refuse(b, err)
			return nil
		case err != nil:
			return fmt.Errorf("%w: %w", errBroken, err)
		}
		w.hall.publish(w.batch, b.entries)
	}
	for _, p := range b.pending {
		if p.repeats != 0 {
			p.answer = w.reread(p.repeats)
		}
		p.ask.answer <- p.answer
	}
	return nil
}

// refuse answers a batch of which nothing was written. The refusals in it go the same way, since they may rest on
// what was not written.
func (w *writer) refuse(b *batch, why error) {
	w.mu.Lock()
	w.batch++ // what was refused is not what comes
	w.rebuild(&batch{})
	w.mu.Unlock()
	for _, p := range b.pending {
		p.ask.answer <- answer{err: &Refused{Op: p.ask.command.String(), Err: ErrStorage, Detail: why.Error()}}
	}
}

// reread gives the answer of a request that an earlier entry carried out.
func (w *writer) reread(seq uint64) answer {
	entries, err := w.hall.journal.Read(context.Background(), seq-1, 1)
	if err != nil || len(entries) == 0 {
		return answer{err: fmt.Errorf("%w: entry %d: %w", ErrStorage, seq, err)}
	}
	return answer{entry: entries[0]}
}
