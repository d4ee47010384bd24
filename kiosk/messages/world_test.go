package messages

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paidui/paidui/queue"
)

// memoryOutbox is an Outbox without a disk, beside the journal of its hall.
type memoryOutbox struct {
	queue.MemoryJournal
	mu            sync.Mutex
	mark          *queue.MessageMark
	pending, dead map[string]queue.Message
	writes        int
	refuse        int // so many writes that come are refused
}

func newOutbox() *memoryOutbox {
	return &memoryOutbox{pending: map[string]queue.Message{}, dead: map[string]queue.Message{}}
}

var errFull = errors.New("the disk is full")

// write does under the lock, unless it is refused.
func (o *memoryOutbox) write(do func()) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.refuse > 0 {
		o.refuse--
		return errFull
	}
	o.writes++
	do()
	return nil
}

func (o *memoryOutbox) MessageMark() (queue.MessageMark, bool, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.mark == nil {
		return queue.MessageMark{}, false, nil
	}
	return *o.mark, true, nil
}

func (o *memoryOutbox) PutMessages(mark queue.MessageMark, messages ...queue.Message) error {
	return o.write(func() {
		o.mark = &mark
		for _, m := range messages {
			o.pending[m.ID] = m
		}
	})
}

func (o *memoryOutbox) PendingMessages() ([]queue.Message, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Collect(maps.Values(o.pending)), nil
}

func (o *memoryOutbox) SettleMessages(delivered []string, again, dead []queue.Message) ([]string, error) {
	return nil, o.write(func() {
		for _, id := range delivered {
			delete(o.pending, id)
		}
		for _, m := range again {
			o.pending[m.ID] = m
		}
		for _, m := range dead {
			delete(o.pending, m.ID)
			o.dead[m.ID] = m
		}
	})
}

func (o *memoryOutbox) RetryMessage(id string, at queue.Instant) (m *queue.Message, found bool, err error) {
	err = o.write(func() {
		if dead, ok := o.dead[id]; ok {
			delete(o.dead, id)
			dead.Tries, dead.NextTry, dead.DeadAt = 0, at, 0
			o.pending[id], m = dead, &dead
		}
		_, found = o.pending[id]
	})
	return m, found, err
}

// look lets read see the maps.
func (o *memoryOutbox) look(read func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	read()
}

// counts tells how many messages are pending and dead.
func (o *memoryOutbox) counts() (pending, dead int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.pending), len(o.dead)
}

// post is a request as the gateway saw it.
type post struct {
	at   time.Time
	id   string
	body Body
	raw  string
}

// gateway is a transport that is a gateway at the same time, so that tests have a clock of their own. It answers by
// answer, 204 without one, and checks every signature by itself.
type gateway struct {
	t      *testing.T
	mu     sync.Mutex
	posts  []post
	under  int
	most   int // how many requests were under way at once
	answer func(post) (status int)
	hold   chan struct{} // when set, requests wait for it to be closed
}

var key = bytes.Repeat([]byte{7}, 32)

func target() Target {
	return Target{"https://gateway.test/hook?token=hush", "whsec_" + base64.StdEncoding.EncodeToString(key)}
}

// RoundTrip implements http.RoundTripper.
func (g *gateway) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(r.Header.Get("webhook-id") + "." + r.Header.Get("webhook-timestamp") + "." + string(raw)))
	if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); r.Header.Get("webhook-signature") != want || r.Header.Get("webhook-id") == "" {
		g.t.Errorf("signature %q, want %q", r.Header.Get("webhook-signature"), want)
	}
	p := post{at: time.Now(), id: r.Header.Get("webhook-id"), raw: string(raw)}
	if err := json.Unmarshal(raw, &p.body); err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		g.t.Errorf("body %s: %v", raw, err)
	}
	g.mu.Lock()
	g.posts = append(g.posts, p)
	g.under++
	g.most = max(g.most, g.under)
	hold, judge := g.hold, g.answer
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		g.under--
		g.mu.Unlock()
	}()
	if hold != nil {
		select {
		case <-hold:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	status := http.StatusNoContent
	if judge != nil {
		status = judge(p)
	}
	answer := httptest.NewRecorder()
	answer.Header().Set("Location", "https://elsewhere.test/")
	answer.WriteHeader(status)
	_, _ = answer.WriteString("13800138000")
	return answer.Result(), nil
}

// turn makes the gateway answer with status from now on, and hold nothing back.
func (g *gateway) turn(status int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hold, g.answer = nil, func(post) int { return status }
}

func (g *gateway) seen() []post {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.posts)
}

