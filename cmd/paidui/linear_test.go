package main

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
	"github.com/paidui/paidui/queue/measured"
	"github.com/paidui/paidui/store"
)

// A history's hall has as many groups of one service, its kiosks and its windows.
const (
	linearGroups, linearKiosks, linearWindows = 10, 2, 3

	linearClients = linearGroups * (linearKiosks + linearWindows)
)

// asking is one thing that a client asked for, over all its tries.
type asking struct {
	kind   string // take, next, no-show or count
	group  int
	window int // within the group, from 0
}

// serving is the state of one group: how many numbers were issued and called, and which is at each window.
type serving struct {
	issued, called int
	at             [linearWindows]int
}

// step tells whether a group may give out as the answer to in, and what it then is: numbers are issued one after the other
// and called in that order. 0 is the answer that nobody waits.
func (s serving) step(in asking, out int) (bool, serving) {
	switch in.kind {
	case "take":
		s.issued++
		return out == s.issued, s
	case "next":
		if s.called == s.issued {
			return out == 0, s
		}
		s.called++
		s.at[in.window] = s.called
		return out == s.called, s
	case "no-show":
		is := s.at[in.window]
		s.at[in.window] = 0
		return out == is && is != 0, s
	}
	return out == s.issued-s.called, s
}

// hallModel is what all clients together must be able to have seen: each answer given at one moment between question and
// answer, by groups that know nothing of one another.
var hallModel = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		groups := make([][]porcupine.Operation, linearGroups)
		for _, op := range history {
			g := op.Input.(asking).group
			groups[g] = append(groups[g], op)
		}
		return groups
	},
	Init: func() any { return serving{} },
	Step: func(state, in, out any) (bool, any) { return state.(serving).step(in.(asking), out.(int)) },
}

// TestLinearizable has 50 kiosks and counters work at once over a line that cuts, while the server is killed and started
// again: what they were answered is what one hall would have answered that does one thing after the other.
func TestLinearizable(t *testing.T) {
	t.Parallel()
	histories, operations, kills := 2, 2000, 2
	if longTests() {
		histories, operations, kills = 100, 10_000, 4
	}
	var good, total, cuts atomic.Int64
	began := time.Now()
	t.Run("histories", func(t *testing.T) {
		for n := range histories {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				h := newLinear(t, uint64(n))
				h.run(t, operations, kills)
				history := h.history()
				if result := porcupine.CheckOperationsTimeout(hallModel, history, 5*time.Minute); result != porcupine.Ok {
					t.Errorf("%d operations: %s\n%s", len(history), result, faulty(history))
				}
				h.checkJournal(t)
				if n == 0 {
					findsFaults(t, history)
				}
				if len(history) < operations || h.line.cuts.Load() < int64(operations/20) {
					t.Errorf("%d operations, %d cuts", len(history), h.line.cuts.Load())
				}
				good.Add(1)
				total.Add(int64(len(history)))
				cuts.Add(h.line.cuts.Load())
			})
		}
	})
	measured.Tell(t, "linearizable: %d histories of %d clients, %d operations, %d kills, %d connections cut, in %v: 0 illegal, 0 unknown",
		good.Load(), linearClients, total.Load(), good.Load()*int64(kills), cuts.Load(), time.Since(began).Round(time.Second))
}

// faulty gives the operations of the groups that no hall can have answered so, in the order in which they were asked for.
func faulty(history []porcupine.Operation) string {
	var all strings.Builder
	one := hallModel
	one.Partition = nil
	for _, group := range hallModel.Partition(history) {
		if porcupine.CheckOperationsTimeout(one, group, time.Minute) == porcupine.Ok {
			continue
		}
		slices.SortFunc(group, func(a, b porcupine.Operation) int { return cmp.Compare(a.Call, b.Call) })
		for _, op := range group {
			fmt.Fprintf(&all, "%v to %v: client %d, %+v: %d\n", time.Duration(op.Call), time.Duration(op.Return), op.ClientId, op.Input, op.Output)
		}
	}
	return all.String()
}

// findsFaults sees to it that a history with a fault is found out: a number issued twice, one called out of its turn, and
// a count from the past.
func findsFaults(t *testing.T, history []porcupine.Operation) {
	t.Helper()
	for _, fault := range []struct {
		kind string
		out  func(int) int
	}{{"take", func(n int) int { return n - 1 }}, {"next", func(n int) int { return n + 1 }}, {"count", func(n int) int { return n + 500 }}} {
		broken := slices.Clone(history)
		i := slices.IndexFunc(broken, func(op porcupine.Operation) bool {
			return op.Input.(asking).kind == fault.kind && (op.Output.(int) > 3 || fault.kind == "count") // a queue may be short all along
		})
		broken[i].Output = fault.out(broken[i].Output.(int))
		if result := porcupine.CheckOperationsTimeout(hallModel, broken, time.Minute); result != porcupine.Illegal {
			t.Errorf("a history with a wrong %s is %s", fault.kind, result)
		}
		if told := faulty(broken); strings.Count(told, "\n") >= len(broken)/2 || !strings.Contains(told, fault.kind) {
			t.Errorf("of a history with a wrong %s this is told:\n%s", fault.kind, told)
		}
	}
}

