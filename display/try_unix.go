//go:build unix

package display

import (
	"errors"
	"syscall"
)

// try writes as much of text as the line takes at once.
func try(line syscall.RawConn, text []byte) (n int, err error) {
	down := line.Write(func(fd uintptr) bool {
		for n, err = syscall.Write(int(fd), text); err == syscall.EINTR; {
			n, err = syscall.Write(int(fd), text)
		}
		return true // whatever it was: nobody waits here
	})
	if err == syscall.EAGAIN {
		err = nil
	}
	return max(n, 0), errors.Join(down, err)
}
