package bench

import (
	"encoding/binary"
	"errors"
	"net"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// watcher reads what comes to all the screens of a wall, in one goroutine and with one call of the system for most frames: the
// screens of a hall have processors of their own, and these have none but the hall's. A goroutine for each of them, woken up by
// Go's poller, takes longer to read than the hall takes to write.
type watcher struct {
	poll, bell int // an epoll, and an eventfd that ends it
	over       atomic.Bool
	ended      chan error

	mu      sync.Mutex
	screens map[int32]*screen
}

// screen is the near end of a connection. Go's poller does not know its descriptor.
type screen struct {
	fd   int
	take take
	rest []byte // what has come of a frame without its end
}

// Write writes once.
func (s *screen) Write(text []byte) (int, error) { return unix.Write(s.fd, text) }

func newWatcher() (*watcher, error) {
	w := &watcher{screens: map[int32]*screen{}, ended: make(chan error, 1)}
	var err error
	if w.poll, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC); err != nil {
		return nil, err
	}
	if w.bell, err = unix.Eventfd(0, unix.EFD_CLOEXEC); err != nil {
		return nil, errors.Join(err, unix.Close(w.poll))
	}
	if err = w.listen(w.bell); err != nil {
		return nil, errors.Join(err, unix.Close(w.bell), unix.Close(w.poll))
	}
	go func() { w.ended <- w.watch() }()
	return w, nil
}

func (w *watcher) listen(fd int) error {
	return unix.EpollCtl(w.poll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)})
}

// add has the watcher read conn, which is its own from then on; rest has been read already.
func (w *watcher) add(conn *net.TCPConn, rest []byte, take take) error {
	s := &screen{fd: -1, take: take, rest: rest}
	raw, err := conn.SyscallConn()
	if err == nil {
		var failed error
		err = raw.Control(func(fd uintptr) { s.fd, failed = unix.FcntlInt(fd, unix.F_DUPFD_CLOEXEC, 0) })
		err = errors.Join(err, failed)
	}
	if err = errors.Join(err, conn.Close()); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.screens[int32(s.fd)] = s
	return w.listen(s.fd)
}

// watch reads until the watcher is closed.
func (w *watcher) watch() error {
	ready, text := make([]unix.EpollEvent, 128), make([]byte, 2*mostFrame)
	for !w.over.Load() {
		n, err := unix.EpollWait(w.poll, ready, -1)
		if err != nil && !errors.Is(err, unix.EINTR) {
			return err
		}
		for _, event := range ready[:max(n, 0)] {
			if s := w.screen(event.Fd); s != nil && s.read(text) != nil {
				if err := w.drop(s); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// screen gives that of a descriptor; nil: it is the bell.
func (w *watcher) screen(fd int32) *screen {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.screens[fd]
}

func (w *watcher) drop(s *screen) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.screens, int32(s.fd))
	return unix.Close(s.fd)
}

// read takes what has come, by way of text, which has room for it.
func (s *screen) read(text []byte) error {
	held := copy(text, s.rest)
	n, err := unix.Read(s.fd, text[held:])
	if errors.Is(err, unix.EINTR) {
		return nil
	}
	if err != nil || n == 0 {
		return errors.Join(err, net.ErrClosed)
	}
	rest, err := s.take.all(s, text[:held+n])
	s.rest = append(s.rest[:0], rest...)
	return err
}

// close ends the watcher and its connections.
func (w *watcher) close() error {
	w.over.Store(true)
	_, err := unix.Write(w.bell, binary.NativeEndian.AppendUint64(nil, 1))
	all := errors.Join(err, <-w.ended, unix.Close(w.poll), unix.Close(w.bell))
	for _, s := range w.screens {
		all = errors.Join(all, unix.Close(s.fd))
	}
	return all
}
