package main

import (
	"encoding/json"
	"strings"

	"github.com/paidui/paidui/queue"
)

// askOutcome asks how the service at the window ended.
func (c *caller) askOutcome() {
	c.question = c.askResult(zh("counter.outcome_title"), sameTicket(c), func(c *caller, result map[string]any) {
		c.press(zh("button.finish"), "finish", result, finished)
	})
}

// askResult asks for an outcome, and for what goes with it: the reason of a refusal, the papers that are missing.
func (c *caller) askResult(title string, still func(*caller) bool, give func(*caller, map[string]any)) *callerQuestion {
	q := &callerQuestion{title: title, still: still}
	for _, outcome := range c.board.Outcomes {
		run := func(c *caller) { give(c, map[string]any{"outcome": outcome}) }
		switch outcome {
		case queue.OutcomeRefused, queue.OutcomeReturned:
			run = func(c *caller) {
				c.question = &callerQuestion{title: zh("counter.outcome_reason"), still: still, line: func(c *caller, reason string) {
					give(c, map[string]any{"outcome": outcome, "reason": reason})
				}}
			}
		case queue.OutcomeIncomplete:
			run = func(c *caller) {
				c.question = &callerQuestion{title: zh("terminal.papers"), still: still, empty: true, line: func(c *caller, papers string) {
					give(c, map[string]any{"outcome": outcome, "missing": strings.FieldsFunc(papers, isListComma)})
				}}
			}
		}
		q.options = append(q.options, callerOption{label: zh("outcome." + string(outcome)), run: run})
	}
	return q
}

func isListComma(r rune) bool { return strings.ContainsRune("、,，;；", r) }

// finished tells what became of a ticket that was finished: done, sent on, or given a slip of missing papers.
func finished(c *caller, answer []byte) {
	var t struct {
		queue.TicketView
		Missing *queue.MissingSlipView `json:"missing"`
	}
	if err := json.Unmarshal(answer, &t); err != nil {
		return // it was finished all the same, which the board shows
	}
	switch {
	case t.Missing != nil:
		c.say(zh("counter.incomplete_told", "ticket", t.Number, "n", len(t.Missing.Papers), "date", t.Missing.Until), false)
	case t.Status == queue.StatusWaiting:
		c.say(zh("counter.sent_on", "ticket", t.Number, "service", t.ServiceName.ZH), false)
	default:
		c.say(zh("counter.done", "ticket", t.Number), false)
	}
}

// askWithout goes through the day's tickets of which nobody has said how they ended.
func (c *caller) askWithout() {
	look(c, c.path("without-outcome"), func(c *caller, tickets []queue.TicketView) {
		if len(tickets) == 0 {
			c.say(zh("counter.without_none"), false)
			return
		}
		q := &callerQuestion{title: zh("counter.without_title")}
		for _, t := range tickets {
			q.options = append(q.options, callerOption{label: string(t.Number) + " " + t.ServiceName.ZH, run: func(c *caller) {
				c.question = c.askResult(zh("counter.outcome_of", "ticket", t.Number), nil, func(c *caller, result map[string]any) {
					result["ticket"] = t.ID
					c.press(string(t.Number), "outcome", result, telling("counter.outcome_set", "ticket", t.Number))
				})
			}})
		}
		c.question = q
	})
}

// askHoldNote puts the ticket aside with a word for whoever goes on with it.
func (c *caller) askHoldNote() {
	told := c.tell("counter.held")
	c.question = &callerQuestion{title: zh("counter.hold_note_label"), still: sameTicket(c), line: func(c *caller, note string) {
		c.press(zh("button.hold"), "hold", map[string]any{"note": note}, told)
	}}
}

func (c *caller) askRating() {
	last := c.board.LastDone
	c.press(zh("button.ask_rating"), "ask-rating", map[string]any{"ticket": last.ID}, telling("counter.asked_rating", "ticket", last.Number))
}
