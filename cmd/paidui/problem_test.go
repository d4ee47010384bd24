package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

func TestEveryRefusalHasStatusCodeAndTexts(t *testing.T) {
	for _, refusal := range queue.Refusals() {
		p := problemOf(&queue.Refused{Op: "test", Err: refusal, Detail: "why"})
		if p.Code != refusal.Code() || p.Type != "urn:paidui:problem:"+p.Code || p.Title != refusal.Error() {
			t.Errorf("%s: %+v", refusal.Code(), p)
		}
		if zh, en := assets.Text("error." + p.Code); zh == "" || en == "" || p.Text.ZH != zh || p.Text.EN != en {
			t.Errorf("%s: text %q, %q; the table has %q, %q", p.Code, p.Text.ZH, p.Text.EN, zh, en)
		}
		if p.Status < 400 || p.Status > 503 || strings.HasPrefix(p.Code, "unknown_") != (p.Status == http.StatusNotFound) {
			t.Errorf("%s: status %d", p.Code, p.Status)
		}
		if told := p.Detail != ""; told != (p.Status < 500) {
			t.Errorf("%s: detail %q with status %d; faults of ours are told to nobody", p.Code, p.Detail, p.Status)
		}
	}
}

func TestProblemOf(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{queue.ErrNobodyWaiting, 409, "nobody_waiting"},
		{queue.ErrKeyReused, 422, "key_reused"},
		{queue.ErrRateLimited, 429, "rate_limited"},
		{queue.ErrStorage, 503, "storage_unavailable"},
		{queue.ErrClosed, 503, "shutting_down"},
		{queue.ErrInternal, 500, "internal"},
		{fmt.Errorf("demo: %w", queue.ErrUnknownWindow), 404, "unknown_window"},
		{access.ErrInvalidCode, 401, "invalid_code"},
		{echo.ErrNotFound, 404, "not_found"},
		{echo.ErrMethodNotAllowed, 405, "method_not_allowed"},
		{echo.ErrStatusRequestEntityTooLarge, 413, "too_large"},
		{echo.ErrUnsupportedMediaType, 415, "bad_request"},
		{echo.ErrBadGateway, 502, "internal"},
		{context.Canceled, 503, "unavailable"},
		{errors.New("secret of the house"), 500, "internal"},
	} {
		p := problemOf(c.err)
		if p.Status != c.status || p.Code != c.code || p.Text.ZH == "" || p.Text.EN == "" || p.Title == "" {
			t.Errorf("%v: %+v, want %d %s with texts", c.err, p, c.status, c.code)
		}
		if strings.Contains(p.Detail+p.Title, "secret") {
			t.Errorf("%v is told to the caller: %+v", c.err, p)
		}
	}
}

func TestProblemsGoOutAsSuch(t *testing.T) {
	g := newRig(t, nil)
	a := g.window("next", `{}`).want(http.StatusConflict, "window_closed")
	if kind := a.Header().Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("content type %q", kind)
	}
	if p := a.problem(); p.Status != http.StatusConflict || p.Detail != "call next at window 3: the window is closed" {
		t.Errorf("problem %+v", p)
	}
	a = g.ask("", http.MethodGet, "/api/v1/windows", "").want(http.StatusUnauthorized)
	if a.Header().Get("WWW-Authenticate") == "" {
		t.Error("401 names no scheme")
	}
	a = g.ask("", http.MethodPut, "/api/v1/hall", "").want(http.StatusMethodNotAllowed, "method_not_allowed")
	if !strings.Contains(a.Header().Get("Allow"), http.MethodGet) {
		t.Errorf("405 allows %q", a.Header().Get("Allow"))
	}
	if body := g.ask("", http.MethodHead, "/none", "").want(http.StatusNotFound).Body; body.Len() != 0 {
		t.Errorf("HEAD has a body: %s", body)
	}
	g.ask("", http.MethodGet, "/api/v1/none", "").want(http.StatusNotFound, "not_found")
}

func TestPanicCostsOneAnswer(t *testing.T) {
	g := newRig(t, nil)
	g.echo().GET("/test/panic", func(echo.Context) error { panic("rules broke") })
	g.ask("", http.MethodGet, "/test/panic", "").want(http.StatusInternalServerError, "internal")
	g.ask("", http.MethodGet, "/healthz", "").want(http.StatusOK)
	if !strings.Contains(g.log.String(), "rules broke") {
		t.Error("the panic is not logged")
	}
}