// linear is one history: a hall with its clients, and what these saw.
type linear struct {
	dir     string
	line    *badLine
	address string
	began   time.Time
	clients []*linearClient
	left    atomic.Int64 // operations still to be begun
}

// linearClient is one kiosk or one window's counter.
type linearClient struct {
	*crashClient
	id     int
	at     asking // its place
	kiosk  bool
	chance *rand.Rand
	holds  string // the id of the ticket at its window
	seen   []seenOperation
}

// seenOperation is what was asked, with the ticket that the answer was about.
type seenOperation struct {
	porcupine.Operation
	ticket string
}

func newLinear(t *testing.T, seed uint64) *linear {
	t.Helper()
	h := &linear{dir: t.TempDir(), began: time.Now()}
	layout := rigLayout()
	layout.Services, layout.Windows, layout.Kiosks = nil, nil, nil
	for g := range linearGroups {
		id := queue.ServiceID(fmt.Sprint("group", g))
		layout.Services = append(layout.Services, queue.Service{ID: id, Prefix: string(rune('A' + g)), Name: queue.Text{ZH: "业务"}, StandardMinutes: 5})
		for w := range linearWindows {
			layout.Windows = append(layout.Windows, queue.Window{
				Number: windowOf(g, w), Name: queue.Text{ZH: "窗口"}, Zone: "1F", Services: []queue.ServiceID{id},
			})
		}
	}
	if _, err := createHall(t.Context(), h.dir, &layout, wallClock); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(h.dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	for id := range linearClients {
		g, n := id%linearGroups, id/linearGroups
		grant, kiosk := queue.Grant{Role: queue.RoleKiosk}, n < linearKiosks
		c := &linearClient{id: id, at: asking{group: g, window: n - linearKiosks}, kiosk: kiosk, chance: rand.New(rand.NewPCG(seed, uint64(id)))}
		if !kiosk {
			grant = queue.Grant{Role: queue.RoleCounter, Window: windowOf(g, c.at.window)}
		}
		token, err := access.Mint(s, []queue.Grant{grant}, wallClock())
		if err != nil {
			t.Fatal(err)
		}
		c.crashClient = newCrashClient(token)
		c.http.Transport = &http.Transport{DisableKeepAlives: true}
		h.clients = append(h.clients, c)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return h
}

func windowOf(group, window int) queue.WindowNumber {
	return queue.WindowNumber(1 + group*linearWindows + window)
}

// run lets the clients carry out operations, and kills the server so many times meanwhile.
func (h *linear) run(t *testing.T, operations, kills int) {
	t.Helper()
	serve := func() *process { return start(t, "serve", "--data", h.dir, "--listen", "127.0.0.1:0") }
	p := serve()
	h.line, h.address = newBadLine(t, p.url, 34)
	h.left.Store(int64(operations))
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var working sync.WaitGroup
	for _, c := range h.clients {
		working.Go(func() {
			if !c.kiosk {
				c.insist(ctx, h.address, c.request("", fmt.Sprintf("/api/v1/windows/%d/sign-in", windowOf(c.at.group, c.at.window)), "{}", ""))
			}
			for h.left.Add(-1) >= 0 {
				c.operate(ctx, h)
			}
		})
	}
	for n := range kills {
		for h.left.Load() > int64(operations-(n+1)*operations/(kills+1)) && ctx.Err() == nil {
			time.Sleep(5 * time.Millisecond)
		}
		p.kill()
		p = serve()
		h.line.leadTo(p.url)
	}
	working.Wait()
	if ctx.Err() != nil {
		t.Fatal("the history does not come to its end")
	}
	if code := p.stop(t); code != 0 {
		t.Errorf("exit code %d\n%s", code, p.logs)
	}
	for _, c := range h.clients {
		for _, problem := range c.problems {
			t.Error(problem)
		}
	}
}

// operate carries out one operation by chance, from the first try to the answer.
func (c *linearClient) operate(ctx context.Context, h *linear) {
	in := c.at
	window := fmt.Sprintf("/api/v1/windows/%d/", windowOf(in.group, in.window))
	var r *crashRequest
	switch n := c.chance.IntN(10); {
	case n < 2 || c.kiosk && n < 4:
		in.kind = "count"
	case c.kiosk:
		in.kind, r = "take", c.request("", "/api/v1/tickets", fmt.Sprintf(`{"service":"group%d"}`, in.group), "")
	case n < 4 && c.holds != "":
		in.kind, r = "no-show", c.request("", window+"no-show", `{"ticket":"`+c.holds+`"}`, "")
	default:
		in.kind, r = "next", c.request("", window+"next", `{"finish":true}`, "nobody_waiting")
	}
	call := time.Since(h.began)
	out, ticket := 0, ""
	if in.kind == "count" {
		out = c.count(ctx, h.address)
	} else {
		out, ticket = c.insist(ctx, h.address, r)
	}
	switch {
	case in.kind == "no-show":
		c.holds = ""
	case in.kind == "next" && ticket != "":
		c.holds = ticket
	}
	c.seen = append(c.seen, seenOperation{porcupine.Operation{
		ClientId: c.id, Input: in, Call: int64(call), Output: out, Return: int64(time.Since(h.began)),
	}, ticket})
}

// insist asks with one key until an answer comes, and gives the ticket's number and id.
func (c *linearClient) insist(ctx context.Context, url string, r *crashRequest) (number int, ticket string) {
	for c.pending = r; ; time.Sleep(2 * time.Millisecond) {
		err := c.ask(ctx, url)
		if err == nil {
			number, _ = strconv.Atoi(strings.TrimLeft(c.number, "ABCDEFGHIJ"))
			return number, c.ticket
		}
		if ctx.Err() != nil {
			return 0, ""
		}
	}
}

// count reads how many wait for the group's service.
func (c *linearClient) count(ctx context.Context, url string) int {
	for ctx.Err() == nil {
		var services []struct {
			ID           string
			WaitingCount int `json:"waiting_count"`
		}
		if err := c.get(url+"/api/v1/services", &services); err != nil {
			time.Sleep(2 * time.Millisecond)
			continue
		}
		for _, s := range services {
			if s.ID == fmt.Sprint("group", c.at.group) {
				return s.WaitingCount
			}
		}
	}
	return -1
}

// history gives what all clients saw.
func (h *linear) history() (all []porcupine.Operation) {
	for _, c := range h.clients {
		for _, op := range c.seen {
			all = append(all, op.Operation)
		}
	}
	return all
}

// checkJournal replays the journal of the whole hall: each answer is the one of its entry, the entries of two answers of
// which one was there before the other was asked for are in that order, and there is no entry without an answer.
func (h *linear) checkJournal(t *testing.T) {
	t.Helper()
	seqs := h.read(t)
	var done []placed
	for _, c := range h.clients {
		for _, op := range c.seen {
			kind := map[string]string{"take": "issued", "next": "called", "no-show": "marked_no_show"}[op.Input.(asking).kind]
			if op.ticket == "" || kind == "" {
				continue
			}
			seq, ok := seqs[kind+op.ticket]
			if !ok {
				t.Fatalf("ticket %s was acknowledged as %s and is not so in the journal", op.ticket, kind)
			}
			delete(seqs, kind+op.ticket)
			done = append(done, placed{op, seq})
		}
	}
	for what, seq := range seqs {
		t.Errorf("entry %d, %s, was acknowledged to nobody", seq, what)
	}
	slices.SortFunc(done, func(a, b placed) int { return int(a.seq) - int(b.seq) })
	var groups [linearGroups]serving
	for _, op := range done {
		in := op.Input.(asking)
		ok, after := groups[in.group].step(in, op.Output.(int))
		if !ok {
			t.Fatalf("entry %d: %+v was answered with %v, the group was %+v", op.seq, in, op.Output, groups[in.group])
		}
		groups[in.group] = after
	}
	if before, after, wrong := outOfOrder(done); wrong {
		t.Errorf("entry %d was asked for after entry %d had been answered", before.seq, after.seq)
	}
}

// placed is an operation with the sequence number of its entry.
type placed struct {
	seenOperation
	seq uint64
}

// outOfOrder finds, among operations in the order of the journal, one that was asked for only when a later one had been
// answered.
func outOfOrder(done []placed) (before, after placed, wrong bool) {
	for i := len(done) - 1; i >= 0; i-- {
		if i < len(done)-1 && done[i].Call > after.Return {
			return done[i], after, true
		}
		if i == len(done)-1 || done[i].Return < after.Return {
			after = done[i]
		}
	}
	return before, after, false
}

// read gives the sequence numbers of what happened to tickets, by event and ticket.
func (h *linear) read(t *testing.T) map[string]uint64 {
	t.Helper()
	s, err := store.Open(h.dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	seqs := map[string]uint64{}
	for last := uint64(0); ; {
		entries, err := s.Read(t.Context(), last, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) == 0 {
			return seqs
		}
		for _, e := range entries {
			last = e.Seq
			for _, ev := range e.Events {
				if kind := ev.Kind(); kind == "issued" || kind == "called" || kind == "marked_no_show" {
					id := string(ev.(interface{ After() *queue.Ticket }).After().ID)
					if _, twice := seqs[kind+id]; twice {
						t.Errorf("ticket %s is %s twice", id, kind)
					}
					seqs[kind+id] = e.Seq
				}
			}
		}
	}
}
