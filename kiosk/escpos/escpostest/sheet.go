package escpostest

import (
	"fmt"
	"image"
	"image/color"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Sheet is what lies on the paper after a job.
type Sheet struct {
	Rows     []Row
	Rasters  []*image.Gray // black on white, one dot a pixel
	NativeQR []string
	Fed      int // lines of ESC d
	Cuts     int
	Tall     int // dots from the first row to the last command
}

// Row is one line of characters.
type Row struct {
	Text       string
	Wide, Tall int
	Bold       bool
	Align      byte
	Left, Top  int // dots from the printable corner
}

// Columns is how many columns a text takes on a Chinese printer: one for ASCII, two for the rest.
func Columns(text string) (n int) {
	for _, r := range text {
		n++
		if r > 0x7E {
			n++
		}
	}
	return n
}

// Read prints a job on paper of so many dots. A command that printers do not have, one that is cut short, a row that is
// wider than the paper and bytes that are no GB18030 are errors.
func Read(job []byte, dots int) (*Sheet, error) {
	r := reader{in: job, dots: dots, sheet: &Sheet{}, wide: 1, tall: 1, spacing: 30}
	for r.at = 0; r.at < len(r.in) && r.err == nil; {
		r.step()
	}
	if r.err == nil && len(r.text) > 0 {
		r.err = fmt.Errorf("text without line feed: %q", r.text)
	}
	r.sheet.Tall = r.top
	return r.sheet, r.err
}

type reader struct {
	in    []byte
	at    int
	dots  int
	err   error
	sheet *Sheet

	text       []byte
	wide, tall int
	bold       bool
	align      byte
	spacing    int
	top        int
	stored     string
	chinese    bool
}

func (r *reader) fail(format string, args ...any) byte {
	if r.err == nil {
		r.err = fmt.Errorf("byte %d: %s", r.at, fmt.Sprintf(format, args...))
	}
	return 0
}

func (r *reader) next() byte {
	if r.at >= len(r.in) {
		return r.fail("job ends within a command")
	}
	r.at++
	return r.in[r.at-1]
}

func (r *reader) step() {
	switch b := r.next(); {
	case b == 0x1B:
		r.escape()
	case b == 0x1C:
		switch c := r.next(); c {
		case '&':
			r.chinese = true
		case '.':
			r.chinese = false
		default:
			r.fail("FS %q", c)
		}
	case b == 0x1D:
		r.group()
	case b == '\n':
		r.line()
	case b < 0x20 || b == 0x7F:
		r.fail("control byte %#x in text", b)
	default:
		r.text = append(r.text, b)
	}
}

func (r *reader) escape() {
	switch c := r.next(); c {
	case '@':
		r.wide, r.tall, r.bold, r.align, r.spacing = 1, 1, false, 0, 30
	case 'a':
		if r.align = r.next(); r.align > 2 || len(r.text) > 0 {
			r.fail("ESC a %d", r.align)
		}
	case 'E':
		r.bold = r.next()&1 == 1
	case '3':
		r.spacing = int(r.next())
	case 'd':
		n := int(r.next())
		r.sheet.Fed += n
		r.top += n * r.spacing
	default:
		r.fail("ESC %q", c)
	}
}

func (r *reader) group() {
	switch c := r.next(); c {
	case '!':
		n := r.next()
		r.wide, r.tall = int(n>>4)+1, int(n&15)+1
		if n&0x88 != 0 {
			r.fail("GS ! %#x", n)
		}
	case 'V':
		if m := r.next(); m != 66 {
			r.fail("GS V %d", m)
		}
		r.next()
		r.sheet.Cuts++
	case 'v':
		r.raster()
	case '(':
		r.symbol()
	default:
		r.fail("GS %q", c)
	}
}

// line prints the characters that have come in.
func (r *reader) line() {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(r.text)
	if err != nil || !r.chinese {
		r.fail("not Chinese text: %x", r.text)
		return
	}
	wide := Columns(string(text)) * 12 * r.wide
	if wide > r.dots {
		r.fail("row of %d dots on %d: %s", wide, r.dots, text)
	}
	r.sheet.Rows = append(r.sheet.Rows, Row{
		Text: string(text), Wide: r.wide, Tall: r.tall, Bold: r.bold, Align: r.align, Left: int(r.align) * (r.dots - wide) / 2, Top: r.top,
	})
	r.top += max(r.spacing, 24*r.tall)
	r.text = nil
}

func (r *reader) raster() {
	if r.next() != '0' || r.next() != 0 || len(r.text) > 0 {
		r.fail("GS v within a line or of another mode")
	}
	wide := int(r.next()) | int(r.next())<<8
	tall := int(r.next()) | int(r.next())<<8
	if wide*8 > r.dots+7 {
		r.fail("picture of %d bytes on %d dots", wide, r.dots)
	}
	picture := image.NewGray(image.Rect(0, 0, wide*8, tall))
	for y := range tall {
		for x := range wide {
			b := r.next()
			for bit := range 8 {
				if b>>(7-bit)&1 == 0 {
					picture.SetGray(x*8+bit, y, color.Gray{Y: 255})
				}
			}
		}
		if r.err != nil {
			return
		}
	}
	r.sheet.Rasters = append(r.sheet.Rasters, picture)
	r.top += tall
}

// symbol reads GS ( k.
func (r *reader) symbol() {
	if c := r.next(); c != 'k' {
		r.fail("GS ( %q", c)
	}
	n := int(r.next()) | int(r.next())<<8
	if n < 3 || r.at+n > len(r.in) {
		r.fail("GS ( k of %d bytes", n)
		return
	}
	data := r.in[r.at : r.at+n]
	r.at += n
	switch data[1] {
	case 65, 67, 69:
	case 80:
		r.stored = string(data[3:])
	case 81:
		r.sheet.NativeQR = append(r.sheet.NativeQR, r.stored)
	default:
		r.fail("GS ( k function %d", data[1])
	}
}
