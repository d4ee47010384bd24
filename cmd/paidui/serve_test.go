package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

func TestServeStopsWhenAsked(t *testing.T) {
	data := newData(t)
	kiosk := newCrashClient(strings.TrimSpace(must(t, "token", "--data", data, "--role", "kiosk")))
	p := start(t, "serve", "--data", data, "--listen", "127.0.0.1:0")
	if !regexp.MustCompile(`^http://127\.0\.0\.1:\d+$`).MatchString(p.url) {
		t.Errorf("listening on %q", p.url)
	}
	kiosk.pending = kiosk.request("issued", "/api/v1/tickets", `{"service":"social"}`, "")
	if err := kiosk.ask(t.Context(), p.url); err != nil || len(kiosk.problems) > 0 {
		t.Errorf("take: %v %v", err, kiosk.problems)
	}
	if status, _, err := kiosk.send(t.Context(), http.MethodGet, p.url+"/metrics", "", ""); err != nil || status != http.StatusNotFound {
		t.Errorf("metrics on the public listener: %d, %v", status, err)
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if rest := <-p.rest; rest != "" {
		t.Errorf("standard output has more than its first line: %q", rest)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, p.logs)
	}
	for _, line := range strings.Split(strings.TrimSpace(p.logs.String()), "\n") {
		var record struct{ Time, Level, Msg string }
		if err := json.Unmarshal([]byte(line), &record); err != nil || record.Msg == "" {
			t.Errorf("log line %q: %v", line, err)
		}
	}
	must(t, "verify", "--data", data)
}

func TestServeRefuses(t *testing.T) {
	data := newData(t)
	none := filepath.Join(t.TempDir(), "none")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"serve", "--data", none}, "paidui init --data"},
		{[]string{"serve", "--data", data, "--listen", "nowhere"}, "nowhere"},
		{[]string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "nowhere"}, "nowhere"},
		{[]string{"serve", "--data", data, "--tls-cert", none, "--tls-key", none}, "certificate"},
	} {
		if s := say(t, c.args...); s.code != exitFailed || !strings.Contains(s.err, c.says) || s.out != "" {
			t.Errorf("paidui %v: %+v", c.args, s)
		}
	}
	must(t, "verify", "--data", data)
}

// TestDemo runs the demo as a visitor finds it.
func TestDemo(t *testing.T) {
	paidui(t) // built before the demo gets a temporary directory of its own
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	p := start(t, "demo", "--listen", "127.0.0.1:0")
	visitor := newCrashClient("xxxxxxxx")
	var services []struct {
		Waiting int `json:"waiting_count"`
		Issuing bool
	}
	get := func(path string) *http.Response {
		t.Helper()
		resp, err := http.Get(p.url + path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = resp.Body.Close() })
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
		return resp
	}
	for _, page := range []string{"/", "/kiosk", "/counter", "/hall/1F", "/hall/2F", "/window/3"} {
		get(page)
	}
	if err := json.NewDecoder(get("/api/v1/services").Body).Decode(&services); err != nil {
		t.Fatal(err)
	}
	waiting := 0
	for _, s := range services {
		waiting += s.Waiting
		if !s.Issuing {
			t.Errorf("no numbers are issued: %+v", services)
		}
	}
	if len(services) != 8 || waiting < 5 {
		t.Errorf("%d people wait for %d services", waiting, len(services))
	}
	enrol, err := visitor.http.Post(p.url+"/demo/enrol", "application/json", strings.NewReader(`{"role":"counter","window":4}`))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = enrol.Body.Close() }()
	if enrol.StatusCode != http.StatusOK || len(enrol.Cookies()) != 1 {
		t.Errorf("enrol: %d, %v", enrol.StatusCode, enrol.Cookies())
	}
	if code := p.stop(t); code != 0 {
		t.Errorf("exit code %d\n%s", code, p.logs)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("the demo left %v behind, %v", left, err)
	}
}
