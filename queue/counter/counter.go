// Package counter is the window staff's service over HTTP: signing in and out, pausing, calling, recalling, starting,
// finishing and passing over, counting questions, and asking for help.
//
// Invariants a change must not break:
//   - Who may work the window is asked before the body is read and before the window's state is looked at.
//   - An order's answer is made from its entry and the layout, so that the same key gets the same answer.
//
// Handlers expect the server to have put the queue.Actor into the request's context, and the echo.Binder to put the
// queue.Origin there while it reads the body.
package counter

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// Service answers the counter programs. It is safe for many goroutines.
type Service struct {
	hall  *queue.Hall
	last4 func(*queue.Ticket) string
}

// New gives the service over hall. last4 gives the last four of the ID number of a ticket's holder, which staff compare
// who have the ticket in hand; empty when they are not known.
func New(hall *queue.Hall, last4 func(*queue.Ticket) string) *Service { return &Service{hall, last4} }

// Routes adds the service's routes below /api/v1.
func (s *Service) Routes(api *echo.Group) {
	api.GET("/windows", s.getWindows)
	api.POST("/windows/:window/sign-in", s.postSignIn)
	api.POST("/windows/:window/sign-out", s.postSignOut)
	api.POST("/windows/:window/stay-on", s.postStayOn)
	api.POST("/windows/:window/pause", s.postPause)
	api.POST("/windows/:window/unpause", s.postUnpause)
	api.POST("/windows/:window/next", s.postNext)
	api.POST("/windows/:window/recall", s.postRecall)
	api.POST("/windows/:window/start", s.postStart)
	api.POST("/windows/:window/finish", s.postFinish)
	api.POST("/windows/:window/outcome", s.postOutcome)
	api.GET("/windows/:window/without-outcome", s.getWithoutOutcome)
	api.POST("/windows/:window/no-show", s.postNoShow)
	api.POST("/windows/:window/hold", s.postHold)
	api.POST("/windows/:window/resume", s.postResume)
	api.POST("/windows/:window/return", s.postReturn)
	api.POST("/windows/:window/reopen", s.postReopen)
	api.POST("/windows/:window/arrived", s.postArrived)
	api.POST("/windows/:window/call", s.postCall)
	api.POST("/windows/:window/transfer", s.postTransfer)
	api.POST("/windows/:window/walk-up", s.postWalkUp)
	api.POST("/windows/:window/ask-rating", s.postAskRating)
	api.POST("/windows/:window/consult", s.postConsult)
	api.POST("/windows/:window/help", s.postHelp)
	api.POST("/windows/:window/staff-notices/:notice/read", s.postReadNotice)
}

// getWindows lists the hall's windows as they are now. A screen reads no more of a ticket or a pause than a citizen does;
// the last four of an ID number are for the window's own clerk and the guide desk.
func (s *Service) getWindows(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightWindows, queue.Place{})
	if err != nil {
		return err
	}
	at := s.hall.Now()
	views := []queue.WindowView{}
	s.hall.View(func(state *queue.State) {
		windows := state.Layout().Windows
		for i := range windows {
			v := state.WindowView(windows[i].Number, at)
			if v.Ticket != nil && grant.Role == queue.RoleScreen {
				*v.Ticket = v.Ticket.Public()
				v.Ticket.Needs = nil
			}
			if v.Pause != nil && grant.Role == queue.RoleScreen && !state.Layout().Settings.PublicPauseReason {
				v.Pause.Reason = ""
			}
			if _, inHand := actor.May(queue.RightIdentity, queue.Place{Window: v.Number, Zone: v.Zone}); v.Ticket != nil && inHand {
				v.Ticket.IDLast4 = s.last4(state.Current(v.Number))
			}
			views = append(views, v)
		}
	})
	slices.SortFunc(views, func(a, b queue.WindowView) int { return int(a.Number - b.Number) })
	return c.JSON(http.StatusOK, views)
}

// order is an order for a window whose right has been checked and whose body has been read.
type order struct {
	service *Service
	c       echo.Context
	window  queue.WindowNumber
	grant   queue.Grant
	// reason is why somebody other than the window's clerk gives the order; empty for the clerk.
	reason string
}

// accept checks that the asker may work the window in the URL and reads the body.
func (s *Service) accept(c echo.Context, body any) (*order, error) {
	window := windowNumber(c.Param("window"))
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightCounter, s.place(window))
	if err != nil {
		return nil, err
	}
	if err := c.Bind(body); err != nil {
		return nil, err
	}
	return &order{s, c, window, grant, ""}, nil
}

// acceptFor is accept for the orders that a supervisor or the guide desk may give as well, for a window whose clerk or
// computer is gone; they must say why. read is the part of body that has the reason.
func (s *Service) acceptFor(c echo.Context, body any, read *ticketBody) (*order, error) {
	window := windowNumber(c.Param("window"))
	actor, place := queue.ActorFrom(c.Request().Context()), s.place(window)
	grant, own := actor.May(queue.RightCounter, place)
	if !own {
		var err error
		if grant, err = actor.Need(queue.RightStandIn, place); err != nil {
			return nil, err
		}
	}
	if err := c.Bind(body); err != nil {
		return nil, err
	}
	if !own && read.Reason == "" {
		return nil, &queue.Refused{Op: "stand in at " + window.String(), Err: queue.ErrReasonRequired}
	}
	if err := short("reason", read.Reason, mostReasonRunes); err != nil {
		return nil, err
	}
	o := &order{s, c, window, grant, ""}
	if !own {
		o.reason = read.Reason
	}
	return o, nil
}

// windowNumber reads a window's number; what is none is a number that no window has.
func windowNumber(s string) queue.WindowNumber {
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 || strconv.Itoa(n) != s {
		return -1
	}
	return queue.WindowNumber(n)
}

// place is where a window stands, for grants that are bound to its zone.
func (s *Service) place(window queue.WindowNumber) queue.Place {
	p := queue.Place{Window: window}
	s.hall.View(func(state *queue.State) {
		if w, ok := state.Layout().Window(window); ok {
			p.Zone = w.Zone
		}
	})
	return p
}

// do carries out the command, in the name of the grant.
func (o *order) do(command queue.Command) (queue.Entry, error) {
	ctx := o.c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = o.grant.String()
	if o.reason != "" {
		origin.By += ": " + o.reason
	}
	return o.service.hall.Do(ctx, origin, command)
}

// layout gives the layout in force; it is never changed, only replaced.
func (s *Service) layout() (l *queue.Layout) {
	s.hall.View(func(state *queue.State) { l = state.Layout() })
	return l
}
