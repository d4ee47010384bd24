package queue

import (
	"errors"
	"maps"
	"slices"
	"testing"
)

func TestCheckLayoutNamesTheFault(t *testing.T) {
	for _, c := range []struct {
		path   string
		change func(*Layout)
	}{
		{"windows[0].post.a_staff", func(l *Layout) { l.Windows[0].Post.AStaff = "9" }},
		{"windows[1].post.b_staff", func(l *Layout) { l.Windows[1].Post.BStaff = "9" }},
		{"windows[0].post.b_staff", func(l *Layout) { l.Windows[0].Post = Post{"1001", "1001"} }},
		{"settings.keypad_codes.next", func(l *Layout) { l.Settings.KeypadCodes[KeyNext] = "1" }},
		{"settings.keypad_codes.hold", func(l *Layout) { l.Settings.KeypadCodes[KeyHold] = "1a" }},
		{"settings.keypad_codes.next", func(l *Layout) { l.Settings.KeypadCodes[KeyNext] = "10" }},
		{"settings.keypad_codes.sing", func(l *Layout) { l.Settings.KeypadCodes["sing"] = "55" }},
		{"settings.late_minutes", func(l *Layout) { l.Settings.LateMinutes = -1 }},
	} {
		l := world()
		c.change(&l)
		var fault *LayoutFault
		if err := CheckLayout(&l); !errors.As(err, &fault) || fault.Path != c.path {
			t.Errorf("%v; want a fault at %s", err, c.path)
		}
	}
	l := world()
	l.Windows[0].Post = Post{"1001", "1002"}
	l.Settings.KeypadCodes[KeyHelp], l.Settings.KeypadCodes[KeyLeave] = "", ""
	if err := CheckLayout(&l); err != nil {
		t.Error(err)
	}
}

func TestWhoRelieves(t *testing.T) {
	p := Post{"1001", "1002"}
	for sits, want := range map[StaffNo][]StaffNo{
		"1001": {"1002"}, "1002": {"1001"}, "1003": {"1002", "1001"}, "": {"1002", "1001"},
	} {
		if got := p.Relieves(sits); !slices.Equal(got, want) {
			t.Errorf("%q is relieved by %v, want %v", sits, got, want)
		}
	}
	if none := (Post{}).Relieves("1001"); none != nil {
		t.Errorf("a post of nobody relieves with %v", none)
	}
}

func TestKeypad(t *testing.T) {
	usual := DefaultSettings()
	codes := usual.Keypad()
	for key, code := range map[Key]KeypadCode{KeyNext: "01", KeyFinish: "04", KeyLeave: "10", KeyWalkUp: "12", KeyHelp: "99"} {
		if codes[key] != code {
			t.Errorf("%s is %s, want %s", key, codes[key], code)
		}
	}
	if len(codes) != len(Keys) {
		t.Errorf("%d codes for %d keys", len(codes), len(Keys))
	}
	if old := (&Settings{}).Keypad(); !maps.Equal(old, codes) {
		t.Errorf("a journal from before there were codes has %v", old)
	}
}
