package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// Times of a caller's line. The server sends something at least every three seconds.
const (
	lineDeadAfter = 5 * time.Second
	lineSlowest   = 5 * time.Second // between two tries
)

// lineNews is what the line brings: a board, that it is cut, or that the server does not let the caller in.
type lineNews struct {
	live  bool
	board *display.CounterBoard // nil when nothing changed
	at    queue.Instant
	// refused ends the caller: trying again would not help.
	refused error
}

// callerLine is the websocket of one counter, which heals itself.
type callerLine struct {
	url   string
	token string
	news  chan lineNews
	mark  display.Mark
}

func newCallerLine(base *url.URL, token string, window queue.WindowNumber) *callerLine {
	u := *base
	u.Scheme = strings.Replace(u.Scheme, "http", "ws", 1)
	return &callerLine{url: fmt.Sprintf("%s/ws/counter/%d", u.String(), window), token: token, news: make(chan lineNews)}
}

// run keeps the line until ctx ends.
func (l *callerLine) run(ctx context.Context) {
	for failures := 0; ctx.Err() == nil; failures++ {
		heard, err := l.connected(ctx)
		if heard {
			failures = 0
		}
		l.tell(ctx, lineNews{refused: refusedFor(err)})
		pause := min(lineSlowest, 250*time.Millisecond<<min(failures, 5))
		select {
		case <-time.After(pause/2 + rand.N(pause)):
		case <-ctx.Done():
		}
	}
}

// connected brings the frames of one connection; heard tells whether there were any.
func (l *callerLine) connected(ctx context.Context) (heard bool, err error) {
	address := l.url
	if l.mark.Epoch != "" {
		address += "?" + url.Values{"after": {fmt.Sprint(l.mark.Seq)}, "epoch": {l.mark.Epoch}}.Encode()
	}
	conn, response, err := websocket.DefaultDialer.DialContext(ctx, address, http.Header{"Authorization": {"Bearer " + l.token}})
	if err != nil {
		if response != nil {
			return false, problemIn(response)
		}
		return false, err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	defer func() { _ = conn.Close() }()
	for {
		if err := conn.SetReadDeadline(time.Now().Add(lineDeadAfter)); err != nil {
			return heard, err
		}
		var frame display.Frame
		if err := conn.ReadJSON(&frame); err != nil {
			return heard, err
		}
		news := lineNews{live: true, at: frame.At}
		if frame.Board != nil {
			news.board = new(display.CounterBoard)
			if err := json.Unmarshal(frame.Board, news.board); err != nil {
				return heard, err
			}
		}
		l.mark, heard = frame.Mark(), true
		l.tell(ctx, news)
	}
}

func (l *callerLine) tell(ctx context.Context, news lineNews) {
	select {
	case l.news <- news:
	case <-ctx.Done():
	}
}

// refusedFor gives err when it says that the server will never let the caller in: it is no counter of that window.
func refusedFor(err error) error {
	var r *orderRefused
	if errors.As(err, &r) && (r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden || r.Status == http.StatusNotFound) {
		return err
	}
	return nil
}

// eachLine gives the lines of in without their ends.
func eachLine(in io.Reader) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s := bufio.NewScanner(in); s.Scan(); {
			if !yield(strings.TrimSuffix(s.Text(), "\r")) {
				return
			}
		}
	}
}
