package escpos

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"time"
)

// Line is an open way to a device that bytes go to.
type Line interface {
	io.ReadWriteCloser
	SetDeadline(time.Time) error
}

// errNoLine is what OpenLine returns for an address that names no device.
var errNoLine = errors.New("it is no address such as tcp://192.168.1.60:5000, com://COM3?baud=9600 or file:///dev/ttyUSB0")

// OpenLine gives what opens the way to a device other than a printer, at the same kinds of address; a tcp address has its port.
func OpenLine(address string) (func(context.Context) (Line, error), error) {
	scheme, rest, _ := strings.Cut(address, "://")
	var open opener
	switch line, ok := parseLine232(rest); scheme {
	case "tcp":
		if _, _, err := net.SplitHostPort(rest); err != nil {
			return nil, errNoLine
		}
		open = dialer(rest)
	case "com":
		if !ok {
			return nil, errNoLine
		}
		open = line.opener()
	case "file":
		if rest == "" {
			return nil, errNoLine
		}
		open = deviceOpener(rest)
	default:
		return nil, errNoLine
	}
	return func(ctx context.Context) (Line, error) { return open(ctx) }, nil
}
