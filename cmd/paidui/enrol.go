package main

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// cookieName names the device cookie of whoever asks. Over TLS its prefix makes browsers take it from this host alone.
func cookieName(r *http.Request) string {
	if overTLS(r) {
		return "__Host-paidui_device"
	}
	return "paidui_device"
}

// cookieSeconds is how long a device stays enrolled that is not used; browsers allow no more than 400 days.
const cookieSeconds = 400 * 24 * 60 * 60

// postEnrol makes the browser what a code or a token stands for, beside what it is already.
func (s *server) postEnrol(c echo.Context) error {
	var body struct {
		Code string `json:"code"`
	}
	if err := c.Bind(&body); err != nil {
		return err
	}
	if strings.TrimSpace(body.Code) == "" {
		return badRequest("code is missing")
	}
	secret, credential, err := s.access.Enrol(body.Code, s.deviceCookie(c), c.RealIP())
	var soon *access.TooSoon
	if errors.As(err, &soon) {
		return s.refuseLogIn(c, err)
	}
	return s.enrolled(c, secret, credential, err)
}

// postDemoEnrol makes the browser whatever it asks for, in a demo hall.
func (s *server) postDemoEnrol(c echo.Context) error {
	var grant queue.Grant
	if err := c.Bind(&grant); err != nil {
		return err
	}
	grant.Account = "" // nobody has logged in
	grant, err := s.cfg.Demo(grant)
	if err != nil {
		return err
	}
	secret, credential, err := s.access.Add(s.deviceCookie(c), grant)
	return s.enrolled(c, secret, credential, err)
}

func (s *server) deviceCookie(c echo.Context) string {
	cookie, err := c.Cookie(cookieName(c.Request()))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// enrolled answers an enrolment with the cookie and what it is good for.
func (s *server) enrolled(c echo.Context, secret string, credential queue.Credential, err error) error {
	if err := s.giveCookie(c, secret, credential, err); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, struct {
		Grants []queue.Grant `json:"grants"`
	}{credential.Grants})
}

// giveCookie puts the cookie of an enrolment into the answer; err is that of the enrolment.
func (s *server) giveCookie(c echo.Context, secret string, credential queue.Credential, err error) error {
	switch {
	case errors.Is(err, access.ErrInvalidCode):
		return err
	case err != nil:
		return storageFault(err)
	}
	c.SetCookie(&http.Cookie{
		Name: cookieName(c.Request()), Value: secret, Path: "/", MaxAge: cookieSeconds, Secure: overTLS(c.Request()), HttpOnly: true,
		SameSite: http.SameSiteStrictMode,
	})
	grants := (&queue.Actor{Grants: credential.Grants}).String()
	s.log.Info("device enrolled", "credential", credential.ID, "grants", grants)
	return s.record(c, "device "+credential.ID, queue.AuditEvent{Deed: queue.DeedEnrolled, Of: credential.ID, Note: grants})
}
