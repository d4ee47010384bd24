//go:build !windows

package escpos

import "context"

type spool struct{}

func newSpool(string) Printer { return spool{} }

func (spool) Print(context.Context, []byte) error  { return ErrUnsupported }
func (spool) State(context.Context) (State, error) { return State{}, ErrUnsupported }
