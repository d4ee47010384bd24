package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// Clock gives the present moment. It need not be monotonic: Hall never lets time go back.
type Clock func() Instant

// Hall runs one hall for many callers: it decides commands one after the other, makes each durable in its Journal
// and only then shows or answers it. It is safe for many goroutines.
type Hall struct {
	journal Journal
	clock   Clock
	asks    chan ask
	stop    context.CancelFunc
	done    chan struct{} // closed when the writer has ended
	err     error         // why the writer ended; read after done

	forecast atomic.Pointer[Forecast] // the last; nil before the first

	writer *writer

	mu      sync.RWMutex
	visible *State
	shown   uint64        // the last batch in visible
	writing chan struct{} // closed when the next batch goes to the journal
	recent  []Entry       // the last entries, for Watch
	changed chan struct{} // closed at the next change
	stirred chan struct{} // closed a while after it
	told    uint64        // the last batch of which stirred has told
}

// ask is a command that waits for its answer.
type ask struct {
	ctx     context.Context
	origin  Origin
	command Command
	answer  chan answer
}

type answer struct {
	entry Entry
	err   error
}

// recentEntries is how many entries at least Watch finds in memory: minutes of a busy hall. Whoever is further behind has
// them read from the journal.
const recentEntries = 256

// Open reads the journal from its last DayOpened on and starts the hall's writer. ctx is for the reading alone.
func Open(ctx context.Context, journal Journal, clock Clock) (*Hall, error) {
	ahead, visible := NewState(), NewState()
	if err := replay(ctx, journal, ahead, visible); err != nil {
		return nil, err
	}
	run, stop := context.WithCancel(context.Background())
	h := &Hall{
		journal: journal, clock: clock, asks: make(chan ask, 1024), stop: stop, done: make(chan struct{}),
		visible: visible, changed: make(chan struct{}), stirred: make(chan struct{}), writing: make(chan struct{}),
	}
	h.writer = newWriter(h, ahead)
	go func() {
		defer close(h.done)
		h.err = h.writer.run(run)
	}()
	return h, nil
}

// replayBatch is how many entries are read at a time.
const replayBatch = 1024

// replay folds the journal from its last DayOpened on into states.
func replay(ctx context.Context, journal Journal, states ...*State) error {
	after, err := journal.DayStart(ctx, "")
	if err != nil {
		return fmt.Errorf("open hall: %w", err)
	}
	for {
		entries, err := journal.Read(ctx, after, replayBatch)
		if err != nil {
			return fmt.Errorf("open hall: %w", err)
		}
		if len(entries) == 0 {
			return nil
		}
		for _, e := range entries {
			for _, s := range states {
				s.Apply(e)
			}
		}
		after = entries[len(entries)-1].Seq
	}
}

// Do carries out a command and returns its entry once that is durable. A refusal is a *Refused, and is itself
// answered only when all it rests on is durable. A repeated Origin.Request gets the first entry again, or
// ErrKeyReused when its Digest differs. ErrStorage: nothing was written, try again later. ErrClosed: the hall ended,
// and the outcome is unknown. When ctx ends first the outcome is unknown too.
func (h *Hall) Do(ctx context.Context, origin Origin, command Command) (Entry, error) {
	a := ask{ctx, origin, command, make(chan answer, 1)}
	select {
	case h.asks <- a:
	case <-h.done:
		return Entry{}, ErrClosed
	case <-ctx.Done():
		return Entry{}, ctx.Err()
	}
	select {
	case got := <-a.answer:
		return got.entry, got.err
	case <-ctx.Done():
		return Entry{}, ctx.Err()
	case <-h.done:
	}
	select {
	case got := <-a.answer: // answered just before the end
		return got.entry, got.err
	default:
		return Entry{}, ErrClosed
	}
}

// View lets read see the durable state. read must be short, must not keep what it is shown by pointer, and must not
// call the Hall.
func (h *Hall) View(read func(*State)) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	read(h.visible)
}

// Writing gives a channel that is closed when the next entries after the call go to the journal, which takes a disk some time:
// what will be shown can be made ready meanwhile.
func (h *Hall) Writing() <-chan struct{} {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.writing
}

