package access

import (
	"sync"

	"github.com/paidui/paidui/queue"
)

// delays make who fails wait, longer with each failure. They are in memory: a restart forgets them, and nobody who
// guesses can bring one about.
type delays struct {
	mu sync.Mutex
	of map[string]tries
}

// tries are the failures of one name.
type tries struct {
	failed int
	// until is when the next try is heard, last when the last one was.
	until, last queue.Instant
}

// held is a name whose failures are counted; those up to free cost nothing.
type held struct {
	name string
	free int
}

const (
	mostDelay  = 5 * queue.Minute
	forgetTry  = 60 * queue.Minute
	mostDelays = 4096
)

// begin counts a try against each name as if it had failed, so that many at once are no way round. It gives how long to
// wait where the try is not heard yet, and then counts nothing.
func (d *delays) begin(at queue.Instant, names ...held) (wait queue.Millis) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, h := range names {
		if t := d.of[h.name]; t.until > at {
			wait = max(wait, t.until.Since(at))
		}
	}
	if wait > 0 {
		return wait
	}
	for _, h := range names {
		t := d.of[h.name]
		if at.Since(t.last) > forgetTry {
			t = tries{}
		}
		t.failed, t.last = t.failed+1, at
		if over := t.failed - h.free; over >= 0 {
			t.until = at.Add(min(mostDelay, queue.Millis(1000)<<min(over, 16)))
		}
		d.put(h.name, t, at)
	}
	return 0
}

// good takes a try back that begin counted: all failures of the first name, and one of the others, behind which others
// may be.
func (d *delays) good(names ...held) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, h := range names {
		t := d.of[h.name]
		if i == 0 || t.failed <= 1 {
			delete(d.of, h.name)
			continue
		}
		t.failed, t.until = t.failed-1, 0
		d.of[h.name] = t
	}
}

// put needs mu. It makes room by forgetting those that are over, or else the one that is quiet longest.
func (d *delays) put(name string, t tries, at queue.Instant) {
	if d.of == nil {
		d.of = map[string]tries{}
	}
	if _, ok := d.of[name]; !ok && len(d.of) >= mostDelays {
		oldest := ""
		for other, o := range d.of {
			if at.Since(o.last) > forgetTry {
				delete(d.of, other)
			} else if oldest == "" || o.last < d.of[oldest].last {
				oldest = other
			}
		}
		if len(d.of) >= mostDelays {
			delete(d.of, oldest)
		}
	}
	d.of[name] = t
}
