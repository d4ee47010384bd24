package display

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// judge holds what was heard to what was called.
func (c *crew) judge(calls []uint64) {
	c.t.Helper()
	again, broken := 0, 0
	for _, seq := range calls {
		whole := c.heard.whole(seq)
		if len(whole) == 0 {
			c.t.Errorf("call %d was lost", seq)
			continue
		}
		again += len(whole) - 1
		for i, s := range whole[1:] {
			// What is on its way to the page cannot be called back.
			if told := whole[i].told; !told.IsZero() && told.Before(s.from.Add(-longestDelay)) {
				c.t.Errorf("call %d is said again at %v, though the hall knows since %v that it was said", seq, s.from, told)
			}
		}
	}
	said := c.heard.said
	longest := time.Duration(0)
	for i, s := range said {
		if s.to.IsZero() {
			said[i].to = time.Now()
		}
		if !s.whole {
			broken++
		}
		if i > 0 && s.from.Before(said[i-1].to) {
			c.t.Errorf("%s speaks at %v while %s does until %v", s.page, s.from, said[i-1].page, said[i-1].to)
		}
		if i > 0 && !said[i-1].whole && c.hurtsBetween(said[i-1].to.Add(-10*time.Second), s.from) < 2 {
			longest = max(longest, s.from.Sub(said[i-1].to))
		}
	}
	if longest > 10*time.Second {
		c.t.Errorf("%v of silence after a call broke off", longest)
	}
	var hurts []string
	for kind, n := range c.hurts {
		hurts = append(hurts, fmt.Sprint(n, " ", kind))
	}
	slices.Sort(hurts)
	c.t.Logf("%d calls, %d broken off, %d said again; longest silence after a break %v; %s",
		len(calls), broken, again, longest, strings.Join(hurts, ", "))
	if broken < 10 || len(calls) < 300 {
		c.t.Errorf("too little happened: %d calls, %d broken off", len(calls), broken)
	}
}
