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

	"github.com/gorilla/websocket"
)

// wall is a number of screens, each with a connection of its own.
type wall struct {
	screens int
	hangUp  []io.Closer
	arrived atomic.Int64
	size    atomic.Int64   // of the last frame, in bytes
	last    chan time.Time // when the last screen had what was waited for
}

// frameBuffer takes a whole board, so that a client reads it at once.
const frameBuffer = 16 << 10

// hangScreens opens n hall screens at the hall.
func (h *hall) hangScreens(n int) (*wall, error) {
	w := &wall{screens: n, last: make(chan time.Time, 1)}
	dialer := websocket.Dialer{ReadBufferSize: frameBuffer, WriteBufferSize: 256, HandshakeTimeout: 20 * time.Second}
	for range n {
		conn, _, err := dialer.Dial("ws://"+h.address+"/ws/hall/1F", http.Header{"Authorization": {"Bearer " + h.screen}})
		if err != nil {
			return nil, errors.Join(err, w.close())
		}
		w.hangUp = append(w.hangUp, conn)
		go w.watch(conn)
	}
	return w, nil
}

// spoken is in every frame that brings a call, near its beginning.
var spoken = []byte(`"speak":[{`)

// watch reads the frames of one screen and counts those that bring a call.
func (w *wall) watch(conn *websocket.Conn) {
	text := bytes.NewBuffer(make([]byte, 0, frameBuffer))
	for {
		_, frame, err := conn.NextReader()
		if err != nil {
			return
		}
		text.Reset()
		if _, err := text.ReadFrom(frame); err != nil {
			return
		}
		if bytes.Contains(text.Bytes()[:min(2048, text.Len())], spoken) {
			w.has(text.Len())
		}
	}
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
	w := &wall{screens: n, last: make(chan time.Time, 1)}
	for range n {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return nil, errors.Join(err, w.close())
		}
		w.hangUp = append(w.hangUp, conn)
		if _, err := fmt.Fprintf(conn, "GET /wall HTTP/1.1\r\nHost: %s\r\n\r\n", address); err != nil {
			return nil, errors.Join(err, w.close())
		}
		if _, err := io.ReadFull(conn, make([]byte, len("hung"))); err != nil {
			return nil, errors.Join(err, w.close())
		}
		go w.watchRaw(conn)
	}
	return w, nil
}

func (w *wall) watchRaw(conn net.Conn) {
	read := bufio.NewReaderSize(conn, frameBuffer)
	text := make([]byte, frameBuffer)
	for {
		if _, err := io.ReadFull(read, text[:4]); err != nil {
			return
		}
		n := int(binary.BigEndian.Uint32(text))
		if n > len(text) {
			text = make([]byte, n)
		}
		if _, err := io.ReadFull(read, text[:n]); err != nil {
			return
		}
		w.has(n)
	}
}

// mostWait is how long a frame may take before it is taken for lost.
const mostWait = 20 * time.Second

// after does press and gives when the last screen had what it brings.
func (w *wall) after(press func() error) (time.Time, error) {
	w.arrived.Store(0)
	pressed := make(chan error, 1)
	go func() { pressed <- press() }()
	select {
	case last := <-w.last:
		return last, <-pressed
	case <-time.After(mostWait):
		return time.Time{}, errors.Join(fmt.Errorf("%d of %d screens have the call after %v", w.arrived.Load(), w.screens, mostWait), <-pressed)
	}
}

func (w *wall) close() error {
	var all error
	for _, c := range w.hangUp {
		all = errors.Join(all, c.Close())
	}
	return all
}
