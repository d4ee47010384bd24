package escpos

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sys/windows"
)

const (
	readSlice  = 50   // ms that one ReadFile waits at most
	writeSlice = 1000 // ms that one WriteFile waits at most
	writePiece = 256  // bytes of one WriteFile

	// Bits of DCB.Flags, after winbase.h.
	dcbBinary     = 1 << 0
	dcbCTSFlow    = 1 << 2
	dcbDTREnable  = 1 << 4
	dcbRTSEnable  = 1 << 12
	dcbRTSHandled = 2 << 12
)

// serialPort is a COM port. Its calls return within their slices, between which the deadline is looked at.
type serialPort struct {
	handle   windows.Handle
	deadline atomic.Int64 // Unix nanoseconds
}

func (line line232) opener() opener {
	return func(context.Context) (port, error) {
		name := line.name
		if !strings.HasPrefix(name, `\\`) {
			name = `\\.\` + name // COM10 and above have no other name
		}
		path, err := windows.UTF16PtrFromString(name)
		if err != nil {
			return nil, err
		}
		h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, 0, 0)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: line.name, Err: err}
		}
		if err := line.set(h); err != nil {
			windows.CloseHandle(h)
			return nil, &fs.PathError{Op: "set", Path: line.name, Err: err}
		}
		return &serialPort{handle: h}, nil
	}
}

// set gives the line 8 bits, no parity and one stop bit, and forgets what came in before.
func (line line232) set(h windows.Handle) error {
	var dcb windows.DCB
	dcb.DCBlength = 28
	if err := windows.GetCommState(h, &dcb); err != nil {
		return err
	}
	dcb.BaudRate, dcb.ByteSize, dcb.Parity, dcb.StopBits = line.baud, 8, windows.NOPARITY, windows.ONESTOPBIT
	dcb.Flags = dcbBinary | dcbDTREnable | dcbRTSEnable
	if line.rtscts {
		dcb.Flags = dcbBinary | dcbDTREnable | dcbRTSHandled | dcbCTSFlow
	}
	if err := windows.SetCommState(h, &dcb); err != nil {
		return err
	}
	timeouts := windows.CommTimeouts{ReadTotalTimeoutConstant: readSlice, WriteTotalTimeoutConstant: writeSlice}
	if err := windows.SetCommTimeouts(h, &timeouts); err != nil {
		return err
	}
	return windows.PurgeComm(h, windows.PURGE_RXCLEAR)
}

func (s *serialPort) SetDeadline(t time.Time) error {
	s.deadline.Store(t.UnixNano())
	return nil
}

func (s *serialPort) expired() bool { return time.Now().UnixNano() > s.deadline.Load() }

func (s *serialPort) Read(b []byte) (int, error) {
	for {
		var n uint32
		if err := windows.ReadFile(s.handle, b, &n, nil); err != nil || n > 0 {
			return int(n), err
		}
		if s.expired() {
			return 0, os.ErrDeadlineExceeded
		}
	}
}

func (s *serialPort) Write(b []byte) (written int, err error) {
	for written < len(b) {
		if s.expired() {
			return written, os.ErrDeadlineExceeded
		}
		var n uint32
		piece := b[written:min(len(b), written+writePiece)]
		if err := windows.WriteFile(s.handle, piece, &n, nil); err != nil {
			return written, err
		}
		written += int(n)
	}
	return written, nil
}

func (s *serialPort) Close() error { return windows.CloseHandle(s.handle) }
