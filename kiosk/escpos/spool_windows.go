package escpos

import (
	"context"
	"fmt"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	winspool         = windows.NewLazySystemDLL("winspool.drv")
	openPrinter      = winspool.NewProc("OpenPrinterW")
	closePrinter     = winspool.NewProc("ClosePrinter")
	startDocPrinter  = winspool.NewProc("StartDocPrinterW")
	endDocPrinter    = winspool.NewProc("EndDocPrinter")
	startPagePrinter = winspool.NewProc("StartPagePrinter")
	endPagePrinter   = winspool.NewProc("EndPagePrinter")
	writePrinter     = winspool.NewProc("WritePrinter")
)

const spoolTimeout = 10 * time.Second

// docInfo is DOC_INFO_1W of winspool.h.
type docInfo struct{ name, output, datatype *uint16 }

// spool is a queue of Windows that passes bytes on as they are. The queue takes a slip though its printer be off, so that
// its state is never known.
type spool struct {
	name string
	busy chan struct{} // holds one token
}

func newSpool(name string) Printer {
	s := &spool{name: name, busy: make(chan struct{}, 1)}
	s.busy <- struct{}{}
	return s
}

// State tells by its error whether there is such a queue.
func (s *spool) State(ctx context.Context) (State, error) {
	return State{}, s.call(ctx, func(windows.Handle) error { return nil })
}

func (s *spool) Print(ctx context.Context, job []byte) error {
	return s.call(ctx, func(h windows.Handle) error { return write(h, job) })
}

// call opens the queue for do. Windows cannot be told to give up: a call that hangs is left behind and keeps the token.
func (s *spool) call(ctx context.Context, do func(windows.Handle) error) error {
	ctx, cancel := context.WithTimeout(ctx, spoolTimeout)
	defer cancel()
	select {
	case <-ctx.Done():
		return fmt.Errorf("printer winspool://%s: %w", s.name, ctx.Err())
	case <-s.busy:
	}
	done := make(chan error, 1)
	go func() {
		defer func() { s.busy <- struct{}{} }()
		done <- s.open(do)
	}()
	select {
	case <-ctx.Done():
		return fmt.Errorf("printer winspool://%s: %w", s.name, ctx.Err())
	case err := <-done:
		if err != nil {
			return fmt.Errorf("printer winspool://%s: %w", s.name, err)
		}
		return nil
	}
}

func (s *spool) open(do func(windows.Handle) error) error {
	name, err := windows.UTF16PtrFromString(s.name)
	if err != nil {
		return err
	}
	var h windows.Handle
	if err := succeed(openPrinter.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&h)), 0)); err != nil {
		return err
	}
	defer closePrinter.Call(uintptr(h))
	return do(h)
}

// write prints job as one raw document.
func write(h windows.Handle, job []byte) error {
	info := docInfo{name: windows.StringToUTF16Ptr("queue slip"), datatype: windows.StringToUTF16Ptr("RAW")}
	err := succeed(startDocPrinter.Call(uintptr(h), 1, uintptr(unsafe.Pointer(&info))))
	runtime.KeepAlive(&info)
	if err != nil {
		return err
	}
	defer endDocPrinter.Call(uintptr(h))
	if err := succeed(startPagePrinter.Call(uintptr(h))); err != nil {
		return err
	}
	defer endPagePrinter.Call(uintptr(h))
	for len(job) > 0 {
		var n uint32
		err := succeed(writePrinter.Call(uintptr(h), uintptr(unsafe.Pointer(&job[0])), uintptr(len(job)), uintptr(unsafe.Pointer(&n))))
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrStuck
		}
		job = job[n:]
	}
	return nil
}

// succeed turns a BOOL result into an error.
func succeed(result, _ uintptr, err error) error {
	if result == 0 {
		return err
	}
	return nil
}
