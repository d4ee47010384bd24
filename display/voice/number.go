package voice

import (
	"strconv"

	"github.com/paidui/paidui/queue"
)

// biggest is the greatest number that is read as a number; digits are read one by one beyond it.
const biggest = 999

// english begins the name of every clip in English.
const english = "en_"

// spell gives a ticket's number letter by letter and digit by digit, zeros too.
func spell(no queue.TicketNo, language string) []string {
	clips := make([]string, 0, len(no)+8)
	for _, r := range no {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			clips = append(clips, language+string(r))
		}
	}
	return clips
}

// number reads n the Chinese way: 十二, 二十, 一百零一, 一百一十.
func number(n int) []string {
	if n < 0 || n > biggest {
		return spell(queue.TicketNo(strconv.Itoa(n)), "")
	}
	hundreds, tens, ones := n/100, n/10%10, n%10
	var clips []string
	digit := func(d int) { clips = append(clips, strconv.Itoa(d)) }
	if hundreds > 0 {
		digit(hundreds)
		clips = append(clips, "100")
	}
	switch {
	case tens > 1 || tens == 1 && hundreds > 0:
		digit(tens)
		clips = append(clips, "10")
	case tens == 1:
		clips = append(clips, "10")
	case hundreds > 0 && ones > 0:
		digit(0)
	}
	if ones > 0 || n == 0 {
		digit(ones)
	}
	return clips
}

// numberEN reads n the English way: twelve, twenty one, one hundred ten.
func numberEN(n int) []string {
	if n < 0 || n > biggest {
		return spell(queue.TicketNo(strconv.Itoa(n)), english)
	}
	var clips []string
	say := func(d int) { clips = append(clips, english+strconv.Itoa(d)) }
	rest := n % 100
	if n >= 100 {
		say(n / 100)
		say(100)
	}
	switch {
	case rest >= 20:
		say(rest - rest%10)
		if rest%10 > 0 {
			say(rest % 10)
		}
	case rest > 0 || n == 0:
		say(rest)
	}
	return clips
}
