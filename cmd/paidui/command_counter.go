package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/paidui/paidui/queue"
)

// counterCommand is a counter in a terminal.
type counterCommand struct {
	Server    string             `required:"" placeholder:"URL" help:"Address of the running hall."`
	Window    queue.WindowNumber `required:"" placeholder:"N" help:"The window to work at."`
	TokenFile string             `type:"existingfile" placeholder:"FILE" help:"File that holds the counter's token; without it PAIDUI_TOKEN is taken."`
}

// Help is told under the command's own --help.
func (*counterCommand) Help() string {
	return "One key a command, as on the counter's page, or the two digits of its numeric pad. It reads keys from a terminal; from " +
		"anything else lines, each a key, a code, or what was asked to be written. Ctrl-C leaves the window as it is."
}

// Run works the window until it is told to stop or, without a terminal, until there are no more lines.
func (c *counterCommand) Run(t *terminal) error {
	base, err := url.Parse(strings.TrimRight(c.Server, "/"))
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return fmt.Errorf("%q is not an address such as http://192.168.1.10:8080", c.Server)
	}
	token, err := c.token()
	if err != nil {
		return err
	}
	in, out := os.Stdin, t.out
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(in.Fd())) && term.IsTerminal(int(file.Fd())) {
		restore, err := rawTerminal(in, file)
		if err != nil {
			return err
		}
		defer restore()
		return c.work(t.ctx, base, token, newScreen(file), keysOf(in))
	}
	return c.work(t.ctx, base, token, &printer{out: out}, linesOf(in))
}

// token reads the credential. It stands neither on the command line, which everybody on the machine can read, nor in a URL.
func (c *counterCommand) token() (string, error) {
	if c.TokenFile == "" {
		token := os.Getenv("PAIDUI_TOKEN")
		if token == "" {
			return "", errors.New("a counter needs its token: in PAIDUI_TOKEN, or in a file with --token-file")
		}
		return token, nil
	}
	text, err := os.ReadFile(c.TokenFile)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(string(text)), nil
}

// face is what a clerk sees of a caller.
type callerFace interface {
	// show draws the caller as it is.
	show(c *caller)
	// settles tells whether each key must find the effect of the one before, as a script's must; a person looks for it.
	settles() bool
}

// inputs are the keys as they are pressed, several at once where they came too fast for a hand. It is closed at their end.
type inputs <-chan []string

// work joins the line, the orders and the keys until ctx or the keys end, or the server says that the token may not.
func (c *counterCommand) work(ctx context.Context, base *url.URL, token string, face callerFace, in inputs) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	line := newCallerLine(base, token, c.Window)
	go line.run(ctx)
	caller := newCaller(ctx, c.Window, &callerOrders{base: base, token: token}, face.settles())
	every := time.NewTicker(time.Second / 4)
	defer every.Stop()
	for {
		face.show(caller)
		ready := in
		if face.settles() && !caller.settled() {
			ready = nil
		}
		select {
		case news := <-line.news:
			if news.refused != nil {
				return news.refused
			}
			caller.hear(news)
		case answer := <-caller.answers:
			caller.heed(answer)
		case keys, more := <-ready:
			if !more {
				return nil
			}
			caller.keys(keys)
		case <-every.C:
			caller.tick()
		case <-ctx.Done():
			return nil
		}
		if caller.over {
			return nil
		}
	}
}

// linesOf gives the lines of what is no terminal, each as one key.
func linesOf(in io.Reader) inputs {
	lines := make(chan []string)
	go func() {
		defer close(lines)
		for line := range eachLine(in) {
			lines <- []string{line}
		}
	}()
	return lines
}
