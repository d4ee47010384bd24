package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// next calls the next ticket and ends the one that is there; where the centre wants to know, it asks first how that ended.
func (c *caller) next() {
	switch {
	case c.ticketID() == "":
		c.press(zh("button.next"), "next", nil, nil)
	case c.board.Settings.OutcomeRequired:
		c.question = c.askResult(zh("counter.outcome_title"), sameTicket(c), func(c *caller, result map[string]any) {
			result["finish"] = true
			c.press(zh("button.next"), "next", result, nil)
		})
	default:
		c.press(zh("button.next"), "next", map[string]any{"finish": true}, nil)
	}
}

func (c *caller) undo() {
	last := c.board.LastDone
	c.press(zh("button.undo"), "reopen", map[string]any{"ticket": last.ID}, telling("counter.undone", "ticket", last.Number))
}

// askHere: the called ticket was called a moment ago and never started.
func askHere(c *caller) *callerQuestion {
	q := &callerQuestion{title: zh("counter.here_yet", "ticket", c.board.Window.Ticket.Number), still: sameTicket(c)}
	q.options = []callerOption{
		{label: zh("counter.here_yes"), run: func(c *caller) {
			c.press(zh("button.start"), "start", nil, func(c *caller, _ []byte) { c.next() })
		}},
		{label: zh("counter.here_no"), run: func(c *caller) {
			// The ticket is gone after that: the next call must not name it.
			c.press(zh("button.no_show"), "no-show", nil, func(c *caller, _ []byte) { c.press(zh("button.next"), "next", map[string]any{"ticket": ""}, nil) })
		}},
	}
	return q
}

// askLeaving: the press would leave people without a window.
func askLeaving(c *caller, a callerAnswer) *callerQuestion {
	service, waiting := c.alone()
	return &callerQuestion{title: zh("counter.leave_ask", "service", service, "n", waiting), options: []callerOption{
		{label: zh("counter.leave_yes"), run: func(c *caller) {
			a.body["anyway"] = true
			if a.order == "pause" && a.body["back_at"] == nil && a.body["go_to"] == nil {
				a.body["back_at"] = c.inMinutes(10)
			}
			c.press(zh("counter.leave_yes"), a.order, a.body, a.then)
		}},
		{label: zh("counter.leave_no"), run: func(*caller) {}},
	}}
}

// alone gives whom the window would leave alone: a service, and how many wait for all of them.
func (c *caller) alone() (service string, waiting int) {
	for _, left := range c.board.OnlyHere {
		if waiting += left.Waiting; service == "" || waiting == left.Waiting {
			service = c.serviceName(left.Service)
		}
	}
	return service, waiting
}

// askSignIn is open as long as the window is closed.
func askSignIn() *callerQuestion {
	return &callerQuestion{
		title: zh("counter.sign_in_title") + " " + zh("counter.sign_in_hint"), empty: true,
		still: func(c *caller) bool { return c.is(queue.WindowClosed) },
		line: func(c *caller, staff string) {
			c.press(zh("button.sign_in"), "sign-in", withText("staff", staff), nil)
		},
	}
}

func (c *caller) askSignOut() {
	if t := c.board.Window.Ticket; t != nil {
		c.say(zh("counter.busy", "ticket", t.Number), true)
		return
	}
	if _, waiting := c.alone(); waiting > 0 {
		c.press(zh("button.sign_out"), "sign-out", map[string]any{"ask": true}, nil) // refused, with the question
		return
	}
	c.question = &callerQuestion{title: zh("button.sign_out") + "?", options: []callerOption{
		{label: zh("button.sign_out"), run: func(c *caller) {
			c.press(zh("button.sign_out"), "sign-out", map[string]any{"ask": true}, nil)
		}},
		{label: zh("button.cancel"), run: func(*caller) {}},
	}}
}

func (c *caller) askTakeOver() {
	take := func(c *caller, staff string) {
		c.press(zh("button.take_over"), "sign-in", map[string]any{"staff": staff, "take_over": true}, telling("counter.taken_over", "staff", staff))
	}
	number := &callerQuestion{title: zh("counter.take_over_hint"), line: take}
	if len(c.board.Relief) == 0 {
		c.question = number
		return
	}
	q := &callerQuestion{title: zh("counter.take_over_title"), other: number, otherName: zh("counter.take_over_other")}
	for _, r := range c.board.Relief {
		label := r.Name + " " + string(r.Number)
		if r.Window != 0 {
			label += " " + zh("counter.at_window", "n", r.Window)
		}
		q.options = append(q.options, callerOption{label: label, off: r.Window != 0, run: func(c *caller) { take(c, string(r.Number)) }})
	}
	c.question = q
}

