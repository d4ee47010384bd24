package kiosk

import (
	_ "embed" // of initialsTable
	"encoding/binary"
	"strings"
)

// initialsTable has for each Chinese character from firstHan to lastHan the letters with which its pinyin may begin, as bits of
// a little-endian uint32, a being the lowest. A test writes it anew from go-pinyin, whose own tables would be 2 MB of a
// hall's memory.
//
//go:embed initials.bin
var initialsTable string

const firstHan, lastHan = 0x3400, 0x9fff

// lettersOf gives the letters of one character in the order of the alphabet; empty when it is none of the table's.
func lettersOf(r rune) string {
	if r < firstHan || r > lastHan {
		return ""
	}
	bits := binary.LittleEndian.Uint32([]byte(initialsTable[4*(r-firstHan):][:4]))
	var letters strings.Builder
	for letter := byte('a'); bits != 0; letter, bits = letter+1, bits>>1 {
		if bits&1 != 0 {
			letters.WriteByte(letter)
		}
	}
	return letters.String()
}

// initials gives the small letters with which the pinyin of each character of words may begin, parted by spaces: "y hx"
// for 银行, whose second character is read háng or xíng. Latin letters and digits
// stand for themselves; all else is left out.
func initials(words string) string {
	var all []string
	for _, r := range strings.ToLower(words) {
		switch letters := lettersOf(r); {
		case letters != "":
			all = append(all, letters)
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			all = append(all, string(r))
		}
	}
	return strings.Join(all, " ")
}
