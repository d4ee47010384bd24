package bench

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// wall is a number of screens, each with a connection of its own.
type wall struct {
	screens int
	watcher *watcher
	wait    time.Duration // how long a frame may take before it is taken for lost
	arrived atomic.Int64
	size    atomic.Int64   // of the last frame, in bytes
	last    chan time.Time // when the last screen had what was waited for
}

// take takes the first frame of what has come over a connection, to which it can answer: how many bytes it has, 0 while its end
// has not come.
type take func(conn io.Writer, text []byte) (int, error)

// all takes every whole frame of text, and gives the rest.
func (t take) all(conn io.Writer, text []byte) (rest []byte, err error) {
	for {
		n, err := t(conn, text)
		if n == 0 || err != nil {
			return text, err
		}
		text = text[n:]
	}
}

const (
	mostFrame = 70 << 10         // more bytes than any frame has
	mostWait  = 20 * time.Second // for a frame, which is then taken for lost
)

// hang opens n connections to address and watches them; begin makes one ready, and take gives what takes its frames.
func hang(n int, address string, begin func(conn net.Conn, read *bufio.Reader) error, take func(w *wall) take) (*wall, error) {
	w := &wall{screens: n, wait: mostWait, last: make(chan time.Time, 1)}
	var err error
	if w.watcher, err = newWatcher(); err != nil {
		return nil, err
	}
	for range n {
		if err := w.open(address, begin, take(w)); err != nil {
			return nil, errors.Join(err, w.close())
		}
	}
	return w, nil
}

// open opens one connection.
func (w *wall) open(address string, begin func(conn net.Conn, read *bufio.Reader) error, take take) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	read := bufio.NewReader(conn)
	if err := begin(conn, read); err != nil {
		return errors.Join(err, conn.Close())
	}
	rest, err := read.Peek(read.Buffered())
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	return w.watcher.add(conn.(*net.TCPConn), rest, take)
}

// hangScreens opens n hall screens at the hall.
func (h *hall) hangScreens(n int) (*wall, error) {
	shake := func(conn net.Conn, read *bufio.Reader) error { return shake(conn, read, h.address, h.screen) }
	return hang(n, h.address, shake, func(w *wall) take { return w.frame })
}

// shake makes conn a websocket, by the handshake of RFC 6455, 4.1.
func shake(conn net.Conn, read *bufio.Reader, address, token string) error {
	_, err := fmt.Fprintf(conn, "GET /ws/hall/1F HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: Upgrade\r\n"+
		"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", address, token)
	if err != nil {
		return err
	}
	answer, err := http.ReadResponse(read, nil)
	if err == nil && answer.StatusCode != http.StatusSwitchingProtocols {
		err = fmt.Errorf("a screen is answered %s", answer.Status)
	}
	return err
}

// spoken is in every frame that brings a call, near its beginning.
var spoken = []byte(`"speak":[{`)

// frame takes a frame of RFC 6455, 5.2, without a mask, and counts those that bring a call. It answers pings. It does as little
// as a screen can, since it takes its time from the same processors as the hall.
func (w *wall) frame(conn io.Writer, text []byte) (int, error) {
	const kind, isPing, in16 = 0xf, 0x9, 126
	head := 2
	if len(text) < head {
		return 0, nil
	}
	n := int(text[1])
	if n > in16 {
		return 0, errors.New("a frame is longer than any hall's")
	}
	if n == in16 {
		if head += 2; len(text) < head {
			return 0, nil
		}
		n = int(binary.BigEndian.Uint16(text[2:]))
	}
	if len(text) < head+n {
		return 0, nil
	}
	switch payload := text[head : head+n]; {
	case text[0]&kind == isPing:
		if _, err := conn.Write([]byte{0x8a, 0x80, 0, 0, 0, 0}); err != nil { // an empty pong under a mask of zeros
			return 0, err
		}
	case bytes.Contains(payload[:min(2048, n)], spoken):
		w.has(n)
	}
	return head + n, nil
}

// has counts a screen that has what was waited for.
func (w *wall) has(size int) {
	if w.arrived.Add(1) == int64(w.screens) {
		w.size.Store(int64(size))
		w.last <- time.Now()
	}
}

// hangRaw opens n connections to the floor's wall.
func hangRaw(address string, n int) (*wall, error) {
	begin := func(conn net.Conn, read *bufio.Reader) error {
		if _, err := fmt.Fprintf(conn, "GET /wall HTTP/1.1\r\nHost: %s\r\n\r\n", address); err != nil {
			return err
		}
		_, err := io.ReadFull(read, make([]byte, len("hung")))
		return err
	}
	return hang(n, address, begin, func(w *wall) take { return w.bytes })
}

// bytes takes a frame of the floor's.
func (w *wall) bytes(_ io.Writer, text []byte) (int, error) {
	if len(text) < 4 {
		return 0, nil
	}
	n := int(binary.BigEndian.Uint32(text))
	if n > mostFrame {
		return 0, errors.New("a frame is longer than any hall's")
	}
	if len(text) < 4+n {
		return 0, nil
	}
	w.has(n)
	return 4 + n, nil
}

// after sends body and gives when the last screen had what it brings. Only then does it read the answer, which is to be a good one:
// whoever presses has a processor of their own.
func (w *wall) after(press *line, body string) (time.Time, error) {
	w.arrived.Store(0)
	if err := press.send(body); err != nil {
		return time.Time{}, err
	}
	select {
	case last := <-w.last:
		return last, press.hear(http.StatusOK)
	case <-time.After(w.wait):
		err := fmt.Errorf("%d of %d screens have the call after %v", w.arrived.Load(), w.screens, w.wait)
		return time.Time{}, errors.Join(err, press.hear(http.StatusOK))
	}
}

func (w *wall) close() error { return w.watcher.close() }
