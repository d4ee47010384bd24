package readers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// id is nobody's number.
const id = "11010519491231002X"

func TestNumber(t *testing.T) {
	gbk := func(s string) string {
		b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct{ text, field, want string }{
		{id, "id_number", id},
		{" " + id + "\r", "id_number", id},
		{"\uFEFF" + id, "id_number", id},
		{"440524188001010014", "", "440524188001010014"},
		{"110105491231002", "id_number", "110105491231002"}, // an old card, for somebody else to refuse
		{`{"id_number":"` + id + `"}`, "id_number", id},
		{`{"name":"张三","id_number":"` + id + `","photo":"` + strings.Repeat("A", 40000) + `"}`, "id_number", id},
		{`{"resultFlag":0,"resultContent":{"certNumber":"` + id + `"}}`, "resultContent.certNumber", id},
		{`{"id":440524188001010014}`, "id", "440524188001010014"},
		{`{"cards":[{"no":"` + id + `"}]}`, "cards.0.no", id},
		{`[{"no":"` + id + `"}]`, "0.no", id},
		{gbk(`{"name":"乗","id_number":"` + id + `"}`), "id_number", id}, // a second byte that is a backslash
		{"name=张三 id=" + id + " sex=1", "id", id},
		{"姓名：张三；身份证号：" + id + "；", "身份证号", id},
		{gbk("姓名:张三,身份证号:" + id), "身份证号", id},
		{"no=1&id_no=" + id, "id_no", id},
		{`id = "` + id + `"`, "id", id},
		{"<id>: " + id, "id", ""},
		{"grid=123456789 id=" + id, "id", id},
		{"", "id", ""}, {"  \r", "id", ""}, {"{", "id", ""}, {"{}", "id", ""}, {"null", "id", ""},
		{"reader opened", "id", ""}, {"reader 1001 is open on port 18889", "id", ""}, {"ERROR_12", "id", ""},
		{`{"id_number":""}`, "id_number", ""}, {`{"id_number":null}`, "id_number", ""}, {`{"id_number":-1}`, "id_number", ""},
		{`{"id_number":{"a":1}}`, "id_number", ""}, {`{"a":"` + id + `"}`, "id_number", ""}, {`{"a":"` + id + `"}`, "a.b", ""},
		{`[1]`, "7", ""}, {`[1]`, "-1", ""}, {"id=", "id", ""}, {"id", "id", ""}, {"id=0", "id", ""},
		{strings.Repeat("1", 65), "id", ""}, {"\xff\xff\xff", "id", ""},
	} {
		got, ok := number([]byte(c.text), c.field)
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("number of %.60q by %q: %q, %v", c.text, c.field, got, ok)
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, text := range []string{id, `{"a":{"b":"` + id + `"}}`, "a.b=" + id, "[[0]]", "\xd5\xc5\x8f\x5c", "a:", "{"} {
		f.Add([]byte(text), "a.b")
	}
	f.Fuzz(func(t *testing.T, text []byte, field string) {
		n, ok := number(text, field)
		if ok && (len(n) < fewestDigits || len(n) > mostNumber || strings.TrimSpace(n) != n) {
			t.Errorf("%q out of %q", n, text)
		}
		var all []byte
		cut := &lines{hear: func(line []byte) { all = append(append(all, line...), '\n') }}
		half := len(text) / 2
		_, _ = cut.Write(text[:half])
		_, _ = cut.Write(text[half:])
		cut.end()
		if want := append(bytes.Clone(text), '\n'); !bytes.Equal(all, want) {
			t.Errorf("lines %q of %q", all, text)
		}
		if said := masked(text); strings.ContainsAny(said, "\r\n\x00") || len([]rune(said)) > mostSaid {
			t.Errorf("%q may stand in no log", said)
		}
	})
}

func TestSplitCommand(t *testing.T) {
	for command, want := range map[string][]string{
		`C:\reader\read.exe -p 1001`:                 {`C:\reader\read.exe`, "-p", "1001"},
		`"C:\Program Files\r.exe"  "a b" c:"d e" ""`: {`C:\Program Files\r.exe`, "a b", "c:d e", ""},
		`read`: {"read"},
		``:     nil, ` `: nil, `"read`: nil, `"" x`: nil,
	} {
		words, ok := splitCommand(command)
		if ok != (want != nil) || ok && !slices.Equal(words, want) {
			t.Errorf("%s: %q, %v", command, words, ok)
		}
	}
}

func TestOpen(t *testing.T) {
	for address, want := range map[string]error{
		"exec:read": nil, "http://127.0.0.1:18889/readCard": nil, "http://[::1]:1/": nil, "http://localhost:9/x?y=z": nil, "http://127.8.8.8/x": nil,
		"": ErrAddress, "exec:": ErrAddress, "read": ErrAddress, "https://127.0.0.1/x": ErrAddress, "http://": ErrAddress, "http://%": ErrAddress,
		"http://192.168.1.9:18889/read": ErrElsewhere, "http://reader.test/read": ErrElsewhere, "http://0.0.0.0/read": ErrElsewhere,
	} {
		if r, err := Open(address, Options{}); !errors.Is(err, want) || (err == nil) != (r != nil) {
			t.Errorf("Open(%q): %v, want %v", address, err, want)
		}
	}
	if conn, err := dialLoopback(t.Context(), "tcp", elsewhere(t)); !errors.Is(err, ErrElsewhere) {
		t.Errorf("a name that leads elsewhere: %v, %v", conn, err)
	}
}

// elsewhere gives an address of this machine that is not loopback's.
func elsewhere(t *testing.T) string {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.To4() == nil {
			continue
		}
		l, err := net.Listen("tcp", net.JoinHostPort(ip.IP.String(), "0"))
		if err == nil {
			t.Cleanup(func() { _ = l.Close() })
			return l.Addr().String()
		}
	}
	t.Skip("this machine has no address but loopback's")
	return ""
}

// desk hears a reader.
type desk struct {
	mu      sync.Mutex
	numbers []string
	works   []bool
	log     bytes.Buffer
}

func (d *desk) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.log.Write(b)
}

