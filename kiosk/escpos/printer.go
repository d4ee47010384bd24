package escpos

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Printer is a way to a printer. Its methods may be called at once; a printer does one thing after the other.
type Printer interface {
	// Print sends job, which Encode made, and waits until the printer says that it has printed it, where the printer says
	// such things. It sends nothing to a printer that says beforehand that it will not print. An error means that the slip
	// may not lie in front of the citizen: *Stopped with the printer's reason, ErrDropped, ErrStuck, ErrUnconfirmed,
	// ErrNoPrinter, the context's error or that of the connection. Without an error, a printer whose State is not Known
	// may still have failed.
	Print(ctx context.Context, job []byte) error

	// State asks the printer how it is. An error means that there is no way to it; a printer that is reached and does not
	// answer has a State that is not Known.
	State(ctx context.Context) (State, error)
}

// What printing can end with.
var (
	ErrAddress     = errors.New("not a printer's address")
	ErrNoPrinter   = errors.New("no printer is set")
	ErrUnsupported = errors.New("this system has no such printers")
	ErrNotADevice  = errors.New("not a device file")
	ErrDropped     = errors.New("printer ended the connection before the slip was printed")
	ErrStuck       = errors.New("printer does not take the slip")
	ErrUnconfirmed = errors.New("printer does not say that the slip is printed")
)

// Open gives the way to the printer at address, without trying it:
//
//	tcp://192.168.1.50:9100       the port may be left out
//	file:///dev/usb/lp0           a character device
//	com://COM3?baud=9600          also com:///dev/ttyS0; flow=rtscts for a hardware handshake, 8 bits, no parity
//	winspool://XP-80C             a queue of Windows, by its name
//	none                          no printer: a browser prints, or nothing does
//
// It returns ErrAddress for anything else.
func Open(address string) (Printer, error) {
	if address == "none" {
		return none{}, nil
	}
	wrong := fmt.Errorf("%w: %q", ErrAddress, address)
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || rest == "" || strings.ContainsAny(rest, "\x00\r\n") {
		return nil, wrong
	}
	switch scheme {
	case "tcp":
		host, ok := hostPort(rest)
		if !ok {
			return nil, wrong
		}
		return newLink(address, dialer(host)), nil
	case "file":
		l := newLink(address, deviceOpener(rest))
		l.mayEnd = true
		return l, nil
	case "com":
		line, ok := parseLine232(rest)
		if !ok {
			return nil, wrong
		}
		return newLink(address, line.opener()), nil
	case "winspool":
		return newSpool(rest), nil
	}
	return nil, wrong
}

func hostPort(s string) (string, bool) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		host, port = strings.Trim(s, "[]"), "9100"
		if strings.Contains(host, ":") && net.ParseIP(host) == nil {
			return "", false
		}
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return net.JoinHostPort(host, port), err == nil && n > 0 && host != "" && !strings.ContainsAny(host, "/?#@ ")
}

// line232 is a serial line.
type line232 struct {
	name   string
	baud   uint32
	rtscts bool
}

func parseLine232(s string) (line232, bool) {
	name, query, _ := strings.Cut(s, "?")
	values, err := url.ParseQuery(query)
	line := line232{name: name, baud: 9600}
	for key, value := range values {
		switch {
		case key == "baud":
			n, bad := strconv.ParseUint(value[0], 10, 32)
			if bad != nil || n < 1200 || n > 921600 {
				return line, false
			}
			line.baud = uint32(n)
		case key == "flow" && (value[0] == "rtscts" || value[0] == "none"):
			line.rtscts = value[0] == "rtscts"
		default:
			return line, false
		}
	}
	return line, err == nil && name != ""
}

type none struct{}

func (none) Print(context.Context, []byte) error  { return ErrNoPrinter }
func (none) State(context.Context) (State, error) { return State{}, ErrNoPrinter }
