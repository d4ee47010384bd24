package main

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paidui/paidui/queue"
)

// callerKey is a key of the terminal: the same letter as on the counter's page.
type callerKey struct {
	key    queue.Key // empty for one that a numeric pad has not
	letter string
	// text names it in the table of texts.
	text string
	on   func(*caller) bool
	run  func(*caller)
}

// callerKeys are all keys, in the order in which they are shown.
var callerKeys = []callerKey{
	{queue.KeyNext, "space", "button.next", func(c *caller) bool { return c.is(queue.WindowOpen) && !c.dead() }, (*caller).next},
	{queue.KeyStart, "s", "button.start", (*caller).called, func(c *caller) { c.press(zh("button.start"), "start", nil, nil) }},
	{queue.KeyRecall, "r", "button.recall", func(c *caller) bool { return c.called() && c.past(c.board.RecallFrom) },
		func(c *caller) { c.press(zh("button.recall"), "recall", nil, nil) }},
	{queue.KeyNoShow, "x", "button.no_show", func(c *caller) bool { return c.called() && !c.dead() && c.past(c.board.PatienceUntil) },
		func(c *caller) { c.press(zh("button.no_show"), "no-show", nil, c.tell("counter.passed")) }},
	{queue.KeyFinish, "f", "button.finish", func(c *caller) bool { return c.serving() && !c.dead() }, func(c *caller) {
		c.press(zh("button.finish"), "finish", map[string]any{"outcome": queue.OutcomeAccepted}, finished)
	}},
	{queue.KeyOutcome, "o", "button.outcome", func(c *caller) bool { return c.serving() && !c.dead() }, (*caller).askOutcome},
	{queue.KeyHold, "h", "button.hold", (*caller).serving, func(c *caller) { c.press(zh("button.hold"), "hold", nil, c.tell("counter.held")) }},
	{"", "j", "counter.hold_note", (*caller).serving, (*caller).askHoldNote},
	{queue.KeyResume, "e", "button.resume", func(c *caller) bool { return c.idle() && len(c.board.OnHold) > 0 }, (*caller).askResume},
	{queue.KeyTransfer, "t", "button.transfer", func(c *caller) bool { return c.called() || c.serving() }, (*caller).askTransfer},
	{queue.KeyReturn, "b", "button.return_short", (*caller).called, func(c *caller) { c.press(zh("button.return"), "return", nil, c.tell("counter.returned")) }},
	{queue.KeyCall, "c", "button.call", func(c *caller) bool { return c.idle() && len(c.board.Waiting) > 0 }, (*caller).askCall},
	{queue.KeyWalkUp, "w", "button.walk_up", (*caller).idle, (*caller).askWalkUp},
	{queue.KeyUndo, "u", "button.undo", func(c *caller) bool {
		return c.board.LastDone != nil && c.ticketID() == "" && !c.is(queue.WindowPaused)
	}, (*caller).undo},
	{queue.KeyArrived, "a", "button.arrived", func(c *caller) bool { return !c.is(queue.WindowPaused) && len(c.late()) > 0 }, (*caller).askArrived},
	{queue.KeyPause, "p", "button.pause", func(c *caller) bool { return c.is(queue.WindowOpen) || c.is(queue.WindowPaused) }, (*caller).pause},
	{queue.KeyLeave, "l", "button.leave", func(c *caller) bool { return c.is(queue.WindowOpen) }, (*caller).leave},
	{queue.KeyStayOn, "i", "button.stay_on", func(c *caller) bool { return c.board.Over != nil && c.board.Over.Asks },
		func(c *caller) { c.press(zh("button.stay_on"), "stay-on", nil, nil) }},
	{queue.KeyAskRating, "v", "button.ask_rating", func(c *caller) bool { return c.board.Askable && c.board.LastDone != nil }, (*caller).askRating},
	{queue.KeyWithout, "k", "button.without", func(c *caller) bool { return c.board.Today.WithoutOutcome > 0 }, (*caller).askWithout},
	{queue.KeyFault, "g", "help.fault", func(c *caller) bool { return !c.is(queue.WindowClosed) }, (*caller).askFault},
	{queue.KeyAnswer, "y", "button.answer", func(c *caller) bool { return len(c.board.Helps) > 0 || len(c.board.Notices) > 0 }, (*caller).answer},
	{queue.KeyConsult, "n", "button.consult", func(c *caller) bool { return c.is(queue.WindowOpen) || c.is(queue.WindowPreparing) },
		func(c *caller) { c.press(zh("button.consult"), "consult", nil, telling("counter.consulted")) }},
	{queue.KeyHelp, "f9", "help.alarm", func(*caller) bool { return true }, (*caller).alarm},
	{queue.KeyTakeOver, "d", "button.take_over", func(c *caller) bool { return !c.is(queue.WindowClosed) }, (*caller).askTakeOver},
	{queue.KeySignOut, "q", "button.sign_out", func(c *caller) bool { return !c.is(queue.WindowClosed) }, (*caller).askSignOut},
}

