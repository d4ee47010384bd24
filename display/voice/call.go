package voice

import (
	"strconv"
	"strings"

	"github.com/paidui/paidui/queue"
)

// Call is what one announcement tells.
type Call struct {
	Ticket queue.TicketNo
	Window queue.WindowNumber
	// Place says where the window is; leave it empty for listeners who stand in its zone.
	Place queue.Text
	// Floor is the window's, as its zone has it: 2F, B1. Only clips say it, since they have no words for a Place; leave it
	// empty for listeners on it. A floor that is not a number is not said.
	Floor string
	// Count is the which call of the ticket this is, from 1 on; it is said only when Last.
	Count int
	Last  bool
	// Transferred: another window sent the citizen on.
	Transferred bool
	// Yao: the digit 1 of the number is read 幺 in Chinese, as telephone numbers are, since 一 and 七 sound alike.
	Yao bool
}

// The sentences. Those with a place are for listeners elsewhere, the last part is added to a last call.
const (
	callZH      = "请 {ticket} 号,到 {window} 号窗口办理。"
	callEN      = "Number {ticket}, please go to window {window}."
	callPlaceZH = "请 {ticket} 号,到{place} {window} 号窗口办理。"
	callPlaceEN = "Number {ticket}, please go to window {window}, {place}."
	lastZH      = "这是第{k}次呼叫。"
	lastEN      = " Call {k}."
)

// Text gives the sentence to show, in both languages. Where the place has no English name the English sentence goes
// without it.
func (c Call) Text() queue.Text {
	zh, en := callZH, callEN
	if c.Place.ZH != "" {
		zh = callPlaceZH
	}
	if c.Place.EN != "" {
		en = callPlaceEN
	}
	if c.Transferred {
		zh, en = strings.Replace(zh, "办理", "继续办理", 1), strings.Replace(en, "go to", "continue at", 1)
	}
	if c.Last {
		zh, en = zh+lastZH, en+lastEN
	}
	return queue.Text{ZH: c.fill(zh, c.Place.ZH), EN: c.fill(en, c.Place.EN)}
}

func (c Call) fill(sentence, place string) string {
	return strings.NewReplacer(
		"{ticket}", string(c.Ticket), "{window}", strconv.Itoa(int(c.Window)), "{place}", place, "{k}", strconv.Itoa(c.Count),
	).Replace(sentence)
}

// Clips gives the clips of the Chinese announcement in the order in which they are played, the chime first. The number
// follows the chime at once, being what people listen for: A001号,请到二楼12号窗口办理.
func (c Call) Clips() []string {
	digits := spell(c.Ticket, "")
	for i := range digits {
		if c.Yao && digits[i] == "1" {
			digits[i] = "yao"
		}
	}
	clips := append([]string{"ding"}, digits...)
	clips = append(clips, "hao", "qing", "dao")
	if below, n := floor(c.Floor); n > 0 {
		if below {
			clips = append(clips, "fu")
		}
		clips = append(append(clips, number(n)...), "lou")
	}
	clips = append(clips, number(int(c.Window))...)
	clips = append(clips, "hao_chuangkou")
	if c.Transferred {
		clips = append(clips, "jixu_banli")
	} else {
		clips = append(clips, "banli")
	}
	if c.Last {
		clips = append(append(append(clips, "di"), number(c.Count)...), "ci_hujiao")
	}
	return clips
}

// Words gives the call as it is shown and said.
func (c Call) Words() Words { return Words{c.Text(), c.Clips(), c.ClipsEN()} }

// ClipsEN gives the clips of the English announcement. It has no chime, because it follows the Chinese.
func (c Call) ClipsEN() []string {
	clips := append([]string{"en_number"}, spell(c.Ticket, english)...)
	goTo := "en_please_go_to_window"
	if c.Transferred {
		goTo = "en_please_continue_at_window"
	}
	clips = append(append(clips, goTo), numberEN(int(c.Window))...)
	if below, n := floor(c.Floor); n > 0 {
		level := "en_floor"
		if below {
			level = "en_basement"
		}
		clips = append(append(clips, level), numberEN(n)...)
	}
	if c.Last {
		clips = append(append(clips, "en_call"), numberEN(c.Count)...)
	}
	return clips
}

// floor reads 2F, 2, B1 and B1F; n is 0 where the name is none of these.
func floor(name string) (below bool, n int) {
	name, below = strings.CutPrefix(strings.TrimSuffix(name, "F"), "B")
	n, err := strconv.Atoi(name)
	if err != nil || n < 1 || n > biggest {
		return false, 0
	}
	return below, n
}
