package escpos

import (
	"errors"
	"fmt"

	"github.com/skip2/go-qrcode"
)

// ErrQRTooLong is returned for a QR code of more modules than the paper can show to a phone.
var ErrQRTooLong = errors.New("content is too long for a QR code on this paper")

const (
	usualModule    = 6
	smallestModule = 3 // 0.375 mm, about what a telephone still reads; also no raster of such runs looks like DLE EOT
	largestModule  = 16
)

// code is a QR code as dots.
type code struct {
	content string
	modules [][]bool // with the quiet zone of 4 modules on each side
	module  int      // dots of a module's side
}

func (p Profile) draw(q QR) (*code, error) {
	drawn, err := qrcode.New(q.Content, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("%w: %d bytes", ErrQRTooLong, len(q.Content))
	}
	modules := drawn.Bitmap()
	module := q.Module
	if module <= 0 {
		module = usualModule
	}
	module = min(max(module, smallestModule), largestModule, p.Dots/len(modules))
	if module < smallestModule {
		return nil, fmt.Errorf("%w: %d bytes", ErrQRTooLong, len(q.Content))
	}
	return &code{content: q.Content, modules: modules, module: module}, nil
}

// side is the length of the square in dots.
func (c *code) side() int { return len(c.modules) * c.module }

// raster gives the dots in rows of bytes as GS v 0 wants them: the leftmost dot is a byte's highest bit.
func (c *code) raster() (bytesPerRow int, dots []byte) {
	side := c.side()
	bytesPerRow = (side + 7) / 8
	dots = make([]byte, bytesPerRow*side)
	for y := range side {
		for x := range side {
			if c.modules[y/c.module][x/c.module] {
				dots[y*bytesPerRow+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return bytesPerRow, dots
}
