package main

import (
	"errors"
	"slices"

	"github.com/paidui/paidui/queue"
)

// visitorWindow is left free for the visitor from the start; another window has its services too.
const visitorWindow queue.WindowNumber = 3

// demoStaff says who works where in the demo hall.
var demoStaff = map[queue.WindowNumber]queue.StaffNo{
	1: "2001", 2: "2002", 3: "1001", 4: "1002", 5: "1003", 6: "3001",
	7: "3002", 8: "3003", 9: "3004", 10: "3005", 11: "4001", 12: "4002",
}

// demoPauses are the reasons that simulated clerks pause for.
var demoPauses = []string{"离岗片刻", "回部门交换资料", "业务系统故障", "交接班"}

// clerk works one window: at every act it looks at the window and does what comes next.
type clerk struct {
	sim    *simulation
	window queue.Window
	staff  queue.StaffNo
	// absent: whoever is called now will not come.
	absent bool
	// gone: the visitor has taken the window.
	gone bool
}

// glance is what a clerk sees of its window.
type glance struct {
	state  queue.WindowState
	ticket *queue.Ticket // a copy; nil when none is at the window
}

func (c *clerk) look() glance {
	var g glance
	c.sim.hall.View(func(st *queue.State) {
		g.state = st.Window(c.window.Number)
		if t := st.Current(c.window.Number); t != nil {
			held := *t
			g.ticket = &held
		}
	})
	return g
}

func (c *clerk) do(command queue.Command) error {
	_, err := c.sim.do(queue.Grant{Role: queue.RoleCounter, Window: c.window.Number, Staff: c.staff}, command)
	return err
}

// act does what comes next at the window and plans the act after it.
func (c *clerk) act(at queue.Instant) error {
	if c.gone {
		return nil
	}
	wait, err := c.step(c.look(), at)
	c.sim.plan(at, wait, c.act)
	return err
}

// step does one thing and gives how long it takes until the next.
func (c *clerk) step(g glance, at queue.Instant) (queue.Millis, error) {
	n := c.window.Number
	switch {
	case g.state.Shift == 0:
		return c.sim.seconds(2, 10), c.do(queue.SignIn{Window: n, Staff: c.staff})
	case g.state.Pause != nil:
		return c.sim.seconds(1, 5), c.do(queue.Unpause{Window: n})
	case g.ticket == nil && c.sim.chance(0.03) && c.sim.covered(c.window, at):
		return c.rest(at)
	case g.ticket == nil:
		return c.call(false, at)
	case g.ticket.Status == queue.StatusServing:
		return c.finish(g.ticket, at)
	case !c.absent:
		return c.sim.seconds(40, 140), c.do(queue.Start{Window: n})
	case g.ticket.CallCount < c.sim.layout.Settings.MaxCalls:
		return 20 * queue.Second, c.do(queue.Recall{Window: n})
	}
	err := c.do(queue.MarkNoShow{Window: n})
	if err == nil {
		c.sim.missed(g.ticket.ID, at)
	}
	return c.sim.seconds(2, 6), err
}

// call calls the next ticket, together with finishing the present one if asked to.
func (c *clerk) call(finish bool, at queue.Instant) (queue.Millis, error) {
	err := c.do(queue.CallNext{Window: c.window.Number, Finish: finish})
	if errors.Is(err, queue.ErrNobodyWaiting) {
		if finish {
			err = c.do(queue.Finish{Window: c.window.Number, Result: queue.Result{Outcome: queue.OutcomeAccepted}})
		}
		return c.sim.seconds(4, 9), err
	}
	if err != nil {
		return c.sim.seconds(4, 9), err
	}
	if t := c.look().ticket; t != nil {
		c.absent = c.sim.own[t.ID] && c.sim.chance(0.06)
	}
	if c.absent {
		return 20 * queue.Second, nil
	}
	return c.sim.seconds(6, 18), nil
}

// finish ends the service, half of the time by calling the next.
func (c *clerk) finish(t *queue.Ticket, at queue.Instant) (wait queue.Millis, err error) {
	if c.sim.chance(0.5) {
		wait, err = c.call(true, at)
	} else {
		wait, err = c.sim.seconds(2, 8), c.do(queue.Finish{Window: c.window.Number, Result: queue.Result{Outcome: c.outcome()}})
	}
	if err == nil {
		c.sim.served(t.ID, at)
	}
	return wait, err
}

// outcome picks how a service ends: mostly accepted.
func (c *clerk) outcome() queue.Outcome {
	switch n := c.sim.rand.IntN(100); {
	case n < 10:
		return queue.OutcomeIncomplete
	case n < 20:
		return queue.OutcomeConsulted
	case n < 28:
		return queue.OutcomeCollected
	}
	return queue.OutcomeAccepted
}

// rest leaves the window for a while: closed once in five, else with a sign.
func (c *clerk) rest(at queue.Instant) (queue.Millis, error) {
	s, n := c.sim, c.window.Number
	away := s.seconds(60, 180)
	if s.chance(0.2) {
		return away, c.do(queue.SignOut{Window: n})
	}
	pause := queue.Pause{Window: n, Reason: demoPauses[s.rand.IntN(len(demoPauses))], BackAt: at.Add(away)}
	if s.chance(0.4) {
		pause.GoTo = s.other(c.window, at)
	}
	return away, c.do(pause)
}

// covered tells whether every service of w has another open window.
func (s *simulation) covered(w queue.Window, at queue.Instant) bool {
	for _, id := range w.Services {
		only := w
		only.Services = []queue.ServiceID{id}
		if s.other(only, at) == 0 {
			return false
		}
	}
	return true
}

// other gives another open window that has all services of w among its own, 0 when there is none.
func (s *simulation) other(w queue.Window, at queue.Instant) queue.WindowNumber {
	var found queue.WindowNumber
	s.hall.View(func(st *queue.State) {
		for i := range s.layout.Windows {
			o := &s.layout.Windows[i]
			state := st.Window(o.Number)
			if found == 0 && o.Number != w.Number && state.StatusAt(at) == queue.WindowOpen && hasAll(o.Services, w.Services) {
				found = o.Number
			}
		}
	})
	return found
}

func hasAll(have, want []queue.ServiceID) bool {
	for _, id := range want {
		if !slices.Contains(have, id) {
			return false
		}
	}
	return true
}
