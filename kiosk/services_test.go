package kiosk

import "testing"

func TestInitials(t *testing.T) {
	for words, want := range map[string]string{
		"社会保险": "s hk b x", "看病报销": "k b b x", "银行": "y xh", "ETC 办理": "e t c b l", "（2026）": "2 0 2 6", "": "",
	} {
		if got := initials(words); got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
}
