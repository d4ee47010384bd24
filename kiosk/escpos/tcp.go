package escpos

import (
	"context"
	"errors"
	"net"
	"syscall"
	"time"
)

const dialTimeout = 2 * time.Second

// dialer reaches a printer's raw port. A printer that just served another connection may refuse the next for a moment.
func dialer(address string) opener {
	return func(ctx context.Context) (port, error) {
		ctx, cancel := context.WithTimeout(ctx, dialTimeout)
		defer cancel()
		var d net.Dialer
		for try := 1; ; try++ {
			conn, err := d.DialContext(ctx, "tcp", address)
			switch {
			case err == nil:
				return conn, nil
			case try == 3 || !errors.Is(err, syscall.ECONNREFUSED):
				return nil, err
			}
			select {
			case <-ctx.Done():
				return nil, err
			case <-time.After(150 * time.Millisecond):
			}
		}
	}
}
