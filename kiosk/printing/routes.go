package printing

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// Routes adds below /api/v1 what staff ask of printers and of what slips look like.
func (p *Printers) Routes(api *echo.Group) {
	api.GET("/printers", p.getPrinters)
	api.POST("/printers/:printer/test", p.postTest)
	api.GET("/slip", p.getSlip)
	api.POST("/slip", p.postSlip)
	api.POST("/slip/preview", p.postPreview)
	api.POST("/slip/print", p.postPrint)
}

// Answer is what became of something that was to be printed, for programs.
type Answer struct {
	// OK is absent while it is not known.
	OK *bool `json:"ok,omitempty"`
	// State is printing until the outcome is known; browser where the page prints it itself; else the word of the
	// printer's state, which is unknown where it does not say why it did not print.
	State string `json:"state"`
}

// What an Answer's state can be beside the words of printers.
const (
	Underway    = "printing"
	ByBrowser   = queue.BrowserAddress
	WithoutSlip = "without_slip"
)

// outcomeWithin is how long an answer waits for an outcome, less than pages wait for an answer.
const outcomeWithin = 4 * time.Second

// Answer gives the job's outcome, waiting for it a little.
func (j *Job) Answer(ctx context.Context) Answer {
	ctx, cancel := context.WithTimeout(ctx, outcomeWithin)
	defer cancel()
	o, known := j.Wait(ctx)
	if !known {
		return Answer{State: Underway}
	}
	return Answer{&o.Printed, o.State}
}

// Stopped is the refusal of what needs a printer that does not print. State is as an Answer's. It wraps
// queue.ErrPrinterStopped.
type Stopped struct{ State string }

func (e *Stopped) Error() string { return "print: " + queue.ErrPrinterStopped.Error() + ": " + e.State }

// Unwrap makes it a refusal.
func (e *Stopped) Unwrap() error { return queue.ErrPrinterStopped }

// status is a printer as staff see it.
type status struct {
	ID    queue.PrinterID `json:"id"`
	Name  queue.Text      `json:"name"`
	State string          `json:"state"`
	// Since is when the state was first so.
	Since   queue.Instant        `json:"since,omitempty"`
	Kiosks  []kioskName          `json:"kiosks"`
	Windows []queue.WindowNumber `json:"windows"`
	// Desk: it prints for the guide desk.
	Desk bool `json:"desk,omitempty"`
}

type kioskName struct {
	Number queue.KioskNumber `json:"number"`
	Name   queue.Text        `json:"name"`
}

// getPrinters tells how all printers are.
func (p *Printers) getPrinters(c echo.Context) error {
	ctx := c.Request().Context()
	if _, err := queue.ActorFrom(ctx).Need(queue.RightPrinters, queue.Place{}); err != nil {
		return err
	}
	l := p.layout()
	answer := make([]status, len(l.Printers))
	var asking sync.WaitGroup
	for i := range l.Printers {
		asking.Go(func() { answer[i] = p.status(ctx, l, &l.Printers[i]) })
	}
	asking.Wait()
	return c.JSON(http.StatusOK, answer)
}

func (p *Printers) status(ctx context.Context, l *queue.Layout, printer *queue.Printer) status {
	s := status{
		ID: printer.ID, Name: printer.Name, State: ByBrowser, Kiosks: []kioskName{}, Windows: []queue.WindowNumber{},
		Desk: l.Settings.DeskPrinter == printer.ID,
	}
	if printer.Address != queue.BrowserAddress {
		var state escpos.State
		state, s.Since = p.stateSince(ctx, printer.ID)
		s.State = state.Word()
	}
	for _, k := range l.Kiosks {
		if k.Printer == printer.ID {
			s.Kiosks = append(s.Kiosks, kioskName{k.Number, k.Name})
		}
	}
	for _, w := range l.Windows {
		if w.Printer == printer.ID {
			s.Windows = append(s.Windows, w.Number)
		}
	}
	return s
}

// postTest prints the test page.
func (p *Printers) postTest(c echo.Context) error {
	ctx := c.Request().Context()
	grant, err := queue.ActorFrom(ctx).Need(queue.RightTestPrint, queue.Place{})
	if err != nil {
		return err
	}
	l := p.layout()
	printer, ok := l.Printer(queue.PrinterID(c.Param("printer")))
	if !ok {
		return echo.ErrNotFound
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	holds := l.Settings.PublicURL
	if holds == "" {
		holds = l.Name.ZH
	}
	return p.answerTrial(c, grant, printer, escpos.TestPage(Profile(printer), holds))
}

// answerTrial prints what staff try on a printer, once for each idempotency key, and answers with what became of it.
func (p *Printers) answerTrial(c echo.Context, grant queue.Grant, printer *queue.Printer, slip escpos.Slip) error {
	if printer.Address == queue.BrowserAddress {
		return queue.ErrNoPrinter
	}
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = grant.String()
	note := queue.NotePrinted{Paper: queue.PaperTrial, Printer: printer.ID}
	if p.cfg.Hall.Repeats(origin) {
		return p.AnswerNoted(c, origin, note)
	}
	key := ""
	if origin.Request != "" {
		key = "trial " + origin.Request
	}
	answer := p.Print(key, printer.ID, slip).Answer(ctx)
	if answer.OK == nil || !*answer.OK {
		return c.JSON(http.StatusOK, answer)
	}
	note.State = answer.State
	return p.AnswerNoted(c, origin, note)
}
