package main

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/paidui/paidui/queue"
)

// lines are the open sockets of who may see what not everybody may. They last for hours, so that it is looked again and
// again whether whoever opened one may still have it.
type lines struct {
	mu   sync.Mutex
	open map[*openLine]bool
}

// openLine is one of them.
type openLine struct {
	net.Conn
	lines *lines

	evidence   evidence
	credential string
	grants     []queue.Grant
	from       string
}

// Close implements net.Conn and ends the noting.
func (o *openLine) Close() error {
	o.lines.mu.Lock()
	delete(o.lines.open, o)
	o.lines.mu.Unlock()
	return o.Conn.Close()
}

// NetConn gives the line below, as tls.Conn does.
func (o *openLine) NetConn() net.Conn { return o.Conn }

// watched gives a writer whose connection, when it is taken over, is noted until it is closed. Who has no grant has nothing to lose.
func (l *lines) watched(w http.ResponseWriter, r *http.Request, from string) http.ResponseWriter {
	actor := queue.ActorFrom(r.Context())
	if len(actor.Grants) == 0 {
		return w
	}
	return &taken{w, &openLine{lines: l, evidence: evidenceOf(r), credential: actor.Credential, grants: actor.Grants, from: from}}
}

// taken is an answer whose connection somebody takes over.
type taken struct {
	http.ResponseWriter
	line *openLine
}

// Hijack implements http.Hijacker.
func (t *taken) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(t.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	t.line.Conn = conn
	l := t.line.lines
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open == nil {
		l.open = map[*openLine]bool{}
	}
	l.open[t.line] = true
	return t.line, rw, nil
}

// Unwrap gives the writer below, for http.ResponseController.
func (t *taken) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (l *lines) all() []*openLine {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make([]*openLine, 0, len(l.open))
	for line := range l.open {
		all = append(all, line)
	}
	return all
}

// lookAtLines cuts the sockets of whoever has lost a grant since: a revoked device, a disabled account, a log-in that has
// ended. Their pages come again and are judged anew. It tells of devices that are at two places at once.
func (s *server) lookAtLines(ctx context.Context) {
	for _, line := range s.lines.all() {
		actor, err := s.whoShows(line.evidence, false)
		lost := func(g queue.Grant) bool { return actor == nil || !slices.Contains(actor.Grants, g) }
		switch {
		case err != nil && !errors.Is(err, queue.ErrUnauthorized): // a disk that cannot be read takes nobody's right away
		case slices.ContainsFunc(line.grants, lost):
			_ = line.Close()
		default:
			s.access.Saw(deviceOf(line.credential), line.from)
		}
	}
	for _, d := range s.access.Doubles() {
		s.log.Warn("a device's secret is used from two places at once", "credential", d.Credential, "from", d.From)
		deed := queue.AuditEvent{Deed: queue.DeedDoubled, Of: d.Credential, From: d.From[0], Note: strings.Join(d.From[1:], " ")}
		if _, err := s.cfg.Hall.Do(ctx, queue.Origin{}, queue.Audit{AuditEvent: deed}); err != nil {
			s.log.Warn("that is not in the journal", "error", err)
		}
	}
}

// deviceOf gives the device of who asks; the person who has logged in there stands behind it.
func deviceOf(credential string) string {
	device, _, _ := strings.Cut(credential, "/")
	return device
}
