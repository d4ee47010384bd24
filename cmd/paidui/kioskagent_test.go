package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/escpos/escpostest"
	"github.com/paidui/paidui/queue"
)

// cardReader, as this binary's first argument, makes it a card reader's program.
const cardReader = "card-reader"

// readCards prints what stands in a file, as often as a reader reads the card that lies on it, and complains of it.
func readCards(file string) {
	for {
		if text, err := os.ReadFile(file); err == nil && len(text) > 0 {
			fmt.Println(string(text))
			fmt.Fprintln(os.Stderr, "read", string(text))
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// tray is where a card lies before it is read: by a program, out of a file, or by who asks for it over HTTP.
type tray struct {
	mu   sync.Mutex
	text string
	file string
}

// program gives the address of a reader's program that reads the tray.
func (y *tray) program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	y.file = filepath.Join(t.TempDir(), "card")
	y.lay("")
	return fmt.Sprintf(`exec:"%s" %s "%s"`, self, cardReader, y.file)
}

// lay puts a card there in place of what lies there; "" takes that away.
func (y *tray) lay(text string) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.text = text; y.file == "" {
		return
	}
	// Renamed, so that no half of it is read.
	if err := os.WriteFile(y.file+".new", []byte(text), 0o600); err != nil {
		panic(err)
	}
	if err := os.Rename(y.file+".new", y.file); err != nil {
		panic(err)
	}
}

// ServeHTTP implements http.Handler.
func (y *tray) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	y.mu.Lock()
	defer y.mu.Unlock()
	_, _ = w.Write([]byte(y.text))
}

// carrying is an agent that runs.
type carrying struct {
	t     *testing.T
	log   logged
	end   context.CancelFunc
	ended chan int
}

// agent runs the command with the token of who.
func (g *rig) agent(url, who string, args ...string) *carrying {
	g.t.Helper()
	t := g.t.(*testing.T)
	ctx, cancel := context.WithCancel(t.Context())
	a := &carrying{t: t, end: cancel, ended: make(chan int, 1)}
	args = append([]string{"kiosk-agent", "--server", url, "--token-file", tokenFile(t, g.tokens[who])}, args...)
	go func() { a.ended <- run(&terminal{ctx: ctx, out: &a.log, err: &a.log}, args) }()
	t.Cleanup(func() { a.stop() })
	return a
}

func tokenFile(t *testing.T, token string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("\uFEFF"+token+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// stop asks the agent to end and gives what it logged.
func (a *carrying) stop() string {
	a.t.Helper()
	a.end()
	select {
	case code := <-a.ended:
		if code != 0 {
			a.t.Errorf("the agent ends with %d", code)
		}
		a.ended <- code
	case <-time.After(20 * time.Second):
		a.t.Error("the agent does not end")
	}
	return a.log.String()
}

// agentIs waits until staff see the agent of kiosk 1 as wanted.
func (g *rig) agentIs(what string, so func(agent map[string]any) bool) {
	g.t.Helper()
	var agent map[string]any
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		agent, _ = g.ask("desk", http.MethodGet, "/api/v1/kiosks", "").want(http.StatusOK).list()[0]["agent"].(map[string]any)
		if so(agent) {
			return
		}
		if time.Now().After(deadline) {
			g.t.Fatalf("%s: not so: %v", what, agent)
		}
	}
}

// agentPrinter gives the hall a printer on the computer of kiosk 1.
func agentPrinter(l *queue.Layout) {
	l.Printers = []queue.Printer{{ID: "east", Name: queue.Text{ZH: "东门打印机"}, Address: queue.AgentAddress}}
	l.Kiosks[0].Printer = "east"
}

// TestKioskAgentPrints a slip on the kiosk's own printer; staff see when the agent is away, and it comes back by itself.
func TestKioskAgentPrints(t *testing.T) {
	t.Parallel()
	g := newRig(t, agentPrinter)
	printer := escpostest.Start(t, escpostest.Behaviour{})
	online := func(agent map[string]any) bool { return agent["connected"] == true && agent["printer"] == "ok" }
	g.agentIs("expected, and never here", func(agent map[string]any) bool { return agent["connected"] == false && agent["since"] == nil })
	if west := g.ask("admin", http.MethodGet, "/api/v1/kiosks", "").list()[1]; west["agent"] != nil || west["number"] != 2.0 || west["zone"] != "1F" {
		t.Errorf("a kiosk without an agent: %v", west)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	web := serveAt(l, g.server.Handler())
	agent := g.agent("http://"+address, "eastkiosk", "--printer", "tcp://"+printer.Addr)
	g.agentIs("online", online)
	slip, err := escpos.Encode(escpos.TestPage(escpos.Paper80(), "http://hall.test"), escpos.Paper80())
	if err != nil {
		t.Fatal(err)
	}
	if err := g.server.agents.Printer(1).Print(t.Context(), slip); err != nil || len(printer.Jobs()) != 1 || string(printer.Jobs()[0]) != string(slip) {
		t.Errorf("print: %v, %d jobs", err, len(printer.Jobs()))
	}
	number := g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated)
	if ok, state := g.outcome(number.str("access")); ok != true {
		t.Errorf("the number's slip: %v", state)
	}
	if texts, _ := slips(t, printer, escpos.Paper80()); len(texts) != 2 || !contains(texts[1], "A001") {
		t.Errorf("printed %q", texts)
	}
	printer.Become(escpostest.Behaviour{PaperOut: true})
	g.agentIs("out of paper", func(agent map[string]any) bool { return agent["printer"] == "paper_out" })
	g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusServiceUnavailable, "printer_stopped")
	printer.Become(escpostest.Behaviour{})

	// The hall is started anew.
	web.Close()
	g.restart()
	if l, err = net.Listen("tcp", address); err != nil {
		t.Fatal(err)
	}
	web = serveAt(l, g.server.Handler())
	defer func() { web.Close() }()
	g.agentIs("back", online)
	if log := agent.stop(); contains(log, g.tokens["eastkiosk"]) || !contains(log, "connected to the hall") {
		t.Errorf("the agent's log:\n%s", log)
	}
	g.agentIs("stopped", func(agent map[string]any) bool { return agent["connected"] == false })

	// A process of its own, which is killed.
	cmd := exec.Command(paidui(t), "kiosk-agent", "--server", "http://"+address, "--printer", "tcp://"+printer.Addr)
	cmd.Env = append(os.Environ(), "PAIDUI_TOKEN="+g.tokens["eastkiosk"])
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	g.agentIs("a process", online)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	g.agentIs("killed", func(agent map[string]any) bool { return agent["connected"] == false })
	if state, err := g.server.agents.Printer(1).State(t.Context()); err != nil || !state.Offline {
		t.Errorf("its printer is %+v, %v", state, err)
	}
}

