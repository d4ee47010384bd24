package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
	"golang.org/x/text/width"

	"github.com/paidui/paidui/queue"
)

// The signs by which terminals of every kind are told what to do.
const (
	screenEnter = "\x1b[?1049h\x1b[?25l" // a screen of its own, without a cursor
	screenLeave = "\x1b[?25h\x1b[?1049l"
	screenHome  = "\x1b[H"
	lineRest    = "\x1b[K\r\n"
	screenRest  = "\x1b[J"
	bold        = "\x1b[1m"
	inverse     = "\x1b[7m"
	faint       = "\x1b[2m"
	plain       = "\x1b[0m"
)

// screen shows a caller on a terminal, all of it at every change.
type screen struct {
	out  *os.File
	last string
}

func newScreen(out *os.File) *screen { return &screen{out: out} }

// settles implements callerFace.
func (*screen) settles() bool { return false }

// show implements callerFace.
func (s *screen) show(c *caller) {
	wide, high, err := term.GetSize(int(s.out.Fd()))
	if err != nil || wide < 20 {
		wide, high = 80, 24
	}
	var b strings.Builder
	b.WriteString(screenHome)
	for i, line := range c.draw() {
		if i < high-1 {
			b.WriteString(clip(line, wide-1) + plain + lineRest)
		}
	}
	b.WriteString(screenRest)
	if text := b.String(); text != s.last {
		s.last = text
		_, _ = s.out.WriteString(text) // a terminal that is gone ends the keys too
	}
}

// draw gives the caller's lines.
func (c *caller) draw() []string {
	if c.board == nil {
		return []string{zh("board.loading")}
	}
	staff := ""
	if c.board.Window.Staff != nil {
		staff = c.board.Window.Staff.Name + " " + string(c.board.Window.Staff.Number)
	}
	head := fmt.Sprintf("%s%s  %s  %s  %s  %s", bold, c.place(), c.board.Window.Location.ZH, zh("window."+string(c.board.Window.Status)), staff,
		c.hourMinute(queue.At(c.now())))
	lines := append([]string{head}, c.asked()...)
	lines = append(append(lines, ""), c.drawTicket()...)
	lines = append(lines, "", bold+c.waiting(), c.drawServices(), c.drawNext())
	if held := c.held(); held != "" {
		lines = append(lines, held)
	}
	lines = append(lines, "")
	switch {
	case !c.live:
		return append(lines, inverse+" "+zh("counter.offline")+" ")
	case c.question != nil:
		asked := c.question.lines()
		asked[0] = bold + asked[0]
		if c.question.line != nil {
			asked[0] += "_"
		}
		lines = append(append(lines, asked...), faint+"Esc "+zh("button.cancel"))
	default:
		lines = append(lines, c.drawKeys()...)
	}
	return append(lines, "", c.drawLast())
}

// drawPause gives the sign that is up, and since when.
func (c *caller) drawPause(pause *queue.PauseView) string {
	sign := zh("win.paused")
	switch {
	case pause.GoTo != 0:
		sign = zh("win.paused_goto", "other", pause.GoTo)
	case pause.BackAt != 0:
		sign = zh("win.paused_back", "hh:mm", c.hourMinute(pause.BackAt))
	}
	return inverse + " " + sign + " " + plain + " " + pause.Reason + " " + zh("counter.paused_since", "m", c.minutesSince(pause.Since))
}

// drawTicket gives two lines about the ticket at the window, or that there is none; above them the sign while it is paused.
func (c *caller) drawTicket() []string {
	t := c.board.Window.Ticket
	if pause := c.board.Window.Pause; pause != nil {
		lines := []string{c.drawPause(pause), ""}
		if t != nil {
			lines[1] = bold + string(t.Number) + " " + zh("status."+string(t.Status))
		}
		return lines
	}
	if t == nil {
		text := "counter.idle"
		if c.board.WaitingCount == 0 {
			text = "counter.empty"
		}
		return []string{zh(text), ""}
	}
	state, since := "counter.called", t.CalledAt
	if t.Status == queue.StatusServing {
		state, since = "counter.serving", t.StartedAt
	}
	facts := []string{t.ServiceName.ZH}
	if t.Class != queue.ClassNormal {
		facts = append(facts, zh("class."+string(t.Class)))
	}
	for _, need := range t.Needs {
		facts = append(facts, zh("need."+need))
	}
	if t.IDLast4 != "" {
		facts = append(facts, zh("desk.last4", "last4", t.IDLast4))
	}
	facts = append(facts, zh("counter.calls", "k", max(1, t.CallCount)))
	return []string{
		fmt.Sprintf("%s%s  %s  %s  %s %s", bold, inverse, t.Number, plain+bold, zh(state), c.elapsed(since)),
		strings.Join(facts, "  "),
	}
}

// elapsed gives 05:30, counted up.
func (c *caller) elapsed(since queue.Instant) string {
	d := max(0, c.now().Sub(since.Time())).Truncate(time.Second)
	return fmt.Sprintf("%02d:%02d", int(d.Minutes()), int(d.Seconds())%60)
}

func (c *caller) drawServices() string {
	parts := make([]string, 0, len(c.board.Services))
	for _, s := range c.board.Services {
		part := fmt.Sprintf("%s %s %d", s.Prefix, s.Name.ZH, s.WaitingCount)
		if s.Suspended != nil {
			part += " " + zh("counter.suspended_short")
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "   ")
}

func (c *caller) drawNext() string {
	numbers := make([]string, len(c.board.Next))
	for i, n := range c.board.Next {
		numbers[i] = string(n)
	}
	return zh("counter.next_title") + " " + strings.Join(numbers, " ")
}

// keysInLine is how many keys stand beside one another.
const keysInLine = 4

// drawKeys shows every key with its letter and its code; those that do nothing now are faint.
func (c *caller) drawKeys() []string {
	var lines []string
	for i := range callerKeys {
		k := &callerKeys[i]
		letter := strings.ToUpper(k.letter)
		if k.letter == "space" {
			letter = zh("counter.space")
		}
		style := faint
		if k.on(c) {
			style = bold
		}
		cell := fit(fmt.Sprintf("%s %s %s", letter, k.name(c), c.board.Settings.Keypad[k.key]), 18)
		if i%keysInLine == 0 {
			lines = append(lines, "")
		}
		lines[len(lines)-1] += style + cell + plain + " "
	}
	return lines
}

// drawLast is what was done or refused, what is being typed, or what should not be forgotten.
func (c *caller) drawLast() string {
	switch {
	case c.busy != "":
		return c.busy + " " + zh("counter.sending")
	case c.digit != "":
		return inverse + " " + c.digit + "_ "
	case c.message != "" && c.problem:
		return inverse + " " + c.message + " "
	case c.message != "":
		return bold + c.message
	}
	return inverse + strings.Join(c.reminders(), "  ")
}

// columns is how many columns of a terminal a character takes.
func columns(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clip cuts a line to at most so many columns; signs to the terminal take none.
func clip(line string, most int) string {
	used, sign := 0, false
	for i, r := range line {
		switch {
		case r == '\x1b':
			sign = true
		case sign:
			sign = r == '[' || r >= '0' && r <= '9' || r == ';'
		default:
			if used += columns(r); used > most {
				return line[:i]
			}
		}
	}
	return line
}

// fit makes text exactly so many columns wide.
func fit(text string, wide int) string {
	text = clip(text, wide)
	used := 0
	for _, r := range text {
		used += columns(r)
	}
	return text + strings.Repeat(" ", wide-used)
}
