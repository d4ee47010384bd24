// Package led shows on LED strips (LED条屏), which have room for eight characters, what a window does or who was called in a zone.
//
// Invariants a change must not break:
//   - A strip that does not answer delays neither the hall nor another strip.
//   - Whatever went wrong meanwhile, a strip is brought to show what is so now; what was so before is not made up for.
package led

import (
	"context"
	"fmt"
	"io"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/paidui/paidui/queue"
)

// Driver brings a text to a strip.
type Driver interface {
	// Show makes the strip show text and returns when it has been sent, within ctx. Another text follows only after that.
	Show(ctx context.Context, text string) error
}

// Wire is an open line to a strip.
type Wire interface {
	io.WriteCloser
	SetDeadline(time.Time) error
}

// Plain is the driver of strips that show the text that they are sent: in GB18030, of which GB2312 is a part, between what the
// strip's template puts around it. The line is opened for each text, so that a strip that was switched off is reached again.
type Plain struct {
	Screen queue.LEDScreen
	Open   func(context.Context) (Wire, error)
}

// Show implements Driver.
func (p *Plain) Show(ctx context.Context, text string) error {
	encoded, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		return fmt.Errorf("encode %q: %w", text, err)
	}
	message, err := p.Screen.Message([]byte(encoded))
	if err != nil {
		return err
	}
	wire, err := p.Open(ctx)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = wire.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if _, err := wire.Write(message); err != nil {
		_ = wire.Close()
		return err
	}
	return wire.Close()
}