func serveAt(l net.Listener, h http.Handler) *httptest.Server {
	web := httptest.NewUnstartedServer(h)
	_ = web.Listener.Close()
	web.Listener = l
	web.Start()
	return web
}

// TestKioskLinesAreForKiosks that the hall knows by their numbers, and end with the right to them.
func TestKioskLinesAreForKiosks(t *testing.T) {
	t.Parallel()
	g := newRig(t, nil)
	url := g.live()
	_, cookie := g.enrol(g.tokens["eastkiosk"], "")
	device := []string{"Origin", url, "Cookie", "paidui_device=" + cookie.Value}
	page, _, err := dial(t, url, "/ws/kiosk", device...)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, path string
		status     int
		headers    []string
	}{
		{"a browser is no agent", "/ws/kiosk-agent", 401, device[2:]},
		{"a kiosk without a number", "/ws/kiosk-agent", 403, []string{"Authorization", "Bearer " + g.tokens["kiosk"]}},
		{"a page without a number", "/ws/kiosk", 403, []string{"Authorization", "Bearer " + g.tokens["kiosk"]}},
		{"the desk", "/ws/kiosk", 403, []string{"Authorization", "Bearer " + g.tokens["desk"]}},
		{"nobody", "/ws/kiosk", 401, nil},
		{"another site", "/ws/kiosk", 403, []string{"Origin", "http://elsewhere.test", "Cookie", device[3]}},
	} {
		if c.name == "a browser is no agent" {
			c.headers = append([]string{"Origin", url}, c.headers...)
			conn, _, err := dial(t, url, c.path, c.headers...)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := conn.ReadMessage(); err == nil || !contains(err.Error(), "4401") {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if _, response, _ := dial(t, url, c.path, c.headers...); response == nil || response.StatusCode != c.status {
			t.Errorf("%s: %v, want %d", c.name, response, c.status)
		}
	}
	// The machine becomes another kiosk: it hears of this one no more.
	if a, _ := g.enrol(g.tokens["westkiosk"], cookie.Value); len(a.want(http.StatusOK).object()["grants"].([]any)) != 1 {
		t.Errorf("grants %s", a.Body)
	}
	for err = nil; err == nil; {
		_, _, err = page.ReadMessage()
	}
	if !contains(err.Error(), "1008") {
		t.Errorf("the line ends with %v", err)
	}
	// A kiosk that the hall has no longer.
	layout := rigLayout()
	layout.Kiosks = layout.Kiosks[1:]
	g.do(queue.SetUp{Layout: layout})
	if _, response, _ := dial(t, url, "/ws/kiosk-agent", "Authorization", "Bearer "+g.tokens["eastkiosk"]); response == nil || response.StatusCode != 404 {
		t.Errorf("a kiosk that is gone: %v", response)
	}
}

func TestKioskAgentRefuses(t *testing.T) {
	token := tokenFile(t, "pd_x")
	empty := tokenFile(t, "")
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"", exitUsage, "--server"},
		{"--server http://hall.test", exitFailed, "PAIDUI_TOKEN"},
		{"--server http://hall.test --token-file " + empty, exitFailed, "PAIDUI_TOKEN"},
		{"--server http://hall.test --token-file " + token + "x", exitFailed, "token"},
		{"--server http://hall.test --token-file " + token + " --token y", exitUsage, "--token"},
		{"--server hall.test --token-file " + token, exitFailed, "http://192.168.1.10:8080"},
		{"--server http://hall.test --token-file " + token + " --printer com1", exitFailed, "com1"},
		{"--server http://hall.test --token-file " + token + " --reader http://192.168.1.9/", exitFailed, "this computer"},
		{"--server http://hall.test --token-file " + token + " --reader exec:", exitFailed, "exec:PROGRAM"},
	} {
		if s := say(t, append([]string{"kiosk-agent"}, strings.Fields(c.args)...)...); s.code != c.code || !contains(s.err, c.says) {
			t.Errorf("kiosk-agent %s: %+v", c.args, s)
		}
	}
}

// The two numbers that the standard's readers are tried with, and what no card holds. A kiosk's clock may be wrong by years.
func TestCanBeIDNumber(t *testing.T) {
	for number, can := range map[string]bool{
		"11010519491231002X": true, "440524188001010014": true, oldID: true, youngID: true,
		"110105194912310021": false, "": false, "110105491231002": false,
	} {
		if canBeIDNumber(number) != can {
			t.Errorf("canBeIDNumber(%q) = %v", number, !can)
		}
	}
}
