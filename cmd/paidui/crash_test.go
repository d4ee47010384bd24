package main

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paidui/paidui/queue/measured"
)

// crashHall never closes, never waits and passes over after one call, so that load never stalls.
const crashHall = `hall: {name: 不停大厅}
hours: {days: [mon, tue, wed, thu, fri, sat, sun], sessions: ["00:00-24:00"]}
zones: [{id: 1F, name: 一楼}]
services: [{id: social, prefix: A, name: 社保}, {id: tax, prefix: S, name: 税务}]
windows:
  - {number: 1, name: 一号, zone: 1F, services: [social]}
  - {number: 2, name: 二号, zone: 1F, services: [social, tax]}
  - {number: 3, name: 三号, zone: 1F, services: [tax], fallback: [social]}
staff: [{number: 1001, name: 甲}, {number: 1002, name: 乙}, {number: 1003, name: 丙}]
settings: {kiosk_per_minute: 0, min_presence_seconds: 0, max_calls: 1}
`

// roundsPerHall is how often one hall is killed: by then its day has some 3,000 tickets.
const roundsPerHall = 50

// mostRestart is how long a killed server may take to its first answer, also with a full day.
const mostRestart = time.Second

// TestKilledServerLosesNothing kills the real server under load at random instants and starts it again on the same
// data: what it has acknowledged is there, once, and what it had not can be asked again with the same key. The long form
// holds the restarts to their time: the machine has other tests beside it, so the usual one of each hall's last, when its day is at
// its fullest.
func TestKilledServerLosesNothing(t *testing.T) {
	rounds := 10
	if longTests() {
		rounds = 1000
	}
	killed := rounds
	var restarts []time.Duration
	var fullest time.Duration
	var tickets int
	for rounds > 0 {
		n := min(rounds, roundsPerHall)
		rounds -= n
		c := newCrashing(t)
		for range n {
			c.round(t)
		}
		c.settle(t)
		again := c.restarts[1:] // the first start of a hall lowers its pages
		restarts, tickets = append(restarts, again...), max(tickets, len(c.seen["issued"]))
		fullest = max(fullest, middle(again[max(0, len(again)-10):]))
	}
	measured.Tell(t, "kill -9: %d rounds, at most %d tickets a day, nothing lost; restart to first answer %v, longest %v, with a full day %v",
		killed, tickets, middle(restarts).Round(time.Millisecond), slices.Max(restarts).Round(time.Millisecond), fullest.Round(time.Millisecond))
	if longTests() && fullest > mostRestart {
		t.Errorf("with %d tickets a restart takes %v", tickets, fullest)
	}
}

// middle gives the median.
func middle(all []time.Duration) time.Duration { return slices.Sorted(slices.Values(all))[len(all)/2] }

// crashing is one hall that is killed again and again, with its clients.
type crashing struct {
	dir      string
	admin    *crashClient
	clients  []*crashClient
	restarts []time.Duration
	// seen counts the journal's events by kind and ticket, up to the entry last.
	seen map[string]map[string]int
	last uint64
}

func newCrashing(t *testing.T) *crashing {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "hall.yaml")
	if err := os.WriteFile(file, []byte(crashHall), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &crashing{dir: filepath.Join(dir, "data"), seen: map[string]map[string]int{}}
	command(t, "init", "--data", c.dir, "--hall", file)
	token := func(args ...string) *crashClient {
		secret := command(t, append([]string{"token", "--data", c.dir, "--role"}, args...)...)
		return newCrashClient(strings.TrimSpace(secret))
	}
	c.admin = token("admin")
	for _, service := range []string{"social", "tax"} {
		k := token("kiosk")
		k.next = k.take(service)
		c.clients = append(c.clients, k)
	}
	for n := 1; n <= 3; n++ {
		w := token("counter", "--window", strconv.Itoa(n), "--staff", "100"+strconv.Itoa(n))
		w.next = w.work(n)
		c.clients = append(c.clients, w)
	}
	return c
}

