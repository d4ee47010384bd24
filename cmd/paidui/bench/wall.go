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
	"slices"
	"sync/atomic"
	"time"
)

// wall is a number of screens, each with a connection of its own.
type wall struct {
	screens int
	hangUp  []io.Closer
	arrived atomic.Int64
	size    atomic.Int64   // of the last frame, in bytes
	last    chan time.Time // when the last screen had what was waited for
}

// frameBuffer takes most boards whole, so that a client reads them at once.
const frameBuffer = 16 << 10

// hangScreens opens n hall screens at the hall.
func (h *hall) hangScreens(n int) (*wall, error) {
	w := &wall{screens: n, last: make(chan time.Time, 1)}
	for range n {
		conn, err := net.Dial("tcp", h.address)
		if err != nil {
			return nil, errors.Join(err, w.close())
		}
		w.hangUp = append(w.hangUp, conn)
		read := bufio.NewReaderSize(conn, frameBuffer)
		if err := shake(conn, read, h.address, h.screen); err != nil {
			return nil, errors.Join(err, w.close())
		}
		go w.watch(conn, read)
	}
	return w, nil
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

// watch reads the frames of one screen, each of them one of RFC 6455, 5.2, without a mask, and counts those that bring a call. It
// answers pings. It does as little as a screen can, since it takes its time from the same processors as the hall.
func (w *wall) watch(line net.Conn, read *bufio.Reader) {
	const kind, isPing, in16 = 0xf, 0x9, 126
	pong := []byte{0x8a, 0x80, 0, 0, 0, 0} // an empty one under a mask of zeros
	text := make([]byte, frameBuffer)
	for {
		if _, err := io.ReadFull(read, text[:2]); err != nil {
			return
		}
		opcode, n := text[0]&kind, int(text[1])
		if n > in16 {
			return // more than any hall shows
		}
		if n == in16 {
			if _, err := io.ReadFull(read, text[:2]); err != nil {
				return
			}
			n = int(binary.BigEndian.Uint16(text))
		}
		text = slices.Grow(text[:0], n)[:max(n, frameBuffer)]
		if _, err := io.ReadFull(read, text[:n]); err != nil {
			return
		}
		switch {
		case opcode == isPing:
			if _, err := line.Write(pong); err != nil {
				return
			}
		case bytes.Contains(text[:min(2048, n)], spoken):
			w.has(n)
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
	if err := press(); err != nil {
		return time.Time{}, err
	}
	select {
	case last := <-w.last:
		return last, nil
	case <-time.After(mostWait):
		return time.Time{}, fmt.Errorf("%d of %d screens have the call after %v", w.arrived.Load(), w.screens, mostWait)
	}
}

func (w *wall) close() error {
	var all error
	for _, c := range w.hangUp {
		all = errors.Join(all, c.Close())
	}
	return all
}
