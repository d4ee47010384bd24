package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"testing"
	"time"
)

// toldLine is a line of a log as the tests read it.
type toldLine struct {
	Time       time.Time
	Level, Msg string
	Of         string
	Writer, N  int
	Group      struct{ Inner string }
	Lost       int `json:"lines_lost"`
}

func told(t *testing.T, line string) (l toldLine) {
	t.Helper()
	if err := json.Unmarshal([]byte(line), &l); err != nil {
		t.Fatalf("%.80q: %v", line, err)
	}
	return l
}

// Every line is there once the log is closed, whole, and each writer's in order, with the time at which it came.
func TestLogSpool(t *testing.T) {
	var log bytes.Buffer
	began := time.Now()
	l := spoolLog(&log)
	logger := l.logger()
	var writers sync.WaitGroup
	for w := range 8 {
		of := logger.With("of", "hall", "writer", w)
		writers.Go(func() {
			for n := range 500 {
				of.Info("line", "n", n)
			}
		})
	}
	writers.Wait()
	logger.Debug("nobody wants this")
	ended := time.Now()
	logger.WithGroup("group").Warn("last", "inner", "x")
	time.Sleep(2 * gatherLines)
	l.Close()
	logger.Info("line", "writer", 0, "n", 500)
	next, last := make([]int, 8), false
	for line := range strings.Lines(log.String()) {
		got := told(t, line)
		if got.Time.Before(began.Truncate(0)) || got.N < 500 && !last && got.Msg == "line" && got.Time.After(ended) {
			t.Fatalf("it came from %v to %v, and says %v", began, ended, got.Time)
		}
		switch {
		case got.Msg == "last":
			if last = true; got.Level != "WARN" || got.Group.Inner != "x" {
				t.Errorf("%q", line)
			}
		case got.Msg != "line" || got.N < 500 && got.Of != "hall" || got.N != next[got.Writer]:
			t.Fatalf("%q after %d", line, next[got.Writer]-1)
		default:
			next[got.Writer]++
		}
	}
	next[0]--
	for w, n := range next {
		if n != 500 || !last {
			t.Errorf("writer %d has %d lines", w, n)
		}
	}
}

// A log that nobody reads holds nobody up; when it is read again, it says what is missing.
func TestLogThatIsNotRead(t *testing.T) {
	read, write := io.Pipe()
	l := spoolLog(write)
	logger := l.logger()
	const all = 3 * mostSpooled
	written := make(chan struct{})
	go func() {
		defer close(written)
		for n := range all {
			logger.Info("line", "n", n)
		}
	}()
	select {
	case <-written:
	case <-time.After(10 * time.Second):
		t.Fatal("who logs waits for a log that is not read")
	}
	text := make(chan string)
	go func() {
		all, _ := io.ReadAll(read)
		text <- string(all)
	}()
	l.Close()
	_ = write.Close()
	whole, lost := 0, 0
	for line := range strings.Lines(<-text) {
		if got := told(t, line); got.Msg == "line" {
			whole++
		} else {
			lost += got.Lost
		}
	}
	if lost == 0 || whole+lost != all {
		t.Errorf("%d lines of %d, and %d are told to be lost", whole, all, lost)
	}
}

// A log that is stuck for good does not keep the program from ending.
func TestStuckLogEnds(t *testing.T) {
	_, write := io.Pipe()
	l := spoolLog(write)
	l.logger().Info("last words")
	closed := make(chan struct{})
	go func() {
		l.Close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(5 * lastLinesTake):
		t.Fatal("the program waits for its log for ever")
	}
}

// Lines come out by themselves, those that came together as one write.
func TestLogComesOut(t *testing.T) {
	read, write := io.Pipe()
	l := spoolLog(write)
	defer l.Close()
	for range 2 { // the second time after it has been empty
		l.logger().Info("one")
		l.logger().Info("two")
		text := make([]byte, 1000)
		n, err := read.Read(text)
		if got := string(text[:n]); err != nil || !strings.Contains(got, `"one"`) || !strings.Contains(got, `"two"`) {
			t.Fatalf("%q, %v", got, err)
		}
	}
}