// command runs the binary to its end and gives what it prints.
func command(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(paidui(t), args...)
	var logs strings.Builder
	cmd.Stderr = &logs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("paidui %s: %v\n%s%s", strings.Join(args, " "), err, out, logs.String())
	}
	return string(out)
}

// up starts the server and gives it with the time to its first answer.
func (c *crashing) up(t *testing.T) *process {
	t.Helper()
	began := time.Now()
	p := start(t, "serve", "--data", c.dir, "--listen", "127.0.0.1:0")
	if err := c.admin.get(p.url+"/api/v1/services", new([]any)); err != nil {
		t.Fatalf("first answer: %v\n%s", err, p.logs)
	}
	c.restarts = append(c.restarts, time.Since(began))
	return p
}

// round starts the server, checks the journal, and kills the server under load.
func (c *crashing) round(t *testing.T) {
	t.Helper()
	p := c.up(t)
	c.check(t, p.url)
	ctx, cancel := context.WithCancel(t.Context())
	var working sync.WaitGroup
	for _, client := range c.clients {
		working.Go(func() { client.run(ctx, p.url) })
	}
	time.Sleep(time.Duration(20+rand.IntN(300)) * time.Millisecond)
	p.kill()
	working.Wait()
	cancel()
	command(t, "verify", "--data", c.dir)
}

// settle lets every client finish what it has begun, stops the server gently, and checks that the journal holds what
// was acknowledged and nothing else.
func (c *crashing) settle(t *testing.T) {
	t.Helper()
	p := c.up(t)
	for _, client := range c.clients {
		client.resolve(p.url)
	}
	c.check(t, p.url)
	for kind, tickets := range c.seen {
		acknowledged := 0
		for _, client := range c.clients {
			acknowledged += len(client.done[kind])
		}
		if acknowledged != len(tickets) {
			t.Errorf("%d events %q in the journal, %d were acknowledged", len(tickets), kind, acknowledged)
		}
	}
	if len(c.seen["issued"]) < 10 || len(c.seen["finished"]) < 5 {
		t.Errorf("the load was no load: %d issued, %d finished", len(c.seen["issued"]), len(c.seen["finished"]))
	}
	if code := p.stop(t); code != 0 {
		t.Errorf("exit code %d after a request to stop\n%s", code, p.logs)
	}
	command(t, "verify", "--data", c.dir)
}

// check reads on in the journal: each ticket is issued, called, started and ended once at most, and all that was
// acknowledged is there.
func (c *crashing) check(t *testing.T, url string) {
	t.Helper()
	for {
		var entries []struct {
			Seq    uint64
			Events []struct {
				Kind   string
				Ticket struct{ ID, Number string }
			}
		}
		if err := c.admin.get(url+"/api/v1/journal?limit=1000&after="+strconv.FormatUint(c.last, 10), &entries); err != nil {
			t.Fatal(err)
		}
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			if c.last++; e.Seq != c.last {
				t.Fatalf("entry %d follows entry %d", e.Seq, c.last-1)
			}
			for _, ev := range e.Events {
				if ev.Ticket.ID == "" {
					continue
				}
				if c.seen[ev.Kind] == nil {
					c.seen[ev.Kind] = map[string]int{}
				}
				if c.seen[ev.Kind][ev.Ticket.ID]++; c.seen[ev.Kind][ev.Ticket.ID] > 1 {
					t.Errorf("ticket %s is %s twice", ev.Ticket.ID, ev.Kind)
				}
			}
		}
	}
	for _, client := range c.clients {
		for _, problem := range client.problems {
			t.Error(problem)
		}
		client.problems = nil
		for kind, tickets := range client.done {
			for id := range tickets {
				if c.seen[kind][id] != 1 {
					t.Errorf("ticket %s was acknowledged as %s and is so %d times in the journal", id, kind, c.seen[kind][id])
				}
			}
		}
	}
}
