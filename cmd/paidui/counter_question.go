package main

import (
	"strconv"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// callerQuestion takes the place of the keys until it is answered: with a digit, or with a line.
type callerQuestion struct {
	title   string
	options []callerOption
	page    int
	// other is asked on 0, under otherName.
	other     *callerQuestion
	otherName string
	// line, when set, is given what was written; empty: nothing need be.
	line  func(*caller, string)
	empty bool
	typed string
	// still, when set, tells whether the question has not been overtaken.
	still func(*caller) bool
}

type callerOption struct {
	label string
	off   bool
	run   func(*caller)
}

// onPage is how many options have a digit of their own; 0 turns the page.
const onPage = 9

// shown gives the options that can be chosen now, with the first one's place among all.
func (q *callerQuestion) shown() ([]callerOption, int) {
	from := q.page * onPage
	return q.options[from:min(from+onPage, len(q.options))], from
}

// take takes a key while the question is open.
func (q *callerQuestion) take(c *caller, key string) {
	if q.line != nil {
		q.write(c, key)
		return
	}
	key = keyName(key)
	options, _ := q.shown()
	n, err := strconv.Atoi(key)
	switch {
	case key == "escape":
		c.question = nil
	case key == "0" && len(q.options) > onPage:
		q.page = (q.page + 1) % ((len(q.options) + onPage - 1) / onPage)
	case key == "0" && q.other != nil:
		c.question = q.other
	case err == nil && n >= 1 && n <= len(options) && !options[n-1].off:
		c.question = nil
		options[n-1].run(c)
	}
}

// write takes a key of a line: a character, or of a program all of it at once.
func (q *callerQuestion) write(c *caller, key string) {
	runes := []rune(q.typed)
	switch {
	case key == "escape" || key == "esc":
		c.question = nil
		c.askWhoIsThere()
	case key == "backspace":
		q.typed = string(runes[:max(0, len(runes)-1)])
	case key == "space":
		q.typed += " "
	case key == "enter" || key == "":
		q.end(c)
	case c.whole:
		q.typed = key
		q.end(c)
	case isText(key):
		q.typed += key
	}
}

func (q *callerQuestion) end(c *caller) {
	if q.typed == "" && !q.empty || !c.live {
		return
	}
	c.question = nil
	q.line(c, q.typed)
}

// askTransfer asks where the ticket goes on: to a service, its next step first, or to a window.
func (c *caller) askTransfer() {
	number, still, own := c.board.Window.Ticket.Number, sameTicket(c), c.board.Window.Ticket.Service
	look(c, "/services", func(c *caller, services []queue.ServiceView) {
		var step queue.ServiceID
		for _, s := range services {
			if s.ID == own {
				step = s.NextStep
			}
		}
		q := &callerQuestion{title: zh("counter.transfer_title", "ticket", number), still: still}
		for _, s := range services {
			option := callerOption{label: s.Name.ZH + " " + zh("counter.waiting_short", "n", s.WaitingCount), run: func(c *caller) {
				c.press(zh("button.transfer"), "transfer", map[string]any{"to_service": s.ID}, telling("counter.transferred", "ticket", number, "to", s.Name.ZH))
			}}
			if s.ID == step {
				option.label += " " + zh("counter.next_step")
				q.options = append([]callerOption{option}, q.options...)
				continue
			}
			q.options = append(q.options, option)
		}
		q.options = append(q.options, callerOption{label: zh("counter.to_window"), run: func(c *caller) {
			c.question = &callerQuestion{title: zh("counter.to_window"), still: still, line: func(c *caller, n string) {
				window, _ := strconv.Atoi(n) // no number is no window, which the server says
				c.press(zh("button.transfer"), "transfer", map[string]any{"to_window": window}, telling("counter.transferred", "ticket", number, "to", n))
			}}
		}})
		c.question = q
	})
}

// callReasons are why somebody goes before the others.
var callReasons = []string{"elder", "disabled", "pregnant", "infant", "military", "no_show_back", "urgent", "return", "appointment"}

// askReason asks why, by a digit or in words.
func askReason(title string, give func(*caller, string)) *callerQuestion {
	q := &callerQuestion{title: title, other: &callerQuestion{title: zh("counter.reason_other"), line: give}, otherName: zh("call_reason.other")}
	for _, reason := range callReasons {
		text := zh("call_reason." + reason)
		q.options = append(q.options, callerOption{label: text, run: func(c *caller) { give(c, text) }})
	}
	return q
}

// askCall asks who is called out of order, and why.
func (c *caller) askCall() {
	q := &callerQuestion{title: zh("counter.call_title")}
	for _, t := range c.board.Waiting {
		label := string(t.Number)
		if t.Class != "" {
			label += " " + zh("class."+string(t.Class))
		}
		q.options = append(q.options, callerOption{label: label, run: func(c *caller) {
			c.question = askReason(zh("counter.call_reason", "ticket", t.Number), func(c *caller, reason string) {
				c.press(zh("button.call"), "call", map[string]any{"ticket": t.ID, "reason": reason}, nil)
			})
		}})
	}
	c.question = q
}

// askWalkUp serves somebody without a number; where others wait it asks why.
func (c *caller) askWalkUp() {
	var services []display.CounterService
	for _, s := range c.board.Services {
		if s.Suspended == nil {
			services = append(services, s)
		}
	}
	if len(services) == 0 {
		c.say(zh("error.service_suspended"), true)
		return
	}
	choose(c, zh("counter.walk_up_title"), services, func(s display.CounterService) string { return s.Name.ZH }, func(c *caller, s display.CounterService) {
		take := func(c *caller, reason string) {
			body := withText("reason", reason)
			body["service"] = s.ID
			c.press(zh("button.walk_up"), "walk-up", body, nil)
		}
		if len(c.board.Next) == 0 {
			take(c, "")
			return
		}
		c.question = askReason(zh("counter.walk_up_reason", "n", c.board.WaitingCount), take)
	})
}
