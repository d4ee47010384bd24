package escpos

// Sizes in dots. A column is as wide as ESC/POS Font A.
const (
	dotsPerMM = 8
	cellWide  = 12
	cellTall  = 24
	leading   = 8
	lineTall  = cellTall + leading
	tearOff   = 4 // lines from the head to the edge where a slip without a cutter is torn off
)

// block is a part as it lies on the paper. One of its first four fields is set.
type block struct {
	row  *row
	code *code
	feed int
	cut  bool

	align Align
	left  int // dots from the left of the printable width
}

type row struct {
	glyphs     []glyph
	wide, tall int
	bold       bool
}

// layout is the slip in rows, of which none is wider than the paper.
func (p Profile) layout(s Slip) ([]block, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	var out []block
	for _, part := range s {
		switch part := part.(type) {
		case Text:
			out = append(out, p.rows(part)...)
		case QR:
			if part.Content == "" {
				continue
			}
			c, err := p.draw(part)
			if err != nil {
				return nil, err
			}
			out = append(out, block{code: c, align: part.Align, left: indent(part.Align, p.Dots-c.side())})
		case Feed:
			if part > 0 {
				out = append(out, block{feed: min(int(part), 50)})
			}
		case Cut:
			out = append(out, block{cut: true})
		}
	}
	return out, nil
}

func (p Profile) rows(t Text) []block {
	wide, tall := size(t.Wide), size(t.Tall)
	line := trim(p.glyphs(t.Text))
	if t.Fit > 0 {
		full := wide
		for wide > t.Fit && width(line)*wide > p.Columns {
			wide--
		}
		tall = max(tall*wide/full, min(tall, t.Fit))
	}
	var out []block
	for _, glyphs := range wrap(line, p.Columns/wide) {
		r := &row{glyphs: glyphs, wide: wide, tall: tall, bold: t.Bold}
		out = append(out, block{row: r, align: t.Align, left: indent(t.Align, p.Dots-r.width())})
	}
	return out
}

func (r *row) width() int { return width(r.glyphs) * r.wide * cellWide }

func (r *row) height() int { return r.tall*cellTall + leading }

func size(n int) int { return min(max(n, 1), 8) }

func indent(a Align, room int) int {
	switch a {
	case Centre:
		return room / 2
	case Right:
		return room
	}
	return 0
}