// types gives what came, each as its type's kind and number.
func (g *gateway) types() (all []string) {
	for _, p := range g.seen() {
		all = append(all, kinds[p.body.Type]+" "+cmp.Or(string(p.body.Data.Number), string(p.body.Data.Appointment)))
	}
	return all
}

// texts are some of the table's.
func texts(key string) (zh, en string) {
	return map[string]string{
			"msg.issued": "【{center}】{ticket} {service} {n}", "msg.soon": "{ticket} {n} {zone}", "msg.called": "{ticket} 到 {window}",
			"msg.noshow": "{ticket} {help}", "msg.booked": "{date} {slot} {service}", "msg.trial": "【测试】{text}",
		}[key], map[string]string{
			"msg.issued": "[{center}] {ticket} {service} {n}", "msg.soon": "{ticket} {n} {zone}", "msg.called": "{ticket} to {window}",
			"msg.noshow": "{ticket} {help}", "msg.booked": "{date} {slot} {service}", "msg.trial": "[Test] {text}",
		}[key]
}

// logged keeps what was logged.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// town is a hall that never closes, with its outbox, a gateway and the time of its test's bubble.
type town struct {
	t       *testing.T
	hall    *queue.Hall
	outbox  *memoryOutbox
	gateway *gateway
	log     logged
	stop    func()
	service *Service
}

func clock() queue.Instant { return queue.At(time.Now()) }

// newTown gives one that does not make messages yet.
func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, outbox: newOutbox(), gateway: &gateway{t: t}, stop: func() {}}
	w.open()
	settings := queue.DefaultSettings()
	settings.MaxCalls, settings.MinPresenceSeconds = 1, 0
	w.do(queue.SetUp{Layout: queue.Layout{
		Name: queue.Text{ZH: "中心", EN: "Centre"}, TimeZone: "Asia/Shanghai", Zones: []queue.Zone{{ID: "1F", Name: queue.Text{ZH: "一楼"}}},
		Hours:    queue.BusinessHours{Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{{Open: 0, Close: 24 * 60}}},
		Services: []queue.Service{{ID: "social", Prefix: "A", Name: queue.Text{ZH: "社保"}, StandardMinutes: 8, SlotCapacity: 3}},
		Windows: []queue.Window{
			{Number: 3, Name: queue.Text{ZH: "社保窗口"}, Location: queue.Text{ZH: "东侧"}, Zone: "1F", Services: []queue.ServiceID{"social"}},
			{Number: 4, Name: queue.Text{ZH: "社保窗口"}, Zone: "1F", Services: []queue.ServiceID{"social"}},
			{Number: 5, Name: queue.Text{ZH: "社保窗口"}, Zone: "1F", Services: []queue.ServiceID{"social"}},
		},
		Settings: settings,
	}})
	t.Cleanup(func() { w.stop() })
	return w
}

func (w *town) open() {
	hall, err := queue.Open(context.Background(), &w.outbox.MemoryJournal, clock)
	if err != nil {
		w.t.Fatal(err)
	}
	w.hall = hall
}

// run makes and delivers messages until halt.
func (w *town) run() {
	w.t.Helper()
	service, err := New(Config{
		Hall: w.hall, Outbox: w.outbox, Journal: "ab12", Clock: clock, Text: texts, Target: target(), Transport: w.gateway,
		Phone: func(sealed string) string { return strings.TrimPrefix(sealed, "sealed ") },
		Log:   slog.New(slog.NewTextHandler(&w.log, nil)),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- service.Run(ctx) }()
	w.service = service
	w.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error(err)
		}
		w.stop = func() {}
	}
	synctest.Wait()
}

// close ends all.
func (w *town) close() {
	w.stop()
	_ = w.hall.Close()
}

func (w *town) do(c queue.Command) queue.Entry {
	w.t.Helper()
	e, err := w.hall.Do(context.Background(), queue.Origin{}, c)
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

func (w *town) take(phone string) *queue.Ticket {
	w.t.Helper()
	take := queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk}
	if phone != "" {
		take.Sealed = "sealed " + phone
	}
	e := w.do(take)
	return e.Ticket()
}

func expect(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}
