package agents

import (
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// CloseReplaced is the code by which the relay closes the line of an agent that another one of the same kiosk has
// replaced.
const CloseReplaced = 4409

// Bounds of a frame in bytes. What an agent or a page says is short; a slip may hold a picture.
const (
	mostSaid = 4 << 10
	mostJob  = 2 << 20
)

// intervals are the times by which both ends of a line work.
type intervals struct {
	beat  time.Duration // between two signs of life
	dead  time.Duration // of silence, after which a line is given up
	write time.Duration // what the other end may take to accept a frame
	bye   time.Duration // what it may take to answer a close
	card  time.Duration // how old a card may be when it gets to a page
	print time.Duration // how long the outcome of a slip is waited for
}

var defaults = intervals{
	beat: 2 * time.Second, dead: 6 * time.Second, write: 3 * time.Second, bye: time.Second, card: 3 * time.Second, print: 30 * time.Second,
}

// line is one end of a websocket. One goroutine reads it, another writes.
type line struct {
	conn  *websocket.Conn
	every *intervals
	over  chan struct{} // closed when nothing more can be read
	ended error         // why; set when over is closed
}

func newLine(conn *websocket.Conn, every *intervals) *line {
	return &line{conn: conn, every: every, over: make(chan struct{})}
}

// upgrader takes any origin: the server has looked at it.
var upgrader = websocket.Upgrader{
	ReadBufferSize: 1 << 10, WriteBufferSize: 1 << 10, WriteBufferPool: new(sync.Pool),
	CheckOrigin: func(*http.Request) bool { return true },
}

// read hands on what comes, of at most so many bytes a frame, until the line is dead or hear returns an error.
func (l *line) read(most int64, hear func(text []byte) error) {
	l.ended = l.readAll(most, hear)
	// A write to somebody who is gone must not wait for its deadline.
	_ = l.conn.Close()
	close(l.over)
}

func (l *line) readAll(most int64, hear func(text []byte) error) error {
	alive := func() { _ = l.conn.SetReadDeadline(time.Now().Add(l.every.dead)) }
	l.conn.SetReadLimit(most)
	l.conn.SetPongHandler(func(string) error { alive(); return nil })
	answer := l.conn.PingHandler()
	l.conn.SetPingHandler(func(data string) error { alive(); return answer(data) })
	for {
		alive()
		kind, text, err := l.conn.ReadMessage()
		if err != nil {
			return err
		}
		if kind != websocket.TextMessage {
			continue
		}
		if err := hear(text); err != nil {
			return err
		}
	}
}

// send writes one frame.
func (l *line) send(frame any) error {
	if err := l.conn.SetWriteDeadline(time.Now().Add(l.every.write)); err != nil {
		return err
	}
	return l.conn.WriteJSON(frame)
}

func (l *line) ping() error {
	return l.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(l.every.write))
}

// why gives the reason for which a line ended that could not be written to: what was read last, if that ends soon, or else
// err, the writer's.
func (l *line) why(err error) error {
	if err == nil {
		return nil
	}
	select {
	case <-l.over:
		return l.ended
	case <-time.After(l.every.bye):
		return err
	}
}

// hangUp closes the line, giving the other end a moment to hear why, and returns when it is read no more.
func (l *line) hangUp(code int, reason string) {
	deadline := time.Now().Add(l.every.bye)
	if l.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), deadline) == nil {
		select {
		case <-l.over:
		case <-time.After(l.every.bye):
		}
	}
	_ = l.conn.Close()
	<-l.over
}
