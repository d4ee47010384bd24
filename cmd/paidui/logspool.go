package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"sync"
	"time"
)

const (
	mostSpooled   = 4096      // lines that wait to be written
	keptLines     = 512       // for which room is kept
	keptWords     = 128 << 10 // likewise, in bytes
	lastLinesTake = 2 * time.Second
	// gatherLines is how long a line waits for others, to be written with them: by then the call that it tells of is on the screens.
	gatherLines = 20 * time.Millisecond
)

// logSpool keeps a log of JSON lines. They are put into words and written by a goroutine of its own, a moment after they came and
// as many at a time as there are then. Whoever logs never waits for whoever reads: a terminal that somebody has stopped, or a
// journal that is stuck, would stop the calls; nor does an answer that is about to go out wait for the words. Lines that find no
// room are counted, and that is told when there is room again. A program that is killed, or panics, may take its last lines with
// it.
type logSpool struct {
	to   io.Writer
	due  *time.Timer // for the lines that there are
	stop chan struct{}
	done chan struct{}

	mu     sync.Mutex
	lines  []logLine
	lost   int
	closed bool

	words bytes.Buffer // what handlers write; of who writes
}

// logLine is a line that is not in words yet.
type logLine struct {
	handler slog.Handler // that puts it into words
	record  slog.Record
}

// spoolLog begins to write to to, until Close.
func spoolLog(to io.Writer) *logSpool {
	l := &logSpool{to: to, due: time.NewTimer(0), stop: make(chan struct{}), done: make(chan struct{})}
	go l.run()
	return l
}

// logger gives a log that is written by the spool. What it is given to tell must not change afterwards.
func (l *logSpool) logger() *slog.Logger {
	return slog.New(spooled{l, slog.NewJSONHandler(&l.words, nil)})
}

// spooled has a spool put into words, by another handler, what comes.
type spooled struct {
	*logSpool
	by slog.Handler
}

func (h spooled) Enabled(ctx context.Context, level slog.Level) bool { return h.by.Enabled(ctx, level) }

func (h spooled) WithAttrs(attrs []slog.Attr) slog.Handler {
	return spooled{h.logSpool, h.by.WithAttrs(attrs)}
}

func (h spooled) WithGroup(name string) slog.Handler {
	return spooled{h.logSpool, h.by.WithGroup(name)}
}

// Handle never fails before Close.
func (h spooled) Handle(_ context.Context, r slog.Record) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	line := logLine{h.by, r.Clone()}
	if h.closed {
		return h.write([]logLine{line})
	}
	if len(h.lines) == 0 && h.lost == 0 {
		h.due.Reset(gatherLines)
	}
	if len(h.lines) == mostSpooled {
		h.lost++
	} else {
		h.lines = append(h.lines, line)
	}
	return nil
}

func (l *logSpool) run() {
	defer close(l.done)
	var lines []logLine
	for {
		select {
		case <-l.due.C:
			lines = l.empty(lines)
		case <-l.stop:
			l.empty(lines)
			return
		}
	}
}

// empty writes what there is, and gives its room for the next lines.
func (l *logSpool) empty(room []logLine) []logLine {
	l.mu.Lock()
	lines, lost := l.lines, l.lost
	l.lines, l.lost = room[:0], 0
	l.mu.Unlock()
	if lost > 0 {
		told := slog.NewRecord(time.Now(), slog.LevelWarn, "the log was not read fast enough", 0)
		told.AddAttrs(slog.Int("lines_lost", lost))
		lines = append(lines, logLine{slog.NewJSONHandler(&l.words, nil), told})
	}
	_ = l.write(lines) // there is nobody to tell
	if clear(lines); cap(lines) > keptLines {
		return nil
	}
	return lines
}

// write writes lines now.
func (l *logSpool) write(lines []logLine) error {
	for _, line := range lines {
		_ = line.handler.Handle(context.Background(), line.record) // a buffer takes it
	}
	if l.words.Len() == 0 {
		return nil
	}
	_, err := l.to.Write(l.words.Bytes())
	if l.words.Reset(); l.words.Cap() > keptWords {
		l.words = bytes.Buffer{}
	}
	return err
}

// Close writes what is left, unless that takes too long. What is logged after it is written at once.
func (l *logSpool) Close() {
	close(l.stop)
	select {
	case <-l.done:
		l.mu.Lock()
		defer l.mu.Unlock()
		l.closed = true
		_ = l.write(l.lines) // what has come in between
	case <-time.After(lastLinesTake):
	}
}
