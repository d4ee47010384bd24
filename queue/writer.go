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

// writer is the one goroutine that decides. While the journal writes one batch it decides the next, which goes there as one when the
// disk is done. ahead is the state with all that is decided; the writer alone changes it, and what else others may look at, with mu.
type writer struct {
	hall  *Hall
	mu    sync.RWMutex
	ahead *State // nil when it is lost
	// number is that of the last batch that went to the journal.
	number uint64
	open   *batch   // what is decided since
	sent   *batch   // what the journal is writing; nil: nothing
	spare  []*batch // room for the next
	// toJournal and written are the way to the goroutine that waits for the disk, and back.
	toJournal chan []Entry
	written   chan error
}

// batch is what one commit makes durable, and who waits for it.
type batch struct {
	number  uint64
	entries []Entry
	pending []pending
}

// pending is an ask with the answer it gets once the batch is durable.
type pending struct {
	ask ask
	answer
	// repeats is the entry that a repeated request is answered from, in the journal by then; else zero.
	repeats uint64
}

func newWriter(h *Hall, ahead *State) *writer {
	return &writer{hall: h, ahead: ahead, open: &batch{}, toJournal: make(chan []Entry), written: make(chan error, 1)}
}

// run serves until ctx ends, then finishes what has been asked. An error means that the journal's state is unknown.
func (w *writer) run(ctx context.Context) error {
	go w.write()
	defer w.leave()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	w.tick()
	for {
		if err := w.send(); err != nil {
			return err
		}
		asks := w.hall.asks
		if len(w.open.pending) >= maxBatch {
			asks = nil
		}
		select {
		case a := <-asks:
			w.gather(&a)
		case <-ticker.C:
			w.tick()
			w.hall.stir()
		case err := <-w.written:
			if err := w.settle(err); err != nil {
				return err
			}
		case <-ctx.Done():
			return w.drain()
		}
	}
}

// write gives batches to the journal, one after the other.
func (w *writer) write() {
	for entries := range w.toJournal {
		w.written <- w.hall.journal.Append(context.Background(), entries...)
	}
}

// leave ends write, when the journal is done with what it has.
func (w *writer) leave() {
	close(w.toJournal)
	if w.sent != nil {
		<-w.written
	}
}

// drain answers what was asked before the end.
func (w *writer) drain() error {
	for {
		w.gather(nil)
		if err := w.send(); err != nil {
			return err
		}
		switch {
		case w.sent != nil:
			if err := w.settle(<-w.written); err != nil {
				return err
			}
		case len(w.hall.asks) == 0:
			return nil
		}
	}
}

// gather decides first, if any, and all that waits behind it.
func (w *writer) gather(first *ask) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ahead == nil {
		return // the next send ends the hall
	}
	w.ahead.Foresee(w.hall.forecast.Load())
	if first != nil {
		w.take(*first)
	}
	for w.ahead != nil && len(w.open.pending) < maxBatch {
		select {
		case a := <-w.hall.asks:
			w.take(a)
		default:
			return
		}
	}
}

// tick decides what the clock alone asks for.
func (w *writer) tick() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead.Foresee(w.hall.forecast.Load())
	if w.turnDay(); w.ahead != nil {
		w.runDue()
	}
}

// now never goes back.
func (w *writer) now() Instant { return max(w.ahead.at, w.hall.clock()) }

// turnDay ends a trial whose time is over, and closes and opens the business day when the hall's date has changed.
func (w *writer) turnDay() {
	at := w.now()
	if len(w.ahead.layout.Services) == 0 {
		return // not set up yet
	}
	if trial := w.ahead.Trial(); trial != nil && at >= trial.Until {
		if _, err := w.decide(at, Origin{}, EndTrial{}); err != nil {
			return
		}
	}
	today := DateOf(at, w.ahead.loc)
	if today <= w.ahead.date {
		return
	}
	if w.ahead.running {
		if _, err := w.decide(at, Origin{}, CloseDay{}); err != nil {
			return
		}
	}
	// A refusal leaves the day closed, so that the next tick tries again.
	_, _ = w.decide(at, Origin{}, OpenDay{today})
}

// runDue gives the commands that the clock alone asks for.
func (w *writer) runDue() {
	at := w.now()
	for _, c := range w.ahead.due(at) {
		// A refusal leaves things as they are until the next tick.
		_, _ = w.decide(at, Origin{}, c)
	}
}

