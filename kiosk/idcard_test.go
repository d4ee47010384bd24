package kiosk

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

const today queue.Date = "2026-11-23"

// goodIDs are one number of each kind. The first two are the examples of the standard.
var goodIDs = []string{
	"11010519491231002X", "440524188001010014",
	withCheck("81000019900101001"), withCheck("82000019851130012"), withCheck("83000019770707123"),
	withCheck("91184019650203456"), withCheck("64040220000229002"), withCheck("64040220261123001"),
}

func withCheck(seventeen string) string { return seventeen + string(checkDigit(seventeen)) }

func TestIDNumbers(t *testing.T) {
	for _, text := range goodIDs {
		n, err := ParseIDNumber(" "+strings.ToLower(text)+"\n", today)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if n.digits != text || n.Last4() != text[14:] || fmt.Sprint(n.BirthYear()) != text[6:10] {
			t.Errorf("%s: last four %s, born %d", text, n.Last4(), n.BirthYear())
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if said := fmt.Sprintf(verb, n); strings.Contains(said, text[6:14]) {
				t.Errorf("%s prints %s", verb, said)
			}
		}
	}
}

// TestEveryChangedDigitIsNoticed tries every other character at every place of every good number.
func TestEveryChangedDigitIsNoticed(t *testing.T) {
	for _, good := range goodIDs {
		for i := range good {
			for _, c := range "0123456789X" {
				bad := good[:i] + string(c) + good[i+1:]
				if _, err := ParseIDNumber(bad, today); bad != good && err == nil {
					t.Errorf("%s, changed from %s, is taken", bad, good)
				}
			}
			if i > 0 && good[i] != good[i-1] {
				swapped := good[:i-1] + good[i:i+1] + good[i-1:i] + good[i+1:]
				if _, err := ParseIDNumber(swapped, today); err == nil {
					t.Errorf("%s, swapped from %s, is taken", swapped, good)
				}
			}
		}
	}
}

func TestBadIDNumbers(t *testing.T) {
	for _, c := range []struct {
		text string
		want error
	}{
		{"", errIDLength}, {"110105491231002", errIDFirstGeneration}, {"11010549123100X", errIDLength},
		{"1101051949123100", errIDLength}, {"11010519491231002X0", errIDLength}, {"11010519491231002Y", errIDCharacters},
		{"1101051949123100XX", errIDCharacters}, {"11010519491231002x x", errIDLength}, {"-1010519491231002X", errIDCharacters},
		{"01010519491231002X", errIDCharacters}, {"１１０１０５", errIDCharacters}, {"110105194912310020", errIDCheckDigit},
		{withCheck("11010519490229002"), errIDBirthDate}, {withCheck("11010519001301002"), errIDBirthDate},
		{withCheck("11010519000001002"), errIDBirthDate}, {withCheck("11010517991231002"), errIDBirthDate},
		{withCheck("11010520261124002"), errIDBirthDate}, {withCheck("11010519000229002"), errIDBirthDate},
	} {
		if _, err := ParseIDNumber(c.text, today); !errors.Is(err, c.want) {
			t.Errorf("%q: %v, want %v", c.text, err, c.want)
		} else if c.text != "" && strings.Contains(err.Error(), c.text) {
			t.Errorf("the error %q tells the number", err)
		}
	}
}

func TestAge(t *testing.T) {
	for _, c := range []struct {
		born string
		on   queue.Date
		want int
	}{
		{"19561123", today, 70}, {"19561124", today, 69}, {"19561122", today, 70}, {"20261123", today, 0},
		{"18800101", today, 146}, {"19560229", "2026-02-28", 69}, {"19560229", "2026-03-01", 70}, {"19560229", "2028-02-29", 72},
		{"19561123", "", 0},
	} {
		n, err := ParseIDNumber(withCheck("640402"+c.born+"001"), today)
		if err != nil {
			t.Fatal(err)
		}
		if got := n.Age(c.on); got != c.want {
			t.Errorf("born %s: %d years on %q, want %d", c.born, got, c.on, c.want)
		}
	}
}

func FuzzIDNumber(f *testing.F) {
	for _, text := range append(goodIDs, "", "110105491231002", "\x00", "１１０１０５１９４９１２３１００２Ｘ") {
		f.Add(text, string(today))
	}
	f.Fuzz(func(t *testing.T, text, day string) {
		n, err := ParseIDNumber(text, queue.Date(day))
		if err != nil {
			return
		}
		if again, err := ParseIDNumber(n.digits, queue.Date(day)); err != nil || again != n {
			t.Errorf("%q was read as %q, which reads %v, %v", text, n.digits, again, err)
		}
		if age := n.Age(queue.Date(day)); age < 0 && len(day) == len(today) {
			if _, err := queue.ParseDate(day); err == nil {
				t.Errorf("%q is %d years old on %q", text, age, day)
			}
		}
		if len(n.Last4()) != 4 || n.BirthYear() < firstBirthYear {
			t.Errorf("%q: %q born %d", text, n.Last4(), n.BirthYear())
		}
	})
}
