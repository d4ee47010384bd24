package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDrive(t *testing.T) {
	got, err := drive(t.Context(), 3, 50*time.Millisecond, func(int) error {
		time.Sleep(time.Millisecond)
		return nil
	})
	if err != nil || got.count == 0 || got.rate <= 0 || got.p50 < time.Millisecond || got.p99 < got.p50 {
		t.Errorf("got %+v, %v", got, err)
	}
	// An answer that is none ends the measurement at once: nobody waits for the end of the slice.
	refused := errors.New("refused")
	if _, err := drive(t.Context(), 3, time.Hour, func(caller int) error {
		if caller == 1 {
			return refused
		}
		return nil
	}); !errors.Is(err, refused) {
		t.Errorf("got %v, want the refusal", err)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 2, 3}, 2.5}} {
		if got := Median(slices.Clone(c.of)); got != c.want {
			t.Errorf("Median(%v) = %v, want %v", c.of, got, c.want)
		}
	}
}

func TestDigits(t *testing.T) {
	for value, want := range map[float64]string{0: "0", 0.0123: "0.0123", 0.5: "0.500", 3.14159: "3.14", 42: "42.0", 5000: "5000"} {
		if got := digits(value); got != want {
			t.Errorf("digits(%v) = %q, want %q", value, got, want)
		}
	}
}

// measured are three rounds of two figures, of which one is the other's floor, and a lone one.
func measured() *samples {
	s := &samples{}
	for n, rate := range []float64{400, 500, 900} {
		s.add("issue 1 rate", rate)
		s.add("issue disk floor 1 rate", 1000)
		s.add("idle cpu %", 0.2+float64(n))
		for _, ms := range []float64{3, 1, 2} {
			s.press("wall of 100 ms", ms)
			s.press("wall of 100 floor ms", ms/2)
		}
		s.endRound()
	}
	return s
}

func TestReport(t *testing.T) {
	r := measured().report(Config{Rounds: 3})
	got := map[string]Result{}
	for _, result := range r.Results {
		got[result.What] = result
	}
	if len(got) != 3 {
		t.Errorf("%d results, want those of the three goals that were measured: %v", len(got), got)
	}
	issue := got["numbers taken, 1 caller ÷ bare group commit"]
	if issue.Ratio != 0.5 || issue.Least != 0.4 || issue.Most != 0.9 || !issue.Met {
		t.Errorf("issue %+v", issue)
	}
	if idle := got["processor when idle, 200 screens"]; idle.Value != 1.2 || idle.Met || math.Abs(idle.Least-0.2) > 1e-9 {
		t.Errorf("idle %+v", idle)
	}
	if wall := got["commit → last of 100 screens ÷ disk write → bare TCP"]; wall.Value != 2 || wall.Ratio != 2 || wall.Met {
		t.Errorf("wall %+v", wall)
	}
	var text bytes.Buffer
	r.WriteTable(&text)
	r.WriteFigures(&text)
	for _, want := range []string{
		"| numbers taken, 1 caller ÷ bare group commit | 500 /s | 1000 /s | 0.500 (0.400–0.900) | ≥ 0.400 | met |",
		"| processor when idle, 200 screens | 1.20 % of a core |  | 1.20 (0.200–2.20) | ≤ 0.500 | not met |",
		"| issue 1 rate | 500 | 400–900 |",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, &text)
		}
	}
}

func TestAgainst(t *testing.T) {
	rate := Result{What: "rate", Ratio: 0.5, Least: 0.45, Most: 0.55, Limit: 0.4, Met: true}
	wait := Result{What: "wait", Ratio: 1.2, Least: 1.1, Most: 1.3, Limit: 2, AtMost: true, Met: true}
	for _, c := range []struct {
		name       string
		rate, wait float64
		worse      bool
	}{
		{"the same", 0.5, 1.2, false}, {"a little", 0.44, 1.4, false}, {"better", 0.9, 1, false},
		{"a lower rate", 0.39, 1.2, true}, {"a longer wait", 0.5, 1.6, true},
	} {
		is, now := rate, wait
		is.Ratio, now.Ratio = c.rate, c.wait
		is.Met = c.rate >= is.Limit
		var told bytes.Buffer
		if got := (&Report{Results: []Result{is, now}}).Against(&Report{Results: []Result{rate, wait}}, &told); got != c.worse || got != (told.Len() > 0) {
			t.Errorf("%s: worse %v, told %q", c.name, got, &told)
		}
	}
}

