package main

import (
	"context"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// record notes a deed in the journal, in the name of by. No idempotency key goes with it: that of an order has a digest of
// the body beside it, and these bodies hold passwords.
func (s *server) record(c echo.Context, by string, e queue.AuditEvent) error {
	e.From = c.RealIP()
	_, err := s.cfg.Hall.Do(context.WithoutCancel(c.Request().Context()), queue.Origin{By: queue.OneLine(by)}, queue.Audit{AuditEvent: e})
	return err
}

// export is a way to take away what is about people, or all of it.
type export struct {
	right queue.Right
	// of names what is taken away; "" where this request takes nothing.
	of func(echo.Context) string
	// seldom: a page or program asks again and again, and once an hour tells as much.
	seldom bool
}

// exports are they, by route.
var exports = map[string]export{
	"/api/v1/backup":            {queue.RightDownload, func(echo.Context) string { return "backup" }, false},
	"/api/v1/journal":           {queue.RightJournal, journalTaken, true},
	"/api/v1/statistics/staff":  {queue.RightStatistics, fileTaken("statistics/staff"), false},
	"/api/v1/statistics/shifts": {queue.RightStatistics, fileTaken("statistics/shifts"), false},
	"/api/v1/statistics/duty":   {queue.RightStatistics, fileTaken("statistics/duty"), false},
	"/api/v1/statistics/cards":  {queue.RightStatistics, fileTaken("statistics/cards"), false},
	"/api/v1/statistics/report": {queue.RightStatistics, fileTaken("statistics/report"), false},
	"/api/v1/audit":             {queue.RightAudit, fileTaken("audit"), false},
	"/api/v1/feedback":          {queue.RightFeedback, feedbackTaken, false},
	"/api/v1/layout/file":       {queue.RightSetUp, layoutTaken, false},
}

func fileTaken(name string) func(echo.Context) string {
	return func(c echo.Context) string {
		switch format := c.QueryParam("format"); format {
		case "csv", "xlsx":
			return name + "." + format
		}
		return ""
	}
}

// journalTaken: programs follow the journal all day long; what is noted is who reads it in a browser.
func journalTaken(c echo.Context) string {
	if c.Request().Header.Get(echo.HeaderAuthorization) != "" {
		return ""
	}
	return "journal"
}

func feedbackTaken(c echo.Context) string {
	if c.QueryParam("reason") == "" {
		return ""
	}
	return "feedback"
}

func layoutTaken(c echo.Context) string {
	if c.Request().Method != echo.GET {
		return ""
	}
	return "layout"
}

// noteExports notes who takes what away before they get it. A disk that takes no more entries keeps nobody from a backup.
func (s *server) noteExports(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x, ok := exports[c.Path()]
		if !ok {
			return next(c)
		}
		actor := queue.ActorFrom(c.Request().Context())
		grant, may := actor.May(x.right, queue.Place{})
		if !may && x.right == queue.RightStatistics {
			grant, may = actor.May(queue.RightDepartment, queue.Place{})
		}
		of := x.of(c)
		if !may || of == "" || x.seldom && !s.exported.first(c.RealIP()+" "+grant.String()+" "+of, s.cfg.Hall.Now()) {
			return next(c)
		}
		note := c.QueryParam("reason")
		for _, name := range []string{"date", "from", "to"} {
			if v := c.QueryParam(name); v != "" {
				note += " " + name + "=" + v
			}
		}
		if err := s.record(c, grant.String(), queue.AuditEvent{Deed: queue.DeedExported, Of: of, Note: note}); err != nil {
			s.log.Error("an export is not in the journal", "of", of, "by", grant.String(), "error", err)
		}
		return next(c)
	}
}

// lately remembers what was noted within the hour.
type lately struct {
	mu sync.Mutex
	at map[string]queue.Instant
}

const mostLately = 1000

func (l *lately) first(what string, at queue.Instant) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if was, ok := l.at[what]; ok && at.Since(was) < 60*queue.Minute {
		return false
	}
	if l.at == nil || len(l.at) >= mostLately {
		l.at = map[string]queue.Instant{}
	}
	l.at[what] = at
	return true
}

// noteRefusals writes down what was refused in the last minute, in one entry for an account and an address.
func (s *server) noteRefusals(ctx context.Context) {
	for _, e := range s.access.Refusals() {
		if _, err := s.cfg.Hall.Do(ctx, queue.Origin{}, queue.Audit{AuditEvent: e}); err != nil {
			s.log.Warn("refused log-ins are not in the journal", "of", e.Of, "from", e.From, "count", e.Count, "error", err)
		}
	}
}

// How often sockets are looked at, and what was refused is written down.
const (
	lookEvery = 2 * time.Second
	noteEvery = time.Minute
)

// guard looks after who is let in until ctx ends, and writes down at the end what it has not yet.
func (s *server) guard(ctx context.Context) {
	look, note := time.NewTicker(lookEvery), time.NewTicker(noteEvery)
	defer look.Stop()
	defer note.Stop()
	for {
		select {
		case <-look.C:
			s.lookAtLines(ctx)
		case <-note.C:
			s.noteRefusals(ctx)
		case <-ctx.Done():
			return
		}
	}
}