// name gives what the key does now.
func (k *callerKey) name(c *caller) string {
	if k.key == queue.KeyPause && c.is(queue.WindowPaused) {
		return zh("button.unpause")
	}
	return zh(k.text)
}

// keys takes what was pressed. Several keys at once are a scanner's or a paste: they count only where a line is written.
func (c *caller) keys(keys []string) {
	writing := c.question != nil && c.question.line != nil
	if len(keys) > 1 && !writing {
		return
	}
	for _, k := range keys {
		c.press1(k)
	}
}

// press1 takes one key: a character, or the name of a key without one. Where a line is written it may be all of it.
func (c *caller) press1(key string) {
	if key == "ctrl-c" {
		c.over = true
		return
	}
	if key == "f9" { // whatever else is under way
		c.alarm()
		return
	}
	if c.busy != "" || c.board == nil {
		return
	}
	if c.question != nil {
		c.question.take(c, key)
		return
	}
	if key = keyName(key); key == "escape" {
		c.digit, c.message = "", ""
		return
	}
	if !c.live {
		return
	}
	switch {
	case len(key) == 2 && isDigit(key[:1]) && isDigit(key[1:]):
		c.code(key)
	case isDigit(key) && c.digit == "":
		c.digit, c.digitUntil = key, time.Now().Add(digitFor)
	case isDigit(key):
		c.code(c.digit + key)
	case key == "enter" && c.digit != "":
		c.code("0" + c.digit)
	default:
		for i := range callerKeys {
			if callerKeys[i].letter == key {
				c.do(&callerKeys[i])
				return
			}
		}
		c.say(zh("terminal.no_key"), true)
	}
}

// code does what two digits of a numeric pad stand for.
func (c *caller) code(code string) {
	c.digit = ""
	for i := range callerKeys {
		if k := callerKeys[i].key; k != "" && string(c.board.Settings.Keypad[k]) == code {
			c.do(&callerKeys[i])
			return
		}
	}
	c.say(code+" "+zh("counter.pad_unknown"), true)
}

func (c *caller) do(k *callerKey) {
	if !k.on(c) {
		c.say(k.name(c)+" "+zh("counter.pad_off"), true)
		return
	}
	k.run(c)
}

// keyName gives a key the one name that it has here, however it was written.
func keyName(key string) string {
	switch lower := strings.ToLower(strings.TrimSpace(key)); lower {
	case "":
		if key == " " {
			return "space"
		}
		return "enter"
	case "esc":
		return "escape"
	case "+":
		return "space"
	case "-":
		return "escape"
	default:
		return lower
	}
}

func isDigit(s string) bool { return len(s) == 1 && s[0] >= '0' && s[0] <= '9' }

// isText tells whether a key is a character or a line rather than a named key.
func isText(key string) bool {
	switch key {
	case "enter", "escape", "backspace", "space", "ctrl-c":
		return false
	}
	return utf8.ValidString(key)
}

func (c *caller) is(status queue.WindowStatus) bool { return c.board.Window.Status == status }

func (c *caller) has(status queue.Status) bool {
	t := c.board.Window.Ticket
	return t != nil && t.Status == status && !c.is(queue.WindowPaused)
}

func (c *caller) called() bool { return c.has(queue.StatusCalled) }

func (c *caller) serving() bool { return c.has(queue.StatusServing) }

// idle: open, and nobody there.
func (c *caller) idle() bool { return c.is(queue.WindowOpen) && c.ticketID() == "" }

// past tells whether a moment of the hall's has come.
func (c *caller) past(at queue.Instant) bool { return !c.now().Before(at.Time()) }
