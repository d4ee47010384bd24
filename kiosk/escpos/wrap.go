package escpos

import (
	"slices"
	"strings"
	"unicode"
)

// Where a row may end, from the choice that reads best to the last resort.
const (
	atGaps   = iota // between words and Chinese characters that nothing joins
	inGroups        // the same, also where one word joiner stands
	inNames         // also where two stand
	anywhere        // also inside words
)

// wrap breaks a line into rows of at most columns. No glyph is lost but spaces where a row ends.
func wrap(line []glyph, columns int) [][]glyph {
	w := wrapping{columns: columns}
	w.place(trim(line), atGaps-1)
	w.end()
	w.company()
	return w.rows
}

// company gives a last row of one character the character before it, so that 等候 does not end as 候.
func (w *wrapping) company() {
	n := len(w.rows)
	if n < 2 || len(w.rows[n-1]) > 1 {
		return
	}
	before, last := w.rows[n-2], w.rows[n-1]
	keep := len(before) - 1
	if keep < 1 || !mayBreak(before[keep-1], before[keep], inGroups) || width(before[keep:])+width(last) > w.columns {
		return
	}
	w.rows[n-2], w.rows[n-1] = trim(before[:keep:keep]), append(slices.Clone(before[keep:]), last...)
}

type wrapping struct {
	columns int
	rows    [][]glyph
	row     []glyph
	used    int
}

// place puts a segment into the row or into the next, and takes one apart that is longer than a row.
func (w *wrapping) place(segment []glyph, level int) {
	if level >= atGaps {
		wide := width(trim(segment))
		if w.used+wide <= w.columns {
			w.row, w.used = append(w.row, segment...), w.used+width(segment)
			return
		}
		if wide <= w.columns || level == anywhere {
			w.end()
			w.row, w.used = slices.Clone(segment), width(segment)
			return
		}
	}
	for len(segment) > 0 {
		n := 1
		for n < len(segment) && !mayBreak(segment[n-1], segment[n], level+1) {
			n++
		}
		w.place(segment[:n], level+1)
		segment = segment[n:]
	}
}

func (w *wrapping) end() {
	if row := trim(w.row); len(row) > 0 {
		w.rows = append(w.rows, row)
	}
	w.row, w.used = nil, 0
}

const (
	opening = "（〔［｛《〈「『【“‘([{￥"
	closing = "）〕］｝》〉」』】”’)]},。、；：？！…·．，,.;:?!%％"
)

// mayBreak tells whether a row may end between a and b.
func mayBreak(a, b glyph, level int) bool {
	switch {
	case level == anywhere:
		return true
	case level < b.joined, b.char == ' ':
		return false
	case a.char == ' ':
		return true
	case strings.ContainsRune(closing, b.char), strings.ContainsRune(opening, a.char):
		return false
	}
	return !(inWord(a) && inWord(b))
}

// inWord tells whether a word goes on at g: ASCII but the space, and letters of alphabets.
func inWord(g glyph) bool {
	if g.columns() == 1 {
		return g.char != ' '
	}
	return unicode.In(g.char, unicode.Latin, unicode.Greek, unicode.Cyrillic) && g.char < 0xFF00
}

func trim(line []glyph) []glyph {
	for len(line) > 0 && line[0].char == ' ' {
		line = line[1:]
	}
	for len(line) > 0 && line[len(line)-1].char == ' ' {
		line = line[:len(line)-1]
	}
	return line
}