// pause asks why, then when the window is back or where its people are served; a paused window goes on.
func (c *caller) pause() {
	if c.is(queue.WindowPaused) {
		c.press(zh("button.unpause"), "unpause", nil, nil)
		return
	}
	q := &callerQuestion{title: zh("counter.pause_title")}
	for _, reason := range c.board.PauseReasons {
		q.options = append(q.options, callerOption{label: reason.ZH, run: func(c *caller) { c.askBack(reason.ZH) }})
	}
	c.question = q
}

func (c *caller) askBack(reason string) {
	service, waiting := c.alone()
	pause := func(c *caller, body map[string]any) {
		body["reason"], body["ask"] = reason, true
		if waiting > 0 {
			body["anyway"] = true // whoever reads the warning and goes on has answered it
		}
		c.press(zh("button.pause"), "pause", body, nil)
	}
	q := &callerQuestion{title: zh("counter.pause_back")}
	if waiting > 0 {
		q.title = zh("counter.last_window", "service", service)
	}
	if over := c.board.Over; over != nil && over.ReopensAt != 0 {
		q.options = append(q.options, callerOption{label: c.hourMinute(over.ReopensAt), run: func(c *caller) {
			pause(c, map[string]any{"back_at": over.ReopensAt})
		}})
	}
	if waiting == 0 {
		q.options = append(q.options, callerOption{label: zh("counter.pause_back_none"), run: func(c *caller) { pause(c, map[string]any{}) }})
	}
	for _, m := range []int{10, 15, 30} {
		q.options = append(q.options, callerOption{label: zh("counter.pause_minutes", "m", m), run: func(c *caller) {
			pause(c, map[string]any{"back_at": c.inMinutes(m)})
		}})
	}
	q.other, q.otherName = &callerQuestion{title: zh("counter.pause_go_to"), line: func(c *caller, n string) {
		number := 0
		_, _ = fmt.Sscan(n, &number) // no number is no window, which the server says
		pause(c, map[string]any{"go_to": number})
	}}, zh("counter.pause_go_to")+"…"
	c.question = q
}

// leave is a moment away.
func (c *caller) leave() {
	c.press(zh("button.leave"), "pause", map[string]any{"reason": zh("pause.reason.short_leave"), "back_at": c.inMinutes(5), "ask": true}, nil)
}

// inMinutes gives the whole minute of the hall's that is nearest to so far ahead.
func (c *caller) inMinutes(minutes int) queue.Instant {
	return queue.At(c.now().Add(time.Duration(minutes) * time.Minute).Round(time.Minute))
}

// choose asks which of several, and takes the only one without asking.
func choose[T any](c *caller, title string, items []T, label func(T) string, pick func(*caller, T)) {
	if len(items) == 1 {
		pick(c, items[0])
		return
	}
	q := &callerQuestion{title: title}
	for _, item := range items {
		q.options = append(q.options, callerOption{label: label(item), run: func(c *caller) { pick(c, item) }})
	}
	c.question = q
}

func (c *caller) askResume() {
	choose(c, zh("counter.resume_title"), c.board.OnHold, func(t display.HeldTicket) string { return string(t.Number) }, func(c *caller, t display.HeldTicket) {
		c.press(zh("button.resume"), "resume", map[string]any{"ticket": t.ID}, nil)
	})
}

// late are the window's no-shows who may still come.
func (c *caller) late() []display.MissedTicket {
	return slices.DeleteFunc(slices.Clone(c.board.NoShows), func(t display.MissedTicket) bool { return !t.CanArrive })
}

func (c *caller) askArrived() {
	choose(c, zh("counter.arrived_title"), c.late(), func(t display.MissedTicket) string { return string(t.Number) }, func(c *caller, t display.MissedTicket) {
		c.press(zh("button.arrived"), "arrived", map[string]any{"ticket": t.ID}, telling("counter.arrived", "ticket", t.Number))
	})
}

// withText is a body with a field that is left out when empty.
func withText(field, text string) map[string]any {
	if text == "" {
		return map[string]any{}
	}
	return map[string]any{field: text}
}

// sameTicket tells as long as the same ticket is at the window.
func sameTicket(c *caller) func(*caller) bool {
	id := c.ticketID()
	return func(c *caller) bool { return c.ticketID() == id }
}
