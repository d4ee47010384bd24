package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"
)

// Every line is there once the log is closed, whole, and each writer's in order.
func TestLogSpool(t *testing.T) {
	var log bytes.Buffer
	l := spoolLog(&log)
	var writers sync.WaitGroup
	for w := range 8 {
		writers.Go(func() {
			for n := range 500 {
				fmt.Fprintf(l, "%d %d\n", w, n)
			}
		})
	}
	writers.Wait()
	l.Close()
	fmt.Fprintf(l, "0 500\n")
	next := make([]int, 8)
	for line := range strings.Lines(log.String()) {
		var w, n int
		if _, err := fmt.Sscanf(line, "%d %d\n", &w, &n); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if n != next[w] {
			t.Fatalf("writer %d: line %d after %d", w, n, next[w]-1)
		}
		next[w]++
	}
	next[0]--
	for w, n := range next {
		if n != 500 {
			t.Errorf("writer %d has %d lines", w, n)
		}
	}
}

// A log that nobody reads holds nobody up; when it is read again, it says what is missing.
func TestLogThatIsNotRead(t *testing.T) {
	read, write := io.Pipe()
	l := spoolLog(write)
	line := []byte(strings.Repeat("x", 999) + "\n")
	const all = 3 * mostSpooled / 1000
	written := make(chan struct{})
	go func() {
		defer close(written)
		for range all {
			_, _ = l.Write(line)
		}
	}()
	select {
	case <-written:
	case <-time.After(10 * time.Second):
		t.Fatal("who logs waits for a log that is not read")
	}
	text := make(chan []byte)
	go func() {
		all, _ := io.ReadAll(read)
		text <- all
	}()
	l.Close()
	_ = write.Close()
	whole, lost := 0, 0
	for got := range bytes.Lines(<-text) {
		if bytes.Equal(got, line) {
			whole++
			continue
		}
		var told struct {
			Lost int `json:"lines_lost"`
		}
		if err := json.Unmarshal(got, &told); err != nil {
			t.Fatalf("%.80q: %v", got, err)
		}
		lost += told.Lost
	}
	if lost == 0 || whole+lost != all {
		t.Errorf("%d lines of %d, and %d are told to be lost", whole, all, lost)
	}
}

// A log that is stuck for good does not keep the program from ending.
func TestStuckLogEnds(t *testing.T) {
	_, write := io.Pipe()
	l := spoolLog(write)
	_, _ = l.Write([]byte("last words\n"))
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

// Lines come out by themselves, those that were written together as one.
func TestLogComesOut(t *testing.T) {
	read, write := io.Pipe()
	l := spoolLog(write)
	defer l.Close()
	for range 2 { // the second time after it has been empty
		fmt.Fprint(l, "one\n")
		fmt.Fprint(l, "two\n")
		text := make([]byte, 100)
		n, err := read.Read(text)
		if got := string(text[:n]); err != nil || got != "one\ntwo\n" {
			t.Fatalf("%q, %v", got, err)
		}
	}
}
