// Package readers reads ID cards through what their readers come with: a program of the vendor's or the centre's that prints
// a line a card, or a service of the vendor's on the same computer.
//
// What a program or a service says may hold all of a card. Nothing of it is kept or logged but what is taken for its number,
// and that is handed on alone.
package readers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Reader reads cards.
type Reader interface {
	// Run reads until ctx ends. It gives found what it takes for a card's number, good or bad, as often as it is read, and
	// works whether the reader can be used.
	Run(ctx context.Context, found func(number string), works func(bool))
}

// Options are what a reader goes by.
type Options struct {
	// Field is where a card's number is: the path in a JSON answer, with dots between its parts, or the key in key=value text.
	Field string
	// Every is the time between two questions to a service.
	Every time.Duration
	Log   *slog.Logger
}

// What a reader's address can be wrong with.
var (
	ErrAddress   = errors.New("not a reader: exec:PROGRAM ARGS or http://127.0.0.1:PORT/path")
	ErrElsewhere = errors.New("a reader's service is on this computer alone, such as http://127.0.0.1:18889/read")
)

// Open gives the reader at address, without trying it:
//
//	exec:C:\reader\read.exe -p 1001     a program and its arguments, of which one with spaces stands in double quotes
//	http://127.0.0.1:18889/readCard     a service on this computer
//
// It returns ErrAddress or ErrElsewhere for anything else.
func Open(address string, o Options) (Reader, error) {
	if command, ok := strings.CutPrefix(address, "exec:"); ok {
		words, ok := splitCommand(command)
		if !ok {
			return nil, fmt.Errorf("%w: %q", ErrAddress, address)
		}
		return newProgram(words, o), nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Host == "" {
		return nil, fmt.Errorf("%w: %q", ErrAddress, address)
	}
	if !isLoopback(u.Hostname()) {
		return nil, ErrElsewhere
	}
	return newService(address, o), nil
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// dialLoopback reaches this computer alone, whatever its host table makes of a name.
func dialLoopback(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if tcp, ok := conn.RemoteAddr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		_ = conn.Close()
		return nil, ErrElsewhere
	}
	return conn, nil
}

// splitCommand gives the words of a command. A backslash is one, as Windows' paths have them.
func splitCommand(command string) (words []string, ok bool) {
	var word strings.Builder
	quoted, begun := false, false
	for _, r := range command {
		switch {
		case r == '"':
			quoted, begun = !quoted, true
		case r == ' ' && !quoted:
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words, !quoted && len(words) > 0 && words[0] != ""
}

// wait lets time pass; false when ctx ends first.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
