package main

import (
	"fmt"
	"time"

	"github.com/paidui/paidui/display/roll"
	"github.com/paidui/paidui/queue"
)

// devices asks the running hall for printers and voices.
func (c *doctorCommand) devices(e *examination) {
	if c.Token == "" {
		e.well("devices", "printers, screens and voices are not asked for without --token; the start page shows them")
		return
	}
	var printers []struct {
		Name  queue.Text
		State string
	}
	if err := c.ask("/api/v1/printers", &printers); err != nil {
		e.ill("printers", err.Error(), "the token must be an administrator's: paidui token --role admin")
		return
	}
	if len(printers) == 0 {
		e.well("printers", "the hall has none")
	}
	for _, p := range printers {
		switch p.State {
		case "ok", "browser", "":
			e.well("printer", "%s", p.Name.ZH)
		default:
			e.ill("printer", p.Name.ZH+": "+p.State, "look after its paper, cover and cable, then print a test from the printers' page")
		}
	}
	var voices []struct {
		Name    queue.Text
		Volume  int
		Problem string
	}
	if err := c.ask("/api/v1/voices", &voices); err != nil {
		e.ill("voices", err.Error(), "the token must be an administrator's")
		return
	}
	for _, v := range voices {
		if v.Problem != "" {
			e.ill("voice", v.Name.ZH+": "+v.Problem, "open the zone's screen, press 点击开启声音 and try its voice")
			continue
		}
		e.well("voice", "%s, volume %d", v.Name.ZH, v.Volume)
	}
	c.screens(e)
}

// When a screen is unwell: as /screens says of it.
const (
	screenSilent = 90_000 // milliseconds
	screenStale  = 30_000
)

// screens tells which screens have a trouble, their clocks among them, and how many have none.
func (c *doctorCommand) screens(e *examination) {
	var all []roll.Screen
	if err := c.ask("/api/v1/screens", &all); err != nil {
		e.ill("screens", err.Error(), "the token must be an administrator's")
		return
	}
	well := 0
	for i := range all {
		if wrong, remedy := screenTrouble(&all[i], wallClock()); wrong != "" {
			e.ill("screen", all[i].Face+" at "+all[i].Address+": "+wrong, remedy)
			continue
		}
		well++
	}
	e.well("screens", "%d are well, of %d", well, len(all))
}

// screenTrouble gives what is wrong with a screen and what to do; empty when nothing is.
func screenTrouble(s *roll.Screen, now queue.Instant) (wrong, remedy string) {
	ahead := time.Duration(s.ClockMS) * time.Millisecond
	switch {
	case now.Since(s.SeenAt) > screenSilent:
		return fmt.Sprintf("not heard of since %v", s.SeenAt), "look after its power and its network"
	case s.SeenAt.Since(s.At) > screenStale:
		return fmt.Sprintf("it shows what was so at %v", s.At), "look after its network, then load its page anew"
	case s.Sound == "blocked":
		return "it waits for a touch before it speaks", "touch it, or start its browser with --autoplay-policy=no-user-gesture-required"
	case ahead.Abs() > clockOff:
		return fmt.Sprintf("its clock is %v off", ahead.Abs().Round(time.Second)), "nothing that it shows depends on that; set it all the same"
	case s.Faults > 0:
		return fmt.Sprintf("%d faults in its page, the last: %s", s.Faults, queue.OneLine(s.Fault)), "load its page anew; if they come back its browser is too old"
	}
	return "", ""
}
