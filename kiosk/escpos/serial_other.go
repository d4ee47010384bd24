//go:build !linux && !windows

package escpos

import "context"

func (line line232) opener() opener {
	return func(context.Context) (port, error) { return nil, ErrUnsupported }
}