// TestFloors: what is put is in the file, and the batch of the group commit keeps everybody's.
func TestFloors(t *testing.T) {
	disk, err := openDiskFloor(filepath.Join(t.TempDir(), "floor.db"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := drive(t.Context(), 8, 50*time.Millisecond, func(int) error { return disk.put([]byte("record")) })
	if err != nil {
		t.Fatal(err)
	}
	if disk.seq != uint64(got.count) || got.count == 0 {
		t.Errorf("%d records for %d puts", disk.seq, got.count)
	}
	if err := disk.close(); err != nil {
		t.Error(err)
	}
	raw, err := openRawFloor(filepath.Join(t.TempDir(), "raw"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(raw.put([]byte("record")), raw.put([]byte("record")), raw.close()); err != nil || raw.end != 12 {
		t.Errorf("%v, %d bytes", err, raw.end)
	}
}

// serving runs the floors of a test and gives their address and folder.
func serving(t *testing.T) (address, dir string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	printed, ended := make(chan string, 1), make(chan error, 1)
	dir = t.TempDir()
	go func() { ended <- ServeFloors(ctx, dir, lineTo(printed)) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	_, address, _ = strings.Cut(strings.TrimSpace(<-printed), "://")
	return address, dir
}

type lineTo chan string

func (l lineTo) Write(p []byte) (int, error) { l <- string(p); return len(p), nil }

func TestFloorWall(t *testing.T) {
	address, dir := serving(t)
	wall, err := hangRaw(address, 5)
	if err != nil {
		t.Fatal(err)
	}
	f := &floors{server: &child{address: address}}
	for _, c := range []struct {
		path string
		size int64
		kept uint32 // bytes of the last frame that went to disk
	}{{"/fan/at-once", 2000, 0}, {"/fan", 3000, 3000}} {
		took, err := f.fan(c.path, wall, c.size)
		if err != nil || wall.size.Load() != c.size || took <= 0 || took > mostWait.Seconds() {
			t.Errorf("%s: %v, %d bytes, the last had them after %v s", c.path, err, wall.size.Load(), took)
		}
		file, err := os.ReadFile(filepath.Join(dir, "fan"))
		if err != nil || binary.BigEndian.Uint32(file) != c.kept {
			t.Errorf("%s: %v, the file begins with %x", c.path, err, file[:min(4, len(file))])
		}
	}
	wall.wait = 50 * time.Millisecond
	if _, err := f.fan("/fanfare", wall, 3000); err == nil || !strings.Contains(err.Error(), "0 of 5 screens") || !strings.Contains(err.Error(), "404") {
		t.Errorf("a route that is none gave %v", err)
	}
	if err := wall.close(); err != nil {
		t.Error(err)
	}
	echo, err := connect(address, "/echo", "none")
	if err != nil {
		t.Fatal(err)
	}
	defer echo.close()
	if err := errors.Join(echo.ask("{}", 201), echo.ask("{}", 201)); err != nil {
		t.Error(err)
	}
	if err := echo.ask("{}", 200); err == nil || !strings.Contains(err.Error(), "201") {
		t.Errorf("an answer that was not wanted gave %v", err)
	}
}

// TestScreensReadFrames that come in pieces or together, answer pings, and hang up on what no hall sends.
func TestScreensReadFrames(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	nothing := func(net.Conn, *bufio.Reader) error { return nil }
	w, err := hang(1, listener.Addr().String(), nothing, func(w *wall) take { return w.frame })
	if err != nil {
		t.Fatal(err)
	}
	conn, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	say := func(text []byte) {
		t.Helper()
		if _, err := conn.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	call := append([]byte{0x81, 126, 0x10, 0}, make([]byte, 4096)...)
	copy(call[100:], spoken)
	for part := range slices.Chunk(append([]byte{0x89, 0, 0x81, 2, '{', '}'}, call...), 700) {
		say(part)
		time.Sleep(5 * time.Millisecond)
	}
	<-w.last
	if w.size.Load() != 4096 || w.arrived.Load() != 1 {
		t.Errorf("%d calls, the last of %d bytes", w.arrived.Load(), w.size.Load())
	}
	w.arrived.Store(0)
	say(append(slices.Clone(call), 0x81, 127))
	<-w.last
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	if answer, err := io.ReadAll(conn); err != nil || !bytes.Equal(answer, []byte{0x8a, 0x80, 0, 0, 0, 0}) {
		t.Errorf("%x, %v", answer, err)
	}
	if err := w.close(); err != nil {
		t.Error(err)
	}
}
