package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
)

// hall is a hall that runs, in a process of its own, with everything that a real one has.
type hall struct {
	*child
	metricsURL   string
	admin, kiosk string
	screen       string
	counters     []string // the tokens of windows 1 to calling
}

// services are what the hall offers; every window serves all of them.
var services = []string{"social", "medical", "tax", "house"}

// hallText is the hall file: open round the clock, so that the clock does not matter, and without the limits that keep one
// kiosk from issuing thousands of numbers.
func hallText() string {
	var s strings.Builder
	s.WriteString(`hall: {name: {zh: 测试大厅, en: Bench hall}, time_zone: Asia/Shanghai}
hours: {days: [mon, tue, wed, thu, fri, sat, sun], sessions: ["00:00-24:00"]}
zones: [{id: 1F, name: {zh: 一楼大厅, en: Ground floor}}]
settings: {kiosk_per_minute: 0, min_presence_seconds: 0}
services:
`)
	for n, id := range services {
		fmt.Fprintf(&s, "- {id: %s, prefix: %c, name: {zh: 业务%d, en: Service %d}, standard_minutes: 8}\n", id, 'A'+n, n+1, n+1)
	}
	s.WriteString("windows:\n")
	for n := range calling {
		fmt.Fprintf(&s, "- {number: %d, name: {zh: 综合窗口}, location: {zh: 一楼东侧}, zone: 1F, services: [%s]}\n", n+1, strings.Join(services, ", "))
	}
	return s.String()
}

// newHall makes a hall in this round's directory and starts it; with windows, they are signed in.
func (b *run) newHall(ctx context.Context, name string, windows bool) (h *hall, err error) {
	dir, file := b.in(name), b.in(name+".yaml")
	if err := os.WriteFile(file, []byte(hallText()), 0o600); err != nil {
		return nil, err
	}
	if _, err := do(ctx, b.Program, "init", "--data", dir, "--hall", file); err != nil {
		return nil, err
	}
	h = &hall{}
	token := func(into *string, args ...string) {
		if err == nil {
			*into, err = do(ctx, b.Program, append([]string{"token", "--data", dir, "--role"}, args...)...)
		}
	}
	token(&h.admin, "admin")
	token(&h.kiosk, "kiosk")
	token(&h.screen, "screen", "--zone", "1F")
	if windows {
		h.counters = make([]string, calling)
		for n := range h.counters {
			token(&h.counters[n], "counter", "--window", fmt.Sprint(n+1))
		}
	}
	if err != nil {
		return nil, err
	}
	if err := h.up(ctx, b.Program, dir); err != nil {
		return nil, err
	}
	for n := range h.counters {
		if err := h.post(ctx, h.counters[n], fmt.Sprintf("/api/v1/windows/%d/sign-in", n+1), "{}"); err != nil {
			return nil, errors.Join(err, h.stop())
		}
	}
	return h, nil
}

// metricsRoot is the address of the second listener.
func (h *hall) metricsRoot() string { return strings.TrimSuffix(h.metricsURL, "/metrics") }

// up starts the server on dir.
func (h *hall) up(ctx context.Context, program, dir string) (err error) {
	h.child, err = start(ctx, program, "serve", "--data", dir, "--listen", "127.0.0.1:0")
	if err != nil {
		return err
	}
	h.metricsURL, err = h.metricsAddress()
	return err
}

// post asks once, for what is not measured.
func (h *hall) post(ctx context.Context, token, path, body string) error {
	c, err := h.connect(path, token)
	if err != nil {
		return err
	}
	defer c.close()
	return c.ask(body, http.StatusOK)
}

// fill issues n numbers.
func (h *hall) fill(ctx context.Context, n int) error {
	kiosk, err := h.connect("/api/v1/tickets", h.kiosk)
	if err != nil {
		return err
	}
	defer kiosk.close()
	for i := range n {
		if err := kiosk.ask(takeBody(i), http.StatusCreated); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// takeBody asks for a number of the n-th service, round and round.
func takeBody(n int) string { return `{"service":"` + services[n%len(services)] + `"}` }

// record gives as many bytes as the journal's record of the last entry has: the JSON of the entry, the hash of the record
// before it, a version and a checksum.
func (h *hall) record(ctx context.Context) ([]byte, error) {
	m, err := scrape(ctx, h.metricsURL)
	if err != nil {
		return nil, err
	}
	var entries []map[string]json.RawMessage
	path := fmt.Sprintf("/api/v1/journal?after=%.0f&limit=1", m["paidui_journal_seq"]-1)
	if err := h.get(ctx, h.admin, path, &entries); err != nil {
		return nil, err
	}
	if len(entries) != 1 {
		return nil, fmt.Errorf("%s gave %d entries", path, len(entries))
	}
	delete(entries[0], "hash")
	text, err := json.Marshal(entries[0])
	if err != nil {
		return nil, err
	}
	return append(make([]byte, 1+4+32), text...), nil
}

// get reads an answer of the hall's.
func (h *hall) get(ctx context.Context, token, path string, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+h.address+path, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s: %s", path, answer.Status)
	}
	return json.NewDecoder(answer.Body).Decode(into)
}
