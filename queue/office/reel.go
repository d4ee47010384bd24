package office

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/paidui/paidui/queue"
)

// The time machine reads the journal alone: a day is begun from its DayOpened and lived through up to a moment, so that what
// is shown is what was, whatever the hall does now.

// pastBatch is how many entries are read at a time.
const pastBatch = 1024

// endOfTime is later than every entry.
const endOfTime = queue.Instant(1 << 60)

// reel is a business day that is lived through, entry after entry; it only goes forward.
type reel struct {
	store Store
	date  queue.Date
	state *queue.State
	// ready are entries that were read and not lived through yet, after is the last that was read.
	ready []queue.Entry
	after uint64
	// last is when the last entry was written, before the one of an earlier moment; zero where there is none.
	before, last queue.Instant
	over         bool // the next day has opened
	used         time.Time
}

// newReel gives the day at its beginning, before its first entry; a bad request when the journal has no such day.
func newReel(ctx context.Context, store Store, date queue.Date) (*reel, error) {
	has, after, err := dayStart(ctx, store, date)
	if err != nil {
		return nil, err
	}
	if !has {
		return nil, badQuery("the journal has no day " + string(date))
	}
	return &reel{store: store, date: date, state: queue.NewState(), after: after}, nil
}

// dayStart gives the seq before the first entry of a day; false when the journal has no such day.
func dayStart(ctx context.Context, store Store, date queue.Date) (has bool, after uint64, err error) {
	if after, err = store.DayStart(ctx, date); err != nil {
		return false, 0, err
	}
	first, err := store.Read(ctx, after, 1) // DayStart is 0 for a day that is not there
	if err != nil || len(first) == 0 {
		return false, 0, err
	}
	opens, ok := first[0].Opens()
	return ok && opens == date, after, nil
}

// peek gives the day's next entry; nil when there is none, or none yet.
func (r *reel) peek(ctx context.Context) (*queue.Entry, error) {
	if len(r.ready) == 0 && !r.over {
		entries, err := r.store.Read(ctx, r.after, pastBatch)
		if err != nil {
			return nil, err
		}
		if r.ready = entries; len(entries) > 0 {
			r.after = entries[len(entries)-1].Seq
		}
	}
	if len(r.ready) == 0 {
		return nil, nil
	}
	if _, opens := r.ready[0].Opens(); opens && r.state.Seq() > 0 {
		r.over, r.ready = true, nil
		return nil, nil
	}
	return &r.ready[0], nil
}

// step lives through the entry that peek gives.
func (r *reel) step() *queue.Entry {
	e := &r.ready[0]
	r.ready = r.ready[1:]
	r.state.Apply(*e)
	if e.At != r.last {
		r.before, r.last = r.last, e.At
	}
	return e
}

// to lives through the entries that were written until then, the first whatever its time; see, unless nil, sees each with
// the state after it. It gives the first entry that is later, nil for none.
func (r *reel) to(ctx context.Context, until queue.Instant, see func(*queue.State, *queue.Entry)) (*queue.Entry, error) {
	for {
		e, err := r.peek(ctx)
		if e == nil || err != nil || e.At > until && r.state.Seq() > 0 {
			return e, err
		}
		e = r.step()
		if see != nil {
			see(r.state, e)
		}
	}
}

const (
	// mostReels is how many days are kept where they were left, so that who goes forward in one need not begin it again.
	mostReels = 3
	// reelLasts is how long they are kept.
	reelLasts = 5 * time.Minute
)

// reels are the days that were looked at last. Whoever looks at one has it alone.
type reels struct {
	mu   sync.Mutex
	held []*reel
}

// take gives a day at a moment that is not after until: where somebody left it, or at its beginning.
func (k *reels) take(ctx context.Context, store Store, date queue.Date, until queue.Instant) (*reel, error) {
	if r := k.nearest(date, until); r != nil {
		return r, nil
	}
	return newReel(ctx, store, date)
}

func (k *reels) nearest(date queue.Date, until queue.Instant) *reel {
	k.mu.Lock()
	defer k.mu.Unlock()
	best := -1
	for i, r := range k.held {
		if r.date == date && r.last <= until && (best < 0 || r.last > k.held[best].last) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	r := k.held[best]
	k.held = slices.Delete(k.held, best, best+1)
	return r
}

// leave keeps r for who looks next, in place of the one that was used longest ago.
func (k *reels) leave(r *reel) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r.used = time.Now()
	k.held = append(k.held, r)
	if len(k.held) > mostReels {
		k.held = slices.Delete(k.held, 0, 1)
	}
	time.AfterFunc(reelLasts, k.forget)
}

// forget lets go of those that nobody looks at any more.
func (k *reels) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.held = slices.DeleteFunc(k.held, func(r *reel) bool { return time.Since(r.used) >= reelLasts })
}
