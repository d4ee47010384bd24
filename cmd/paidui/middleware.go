package main

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/queue"
)

// observe names the request, answers what went wrong, logs the request and counts it. Only the route's pattern is
// logged: a path may hold a ticket's word.
func (s *server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		id := strconv.FormatUint(rand.Uint64()|1<<63, 16) // of 16 digits
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		err := s.guarded(next)(c)
		if errors.Is(err, http.ErrAbortHandler) {
			s.log.Warn("answer broken off", "id", id, "route", s.route(c))
			panic(http.ErrAbortHandler)
		}
		if err != nil {
			s.answerProblem(err, c)
		}
		took := time.Since(began)
		s.metrics.answered(s.route(c), c.Request().Method, c.Response().Status, took)
		s.logRequest(c, id, took, err)
		return nil
	}
}

// guarded turns a panic into an error, so that one fault costs one answer.
func (s *server) guarded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				err = http.ErrAbortHandler
			default:
				s.log.Error("handler panicked", "route", s.route(c), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				err = queue.ErrInternal
			}
		}()
		return next(c)
	}
}

func (s *server) logRequest(c echo.Context, id string, took time.Duration, err error) {
	r, status := c.Request(), c.Response().Status
	level := slog.LevelInfo
	switch {
	case status >= http.StatusInternalServerError:
		level = slog.LevelError
	case r.Method == http.MethodGet && status < http.StatusBadRequest:
		level = slog.LevelDebug
	}
	if !s.log.Enabled(r.Context(), level) {
		return
	}
	line := slog.NewRecord(time.Now(), level, "request", 0) // without the place in the code, which is always this one
	line.AddAttrs(
		slog.String("id", id), slog.String("method", r.Method), slog.String("route", s.route(c)), slog.Int("status", status),
		slog.Duration("took", took), slog.Int64("bytes", c.Response().Size), slog.String("from", c.RealIP()),
	)
	if credential := queue.ActorFrom(r.Context()).Credential; credential != "" {
		line.AddAttrs(slog.String("credential", credential))
	}
	if err != nil {
		line.AddAttrs(slog.String("error", err.Error()))
	}
	_ = s.log.Handler().Handle(r.Context(), line) // there is nobody to tell
}

// route gives the pattern that a request was served by, for logs and metrics: one of few, whatever is asked for.
func (s *server) route(c echo.Context) string {
	if s.routes[c.Path()] {
		return c.Path()
	}
	return "none"
}

// secure puts on every answer what browsers are to forbid; a page puts a policy of its own.
func secure() echo.MiddlewareFunc {
	standing := map[string][]string{ // shared by all answers: replaced there, never changed
		"X-Content-Type-Options":       {"nosniff"},
		"X-Frame-Options":              {"DENY"},
		"Referrer-Policy":              {referrerPolicy},
		"Cross-Origin-Resource-Policy": {"same-origin"},
	}
	var last atomic.Pointer[hostPolicy]
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r, h := c.Request(), c.Response().Header()
			maps.Copy(h, standing)
			policy := last.Load()
			if policy == nil || policy.host != r.Host {
				policy = &hostPolicy{strings.Clone(r.Host), []string{assets.Policy(r.Host)}}
				last.Store(policy)
			}
			h["Content-Security-Policy"] = policy.value
			if overTLS(r) {
				h.Set("Strict-Transport-Security", "max-age=31536000") // a year; of this name alone, since others may be plain
			}
			if p := r.URL.Path; strings.HasPrefix(p, "/api/") || strings.HasPrefix(p, "/photos/") || strings.HasSuffix(p, "/enrol") {
				h.Set("Cache-Control", "no-store")
			}
			return next(c)
		}
	}
}

// hostPolicy is what pages of a host may load, as a header's value; nearly all requests are for the same host.
type hostPolicy struct {
	host  string
	value []string
}

// referrerPolicy tells other sites nothing of a page's address. It cannot be no-referrer, under which Chromium of before
// 2019 calls the page's own orders ones of an unknown origin.
const referrerPolicy = "same-origin"

// sameOrigin refuses what another site makes a browser send. Programs, which name no origin, pass.
func sameOrigin() echo.MiddlewareFunc {
	protection := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return &queue.Refused{Op: "check origin", Err: queue.ErrForbidden, Detail: "the request comes from another site"}
			}
			return next(c)
		}
	}
}

// authenticate puts who asks into the request's context. A bearer token counts before the device cookie and must be
// good; a cookie that is not is as none. What somebody may who has left a locked counter changes nothing until they are
// back, but can be looked at.
func (s *server) authenticate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if !asksRights(r.URL.Path) {
			return next(c)
		}
		looks := r.Method == http.MethodGet || r.Method == http.MethodHead
		actor, err := s.whoIs(r, !looks)
		if err != nil {
			return err
		}
		if actor == nil {
			return next(c)
		}
		s.access.Saw(deviceOf(actor.Credential), c.RealIP())
		if actor.Locked && !looks {
			actor.Grants = slices.DeleteFunc(actor.Grants, func(g queue.Grant) bool { return g.Account != "" })
		}
		c.SetRequest(r.WithContext(queue.WithActor(r.Context(), actor)))
		return next(c)
	}
}

// asksRights tells whether a path has anything that not everybody may see; pages and their files have not.
func asksRights(path string) bool {
	return strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/ws/") || strings.HasPrefix(path, "/photos/")
}

// evidence is what a request shows of who asks: the Authorization header, or the secrets of a device and of a log-in.
type evidence struct {
	authorization  []string
	device, person string
}

func evidenceOf(r *http.Request) evidence {
	seen := evidence{authorization: r.Header.Values("Authorization"), person: logInSecret(r)}
	if cookie, err := r.Cookie(cookieName(r)); err == nil {
		seen.device = cookie.Value
	}
	return seen
}

// whoIs gives who asks; nil when no credential came. touch: it is something that a person does, not a page by itself.
func (s *server) whoIs(r *http.Request, touch bool) (*queue.Actor, error) {
	return s.whoShows(evidenceOf(r), touch)
}

func (s *server) whoShows(seen evidence, touch bool) (*queue.Actor, error) {
	if len(seen.authorization) > 0 {
		scheme, token, _ := strings.Cut(seen.authorization[0], " ")
		if len(seen.authorization) > 1 || !strings.EqualFold(scheme, "Bearer") {
			return nil, queue.ErrUnauthorized
		}
		a, err := s.access.Bearer(strings.TrimSpace(token))
		return a, storageFault(err)
	}
	device, err := s.device(seen)
	if err != nil {
		return nil, err
	}
	a, err := s.access.Join(device, seen.person, touch)
	return a, storageFault(err)
}

// device gives the device that shows what is seen; nil when it is not enrolled.
func (s *server) device(seen evidence) (*queue.Actor, error) {
	a, err := s.access.Cookie(seen.device)
	if errors.Is(err, queue.ErrUnauthorized) {
		return nil, nil
	}
	return a, storageFault(err)
}

// storageFault makes an error of the store one that is answered with 503; a refusal stays what it is.
func storageFault(err error) error {
	if err == nil {
		return nil
	}
	var refusal *queue.Refusal
	if errors.As(err, &refusal) {
		return err
	}
	return &queue.Refused{Op: "look up credential", Err: queue.ErrStorage, Detail: err.Error()}
}
