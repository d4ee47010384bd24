package main

import (
	"context"
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// logIns adds how people say who they are.
func (s *server) logIns(api *echo.Group) {
	api.GET("/session", s.getSession)
	api.POST("/session", s.postLogIn)
	api.POST("/session/end", s.postLogOut)
	api.POST("/session/touch", s.postTouch)
	api.POST("/session/unlock", s.postUnlock)
	api.POST("/session/password", s.postPassword)
	api.POST("/session/pin", s.postPIN)
}

// logInCookie names the cookie of a log-in. It has no age: it goes with the browser.
func logInCookie(r *http.Request) string {
	if overTLS(r) {
		return "__Host-paidui_session"
	}
	return "paidui_session"
}

func logInSecret(r *http.Request) string {
	cookie, err := r.Cookie(logInCookie(r))
	if err != nil {
		return ""
	}
	return cookie.Value
}

func (s *server) setLogIn(c echo.Context, secret string) {
	cookie := &http.Cookie{
		Name: logInCookie(c.Request()), Value: secret, Path: "/", Secure: overTLS(c.Request()), HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
	if secret == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}

// session tells a page who has logged in, and what a log-in is for here.
type session struct {
	Account *me `json:"account"`
	// Windows are those at which this device is a counter. CounterLogIn: there somebody has to have logged in.
	Windows      []queue.WindowNumber `json:"windows"`
	CounterLogIn bool                 `json:"counter_log_in"`
	// Accounts: somebody has one, so that there is somebody to log in.
	Accounts bool `json:"accounts"`
}

// me is who has logged in.
type me struct {
	Name       queue.AccountName  `json:"name"`
	Person     string             `json:"person"`
	Roles      []queue.Role       `json:"roles"`
	Department queue.DepartmentID `json:"department,omitempty"`
	HasPIN     bool               `json:"has_pin"`
	MustChange bool               `json:"must_change"`
	Locked     bool               `json:"locked"`
}

// session gives that of who asks with a log-in's secret.
func (s *server) session(c echo.Context, secret string) error {
	settings := s.settings()
	answer := session{Windows: []queue.WindowNumber{}, CounterLogIn: settings.CounterLogIn}
	device, err := s.device(evidenceOf(c.Request()))
	if err != nil {
		return err
	}
	if device != nil {
		for _, g := range device.Grants {
			if g.Role == queue.RoleCounter && g.Window != 0 {
				answer.Windows = append(answer.Windows, g.Window)
			}
		}
	}
	all, err := s.access.Accounts()
	if err != nil {
		return storageFault(err)
	}
	answer.Accounts = slices.ContainsFunc(all, func(a queue.Account) bool { return !a.Disabled })
	l, a, in, err := s.access.Person(secret)
	if err != nil {
		return storageFault(err)
	}
	if in {
		answer.Account = &me{a.Name, s.personOf(&a), a.Roles, a.Department, a.PIN != "", l.MustChange, l.Locked}
	}
	return c.JSON(http.StatusOK, answer)
}

// personOf gives what the person of an account is called.
func (s *server) personOf(a *queue.Account) string {
	name := a.Person
	s.cfg.Hall.View(func(state *queue.State) {
		if p, ok := state.Layout().StaffMember(a.Staff); ok {
			name = p.Name
		}
	})
	return name
}

func (s *server) getSession(c echo.Context) error { return s.session(c, logInSecret(c.Request())) }

// secrets is the body of what takes a password or a PIN. They are in no log: nothing logs a body.
type secrets struct {
	Account     string `json:"account"`
	Password    string `json:"password"`
	PIN         string `json:"pin"`
	NewPassword string `json:"new_password"`
	NewPIN      string `json:"new_pin"`
}

// attempt is what a body says of who somebody is.
func (s *server) attempt(c echo.Context, body *secrets) (access.Attempt, error) {
	device, err := s.device(evidenceOf(c.Request()))
	if (body.Password == "") == (body.PIN == "") {
		return access.Attempt{}, badRequest("either password or pin is needed")
	}
	if len(body.Password) > mostSecret || len(body.PIN) > mostSecret || len(body.NewPassword) > mostSecret {
		return access.Attempt{}, badRequest("a secret is too long")
	}
	return access.Attempt{Name: body.Account, Password: body.Password, PIN: body.PIN, Device: device, From: c.RealIP()}, err
}

// mostSecret bounds in bytes what is hashed.
const mostSecret = 1024

// postLogIn lets somebody in. Whoever was before in this browser is out then.
func (s *server) postLogIn(c echo.Context) error {
	var body secrets
	if err := c.Bind(&body); err != nil {
		return err
	}
	if body.Account == "" {
		return badRequest("account is missing")
	}
	attempt, err := s.attempt(c, &body)
	if err != nil {
		return err
	}
	secret, l, err := s.access.LogIn(c.Request().Context(), attempt, logInSecret(c.Request()))
	if err != nil {
		return s.refuseLogIn(c, err)
	}
	how := map[bool]string{true: "pin", false: "password"}[body.PIN != ""]
	if err := s.record(c, "account "+string(l.Account), queue.AuditEvent{Deed: queue.DeedLogIn, Of: string(l.Account), Note: how}); err != nil {
		_, _, _ = s.access.LogOut(secret) // nobody is in who is not in the journal
		return err
	}
	s.setLogIn(c, secret)
	return s.session(c, secret)
}

// refuseLogIn says when to come again to whom has failed too often.
func (s *server) refuseLogIn(c echo.Context, err error) error {
	var soon *access.TooSoon
	if errors.As(err, &soon) {
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(soon.Wait.Duration().Seconds()))))
		return &queue.Refused{Op: "log in", Err: queue.ErrRateLimited, Detail: err.Error()}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return storageFault(err)
}

