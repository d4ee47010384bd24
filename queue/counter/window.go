package counter

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoWindow cannot happen: only a command about a shift is answered with its window.
var errNoWindow = errors.New("the entry is about no window")

// forWindow carries out the command and answers with the window as it stood right after it, without its ticket.
func (o *order) forWindow(command queue.Command) error {
	entry, err := o.do(command)
	if err != nil {
		return err
	}
	w := entry.Window()
	if w == nil {
		return errNoWindow
	}
	return o.c.JSON(http.StatusOK, o.service.layout().WindowView(w, entry.At))
}

// signInBody is POST …/sign-in. Without Staff the grant's own member of staff signs in, or nobody by name.
type signInBody struct {
	Staff queue.StaffNo `json:"staff"`
	// TakeOver signs in over whoever is there, without closing the window.
	TakeOver bool `json:"take_over"`
}

// postSignIn opens the window for a member of staff.
func (s *Service) postSignIn(c echo.Context) error {
	var body signInBody
	o, err := s.accept(c, &body)
	if err != nil {
		return err
	}
	switch {
	case body.Staff == "":
		body.Staff = o.grant.Staff
	case o.grant.Account != "" && body.Staff != o.grant.Staff: // who has logged in is nobody else
		return queue.ErrForbidden
	}
	if body.TakeOver {
		return o.forWindow(queue.TakeOver{Window: o.window, Staff: body.Staff})
	}
	return o.forWindow(queue.SignIn{Window: o.window, Staff: body.Staff})
}

// leaving is the part of a body by which faces that people press ask before they leave people without a window. Anyway:
// the clerk has been told, and leaves.
type leaving struct {
	Ask    bool `json:"ask"`
	Anyway bool `json:"anyway"`
}

// signOutBody is POST …/sign-out.
type signOutBody struct {
	ticketBody
	leaving
}

// postSignOut closes the window.
func (s *Service) postSignOut(c echo.Context) error {
	var body signOutBody
	o, err := s.acceptFor(c, &body, &body.ticketBody)
	if err != nil {
		return err
	}
	return o.forWindow(queue.SignOut{Window: o.window, Ask: body.Ask, Anyway: body.Anyway})
}

// postStayOn notes that the clerk goes on after the session.
func (s *Service) postStayOn(c echo.Context) error {
	o, err := s.accept(c, &struct{}{})
	if err != nil {
		return err
	}
	return o.forWindow(queue.StayOn{Window: o.window})
}

// postConsult counts somebody who only asked something.
func (s *Service) postConsult(c echo.Context) error {
	o, err := s.accept(c, &struct{}{})
	if err != nil {
		return err
	}
	return o.forWindow(queue.Consult{Window: o.window})
}

// pauseBody is POST …/pause.
type pauseBody struct {
	Reason string             `json:"reason"`
	BackAt queue.Instant      `json:"back_at"`
	GoTo   queue.WindowNumber `json:"go_to"`
	leaving
}

// postPause stops the window for a while.
func (s *Service) postPause(c echo.Context) error {
	var body pauseBody
	o, err := s.accept(c, &body)
	if err != nil {
		return err
	}
	if err := short("reason", body.Reason, mostReasonRunes); err != nil {
		return err
	}
	return o.forWindow(queue.Pause{
		Window: o.window, Reason: body.Reason, BackAt: body.BackAt, GoTo: body.GoTo, Ask: body.Ask, Anyway: body.Anyway,
	})
}

// postUnpause lets the window serve again.
func (s *Service) postUnpause(c echo.Context) error {
	o, err := s.accept(c, &struct{}{})
	if err != nil {
		return err
	}
	return o.forWindow(queue.Unpause{Window: o.window})
}