func (d *desk) options(field string) Options {
	return Options{Field: field, Every: fastestEvery, Log: slog.New(slog.NewTextHandler(d, nil))}
}

// run runs a reader until so, with the desk's mutex held, is true, and gives the log.
func (d *desk) run(t *testing.T, r Reader, so func() bool) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	is := false
	check := func(note func()) {
		d.mu.Lock()
		defer d.mu.Unlock()
		note()
		if !is && so() {
			is = true
			cancel()
		}
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.Run(ctx, func(n string) { check(func() { d.numbers = append(d.numbers, n) }) }, func(ok bool) { check(func() { d.works = append(d.works, ok) }) })
	}()
	<-ended
	if d.mu.Lock(); !is {
		t.Errorf("read %q, works %v, log:\n%s", d.numbers, d.works, d.log.String())
	}
	defer d.mu.Unlock()
	return d.log.String()
}

// Run as a reader's program, this test binary does what PAIDUI_TEST_READER says.
func TestMain(m *testing.M) {
	switch os.Getenv("PAIDUI_TEST_READER") {
	case "":
		os.Exit(m.Run())
	case "lines":
		fmt.Fprintln(os.Stderr, "reader", id, "is a number that nobody may see; error 12345")
		fmt.Printf("reader is open\n%s\n%s\r\nid=%s name=x\n", strings.Repeat("x", mostText+1), id, id)
		time.Sleep(time.Minute)
	case "once":
		fmt.Print(id)
	case "fails":
		fmt.Println("{}")
		os.Exit(3)
	}
}

// ownProgram gives this binary as a reader's program.
func ownProgram(t *testing.T, d *desk, what string) *program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PAIDUI_TEST_READER", what)
	p := newProgram([]string{self, "-x"}, d.options("id"))
	p.pause = 10 * time.Millisecond
	return p
}

func TestProgramPrintsALineACard(t *testing.T) {
	d := &desk{}
	p := ownProgram(t, d, "lines")
	log := d.run(t, p, func() bool { return len(d.numbers) == 2 && strings.Contains(d.log.String(), "12345") })
	if !slices.Equal(d.numbers, []string{id, id}) || !slices.Equal(d.works, []bool{true}) {
		t.Errorf("read %q, works %v", d.numbers, d.works)
	}
	if strings.Contains(log, id[:8]) {
		t.Errorf("the number is in the log:\n%s", log)
	}
}

// TestProgramThatEndsIsBegunAnew: one that reads a card a run is no fault, one that fails is.
func TestProgramThatEndsIsBegunAnew(t *testing.T) {
	d := &desk{}
	d.run(t, ownProgram(t, d, "once"), func() bool { return len(d.numbers) == 3 })
	if slices.Contains(d.works, false) || d.numbers[2] != id {
		t.Errorf("read %q, works %v", d.numbers, d.works)
	}
	d = &desk{}
	log := d.run(t, ownProgram(t, d, "fails"), func() bool { return len(d.works) == 6 })
	if !slices.Equal(d.works, []bool{true, false, true, false, true, false}) || len(d.numbers) > 0 || !strings.Contains(log, "again=20ms") {
		t.Errorf("read %q, works %v, log:\n%s", d.numbers, d.works, log)
	}
	d = &desk{}
	none := newProgram([]string{"no-such-program-anywhere"}, d.options("id"))
	d.run(t, none, func() bool { return slices.Equal(d.works, []bool{false}) })
}

func TestServiceIsAskedAgainAndAgain(t *testing.T) {
	var asked int
	answers := []string{
		`{"resultContent":{"certNumber":"` + id + `"}}`, `{"resultContent":{}}`, "500", "long", "elsewhere", "raw", `{"resultContent":{"certNumber":"` + id + `"}}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readCard" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		answer := answers[min(asked, len(answers)-1)]
		asked++
		switch answer {
		case "500":
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = w.Write([]byte(id))
		case "long":
			_, _ = w.Write(bytes.Repeat([]byte(" "), mostText+1))
		case "elsewhere":
			http.Redirect(w, r, "http://reader.test/", http.StatusFound)
		case "raw":
			conn, _, _ := w.(http.Hijacker).Hijack()
			_, _ = conn.Write([]byte(id + "\r\n\r\n"))
			_ = conn.Close()
		default:
			_, _ = w.Write([]byte(answer))
		}
	}))
	defer server.Close()
	d := &desk{}
	r, err := Open(server.URL+"/readCard", d.options("resultContent.certNumber"))
	if err != nil {
		t.Fatal(err)
	}
	log := d.run(t, r, func() bool { return len(d.numbers) == 2 })
	if want := []bool{true, true, false, false, false, false, true}; !slices.Equal(d.works, want) {
		t.Errorf("works %v, want %v; log:\n%s", d.works, want, log)
	}
	if strings.Contains(log, id[:8]) || !strings.Contains(log, "HTTP 500") {
		t.Errorf("log:\n%s", log)
	}
}

func TestServiceThatIsNotThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	d := &desk{}
	r, err := Open("http://"+l.Addr().String()+"/", d.options("id"))
	if err != nil {
		t.Fatal(err)
	}
	log := d.run(t, r, func() bool { return len(d.works) == 3 })
	if slices.Contains(d.works, true) || strings.Count(log, "card reader's service") != 1 {
		t.Errorf("works %v, log:\n%s", d.works, log)
	}
}
