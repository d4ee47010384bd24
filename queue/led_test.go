package queue

import "testing"

func TestLEDMessage(t *testing.T) {
	for _, c := range []struct{ template, want string }{
		{"", "A012"}, {"{text}", "A012"}, {`\x02{text}\x03\r\n`, "\x02A012\x03\r\n"}, {`say "{text}"`, `say "A012"`},
	} {
		got, err := (&LEDScreen{Template: c.template}).Message([]byte("A012"))
		if err != nil || string(got) != c.want {
			t.Errorf("%q gives %q, %v; want %q", c.template, got, err, c.want)
		}
	}
	for _, template := range []string{"text", "{text}{text}", `\q{text}`, `{text}\x0`} {
		if got, err := (&LEDScreen{Template: template}).Message(nil); err == nil {
			t.Errorf("%q gives %q", template, got)
		}
	}
}

func TestCheckLED(t *testing.T) {
	for _, c := range []struct {
		strip LEDScreen
		path  string
	}{
		{LEDScreen{Window: 3, Address: "tcp://a:1", Template: `\x02{text}`}, ""},
		{LEDScreen{Zone: "1F", Address: "tcp://a:1"}, ""},
		{LEDScreen{Address: "tcp://a:1"}, "led[0]"},
		{LEDScreen{Window: 3, Zone: "1F", Address: "tcp://a:1"}, "led[0]"},
		{LEDScreen{Window: 99, Address: "tcp://a:1"}, "led[0].window"},
		{LEDScreen{Zone: "9F", Address: "tcp://a:1"}, "led[0].zone"},
		{LEDScreen{Window: 3}, "led[0].address"},
		{LEDScreen{Window: 3, Address: "tcp://a:1", Template: "none"}, "led[0].template"},
	} {
		l := world()
		l.LED = []LEDScreen{c.strip}
		path := ""
		if err := CheckLayout(&l); err != nil {
			path = err.(*LayoutFault).Path
		}
		if path != c.path {
			t.Errorf("%+v: the fault is at %q, want %q", c.strip, path, c.path)
		}
	}
}
