package kiosk

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/paidui/paidui/queue"
)

// IDNumber is a citizen's number of GB 11643-1999 that has been found good: of a resident's ID card, of the residence
// permit of somebody from Hong Kong, Macao (81, 82) or Taiwan (83), or of a foreigner's permanent residence card (9…).
// It prints as nothing of itself, so that it does not reach a log. The zero IDNumber is nobody's.
type IDNumber struct{ digits string }

// idLength is the number of characters of an ID number, the check digit included.
const idLength = 18

// firstBirthYear is before the birth of anybody who had such a number.
const firstBirthYear = 1800

// What is wrong with an ID number. None of them says any of it.
var (
	errIDFirstGeneration = errors.New("it has 15 digits: cards of the first generation are no longer valid")
	errIDLength          = errors.New("it has not 18 characters")
	errIDCharacters      = errors.New("it is not 17 digits and a digit or X")
	errIDBirthDate       = errors.New("its date of birth does not exist or is in the future")
	errIDCheckDigit      = errors.New("its check digit is wrong")
)

// ParseIDNumber reads an ID number; spaces around it and a small x are let pass. today is what no birth is after.
func ParseIDNumber(text string, today queue.Date) (IDNumber, error) {
	digits := strings.ToUpper(strings.TrimSpace(text))
	switch {
	case len(digits) == 15 && onlyDigits(digits):
		return IDNumber{}, errIDFirstGeneration
	case len(digits) != idLength:
		return IDNumber{}, errIDLength
	case !onlyDigits(digits[:idLength-1]) || digits[0] == '0' || digits[idLength-1] != 'X' && !onlyDigits(digits[idLength-1:]):
		return IDNumber{}, errIDCharacters
	}
	n := IDNumber{digits}
	if _, err := queue.ParseDate(string(n.birth())); err != nil || n.BirthYear() < firstBirthYear || n.birth() > today {
		return IDNumber{}, errIDBirthDate
	}
	if checkDigit(digits[:idLength-1]) != digits[idLength-1] {
		return IDNumber{}, errIDCheckDigit
	}
	return n, nil
}

func onlyDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// checkDigit gives the 18th character of ISO 7064, MOD 11-2.
func checkDigit(seventeen string) byte {
	sum := 0
	for _, digit := range []byte(seventeen) {
		sum = (sum + int(digit-'0')) * 2 % 11
	}
	return "10X98765432"[sum]
}

// birth gives the date of birth.
func (n IDNumber) birth() queue.Date {
	return queue.Date(n.digits[6:10] + "-" + n.digits[10:12] + "-" + n.digits[12:14])
}

// BirthYear gives the year of birth.
func (n IDNumber) BirthYear() int {
	year, _ := strconv.Atoi(n.digits[6:10]) // digits only
	return year
}

// Last4 gives the last four characters.
func (n IDNumber) Last4() string { return n.digits[idLength-4:] }

// Age gives the age in full years on date; somebody born on 29 February is a year older on 1 March of other years.
func (n IDNumber) Age(on queue.Date) int {
	t, err := time.Parse(time.DateOnly, string(on))
	if err != nil {
		return 0
	}
	age := t.Year() - n.BirthYear()
	if on[4:] < n.birth()[4:] {
		age--
	}
	return age
}

// Format writes a word in the number's place, whatever the verb.
func (n IDNumber) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[ID number]") }
