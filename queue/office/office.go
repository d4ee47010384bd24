// Package office is the centre's service over HTTP: the journal for the administrator, a backup while the hall runs, the
// figures that managers look at, what is wrong and who got a card for it, who asks for help, what clerks are told and what citizens complain of.
//
// Invariants a change must not break:
//   - Who may ask is checked before anything else of the request is looked at.
//   - Figures are made from the store's visits and shifts alone, which were written with the entries that caused them;
//     quantiles are exact, never estimated.
//   - A rate without anything to divide by is null, never 0 or 1.
package office

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// Store is what the office reads from.
type Store interface {
	// Read gives at most max entries after seq, in order, with their hashes.
	Read(ctx context.Context, after uint64, max int) ([]queue.Entry, error)
	// DayStart gives the seq before the first entry of a business day, 0 when there is no such day.
	DayStart(ctx context.Context, date queue.Date) (uint64, error)
	// Visits and Shifts give those that began on the business days from from to to, both included, to see until it
	// returns an error, which they return. What see gets is its own until then.
	Visits(ctx context.Context, from, to queue.Date, see func(*queue.Visit) error) error
	Shifts(ctx context.Context, from, to queue.Date, see func(*queue.ShiftRecord) error) error
	// Feedback gives the complaints and suggestions of those days likewise.
	Feedback(ctx context.Context, from, to queue.Date, see func(*queue.Feedback) error) error
	// Cards gives the cards that were given on those days likewise.
	Cards(ctx context.Context, from, to queue.Date, see func(*queue.Card) error) error
	// FollowUps gives those of the bad ratings of those days likewise.
	FollowUps(ctx context.Context, from, to queue.Date, see func(*queue.FollowUp) error) error
	// AlertsSeen gives the alerts that were acknowledged on those days, and OutOfOrder the calls of their visits that staff
	// made out of order, likewise.
	AlertsSeen(ctx context.Context, from, to queue.Date, see func(*queue.Alert) error) error
	OutOfOrder(ctx context.Context, from, to queue.Date, see func(*queue.OutOfOrder) error) error
	// Download writes a consistent copy of all while the hall runs, to what begin gives: a database, or a packed one.
	Download(begin func(packed bool) io.Writer) error
}

// Service answers the centre's office. It is safe for many goroutines.
type Service struct {
	hall   *queue.Hall
	store  Store
	unseal Unseal
	draw   Draw
	words  Words
	log    *slog.Logger
	advice advice
	reels  reels
	proof  proof
}

// Unseal gives what a citizen wrote and how to reach them; false once it may no longer be read.
type Unseal func(*queue.Feedback) (text, contact string, ok bool)

// Draw gives what a screen, such as hall/1F, shows of a state at a moment; false when the hall has no such screen.
type Draw func(s *queue.State, at queue.Instant, screen string) (shown Shown, ok bool)

// New gives the service over hall and the store of its journal. words are what reports say to people; log hears who read
// what citizens wrote, and why.
func New(hall *queue.Hall, store Store, unseal Unseal, draw Draw, words Words, log *slog.Logger) *Service {
	return &Service{
		hall: hall, store: store, unseal: unseal, draw: draw, words: words, log: log,
		advice: advice{ask: make(chan struct{}, 1)},
		proof:  proof{view: proofView{State: proofUnknown}, ask: make(chan struct{}, 1)},
	}
}

