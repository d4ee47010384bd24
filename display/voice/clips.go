package voice

import (
	"maps"
	"slices"
	"strconv"
)

// phrases are the clips that are no letter and no number, with what they say.
var phrases = []struct{ clip, says string }{
	{"ding", "叮咚"},
	{"hao", "号"},
	{"qing", "请"},
	{"dao", "到"},
	{"fu", "负"},
	{"lou", "楼"},
	{"hao_chuangkou", "号窗口"},
	{"banli", "办理"},
	{"di", "这是第"},
	{"ci_hujiao", "次呼叫"},
	{"en_number", "Number"},
	{"en_please_go_to_window", "please go to window"},
	{"en_floor", "floor"},
	{"en_basement", "basement"},
	{"en_call", "Call"},
}

// Script gives every clip that a pack must hold, with what it says. Digits say 零 to 九, "10" 十 and "100" 百; letters,
// in either language, are the names of English letters.
func Script() map[string]string {
	says := map[string]string{"10": "十", "100": "百", "en_100": "hundred"}
	for _, p := range phrases {
		says[p.clip] = p.says
	}
	for d, word := range []rune("零一二三四五六七八九") {
		says[strconv.Itoa(d)] = string(word)
	}
	for letter := 'A'; letter <= 'Z'; letter++ {
		says[string(letter)], says[english+string(letter)] = string(letter), string(letter)
	}
	for n, word := range []string{
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
		"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
	} {
		says[english+strconv.Itoa(n)] = word
	}
	for i, word := range []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		says[english+strconv.Itoa(20+10*i)] = word
	}
	return says
}

// Clips gives the names of all clips of Script, sorted.
func Clips() []string { return slices.Sorted(maps.Keys(Script())) }
