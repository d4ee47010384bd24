package escpos

import (
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

const (
	wordJoiner = '\u2060'
	missing    = '〓' // what Chinese typesetters put where a character is wanting
)

// glyph is a character as it is sent. A printer gives codes of one byte one column and all others two, whatever their
// shape: the code's length is the width.
type glyph struct {
	char   rune
	code   []byte
	joined int // word joiners before it, where a row should not end
}

func (g glyph) columns() int {
	if len(g.code) == 1 {
		return 1
	}
	return 2
}

// glyphs gives the characters of text as the printer can print them.
func (p Profile) glyphs(text string) []glyph {
	encoder := p.encoder()
	var out []glyph
	joined := 0
	for _, r := range norm.NFC.String(text) {
		if r == wordJoiner {
			joined = min(joined+1, inNames)
			continue
		}
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			continue
		}
		g := p.glyph(encoder, r)
		g.joined = joined
		out = append(out, g)
		joined = 0
	}
	return out
}

func (p Profile) encoder() *encoding.Encoder {
	if p.Code == GBK {
		return simplifiedchinese.GBK.NewEncoder()
	}
	return simplifiedchinese.GB18030.NewEncoder()
}

func (p Profile) glyph(encoder *encoding.Encoder, r rune) glyph {
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Z, r) && r != '\u3000':
		r = ' '
	case r == '¥':
		r = '￥'
	case r == unicode.ReplacementChar:
		r = missing
	}
	code, err := encoder.Bytes([]byte(string(r)))
	if err != nil || !printable(code, p.Code) {
		r = missing
		code, _ = encoder.Bytes([]byte(string(r)))
	}
	return glyph{char: r, code: code}
}

// printable leaves out what the tables allow and printers do not have: single bytes above ASCII (GBK's 0x80 for €), and with
// GBK the rows FE50 to FEA0, which Microsoft's code page 936 lacks.
func printable(code []byte, page CodePage) bool {
	switch {
	case len(code) == 1:
		return code[0] < 0x80
	case page == GBK:
		return !(code[0] == 0xFE && code[1] >= 0x50 && code[1] <= 0xA0)
	}
	return len(code) > 0
}

// Width is how many columns text takes at size 1 in one row.
func (p Profile) Width(text string) int { return width(p.glyphs(text)) }

func width(glyphs []glyph) (columns int) {
	for _, g := range glyphs {
		columns += g.columns()
	}
	return columns
}