// Routes adds the service's routes below /api/v1.
func (s *Service) Routes(api *echo.Group) {
	api.GET("/journal", s.getJournal)
	api.GET("/backup", s.getBackup)
	api.GET("/audit", s.getAudit)
	s.statistics(api)
	api.GET("/staff", s.getMembers)
	api.POST("/staff/:staff/substitute", s.postSubstitute)
	api.POST("/services/:service/suspend", s.postSuspend)
	api.POST("/services/:service/unsuspend", s.postUnsuspend)
	api.POST("/trial", s.postTrial)
	api.POST("/trial/end", s.postEndTrial)
	api.POST("/emergency", s.postEmergency)
	api.POST("/emergency/end", s.postEndEmergency)
	api.GET("/helps", s.getHelps)
	api.POST("/helps/:help/answer", s.postAnswerHelp)
	api.GET("/staff-notices", s.getStaffNotices)
	api.POST("/staff-notices", s.postStaffNotice)
	api.POST("/staff-notices/:notice/withdraw", s.postWithdrawNotice)
	api.GET("/feedback", s.getFeedback)
	api.GET("/advice", s.getAdvice)
	api.GET("/history", s.getPast)
	api.GET("/history/day", s.getDay)
	api.GET("/history/ticket", s.getLife)
	api.GET("/journal/proof", s.getProof)
	api.POST("/journal/proof", s.postProof)
	api.GET("/alerts", s.getAlerts)
	api.POST("/alerts/:alert/acknowledge", s.postAcknowledge)
	api.GET("/cards", s.getCards)
	api.POST("/cards", s.postCard)
	api.POST("/cards/:card/appeal", s.postAppeal)
	api.POST("/cards/:card/ruling", s.postRuling)
	api.GET("/follow-ups", s.getFollowUps)
	api.POST("/follow-ups/:follow_up/call-back", s.postCallBack)
	api.POST("/follow-ups/:follow_up/close", s.postCloseFollowUp)
	api.GET("/checks", s.getChecks)
	api.POST("/checks", s.postCheck)
}

// How many entries GET /journal gives when nothing is asked for, and at the most.
const (
	defaultLimit = 100
	mostEntries  = 1000
)

// getJournal gives entries after a sequence number; a larger limit than mostEntries is cut down to that.
func (s *Service) getJournal(c echo.Context) error {
	ctx := c.Request().Context()
	if _, err := queue.ActorFrom(ctx).Need(queue.RightJournal, queue.Place{}); err != nil {
		return err
	}
	after, err := number(c, "after", 0)
	if err != nil {
		return err
	}
	limit, err := number(c, "limit", defaultLimit)
	if err != nil {
		return err
	}
	if limit == 0 {
		return badQuery("limit is 0")
	}
	entries, err := s.store.Read(ctx, after, int(min(limit, mostEntries)))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, append([]queue.Entry{}, entries...))
}

// number reads a whole number from the query.
func number(c echo.Context, name string, missing uint64) (uint64, error) {
	text := c.QueryParam(name)
	if text == "" {
		return missing, nil
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return 0, badQuery(name + " is not a whole number")
	}
	return n, nil
}

func badQuery(detail string) error {
	return &queue.Refused{Op: "read query", Err: queue.ErrBadRequest, Detail: detail}
}

// getBackup streams a copy of the database. What goes wrong after the first byte cuts the connection, so that half a
// backup is never taken for a whole one.
func (s *Service) getBackup(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDownload, queue.Place{}); err != nil {
		return err
	}
	h := c.Response().Header()
	download := &patient{c.Response()}
	defer download.until(time.Time{})
	err := s.store.Download(func(packed bool) io.Writer {
		kind, suffix := echo.MIMEOctetStream, ".db"
		if packed {
			kind, suffix = "application/x-tar", ".tar"
		}
		h.Set(echo.HeaderContentType, kind)
		h.Set(echo.HeaderContentDisposition, `attachment; filename="paidui-`+s.hall.Now().Time().Format("20060102-150405")+suffix+`"`)
		return download
	})
	if err != nil && c.Response().Committed {
		panic(http.ErrAbortHandler)
	}
	if err != nil {
		h.Del(echo.HeaderContentDisposition)
	}
	return err
}

// patient gives each write of a download writeWithin, since a reader that stalls keeps the copy's old pages alive.
type patient struct{ response *echo.Response }

const writeWithin = 30 * time.Second

func (p *patient) Write(b []byte) (int, error) {
	p.until(time.Now().Add(writeWithin))
	return p.response.Write(b)
}

// until sets the connection's write deadline; what has no connection has none.
func (p *patient) until(t time.Time) { _ = http.NewResponseController(p.response).SetWriteDeadline(t) }
