package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// terminalCounter is a counter in a terminal at window 3, which reads lines.
type terminalCounter struct {
	t    *testing.T
	in   chan []string
	out  logged
	seen int
	done chan error
}

// atTerminal starts a counter over the hall at address.
func (g *rig) atTerminal(t *testing.T, address string) *terminalCounter {
	t.Helper()
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	tc := &terminalCounter{t: t, in: make(chan []string), done: make(chan error, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	command := counterCommand{Window: 3}
	go func() { tc.done <- command.work(ctx, base, g.tokens["counter3"], &printer{out: &tc.out}, tc.in) }()
	t.Cleanup(cancel)
	return tc
}

// type_ gives lines, each when the one before has had its effect.
func (tc *terminalCounter) type_(lines ...string) {
	tc.t.Helper()
	for _, line := range lines {
		select {
		case tc.in <- []string{line}:
		case <-time.After(stepWithin):
			tc.t.Fatalf("the counter does not take %q; it says:\n%s", line, tc.out.String())
		}
	}
}

// sees waits for words that come after those seen before.
func (tc *terminalCounter) sees(words string) {
	tc.t.Helper()
	for end := time.Now().Add(stepWithin); ; time.Sleep(20 * time.Millisecond) {
		text := tc.out.String()
		if i := strings.Index(text[tc.seen:], words); i >= 0 {
			tc.seen += i + len(words)
			return
		}
		if time.Now().After(end) {
			tc.t.Fatalf("no %q after:\n%s", words, text)
		}
	}
}

// TestTerminalMorning serves a morning from a terminal by lines: every key, and codes.
func TestTerminalMorning(t *testing.T) {
	t.Parallel()
	g := newRig(t, func(l *queue.Layout) {
		l.Settings.DeadPressMS = 0
		l.Windows[1].Post = queue.Post{AStaff: "1001", BStaff: "1002"}
	})
	tc := g.atTerminal(t, g.live())
	tc.sees("请签到")
	tc.type_("9")
	tc.sees("没有这个工号")
	tc.type_("") // whose computer it is
	tc.sees("服务中 · 张晓梅 · 当前无人等候")
	tc.type_(" ")
	tc.sees("! 当前无人等候")
	for range 8 {
		g.take()
	}
	tc.sees("等候 8 人")
	tc.type_("01")
	tc.sees("A001 已叫号")
	tc.type_("f")
	tc.sees("! 办结 现在不能用")
	tc.type_("s", "04")
	tc.sees("A001 已办结")
	tc.type_("1", "2") // two lines, one code
	tc.sees("还有 7 人等候，请选先办的原因")
	tc.type_("0", "只问一句")
	tc.sees("A009 办理中")
	tc.type_("o")
	tc.sees("5 咨询")
	tc.type_("3")
	tc.sees("请填写原因")
	tc.type_("不属于本区")
	tc.sees("A009 已办结")
	tc.type_("u")
	tc.sees("A009 办理中")
	tc.type_("q")
	tc.sees("! 请先办结或处理 A009 号")
	tc.type_("f", "space", "b")
	tc.sees("A002 已退回队列")
	tc.type_("c", "2", "2")
	tc.sees("A003 已叫号")
	tc.type_("start")
	tc.sees("! 没有这个键")
	tc.type_("s", "h")
	tc.sees("A003 已挂起")
	tc.sees("挂起 1 个 A003")
	tc.type_("space", "r")
	tc.sees("! 重呼 现在不能用")
	g.pass(time.Minute)
	tc.sees("最长等候 1 分钟") // the hall's clock is the server's
	tc.type_("x")
	tc.sees("A002 已过号")
	tc.type_("a")
	tc.sees("A002 已到场")
	tc.type_("e")
	tc.sees("A003 办理中")
	tc.type_("t", "1")
	tc.sees("A003 已转到社会保险")
	tc.type_("l", "2", "l", "1")
	tc.sees("暂停")
	tc.type_("s")
	tc.sees("! 开始办理 现在不能用")
	tc.type_("p")
	tc.sees("服务中")
	tc.type_("p", "5")
	tc.sees("确需离开请选返回时间")
	tc.type_("0", "5")
	tc.sees("暂停")
	tc.type_("09", "d")
	tc.sees("1 李建国 1002")
	tc.type_("1")
	tc.sees("工号 1002 已顶岗")
	tc.type_("i")
	tc.sees("! 接着办 现在不能用")
	tc.type_("77")
	tc.sees("! 77 没有这个代码")
	tc.type_("q", "1")
	tc.sees("请签到")
	close(tc.in)
	if err := <-tc.done; err != nil {
		t.Error(err)
	}
	g.hall.View(func(st *queue.State) {
		if served := st.Count(queue.StatusServed); served != 2 || st.Count(queue.StatusWaiting) != 7 {
			t.Errorf("%d served, %d waiting", served, st.Count(queue.StatusWaiting))
		}
	})
}

// TestTerminalOverACut presses while the server does what is asked and its answers are lost: each press has one effect.
func TestTerminalOverACut(t *testing.T) {
	t.Parallel()
	g := newRig(t, func(l *queue.Layout) { l.Settings.DeadPressMS = 0 })
	for range 3 {
		g.take()
	}
	g.window("sign-in", `{}`).want(http.StatusOK)
	var lost, down atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() > 0 {
			panic(http.ErrAbortHandler)
		}
		if r.Method == http.MethodPost && lost.Add(-1) >= 0 {
			g.server.Handler().ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		g.server.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	tc := g.atTerminal(t, server.URL)
	tc.sees("等候 3 人")
	lost.Store(3)
	tc.type_("space")
	tc.sees("A001 已叫号")
	tc.type_("s")
	tc.sees("A001 办理中")
	g.wantCalls("the answers were lost", 1, 0, 2)

	// The hall restarts; the counter says so, comes back and shows the truth.
	down.Store(1)
	g.restart()
	server.CloseClientConnections()
	tc.sees("正在重连")
	down.Store(0)
	tc.sees("A001 办理中")
	tc.type_("space")
	tc.sees("A002 已叫号")
	g.wantCalls("after the restart", 2, 1, 1)
}

// TestTerminalNotStarted asks in place who it was that came.
func TestTerminalNotStarted(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Settings.DeadPressMS, l.Settings.MinPresenceSeconds = 0, 45 })
	for range 3 {
		g.take()
	}
	g.window("sign-in", `{}`).want(http.StatusOK)
	tc := g.atTerminal(t, g.live())
	tc.type_("space")
	tc.sees("A001 已叫号")
	tc.type_("space")
	tc.sees("人到了吗")
	tc.type_("1")
	tc.sees("A002 已叫号")
	tc.type_("space")
	tc.sees("人到了吗")
	g.pass(time.Minute)
	tc.type_("2")
	tc.sees("A003 已叫号")
	g.hall.View(func(st *queue.State) {
		if st.Count(queue.StatusServed) != 1 || st.Count(queue.StatusNoShow) != 1 {
			t.Errorf("%d served, %d missed", st.Count(queue.StatusServed), st.Count(queue.StatusNoShow))
		}
	})
}

func TestTerminalOfSomebodyElse(t *testing.T) {
	g := newRig(t, nil)
	address := g.live()
	for who, window := range map[string]queue.WindowNumber{"counter5": 3, "kiosk": 3, "nobody": 3, "counter1F": 9} {
		base, _ := url.Parse(address)
		command := counterCommand{Window: window}
		err := command.work(t.Context(), base, g.tokens[who], &printer{out: &logged{}}, nil)
		var refused *orderRefused
		if !errors.As(err, &refused) || !strings.HasSuffix(err.Error(), "。") {
			t.Errorf("%s: %v", who, err)
		}
	}
}

func TestTerminalUsage(t *testing.T) {
	t.Setenv("PAIDUI_TOKEN", "")
	if s := say(t, "counter", "--server", "http://127.0.0.1:1", "--window", "3"); s.code != exitFailed || !strings.Contains(s.err, "PAIDUI_TOKEN") {
		t.Errorf("without a token: %+v", s)
	}
	for _, address := range []string{"hall.test", "ftp://hall.test", "http://"} {
		if s := say(t, "counter", "--server", address, "--window", "3"); s.code != exitFailed || !strings.Contains(s.err, "is not an address") {
			t.Errorf("%s: %+v", address, s)
		}
	}
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("pd_secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if token, err := (&counterCommand{TokenFile: file}).token(); err != nil || token != "pd_secret" {
		t.Errorf("token %q, %v", token, err)
	}
}

func TestKeysOfATerminal(t *testing.T) {
	for text, want := range map[string]string{
		"a": "a", " ": "space", "\r": "enter", "\x1b": "escape", "\x7f": "backspace", "\x03": "ctrl-c", "号": "号", "\x00\x01": "",
		"\x1b[F\x1b[B": "1 2", "\x1bOp": "0", "\x1b[1;5C": "", "\x1bOk": "space", "\x1bOM": "enter", "\x1b[2~4": "0 4", "ab": "a b",
	} {
		if got := strings.Join(keysIn([]byte(text)), " "); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

// TestAScannerIsNoHand: what comes together is given together, and what has a hand's pause between it is not.
func TestAScannerIsNoHand(t *testing.T) {
	chunks := make(chan []byte, 3)
	chunks <- []byte("A0")
	chunks <- []byte("12\r")
	all, more := gather(chunks)
	if string(all) != "A012\r" || !more {
		t.Errorf("gathered %q, %v", all, more)
	}
	close(chunks)
	if all, more := gather(chunks); len(all) != 0 || more {
		t.Errorf("gathered %q, %v after the end", all, more)
	}
	c := newCaller(t.Context(), 3, nil, false)
	c.keys([]string{"A", "0", "1", "2", "enter", "ctrl-c"})
	if c.over || c.digit != "" {
		t.Error("a scanner's keys were taken for a hand's")
	}
}

func TestLinesOfATerminalFit(t *testing.T) {
	for text, want := range map[string]string{"社保窗口": "社保", "abcdef": "abcde", bold + "社保" + plain + "ab": bold + "社保" + plain + "a", "a社保": "a社保"} {
		if got := clip(text, 5); got != want {
			t.Errorf("%q is cut to %q, want %q", text, got, want)
		}
	}
	if got := fit("社保", 6); got != "社保  " {
		t.Errorf("fitted to %q", got)
	}
}

// TestTerminalNamesOnlyTextsOfTheTable: a key that the table has not would show as nothing.
func TestTerminalNamesOnlyTextsOfTheTable(t *testing.T) {
	literal := regexp.MustCompile(`(?:zh|tell|telling)\("([a-z_.]+[a-z])"|"(button\.[a-z_]+)"`)
	files, err := filepath.Glob("counter_*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range literal.FindAllStringSubmatch(string(text), -1) {
			if found++; zh(m[1]+m[2]) == "" {
				t.Errorf("%s names the text %s, which is not in texts.json", file, m[1]+m[2])
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d texts found", found)
	}
}

// TestTerminalBeside calls for help, reports a fault, reads a notice, and says how services ended.
func TestTerminalBeside(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Settings.DeadPressMS, l.Settings.OutcomeRequired = 0, false })
	for range 3 {
		g.take()
	}
	g.window("sign-in", `{}`).want(http.StatusOK)
	tc := g.atTerminal(t, g.live())
	tc.sees("等候 3 人")
	tc.type_("F9")
	tc.sees("已求助")
	tc.type_("g", "1")
	tc.sees("窗口屏已报修")
	tc.type_("24") // somebody only asks something
	tc.sees("已记一次咨询")
	g.ask("supervisor", http.MethodPost, "/api/v1/staff-notices", `{"text":"下午两点开会"}`).want(http.StatusCreated)
	tc.sees("中心通知 下午两点开会")
	tc.type_("y")
	tc.sees("等候 3 人")
	tc.type_("space", "s", "j", "补填表格")
	tc.sees("A001 已挂起")
	tc.type_("e", "o", "2")
	tc.sees("缺哪些材料")
	tc.type_("身份证、户口簿")
	tc.sees("A001 已办结，补正单 2 项")
	tc.type_("space", "s", "space") // nobody said how A002 ended
	tc.sees("A003 已叫号")
	tc.type_("k", "1", "6")
	tc.sees("A002 的办理结果已记录")
	g.hall.View(func(st *queue.State) {
		if a002, _ := st.TicketByNumber("A002"); a002.Outcome != queue.OutcomeCollected {
			t.Errorf("A002 ended as %q", a002.Outcome)
		}
	})
}

// TestTerminalAsksForOutcomes: where the centre wants to know, calling the next asks first.
func TestTerminalAsksForOutcomes(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Settings.DeadPressMS, l.Settings.OutcomeRequired = 0, true })
	g.take()
	g.take()
	g.window("sign-in", `{}`).want(http.StatusOK)
	tc := g.atTerminal(t, g.live())
	tc.type_("space")
	tc.sees("A001 已叫号")
	tc.type_("s", "01")
	tc.sees("办理结果")
	tc.type_("5")
	tc.sees("A002 已叫号")
	g.hall.View(func(st *queue.State) {
		if a001, _ := st.TicketByNumber("A001"); a001.Outcome != queue.OutcomeConsulted {
			t.Errorf("A001 ended as %q", a001.Outcome)
		}
	})
}
