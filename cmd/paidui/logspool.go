package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

const (
	mostSpooled   = 1 << 20 // bytes of lines that wait to be written
	keptSpool     = 128 << 10
	lastLinesTake = 2 * time.Second
	// gatherLines is how long a line waits for others, to be written with them: by then the call that it tells of is on the screens.
	gatherLines = 20 * time.Millisecond
)

// logSpool writes a log from a goroutine of its own, a moment after a line came and as many lines at a time as there are then.
// Whoever logs never waits for whoever reads: a terminal that somebody has stopped, or a journal that is stuck, would stop the
// calls. Lines that find no room are counted, and that is told when there is room again. A program that is killed, or
// panics, may take its last lines with it.
type logSpool struct {
	to   io.Writer
	due  *time.Timer // for the lines that there are
	stop chan struct{}
	done chan struct{}

	mu     sync.Mutex
	lines  []byte
	lost   int
	closed bool
}

// spoolLog begins to write to to, until Close.
func spoolLog(to io.Writer) *logSpool {
	l := &logSpool{to: to, due: time.NewTimer(0), stop: make(chan struct{}), done: make(chan struct{})}
	go l.run()
	return l
}

// Write takes whole lines; it never fails before Close.
func (l *logSpool) Write(lines []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return l.to.Write(lines)
	}
	if len(l.lines) == 0 && l.lost == 0 {
		l.due.Reset(gatherLines)
	}
	if len(l.lines)+len(lines) > mostSpooled {
		l.lost++
	} else {
		l.lines = append(l.lines, lines...)
	}
	return len(lines), nil
}

func (l *logSpool) run() {
	defer close(l.done)
	var lines []byte
	for {
		select {
		case <-l.due.C:
			lines = l.write(lines)
		case <-l.stop:
			l.write(lines)
			return
		}
	}
}

// write writes what there is, and gives its room for the next lines.
func (l *logSpool) write(room []byte) []byte {
	l.mu.Lock()
	lines, lost := l.lines, l.lost
	l.lines, l.lost = room[:0], 0
	l.mu.Unlock()
	if lost > 0 {
		lines = fmt.Appendf(lines, `{"time":%q,"level":"WARN","msg":"the log was not read fast enough","lines_lost":%d}`+"\n",
			time.Now().UTC().Format(time.RFC3339Nano), lost)
	}
	if len(lines) > 0 {
		_, _ = l.to.Write(lines) // there is nobody to tell
	}
	if cap(lines) > keptSpool {
		return nil
	}
	return lines
}

// Close writes what is left, unless that takes too long. What is logged after it is written at once.
func (l *logSpool) Close() {
	close(l.stop)
	select {
	case <-l.done:
		l.mu.Lock()
		defer l.mu.Unlock()
		l.closed = true
		if len(l.lines) > 0 {
			_, _ = l.to.Write(l.lines) // what has come in between
		}
	case <-time.After(lastLinesTake):
	}
}
