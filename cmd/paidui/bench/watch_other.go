//go:build !linux

package bench

import (
	"errors"
	"net"
	"sync"
)

// watcher reads what comes to all the screens of a wall.
type watcher struct {
	conns   []net.Conn
	reading sync.WaitGroup
}

func newWatcher() (*watcher, error) { return &watcher{}, nil }

// add has the watcher read conn, which is its own from then on; rest has been read already.
func (w *watcher) add(conn *net.TCPConn, rest []byte, take take) error {
	w.conns = append(w.conns, conn)
	w.reading.Go(func() {
		text := make([]byte, 2*mostFrame)
		for held := copy(text, rest); ; {
			n, err := conn.Read(text[held:])
			if err != nil {
				return
			}
			left, err := take.all(conn, text[:held+n])
			if err != nil {
				return
			}
			held = copy(text, left)
		}
	})
	return nil
}

// close ends the watcher and its connections.
func (w *watcher) close() (all error) {
	for _, conn := range w.conns {
		all = errors.Join(all, conn.Close())
	}
	w.reading.Wait()
	return all
}
