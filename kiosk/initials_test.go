package kiosk

import (
	"encoding/binary"
	"flag"
	"os"
	"testing"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "write initials.bin anew")

func TestInitialsAreThoseOfThePinyin(t *testing.T) {
	readings := pinyin.NewArgs()
	readings.Style, readings.Heteronym = pinyin.FirstLetter, true
	table := make([]byte, 0, 4*(lastHan-firstHan+1))
	known := 0
	for r := rune(firstHan); r <= lastHan; r++ {
		bits := uint32(0)
		for _, reading := range pinyin.SinglePinyin(r, readings) {
			if letter := norm.NFD.String(reading)[0]; letter >= 'a' && letter <= 'z' { // ê without its hat
				bits |= 1 << (letter - 'a')
			}
		}
		if bits != 0 {
			known++
		}
		table = binary.LittleEndian.AppendUint32(table, bits)
	}
	if known < 20_000 {
		t.Fatalf("go-pinyin reads %d characters", known)
	}
	if *update {
		if err := os.WriteFile("initials.bin", table, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(table) != initialsTable {
		t.Error("initials.bin is not what go-pinyin gives; go test ./kiosk -run Initials -update writes it anew")
	}
}

func TestInitials(t *testing.T) {
	for words, want := range map[string]string{
		"社会保险": "s hk b x", "看病报销": "k b b x", "银行": "y hx", "ETC 办理": "e t c b l", "（2026）": "2 0 2 6", "": "",
		"欸": "aex",
	} {
		if got := initials(words); got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
}