// take decides one command and notes how it will be answered.
func (w *writer) take(a ask) {
	if a.ctx.Err() != nil {
		return // nobody waits for it and nothing has been done
	}
	if done, ok := w.ahead.requests[a.origin.Request]; ok && a.origin.Request != "" {
		w.repeat(a, done)
		return
	}
	if w.spares(a.command) {
		err := &Refused{Op: a.command.String(), Err: ErrStorage, Detail: "the disk is full; what room is left is for calling"}
		w.open.pending = append(w.open.pending, pending{ask: a, answer: answer{err: err}})
		return
	}
	if w.turnDay(); w.ahead == nil {
		return
	}
	entry, err := w.decide(w.now(), a.origin, a.command)
	w.open.pending = append(w.open.pending, pending{ask: a, answer: answer{entry, err}})
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
func (w *writer) repeat(a ask, done Answered) {
	p := pending{ask: a, repeats: done.Seq}
	if done.Digest != a.origin.Digest {
		p = pending{ask: a, answer: answer{err: w.ahead.refuse(a.command, ErrKeyReused)}}
	}
	for _, e := range w.open.entries {
		if e.Seq == p.repeats {
			p = pending{ask: a, answer: answer{entry: e}}
		}
	}
	w.open.pending = append(w.open.pending, p)
}

// decide decides a command against ahead and folds its entry in.
func (w *writer) decide(at Instant, origin Origin, c Command) (e Entry, err error) {
	applying := false
	defer func() {
		if p := recover(); p != nil {
			err = &Refused{Op: c.String(), Err: ErrInternal, Detail: fmt.Sprint(p)}
			if applying {
				w.rebuild()
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
	w.open.entries = append(w.open.entries, e)
	return e, nil
}

// rebuild makes ahead anew from the journal and what is decided beyond it. When the journal cannot be read, ahead is left nil
// and the hall ends.
func (w *writer) rebuild() {
	fresh := NewState()
	if err := replay(context.Background(), w.hall.journal, fresh); err != nil {
		w.ahead = nil
		return
	}
	for _, b := range []*batch{w.sent, w.open} {
		if b == nil {
			continue
		}
		for _, e := range b.entries {
			if e.Seq > fresh.seq { // the journal may have what was sent, or not yet
				fresh.Apply(e)
			}
		}
	}
	w.ahead = fresh
}

// send gives the journal what has been decided, once it is free. Answers that come from no entry of their own rest on what is
// durable then, and go out.
func (w *writer) send() error {
	if w.ahead == nil {
		return errBroken
	}
	if w.sent != nil {
		return nil
	}
	b := w.open
	if len(b.entries) == 0 && len(b.pending) == 0 {
		return nil
	}
	w.mu.Lock()
	w.open = w.room()
	if len(b.entries) > 0 {
		w.number++
		b.number, w.sent = w.number, b
	}
	w.mu.Unlock()
	if w.sent == nil {
		w.answer(b)
		return nil
	}
	w.hall.announce()
	w.toJournal <- b.entries
	return nil
}

// settle is told how the journal's write went. If it did, what has been decided since is sent before anything else, and what is
// durable is shown and answered.
func (w *writer) settle(err error) error {
	done := w.sent
	w.sent = nil
	switch {
	case errors.Is(err, ErrNotWritten):
		w.refuse(done, err)
		return nil
	case err != nil:
		return fmt.Errorf("%w: %w", errBroken, err)
	}
	if w.gather(nil); w.ahead != nil && len(w.open.entries) > 0 {
		_ = w.send() // it only fails without ahead
	}
	w.hall.publish(done.number, done.entries)
	w.answer(done)
	return nil
}

// answer answers who waits for a batch that is done with.
func (w *writer) answer(b *batch) {
	for _, p := range b.pending {
		if p.repeats != 0 {
			p.answer = w.reread(p.repeats)
		}
		p.ask.answer <- p.answer
	}
	w.empty(b)
}

// room gives an empty batch, and empty takes one back.
func (w *writer) room() *batch {
	last := len(w.spare) - 1
	if last < 0 {
		return &batch{}
	}
	b := w.spare[last]
	w.spare = w.spare[:last]
	return b
}

func (w *writer) empty(b *batch) {
	clear(b.entries)
	clear(b.pending)
	b.entries, b.pending = b.entries[:0], b.pending[:0]
	w.spare = append(w.spare, b)
}

// refuse answers a batch of which nothing was written, and what was decided after it. The refusals in both go the same way, since
// they may rest on what was not written.
func (w *writer) refuse(b *batch, why error) {
	w.mu.Lock()
	after := w.open
	w.open = w.room()
	w.rebuild()
	w.mu.Unlock()
	for _, refused := range []*batch{b, after} {
		for _, p := range refused.pending {
			p.ask.answer <- answer{err: &Refused{Op: p.ask.command.String(), Err: ErrStorage, Detail: why.Error()}}
		}
		w.empty(refused)
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
