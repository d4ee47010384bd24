package escpos

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

var bauds = map[uint32]uint32{
	1200: unix.B1200, 2400: unix.B2400, 4800: unix.B4800, 9600: unix.B9600, 19200: unix.B19200, 38400: unix.B38400,
	57600: unix.B57600, 115200: unix.B115200, 230400: unix.B230400, 460800: unix.B460800, 921600: unix.B921600,
}

// serialPort is a terminal that passes bytes through as they are.
type serialPort struct {
	*os.File
	deadline time.Time
}

func (line line232) opener() opener {
	return func(context.Context) (port, error) {
		f, err := os.OpenFile(line.name, os.O_RDWR|nonBlocking, 0)
		if err != nil {
			return nil, err
		}
		if err := line.set(f); err != nil {
			f.Close()
			return nil, &fs.PathError{Op: "set", Path: line.name, Err: err}
		}
		return &serialPort{File: f}, nil
	}
}

// set makes the line raw with 8 bits, no parity and one stop bit, and forgets what came in before.
func (line line232) set(f *os.File) error {
	speed, ok := bauds[line.baud]
	if !ok {
		return errors.New("no such speed")
	}
	return control(f, func(fd int) error {
		t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		if err != nil {
			return err
		}
		t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
		t.Cflag = unix.CS8 | unix.CREAD | unix.CLOCAL | speed
		if line.rtscts {
			t.Cflag |= unix.CRTSCTS
		}
		t.Ispeed, t.Ospeed = speed, speed
		t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
		if err := unix.IoctlSetTermios(fd, unix.TCSETS, t); err != nil {
			return err
		}
		return unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCIFLUSH)
	})
}

func (s *serialPort) SetDeadline(t time.Time) error {
	s.deadline = t
	return s.File.SetDeadline(t)
}

// Write returns when the last byte has left, so that an answer is not waited for before its question is out.
func (s *serialPort) Write(b []byte) (int, error) {
	n, err := s.File.Write(b)
	for err == nil {
		var left int
		err = control(s.File, func(fd int) (err error) {
			left, err = unix.IoctlGetInt(fd, unix.TIOCOUTQ)
			return err
		})
		if err != nil || left == 0 {
			break
		}
		if time.Now().After(s.deadline) {
			return n, os.ErrDeadlineExceeded
		}
		time.Sleep(2 * time.Millisecond)
	}
	return n, err
}

func control(f *os.File, do func(fd int) error) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var done error
	if err := raw.Control(func(fd uintptr) { done = do(int(fd)) }); err != nil {
		return err
	}
	return done
}