// postLogOut ends the browser's log-in; without one there is nothing to do.
func (s *server) postLogOut(c echo.Context) error {
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.logOut(c); err != nil {
		return err
	}
	return s.session(c, "")
}

func (s *server) logOut(c echo.Context) error {
	name, was, err := s.access.LogOut(logInSecret(c.Request()))
	if err != nil {
		return storageFault(err)
	}
	s.setLogIn(c, "")
	if !was {
		return nil
	}
	s.lookAtLines(c.Request().Context())
	return s.record(c, "account "+string(name), queue.AuditEvent{Deed: queue.DeedLogOut, Of: string(name)})
}

// postTouch says that the person is there: the page sends it while somebody uses it. That it came is enough.
func (s *server) postTouch(c echo.Context) error {
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	return s.session(c, logInSecret(c.Request()))
}

// needPerson refuses who has not logged in.
func needPerson(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	switch {
	case actor.Account != "":
		return nil
	case len(actor.Grants) > 0:
		return queue.ErrForbidden
	}
	return queue.ErrUnauthorized
}

// asPerson reads the body of an order of somebody who has logged in and says again who they are.
func (s *server) asPerson(c echo.Context, body *secrets) (access.Attempt, error) {
	if err := needPerson(c); err != nil {
		return access.Attempt{}, err
	}
	if err := c.Bind(body); err != nil {
		return access.Attempt{}, err
	}
	return s.attempt(c, body)
}

// postUnlock lets the clerk go on who has come back.
func (s *server) postUnlock(c echo.Context) error {
	var body secrets
	attempt, err := s.asPerson(c, &body)
	if err != nil {
		return err
	}
	if err := s.access.Unlock(c.Request().Context(), logInSecret(c.Request()), attempt); err != nil {
		return s.refuseLogIn(c, err)
	}
	return s.session(c, logInSecret(c.Request()))
}

// postPassword changes the password of who has logged in, and ends their other log-ins.
func (s *server) postPassword(c echo.Context) error {
	var body secrets
	attempt, err := s.asPerson(c, &body)
	if err != nil {
		return err
	}
	secret, err := s.access.ChangePassword(c.Request().Context(), logInSecret(c.Request()), attempt, body.NewPassword)
	if err != nil {
		return s.refuseLogIn(c, err)
	}
	s.setLogIn(c, secret)
	name := queue.ActorFrom(c.Request().Context()).Account
	s.lookAtLines(c.Request().Context())
	if err := s.record(c, "account "+string(name), queue.AuditEvent{Deed: queue.DeedPassword, Of: string(name), Note: "password"}); err != nil {
		return err
	}
	return s.session(c, secret)
}

// postPIN sets the PIN of who has logged in; an empty one takes it away.
func (s *server) postPIN(c echo.Context) error {
	var body secrets
	attempt, err := s.asPerson(c, &body)
	if err != nil {
		return err
	}
	secret := logInSecret(c.Request())
	if err := s.access.SetPIN(c.Request().Context(), secret, attempt, body.NewPIN); err != nil {
		return s.refuseLogIn(c, err)
	}
	name := queue.ActorFrom(c.Request().Context()).Account
	if err := s.record(c, "account "+string(name), queue.AuditEvent{Deed: queue.DeedPassword, Of: string(name), Note: "pin"}); err != nil {
		return err
	}
	return s.session(c, secret)
}

// settings gives those in force.
func (s *server) settings() (settings queue.Settings) {
	s.cfg.Hall.View(func(state *queue.State) { settings = state.Layout().Settings })
	return settings
}

// atWork tells whether somebody is signed in at a window.
func (s *server) atWork(staff queue.StaffNo) (is bool) {
	s.cfg.Hall.View(func(state *queue.State) { is = state.SignedInAt(staff) != 0 })
	return is
}

// afterOrders locks the log-in of a clerk who pauses, and ends it when they sign out: the counter stands open then.
func (s *server) afterOrders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := next(c)
		if err != nil || !clerkLeaves[c.Path()] {
			return err
		}
		n, _ := strconv.Atoi(c.Param("window"))
		own, _ := queue.ActorFrom(c.Request().Context()).May(queue.RightCounter, queue.Place{Window: queue.WindowNumber(n)})
		if own.Account == "" { // nobody has logged in here, or it is another's window
			return nil
		}
		if secret := logInSecret(c.Request()); strings.HasSuffix(c.Path(), "/pause") {
			err = s.access.Lock(secret)
		} else {
			_, _, err = s.access.LogOut(secret)
		}
		if err != nil { // the order itself has been carried out and answered
			s.log.Error("a counter that was left stays open", "account", own.Account, "error", err)
		}
		return nil
	}
}

// clerkLeaves are the routes by which a clerk leaves the counter, for a while or for good.
var clerkLeaves = map[string]bool{"/api/v1/windows/:window/pause": true, "/api/v1/windows/:window/sign-out": true}
