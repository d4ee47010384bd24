package led

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paidui/paidui/queue"
)

// Words gives the text of a key such as led.call; empty for none.
type Words func(key string) string

// columns is the room of a strip: eight Chinese characters, each as wide as two Latin ones.
const columns = 16

// Text gives what the strip l shows as the hall is at the moment at: with the hall's words no more than a strip has room for.
// On a trial day it says that (测试), except in an emergency, which nobody may take for a part of the trial.
func Text(s *queue.State, at queue.Instant, l *queue.LEDScreen, words Words) string {
	if s.Emergency() != nil {
		return words("led.emergency")
	}
	what := ofWindow(s, at, l.Window)
	if l.Zone != "" {
		what = ofZone(s, l.Zone)
	}
	if s.Trial() != nil {
		// A call that has no room for the mark goes without: the number and the window are what people come for.
		if text := what.say(words("led.trial_" + what.key)); text != "" && wide(text) <= columns {
			return text
		}
	}
	return what.say(words("led." + what.key))
}

// shown is what a strip has to say, by the last part of its text's key.
type shown struct {
	key    string
	ticket queue.TicketNo
	window queue.WindowNumber
}

// ofWindow gives what a window does.
func ofWindow(s *queue.State, at queue.Instant, n queue.WindowNumber) shown {
	if t := s.Current(n); t != nil {
		if t.Status == queue.StatusCalled {
			return shown{"call", t.Number, n}
		}
		return shown{"serving", t.Number, n}
	}
	shift := s.Window(n)
	switch shift.StatusAt(at) {
	case queue.WindowPaused:
		if to := shift.Pause.GoTo; to != 0 {
			return shown{key: "paused_goto", window: to}
		}
		return shown{key: "paused"}
	case queue.WindowPreparing:
		return shown{key: "preparing"}
	case queue.WindowOpen:
		return shown{key: "idle", window: n}
	}
	return shown{key: "closed"}
}

// ofZone gives the latest call of a zone whose ticket is still to come.
func ofZone(s *queue.State, zone queue.ZoneID) shown {
	for _, call := range slices.Backward(s.Calls()) {
		t := s.Current(call.Window)
		if slices.Contains(call.Zones, zone) && t != nil && t.ID == call.Ticket && t.Status == queue.StatusCalled {
			return shown{"call", call.Number, call.Window}
		}
	}
	return shown{key: "wait"}
}

// say fills text in.
func (w shown) say(text string) string {
	return strings.NewReplacer("{ticket}", string(w.ticket), "{window}", strconv.Itoa(int(w.window))).Replace(text)
}

// wide gives how many columns a strip needs for text.
func wide(text string) (n int) {
	for _, r := range text {
		if n++; r >= utf8.RuneSelf {
			n++
		}
	}
	return n
}
