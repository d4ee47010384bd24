package escpos

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"
)

// port is an open way to a printer.
type port interface {
	io.ReadWriteCloser
	SetDeadline(time.Time) error
}

// opener opens the way to a printer within ctx.
type opener func(ctx context.Context) (port, error)

// link is a printer that bytes go to and may come back from. It is opened for each job and each question: printers serve
// one connection at a time, and the kiosk and the desk may share one.
type link struct {
	address string
	open    opener
	mayEnd  bool // reading may end at once: a device that only takes

	answer time.Duration // how long a question of DLE EOT waits
	job    time.Duration // how long a slip may take on its way
	settle time.Duration // how long a printer may print before it confirms
	linger time.Duration // how long a printer that never answers is watched for hanging up

	busy     chan struct{} // holds one token
	confirms atomic.Int32  // whether the printer answers GS r: 0 not known, 1 yes, -1 no
}

func newLink(address string, open opener) *link {
	l := &link{
		address: address, open: open, busy: make(chan struct{}, 1),
		answer: 600 * time.Millisecond, job: 20 * time.Second, settle: 6 * time.Second, linger: 150 * time.Millisecond,
	}
	l.busy <- struct{}{}
	return l
}

func (l *link) State(ctx context.Context) (s State, err error) {
	err = l.with(ctx, func(c conversation) error {
		s, err = c.state()
		return err
	})
	return s, err
}

func (l *link) Print(ctx context.Context, job []byte) error {
	return l.with(ctx, func(c conversation) error {
		before, err := c.state()
		switch {
		case err != nil:
			return err
		case before.Stopped():
			return &Stopped{State: before}
		}
		if err := c.send(job, l.job); err != nil {
			return err
		}
		if !before.Known {
			return c.watch()
		}
		return c.confirm()
	})
}

// with opens the printer for do when nobody else has it, and names the printer in every error.
func (l *link) with(ctx context.Context, do func(conversation) error) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-l.busy:
	}
	defer func() { l.busy <- struct{}{} }()
	err := ctx.Err()
	if err == nil {
		err = l.converse(ctx, do)
	}
	if err != nil {
		return fmt.Errorf("printer %s: %w", l.address, err)
	}
	return nil
}

func (l *link) converse(ctx context.Context, do func(conversation) error) error {
	p, err := l.open(ctx)
	if err != nil {
		return err
	}
	defer p.Close()
	stop := context.AfterFunc(ctx, func() { p.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	return do(conversation{link: l, ctx: ctx, port: p})
}

// conversation is one opening of the printer.
type conversation struct {
	*link
	ctx  context.Context
	port port
}

// errSilent is a question without an answer.
var errSilent = errors.New("no answer")

// within limits what follows to d. Ports without deadlines are devices that answer nothing, and are not read.
func (c conversation) within(d time.Duration) error {
	err := c.port.SetDeadline(time.Now().Add(d))
	if c.ctx.Err() != nil { // looked at after the deadline is set, so that it cannot undo the one that the context's end sets
		return c.ctx.Err()
	}
	return err
}

func (c conversation) send(job []byte, d time.Duration) error {
	if err := c.within(d); err != nil && !errors.Is(err, os.ErrNoDeadline) {
		return err
	}
	_, err := c.port.Write(job)
	switch {
	case err == nil:
		return nil
	case c.ctx.Err() != nil:
		return c.ctx.Err()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return ErrStuck
	}
	return fmt.Errorf("%w: %w", ErrDropped, err)
}

// state asks all four questions; a printer that leaves one out has said all it will.
func (c conversation) state() (s State, err error) {
	if err := c.within(c.answer); errors.Is(err, os.ErrNoDeadline) {
		return s, nil
	}
	for _, question := range []byte{askPrinter, askOffline, askError, askPaper} {
		answer, err := c.ask([]byte{0x10, 0x04, question}, isAnswer, c.answer)
		switch {
		case errors.Is(err, errSilent), errors.Is(err, ErrStuck):
			return s, nil
		case err != nil:
			return State{}, err
		}
		s.learn(question, answer)
	}
	s.Known = true
	return s, nil
}

// confirm waits until the job is through: GS r 1 stands in the printer's buffer behind it and is answered after it.
func (c conversation) confirm() error {
	if c.confirms.Load() >= 0 {
		paper, err := c.ask([]byte{charGS, 'r', 1}, func(b byte) bool { return b&0x90 == 0 }, c.settle)
		switch {
		case err == nil && paper&0x0C == 0x0C:
			return &Stopped{State: State{PaperOut: true}}
		case err == nil:
			c.confirms.Store(1)
			return nil
		case !errors.Is(err, errSilent):
			return err
		}
	}
	after, err := c.state()
	switch {
	case err != nil:
		return err
	case after.Stopped():
		return &Stopped{State: after}
	case !after.Known, c.confirms.Load() > 0:
		return ErrUnconfirmed
	}
	c.confirms.Store(-1)
	return nil
}

// watch waits a little for a printer that never answers to hang up, which is all that it can say.
func (c conversation) watch() error {
	if err := c.within(c.linger); errors.Is(err, os.ErrNoDeadline) {
		return nil
	}
	_, err := c.listen(func(byte) bool { return false })
	if errors.Is(err, errSilent) {
		return nil
	}
	return err
}

func (c conversation) ask(question []byte, wanted func(byte) bool, d time.Duration) (byte, error) {
	if err := c.send(question, d); err != nil {
		return 0, err
	}
	return c.listen(wanted)
}

// listen gives the first wanted byte before the deadline.
func (c conversation) listen(wanted func(byte) bool) (byte, error) {
	var b [1]byte
	for {
		n, err := c.port.Read(b[:])
		switch {
		case n == 1 && wanted(b[0]):
			return b[0], nil
		case err != nil && c.ctx.Err() != nil:
			return 0, c.ctx.Err()
		case errors.Is(err, os.ErrDeadlineExceeded), c.mayEnd && err != nil:
			return 0, errSilent
		case err != nil:
			return 0, fmt.Errorf("%w: %w", ErrDropped, err)
		}
	}
}
