package led

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paidui/paidui/queue"
)

// Words gives the text of a key such as led.call; empty for none.
type Words func(key string) string

// Text gives what the strip l shows as the hall is at the moment at: with the hall's words no more than eight Chinese
// characters, each as wide as two Latin ones.
func Text(s *queue.State, at queue.Instant, l *queue.LEDScreen, words Words) string {
	if s.Emergency() != nil {
		return words("led.emergency")
	}
	if l.Zone != "" {
		return zoneText(s, l.Zone, words)
	}
	n := l.Window
	if t := s.Current(n); t != nil {
		key := "led.serving"
		if t.Status == queue.StatusCalled {
			key = "led.call"
		}
		return fill(words(key), t.Number, n)
	}
	shift := s.Window(n)
	switch shift.StatusAt(at) {
	case queue.WindowPaused:
		if to := shift.Pause.GoTo; to != 0 {
			return fill(words("led.paused_goto"), "", to)
		}
		return words("led.paused")
	case queue.WindowPreparing:
		return words("led.preparing")
	case queue.WindowOpen:
		return fill(words("led.idle"), "", n)
	}
	return words("led.closed")
}

// zoneText gives the latest call of a zone whose ticket is still to come.
func zoneText(s *queue.State, zone queue.ZoneID, words Words) string {
	for _, call := range slices.Backward(s.Calls()) {
		t := s.Current(call.Window)
		if slices.Contains(call.Zones, zone) && t != nil && t.ID == call.Ticket && t.Status == queue.StatusCalled {
			return fill(words("led.call"), call.Number, call.Window)
		}
	}
	return words("led.wait")
}

func fill(text string, ticket queue.TicketNo, window queue.WindowNumber) string {
	return strings.NewReplacer("{ticket}", string(ticket), "{window}", strconv.Itoa(int(window))).Replace(text)
}
