package readers

import (
	"bytes"
	"context"
	"log/slog"
	"os/exec"
	"time"
)

// Times by which a program is run.
const (
	firstPause = time.Second      // before it is begun anew; doubled each time it has failed
	mostPause  = 30 * time.Second // to which it grows
	steady     = time.Minute      // of running, after which it is the first again
	killWithin = 2 * time.Second  // for it to let go of what it writes to
)

// program is a reader's program, which prints one line a card and is begun anew when it ends.
type program struct {
	command []string
	field   string
	log     *slog.Logger
	pause   time.Duration
}

func newProgram(command []string, o Options) *program {
	return &program{command: command, field: o.Field, log: o.Log, pause: firstPause}
}

// Run implements Reader.
func (p *program) Run(ctx context.Context, found func(number string), works func(bool)) {
	for pause := p.pause; ; pause = min(2*pause, mostPause) {
		began := time.Now()
		err := p.once(ctx, found, works)
		if ctx.Err() != nil {
			return
		}
		if err == nil || time.Since(began) > steady {
			pause = p.pause // one that ends well reads a card a run
		}
		if err != nil {
			works(false)
			p.log.Warn("card reader's program has failed", "program", p.command[0], "error", err, "again", pause.String())
		}
		if !wait(ctx, pause) {
			return
		}
	}
}

// once runs the program until it ends.
func (p *program) once(ctx context.Context, found func(number string), works func(bool)) error {
	cmd := exec.CommandContext(ctx, p.command[0], p.command[1:]...)
	out := &lines{hear: func(line []byte) {
		if n, ok := number(line, p.field); ok {
			found(n)
		}
	}}
	complaints := &lines{hear: func(line []byte) {
		if said := masked(line); said != "" {
			p.log.Info("card reader's program", "program", p.command[0], "says", said)
		}
	}}
	cmd.Stdout, cmd.Stderr = out, complaints
	cmd.WaitDelay = killWithin
	if err := cmd.Start(); err != nil {
		return err
	}
	works(true)
	err := cmd.Wait()
	out.end()
	complaints.end()
	return err
}

// lines cuts what is written to it into lines. One that is too long is left out.
type lines struct {
	hear func(line []byte)
	text []byte
	long bool
}

// Write implements io.Writer.
func (l *lines) Write(b []byte) (int, error) {
	for rest := b; ; {
		line, after, ended := bytes.Cut(rest, []byte("\n"))
		if len(l.text)+len(line) > mostText {
			l.long, l.text = true, nil
		}
		if !l.long {
			l.text = append(l.text, line...)
		}
		if !ended {
			return len(b), nil
		}
		l.end()
		rest = after
	}
}

// end ends a line.
func (l *lines) end() {
	if !l.long {
		l.hear(l.text)
	}
	clear(l.text) // it may have been a card's
	l.text, l.long = l.text[:0], false
}

// Bounds of what of a program's complaints goes into the log.
const (
	mostSaid  = 300
	mostGroup = 5
)

// masked gives a line that can stand in a log: without any number that is longer than a code of an error, since a program may
// write there what it should not.
func masked(line []byte) string {
	out := make([]rune, 0, mostSaid)
	digits := 0
	for _, r := range string(bytes.TrimSpace(line)) {
		if len(out) == mostSaid {
			break
		}
		if r < ' ' || r == 0x7F || r == '\uFFFD' {
			r = ' '
		}
		if r >= '0' && r <= '9' {
			digits++
		} else {
			digits = 0
		}
		switch {
		case digits == mostGroup+1:
			out = append(out[:len(out)-mostGroup], '…')
		case digits > mostGroup:
		default:
			out = append(out, r)
		}
	}
	return string(out)
}
