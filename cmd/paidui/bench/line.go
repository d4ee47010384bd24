package bench

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// line is a connection that stays, over which one caller asks again and again for the same route. It does as little as a
// client can, since it takes its time from the same processors as the hall.
type line struct {
	conn   net.Conn
	answer *bufio.Reader
	head   string // of the request, up to the idempotency key
	text   []byte
	said   []byte // the body of the last answer
}

// keys numbers the idempotency keys of a run.
var keys atomic.Uint64

func (h *hall) connect(path, token string) (*line, error) { return connect(h.address, path, token) }

// connect opens a line for POST requests to path.
func connect(address, path, token string) (*line, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n", path, address, token)
	return &line{conn: conn, answer: bufio.NewReaderSize(conn, 4<<10), head: head}, nil
}

// ask sends body and reads the answer, which must have status want.
func (l *line) ask(body string, want int) error {
	if err := l.send(body); err != nil {
		return err
	}
	return l.hear(want)
}

// send sends body under a key of its own.
func (l *line) send(body string) error {
	l.text = fmt.Appendf(append(l.text[:0], l.head...), "Idempotency-Key: bench-%d\r\nContent-Length: %d\r\n\r\n%s", keys.Add(1), len(body), body)
	_, err := l.conn.Write(l.text)
	return err
}

// hear reads the answer to what was sent, which must have status want.
func (l *line) hear(want int) error {
	status, length, err := l.readHead()
	if err != nil {
		return err
	}
	l.said = slices.Grow(l.said[:0], length)[:length]
	if _, err := io.ReadFull(l.answer, l.said); err != nil || status == want {
		return err
	}
	route, _, _ := strings.Cut(l.head, "\r\n")
	return fmt.Errorf("%s was answered %d: %s", route, status, l.said)
}

// readHead reads the head of an answer: its status and how long its body is.
func (l *line) readHead() (status, length int, err error) {
	length = -1
	for first := true; ; first = false {
		text, err := l.answer.ReadSlice('\n')
		if err != nil {
			return 0, 0, err
		}
		if text = bytes.TrimSuffix(text, []byte("\r\n")); len(text) == 0 {
			break
		}
		if first {
			_, code, _ := bytes.Cut(text, []byte(" "))
			if status, err = strconv.Atoi(string(code[:min(3, len(code))])); err != nil {
				return 0, 0, fmt.Errorf("an answer begins with %q", text)
			}
		} else if value, ok := bytes.CutPrefix(text, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, 0, err
			}
		}
	}
	if length < 0 {
		return 0, 0, errors.New("an answer does not say how long it is")
	}
	return status, length, nil
}

func (l *line) close() { _ = l.conn.Close() }

// lines opens n of them to path, which tells the n-th's token and path.
func lines(n int, address string, of func(n int) (path, token string)) (all []*line, hangUp func(), err error) {
	hangUp = func() {
		for _, l := range all {
			l.close()
		}
	}
	for i := range n {
		path, token := of(i)
		l, err := connect(address, path, token)
		if err != nil {
			hangUp()
			return nil, nil, err
		}
		all = append(all, l)
	}
	return all, hangUp, nil
}
