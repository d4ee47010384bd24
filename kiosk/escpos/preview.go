package escpos

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Preview draws s as an SVG picture, as wide as the roll, of the rows that Encode prints: every character stands in the
// cell the printer gives it. It has neither scripts nor styles, so that a page may show it under any content security
// policy. It returns the errors of Encode.
func Preview(s Slip, p Profile) (string, error) {
	d, err := p.picture(s)
	if err != nil {
		return "", err
	}
	return d.svg(), nil
}

const paperMargin = 3 * dotsPerMM // above and below

// drawing is the paper seen in dots.
type drawing struct {
	profile Profile
	body    strings.Builder
	tall    int
}

func (p Profile) picture(s Slip) (*drawing, error) {
	blocks, err := p.layout(s)
	if err != nil {
		return nil, err
	}
	d := &drawing{profile: p, tall: paperMargin}
	margin := (p.Paper*dotsPerMM - p.Dots) / 2
	for _, b := range blocks {
		left := margin + b.left
		switch {
		case b.row != nil:
			d.text(b.row, left)
		case b.code != nil:
			d.code(b.code, left)
		case b.feed > 0:
			d.tall += b.feed * lineTall
		case b.cut && !p.Cutter:
			d.tall += tearOff * lineTall
		}
	}
	d.tall += paperMargin
	return d, nil
}

// text puts each character into the middle of its cell, in a group that is stretched to the row's size.
func (d *drawing) text(r *row, left int) {
	weight := ""
	if r.bold {
		weight = ` font-weight="700"`
	}
	fmt.Fprintf(&d.body, `<g transform="translate(%d %d) scale(%d %d)"%s>`, left, d.tall, r.wide, r.tall, weight)
	x := 0
	for _, g := range r.glyphs {
		wide, font := g.columns()*cellWide, 24
		if g.columns() == 1 {
			font = 20
		}
		if g.char != ' ' {
			fmt.Fprintf(&d.body, `<text x="%d" y="20" font-size="%d">%s</text>`, x+wide/2, font, escape(g.char))
		}
		x += wide
	}
	d.body.WriteString("</g>")
	d.tall += r.height()
}

func (d *drawing) code(c *code, left int) {
	fmt.Fprintf(&d.body, `<path transform="translate(%d %d) scale(%d)" d="`, left, d.tall, c.module)
	for y, modules := range c.modules {
		for x := 0; x < len(modules); x++ {
			from := x
			for x < len(modules) && modules[x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&d.body, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
			}
		}
	}
	d.body.WriteString(`"/>`)
	d.tall += c.side()
}

func (d *drawing) svg() string {
	wide := d.profile.Paper * dotsPerMM
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%dmm" height="%smm" viewBox="0 0 %d %d">`+
		`<rect width="100%%" height="100%%" fill="#fff"/>`+
		`<g fill="#000" text-anchor="middle" font-family="'Noto Sans Mono CJK SC','Noto Sans CJK SC','Microsoft YaHei',SimHei,monospace">%s</g></svg>`,
		d.profile.Paper, mm(d.tall), wide, d.tall, d.body.String())
}

func mm(dots int) string { return fmt.Sprintf("%.3f", float64(dots)/dotsPerMM) }

func escape(r rune) string {
	var out strings.Builder
	xml.EscapeText(&out, []byte(string(r))) // a Builder takes everything
	return out.String()
}
