package main

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// demoMorning is how long the demo hall has been at work when it opens its doors.
const demoMorning = 15 * queue.Minute

// demoHaste is how much faster than a real hall the demo hall serves, so that every page moves.
const demoHaste = 5

// demoLayout is the demo hall as the demo runs it: always open, without a limit at the kiosk, and in haste.
func demoLayout() (*queue.Layout, error) {
	l, err := loadHall("")
	if err != nil {
		return nil, err
	}
	var always queue.Session
	if err := always.UnmarshalText([]byte("00:00-24:00")); err != nil {
		return nil, err
	}
	l.Hours = queue.BusinessHours{Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{always}}
	l.Settings.KioskPerMinute = 0
	for i := range l.Services {
		l.Services[i].StandardMinutes = max(1, l.Services[i].StandardMinutes/demoHaste)
	}
	return l, nil
}

// visit gives the grant of a visitor who steps up to a face. At a counter the simulated clerk, if there is one,
// finishes what is at hand and leaves the window for good.
func (s *simulation) visit(g queue.Grant) (queue.Grant, error) {
	if !slices.Contains(queue.Roles, g.Role) {
		return g, refuseVisit("there is no role " + string(g.Role))
	}
	if _, ok := s.layout.Window(g.Window); g.Window != 0 && !ok {
		return g, queue.ErrUnknownWindow
	}
	if _, ok := s.layout.Zone(g.Zone); g.Zone != "" && !ok {
		return g, refuseVisit("there is no zone " + string(g.Zone))
	}
	if g.Role != queue.RoleCounter {
		return g, nil
	}
	if g.Window == 0 {
		g.Window = visitorWindow
	}
	g.Staff = demoStaff[g.Window]
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.clerks[g.Window]
	if !ok || c.gone {
		return g, nil
	}
	c.gone = true
	return g, s.forgive(c.leave())
}

func refuseVisit(why string) error {
	return &queue.Refused{Op: "visit", Err: queue.ErrBadRequest, Detail: why}
}

// leave finishes what is at the window and signs out.
func (c *clerk) leave() error {
	n, g := c.window.Number, c.look()
	if g.ticket != nil && g.ticket.Status == queue.StatusCalled {
		if err := c.do(queue.Start{Window: n}); err != nil {
			return err
		}
	}
	if g.ticket != nil {
		if err := c.do(queue.Finish{Window: n, Result: queue.Result{Outcome: queue.OutcomeAccepted}}); err != nil {
			return err
		}
		delete(c.sim.own, g.ticket.ID)
	}
	if g.state.Shift == 0 {
		return nil
	}
	return c.do(queue.SignOut{Window: n})
}
