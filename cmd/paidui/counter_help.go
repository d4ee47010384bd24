package main

import (
	"fmt"

	"github.com/paidui/paidui/queue"
)

// alarm calls for help, without a word that somebody at the window could read.
func (c *caller) alarm() { c.beside(c.path("help"), map[string]any{"kind": queue.HelpAlarm}, nil) }

// askFault reports a device that is broken.
func (c *caller) askFault() {
	q := &callerQuestion{title: zh("help.fault_title")}
	for _, device := range c.board.Devices {
		name := zh("device." + string(device))
		q.options = append(q.options, callerOption{label: name, run: func(c *caller) {
			c.beside(c.path("help"), map[string]any{"kind": queue.HelpFault, "device": device}, telling("help.reported_now", "device", name))
		}})
	}
	c.question = q
}

// answer goes to whoever asks this window for help, or has read what the centre wrote.
func (c *caller) answer() {
	if len(c.board.Helps) > 0 {
		c.beside(fmt.Sprintf("/helps/%d/answer", c.board.Helps[0].ID), map[string]any{"window": c.window}, telling("help.going"))
		return
	}
	c.beside(c.path(fmt.Sprintf("staff-notices/%d/read", c.board.Notices[0].ID)), nil, nil)
}

// asked are the lines about who needs this window's help, what the centre writes, and what became of its own alarm.
func (c *caller) asked() []string {
	var lines []string
	if c.board.Trial != nil {
		lines = append(lines, zh("trial.mark"))
	}
	if e := c.board.Emergency; e != nil {
		lines = append(lines, zh("emergency.title")+" "+e.Text.ZH)
	}
	for _, h := range c.board.OwnHelps {
		switch {
		case h.Kind != queue.HelpAlarm:
		case h.AnsweredAt != 0:
			lines = append(lines, zh("help.alarm_coming"))
		default:
			lines = append(lines, zh("help.alarm_sent"))
		}
	}
	for _, h := range c.board.Helps {
		where := h.Place.ZH
		if where == "" {
			where = zh("help.at_kiosk")
		}
		if h.Window != 0 {
			where = zh("help.at_window", "n", h.Window)
		}
		lines = append(lines, where+" "+zh("help.wants."+string(h.Kind), "device", zh("device."+string(h.Device)))+" (Y)")
	}
	for _, n := range c.board.Notices {
		lines = append(lines, zh("notice.from_centre")+" "+n.Text+" (Y)")
	}
	return lines
}