// ViewAhead lets read see the state with what is being made durable, on the terms of View. Nobody may be shown anything of it
// before Shown gives the same batch, which is never when the disk refuses it. 0: there is nothing to see, since more has been
// decided than the journal has been given, or the hall ends.
func (h *Hall) ViewAhead(read func(*State)) (batch uint64) {
	w := h.writer
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.ahead == nil || len(w.open.entries) > 0 {
		return 0
	}
	read(w.ahead)
	return w.number
}

// Shown gives the last batch that View shows, 0 while there was none.
func (h *Hall) Shown() uint64 {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.shown
}

// Now gives the hall's present moment: the clock's, or that of the last entry when the clock is behind it.
func (h *Hall) Now() Instant {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return max(h.visible.at, h.clock())
}

// Changed gives a channel that is closed at the next durable entry after the call. To miss none, take the channel
// before looking.
func (h *Hall) Changed() <-chan struct{} {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.changed
}

// Stirred gives a channel that is closed within about a second of a durable entry, once for all there are by then: for who has
// time, and need not run while a call goes to the screens. To miss none, take the channel before looking.
func (h *Hall) Stirred() <-chan struct{} {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.stirred
}

// Watch gives every durable entry after seq to see, in order, each once, and waits for more until ctx ends or see
// returns an error, which it returns. A slow watcher delays nobody: it reads from the journal what memory no longer has.
func (h *Hall) Watch(ctx context.Context, after uint64, see func(Entry) error) error {
	for {
		changed := h.Changed()
		entries, err := h.since(ctx, after)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := see(e); err != nil {
				return err
			}
			after = e.Seq
		}
		if len(entries) > 0 {
			continue
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-h.done:
			return ErrClosed
		}
	}
}

// since gives some durable entries after seq, from memory where it has them.
func (h *Hall) since(ctx context.Context, after uint64) ([]Entry, error) {
	h.mu.RLock()
	last := h.visible.seq
	if have := uint64(len(h.recent)); last >= after && last-after <= have {
		entries := append([]Entry(nil), h.recent[have-(last-after):]...)
		h.mu.RUnlock()
		return entries, nil
	}
	h.mu.RUnlock()
	if after > last {
		return nil, nil
	}
	entries, err := h.journal.Read(ctx, after, int(min(last-after, replayBatch)))
	return entries, err
}

// Close stops taking commands, finishes what is in flight and returns when the writer has ended. Later calls do
// nothing more. The error is why the writer ended before, if it did.
func (h *Hall) Close() error {
	h.stop()
	<-h.done
	return h.err
}

// Done is closed when the hall has ended: by Close, or because the journal's outcome became unknown, which Err tells.
func (h *Hall) Done() <-chan struct{} { return h.done }

// Err tells why the hall ended; nil before it has and after a plain Close.
func (h *Hall) Err() error {
	select {
	case <-h.done:
		return h.err
	default:
		return nil
	}
}

// announce wakes who makes ready what is about to be durable.
func (h *Hall) announce() {
	h.mu.Lock()
	woken := h.writing
	h.writing = make(chan struct{})
	h.mu.Unlock()
	close(woken)
}

// publish makes entries visible and wakes who waits for them.
func (h *Hall) publish(batch uint64, entries []Entry) {
	h.mu.Lock()
	h.shown = batch
	for _, e := range entries {
		h.visible.Apply(e)
	}
	h.recent = append(h.recent, entries...)
	if extra := len(h.recent) - recentEntries; extra > recentEntries {
		h.recent = slices.Delete(h.recent, 0, extra)
	}
	woken := h.changed
	h.changed = make(chan struct{})
	h.mu.Unlock()
	close(woken)
}

// stir wakes who has time, when there is something new.
func (h *Hall) stir() {
	h.mu.Lock()
	woken, news := h.stirred, h.told != h.shown
	if news {
		h.told, h.stirred = h.shown, make(chan struct{})
	}
	h.mu.Unlock()
	if news {
		close(woken)
	}
}

// errBroken ends the writer: what the journal holds is not known.
var errBroken = errors.New("the journal's state is unknown")
