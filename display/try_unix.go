//go:build unix

package display

import (
	"errors"
	"sync"
	"syscall"
)

// try writes as much of text as the line takes at once.
func try(line syscall.RawConn, text []byte) (n int, err error) {
	a := attempts.Get().(*attempt)
	a.text = text
	down := line.Write(a.write)
	n, err = max(a.n, 0), a.err
	*a = attempt{write: a.write}
	attempts.Put(a)
	if err == syscall.EAGAIN {
		err = nil
	}
	return n, errors.Join(down, err)
}

// attempts are kept: one is made for every frame of every screen.
var attempts = sync.Pool{New: func() any {
	a := new(attempt)
	a.write = a.make
	return a
}}

// attempt is one write to a line.
type attempt struct {
	text  []byte
	n     int
	err   error
	write func(fd uintptr) bool // make
}

func (a *attempt) make(fd uintptr) bool {
	for a.n, a.err = syscall.Write(int(fd), a.text); a.err == syscall.EINTR; {
		a.n, a.err = syscall.Write(int(fd), a.text)
	}
	return true // whatever it was: nobody waits here
}
