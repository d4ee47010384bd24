package escpos

import "bytes"

const (
	charESC = 0x1B
	charFS  = 0x1C
	charGS  = 0x1D
)

// Encode gives the bytes that make a printer of profile p print s. It returns ErrProfile or ErrQRTooLong.
func Encode(s Slip, p Profile) ([]byte, error) {
	blocks, err := p.layout(s)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Write([]byte{charESC, '@'}) // initialise
	out.Write(p.Startup)
	out.Write([]byte{charFS, '&'}) // multi-byte characters on
	for _, b := range blocks {
		out.Write([]byte{charESC, 'a', byte(b.align)})
		switch {
		case b.row != nil:
			b.row.encode(&out)
		case b.code != nil && p.NativeQR:
			b.code.encodeNative(&out)
		case b.code != nil:
			b.code.encodeRaster(&out)
		case b.feed > 0:
			feed(&out, b.feed)
		case b.cut:
			cut(&out, p.Cutter)
		}
	}
	return out.Bytes(), nil
}

func (r *row) encode(out *bytes.Buffer) {
	bold := byte(0)
	if r.bold {
		bold = 1
	}
	out.Write([]byte{charGS, '!', byte(r.wide-1)<<4 | byte(r.tall-1)}) // character size
	out.Write([]byte{charESC, 'E', bold})
	out.Write([]byte{charESC, '3', byte(r.height())}) // line spacing in dots
	for _, g := range r.glyphs {
		out.Write(g.code)
	}
	out.WriteByte('\n')
}

// encodeRaster sends the dots (GS v 0), which every printer can print.
func (c *code) encodeRaster(out *bytes.Buffer) {
	wide, dots := c.raster()
	tall := c.side()
	out.Write([]byte{charGS, 'v', '0', 0, byte(wide), byte(wide >> 8), byte(tall), byte(tall >> 8)})
	out.Write(dots)
}

// encodeNative sends the content (GS ( k, functions 165, 167, 169, 180 and 181), 30 times less for a slow line.
func (c *code) encodeNative(out *bytes.Buffer) {
	command := func(function byte, data ...byte) {
		n := len(data) + 2
		out.Write([]byte{charGS, '(', 'k', byte(n), byte(n >> 8), 49, function})
		out.Write(data)
	}
	command(65, 50, 0)                               // model 2
	command(67, byte(c.module))                      // dots of a module
	command(69, 49)                                  // level M
	command(80, append([]byte{48}, c.content...)...) // store
	command(81, 48)                                  // print
}

func feed(out *bytes.Buffer, lines int) {
	out.Write([]byte{charESC, '3', lineTall})
	out.Write([]byte{charESC, 'd', byte(lines)})
}

func cut(out *bytes.Buffer, cutter bool) {
	if cutter {
		out.Write([]byte{charGS, 'V', 66, 0}) // feed to the knife, cut but for one point
		return
	}
	feed(out, tearOff)
}
