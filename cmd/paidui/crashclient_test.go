package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// crashClient is one kiosk or counter that works against a server that may die at any moment. A request without an
// answer is asked again with its key when the server is back.
type crashClient struct {
	token string
	http  *http.Client
	keys  int

	pending *crashRequest
	// next gives what to ask next, and is told the status and the ticket of the answer before.
	next func(status int, ticket string) *crashRequest
	// status, ticket and number are of the last answer.
	status         int
	ticket, number string
	// done are the acknowledged tickets by the kind of event that each acknowledgement promises.
	done     map[string]map[string]bool
	problems []string
}

type crashRequest struct {
	path, body, key string
	// kind is the event that a good answer promises.
	kind string
	// refused is the code of a refusal that is nothing wrong.
	refused string
}

func newCrashClient(token string) *crashClient {
	return &crashClient{
		token: token, http: &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{}}, done: map[string]map[string]bool{},
	}
}

func (c *crashClient) request(kind, path, body, refused string) *crashRequest {
	c.keys++
	return &crashRequest{path: path, body: body, key: c.token[len(c.token)-8:] + "-" + strconv.Itoa(c.keys), kind: kind, refused: refused}
}

// take is a kiosk: one number after the other.
func (c *crashClient) take(service string) func(int, string) *crashRequest {
	return func(int, string) *crashRequest {
		time.Sleep(2 * time.Millisecond)
		return c.request("issued", "/api/v1/tickets", `{"service":"`+service+`"}`, "")
	}
}

// work is a clerk: sign in, then call, start, and finish or pass over.
func (c *crashClient) work(window int) func(int, string) *crashRequest {
	path := fmt.Sprintf("/api/v1/windows/%d/", window)
	step, served := "sign-in", 0
	return func(status int, ticket string) *crashRequest {
		of := `{"ticket":"` + ticket + `"}`
		switch {
		case step == "sign-in":
			step = "next"
			return c.request("", path+"sign-in", `{}`, "")
		case step == "next" || status == http.StatusConflict:
			if status == http.StatusConflict {
				time.Sleep(5 * time.Millisecond)
			}
			step = "called"
			return c.request("called", path+"next", ``, "nobody_waiting")
		case step == "called" && served%5 == 4:
			step, served = "next", served+1
			return c.request("marked_no_show", path+"no-show", of, "")
		case step == "called":
			step = "started"
			return c.request("started", path+"start", of, "")
		}
		step, served = "next", served+1
		return c.request("finished", path+"finish", of, "")
	}
}

// run works until the server is gone.
func (c *crashClient) run(ctx context.Context, url string) {
	for ctx.Err() == nil {
		if c.pending == nil {
			c.pending = c.next(c.status, c.ticket)
		}
		if err := c.ask(ctx, url); err != nil {
			return
		}
	}
}

// resolve asks again what has had no answer.
func (c *crashClient) resolve(url string) {
	if c.pending == nil {
		return
	}
	if err := c.ask(context.Background(), url); err != nil {
		c.problem("%v", err)
	}
}

func (c *crashClient) problem(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

// ask sends the pending request; it stays pending unless the answer came whole.
func (c *crashClient) ask(ctx context.Context, url string) error {
	r := c.pending
	status, answer, err := c.send(ctx, http.MethodPost, url+r.path, r.key, r.body)
	if err != nil {
		return err
	}
	var got struct {
		ID, Code string
		Number   any // a ticket's is a text, a window's is not
	}
	if err := json.Unmarshal(answer, &got); err != nil {
		return fmt.Errorf("answer %q: %w", answer, err)
	}
	c.pending, c.status, c.ticket = nil, status, got.ID
	c.number, _ = got.Number.(string)
	switch {
	case status >= 300 && (got.Code != r.refused || r.refused == ""):
		c.problem("%s %s: %d %s", r.path, r.body, status, answer)
	case status < 300 && r.kind != "":
		if c.done[r.kind] == nil {
			c.done[r.kind] = map[string]bool{}
		}
		if c.done[r.kind][got.ID] {
			c.problem("%s: ticket %s was answered twice", r.path, got.ID)
		}
		c.done[r.kind][got.ID] = true
	}
	return nil
}

func (c *crashClient) send(ctx context.Context, method, url, key, body string) (status int, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader([]byte(body)))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", key)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err = io.ReadAll(resp.Body)
	return resp.StatusCode, answer, err
}

// get reads an address.
func (c *crashClient) get(url string, into any) error {
	status, answer, err := c.send(context.Background(), http.MethodGet, url, "", "")
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return fmt.Errorf("%s: %d %s", url, status, answer)
	}
	return json.Unmarshal(answer, into)
}
