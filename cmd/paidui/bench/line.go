package bench

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
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

// ask sends body under a key of its own and reads the answer, which must have status want.
func (l *line) ask(body string, want int) error {
	l.text = fmt.Appendf(append(l.text[:0], l.head...), "Idempotency-Key: bench-%d\r\nContent-Length: %d\r\n\r\n%s", keys.Add(1), len(body), body)
	if _, err := l.conn.Write(l.text); err != nil {
		return err
	}
	answer, err := http.ReadResponse(l.answer, nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != want {
		said, _ := io.ReadAll(answer.Body)
		route, _, _ := strings.Cut(l.head, "\r\n")
		return fmt.Errorf("%s was answered %s: %s", route, answer.Status, said)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
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
