package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// printer shows a caller as lines, one whenever something has changed, for what is no terminal.
type printer struct {
	out                      io.Writer
	status, question, saying string
}

// settles implements callerFace.
func (*printer) settles() bool { return true }

// show implements callerFace.
func (p *printer) show(c *caller) {
	p.once(&p.status, c.status())
	question := ""
	if c.question != nil {
		question = strings.Join(c.question.lines(), " | ")
	}
	p.once(&p.question, question)
	saying := c.message
	if c.problem && saying != "" {
		saying = "! " + saying
	}
	p.once(&p.saying, saying)
}

// once prints text unless it is what was printed last.
func (p *printer) once(last *string, text string) {
	if text != *last && text != "" {
		fmt.Fprintln(p.out, text)
	}
	*last = text
}

// status is the caller in one line.
func (c *caller) status() string {
	switch {
	case c.board == nil && !c.live:
		return zh("board.loading")
	case !c.live:
		return zh("counter.offline")
	}
	parts := []string{c.place(), zh("window." + string(c.board.Window.Status))}
	if staff := c.board.Window.Staff; staff != nil {
		parts = append(parts, staff.Name)
	}
	if t := c.board.Window.Ticket; t != nil {
		parts = append(parts, string(t.Number)+" "+zh("status."+string(t.Status)))
	}
	parts = append(parts, c.waiting())
	if held := c.held(); held != "" {
		parts = append(parts, held)
	}
	return strings.Join(append(append(parts, c.asked()...), c.reminders()...), " · ")
}

// place names the window.
func (c *caller) place() string {
	return fmt.Sprintf("%d%s %s", c.board.Window.Number, zh("board.window_sign"), c.board.Window.Name.ZH)
}

func (c *caller) waiting() string {
	switch {
	case c.board.WaitingCount == 0:
		return zh("counter.empty")
	case c.board.LongestSince == 0:
		return zh("counter.waiting_short", "n", c.board.WaitingCount)
	}
	return zh("counter.waiting", "n", c.board.WaitingCount, "m", c.minutesSince(c.board.LongestSince))
}

func (c *caller) held() string {
	if len(c.board.OnHold) == 0 {
		return ""
	}
	numbers := make([]string, len(c.board.OnHold))
	for i, t := range c.board.OnHold {
		numbers[i] = string(t.Number)
	}
	return zh("counter.held_title", "n", len(numbers)) + " " + strings.Join(numbers, " ")
}

// reminders are what the clerk should not forget.
func (c *caller) reminders() []string {
	var lines []string
	if over := c.board.Over; over != nil && over.Asks {
		service, waiting := c.alone()
		lines = append(lines, zh("counter.over_ask", "hh:mm", c.hourMinute(over.Since), "service", service, "n", waiting))
	}
	for _, t := range c.board.OnHold {
		if t.Remind {
			lines = append(lines, zh("counter.hold_remind", "ticket", t.Number, "m", c.minutesSince(t.HeldAt)))
		}
	}
	return lines
}

// lines are the question with what can be answered.
func (q *callerQuestion) lines() []string {
	if q.line != nil {
		return []string{q.title + " " + q.typed}
	}
	lines := []string{q.title}
	options, _ := q.shown()
	for i, o := range options {
		mark := fmt.Sprint(i+1, " ", o.label)
		if o.off {
			mark = "- " + o.label
		}
		lines = append(lines, mark)
	}
	switch {
	case len(q.options) > onPage:
		lines = append(lines, "0 "+zh("kiosk.page_next"))
	case q.other != nil:
		lines = append(lines, "0 "+q.otherName)
	}
	return lines
}

func (c *caller) serviceName(id queue.ServiceID) string {
	for _, s := range c.board.Services {
		if s.ID == id {
			return s.Name.ZH
		}
	}
	return string(id)
}

func (c *caller) minutesSince(at queue.Instant) int {
	return max(0, int(c.now().Sub(at.Time()).Minutes()))
}

// hourMinute gives a moment on the hall's clock.
func (c *caller) hourMinute(at queue.Instant) string {
	return at.Time().In(hallZone(c.board)).Format("15:04")
}

func hallZone(board *display.CounterBoard) *time.Location {
	zone, err := time.LoadLocation(board.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}
