package agents

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// pauses are how long an agent waits before it opens the line anew.
type pauses struct {
	first, most time.Duration // doubled with each failure
	refused     time.Duration // where trying again soon changes nothing
}

var usualPauses = pauses{first: 500 * time.Millisecond, most: 5 * time.Second, refused: 30 * time.Second}

// Why a line could not be opened, or ended, that soon will not be otherwise.
var (
	errToken    = errors.New("the hall does not take the token; make one with: paidui token --role kiosk --kiosk N")
	errNoHall   = errors.New("no hall is there, or the hall has no such kiosk")
	errReplaced = errors.New("another agent of this kiosk has taken its place")
)

// connect holds the line to the hall until ctx ends.
func (a *Agent) connect(ctx context.Context) {
	pause, said := a.pauses.first, ""
	for ctx.Err() == nil {
		began := time.Now()
		err := a.hold(ctx)
		if ctx.Err() != nil {
			return
		}
		// Not the same each time: a night without the hall is long.
		if err.Error() != said {
			said = err.Error()
			a.cfg.Log.Warn("no line to the hall", "server", a.cfg.Server, "error", err)
		}
		next := pause
		switch {
		case errors.Is(err, errToken), errors.Is(err, errNoHall), errors.Is(err, errReplaced):
			next = a.pauses.refused
		case time.Since(began) > a.every.dead:
			pause, next = a.pauses.first, a.pauses.first
		}
		// Never the same for two kiosks, or all would come at once after a restart of the hall.
		if !wait(ctx, next*3/4+rand.N(next/2)) {
			return
		}
		pause = min(2*pause, a.pauses.most)
	}
}

// hold opens the line and holds it until it ends, which is never without an error.
func (a *Agent) hold(ctx context.Context) error {
	conn, err := a.dial(ctx)
	if err != nil {
		return err
	}
	l := newLine(conn, &a.every)
	go l.read(mostJob, a.hear)
	defer l.hangUp(websocket.CloseGoingAway, "")
	a.cfg.Log.Info("connected to the hall", "server", a.cfg.Server)
	err = l.send(fromAgent{Hello: &hello{Instance: a.instance, State: a.now()}})
	if err == nil {
		err = a.talk(ctx, l)
	}
	// A line that the hall has closed may be found out by a write that fails; how it was closed stands in what was read.
	if err = l.why(err); websocket.IsCloseError(err, CloseReplaced) {
		return errReplaced
	}
	return err
}

// talk tells the hall what there is to tell until the line ends or ctx does.
func (a *Agent) talk(ctx context.Context, l *line) error {
	beat := time.NewTicker(a.every.beat)
	defer beat.Stop()
	for {
		if err := a.tell(l); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return a.tell(l)
		case <-l.over:
			return l.ended
		case <-beat.C:
			_ = l.ping() // a line that is dead is read no more
		case <-a.wake:
		}
	}
}

// tell sends what the hall is to be told now.
func (a *Agent) tell(l *line) error {
	for _, frame := range a.next(l) {
		if err := l.send(frame); err != nil {
			return err
		}
	}
	return nil
}

// dial opens the socket.
func (a *Agent) dial(ctx context.Context) (*websocket.Conn, error) {
	dialer := websocket.Dialer{
		Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 2 * a.every.dead,
		NetDialContext: (&net.Dialer{Timeout: a.every.dead, KeepAlive: 10 * time.Second}).DialContext,
	}
	conn, answer, err := dialer.DialContext(ctx, a.url, http.Header{"Authorization": {"Bearer " + a.cfg.Token}})
	switch {
	case err == nil:
		return conn, nil
	case answer == nil:
		return nil, err
	case answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden:
		return nil, fmt.Errorf("%w (HTTP %d)", errToken, answer.StatusCode)
	case answer.StatusCode == http.StatusNotFound:
		return nil, errNoHall
	}
	return nil, fmt.Errorf("%w (HTTP %d)", err, answer.StatusCode)
}

// hear takes what the hall says.
func (a *Agent) hear(text []byte) error {
	var m toAgent
	if json.Unmarshal(text, &m) != nil || m.Job != nil && !isName(m.Job.ID) {
		return errMessage
	}
	if m.Job != nil {
		a.take(m.Job)
	}
	return nil
}
