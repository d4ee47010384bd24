package kiosk

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// How often a slip is printed again at a kiosk, and a kiosk prints lists, so that a child does not empty the roll.
const (
	mostReprints  = 3
	mostLists     = 10
	paperIsSpared = 10 * time.Minute
)

// postReprint prints the slip of an open number again at the kiosk where its holder shows the word.
func (s *Service) postReprint(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightIssue, queue.Place{})
	if err != nil {
		return err
	}
	id, ok := s.Lookup(c.Param("access"))
	if !ok {
		return queue.ErrUnknownTicket
	}
	var body wish
	if err := c.Bind(&body); err != nil {
		return err
	}
	return s.printAgain(c, printJob{
		note: queue.NotePrinted{Paper: queue.PaperSlip, Ticket: id}, by: grant, printer: printerOf(s.layout(), actor),
		slip: func() (escpos.Slip, error) { return s.slipAgain(id, body.english(), true) },
		spare: func() (func(), error) {
			return s.paperLimits.take(c, string(id), mostReprints, paperIsSpared, s.hall.Now())
		},
	})
}

// postDeskReprint prints the slip of an open number again at the guide desk.
func (s *Service) postDeskReprint(c echo.Context) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{})
	if err != nil {
		return err
	}
	var body wish
	if err := c.Bind(&body); err != nil {
		return err
	}
	id := queue.TicketID(c.Param("ticket"))
	return s.printAgain(c, printJob{
		note: queue.NotePrinted{Paper: queue.PaperSlip, Ticket: id}, by: grant, printer: deskPrinter(s.layout()),
		slip: func() (escpos.Slip, error) { return s.slipAgain(id, body.english(), true) },
	})
}

// printJob is something that people ask for on paper. A nil spare does not count it.
type printJob struct {
	note    queue.NotePrinted
	by      queue.Grant
	printer *queue.Printer
	slip    func() (escpos.Slip, error)
	spare   func() (giveBack func(), err error)
}

// printAgain prints what is asked for, once for each idempotency key, and answers with what became of it, or refuses when
// the printer has stopped. What came out is noted in the journal: the same key gets the same answer after a restart.
func (s *Service) printAgain(c echo.Context, job printJob) error {
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = job.by.String()
	if s.hall.Repeats(origin) {
		return s.printers.AnswerNoted(c, origin, job.note)
	}
	if job.printer == nil {
		return queue.ErrNoPrinter
	}
	job.note.Printer = job.printer.ID
	key := ""
	if origin.Request != "" {
		key = "again " + origin.Request
	}
	giveBack := func() {}
	begun, again := s.printers.Job(key)
	if !again {
		slip, err := job.slip()
		if err != nil {
			return err
		}
		if !byBrowser(job.printer) {
			if err := s.ready(ctx, job.printer); err != nil {
				return err
			}
		}
		if job.spare != nil {
			if giveBack, err = job.spare(); err != nil {
				return err
			}
		}
		if byBrowser(job.printer) {
			job.note.State = printing.ByBrowser
			return s.printers.AnswerNoted(c, origin, job.note)
		}
		begun = s.printers.Print(key, job.printer.ID, slip)
	}
	answer := begun.Answer(ctx)
	switch {
	case answer.OK == nil:
		return c.JSON(http.StatusOK, answer)
	case !*answer.OK:
		giveBack()
		return &printing.Stopped{State: answer.State}
	}
	job.note.State = answer.State
	return s.printers.AnswerNoted(c, origin, job.note)
}

// slipAgain gives the slip of an open ticket as it is now.
func (s *Service) slipAgain(id queue.TicketID, english, again bool) (escpos.Slip, error) {
	var t queue.Ticket
	var line lineView
	at, found := s.hall.Now(), false
	s.hall.View(func(state *queue.State) {
		var ticket *queue.Ticket
		if ticket, found = state.Ticket(id); found {
			t, line = *ticket, lineOf(state, ticket, at)
		}
	})
	switch {
	case !found:
		return nil, queue.ErrUnknownTicket
	case !t.Open():
		return nil, &queue.Refused{Op: "print " + string(t.Number), Err: queue.ErrWrongState, Detail: "it is " + string(t.Status)}
	}
	paper := s.paper(&t, line, english)
	paper.Reprint = again
	return s.slipOf(paper), nil
}

// getSlipPicture draws a number's slip for a kiosk whose browser prints.
func (s *Service) getSlipPicture(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	if _, err := actor.Need(queue.RightIssue, queue.Place{}); err != nil {
		return err
	}
	id, ok := s.Lookup(c.Param("access"))
	if !ok {
		return queue.ErrUnknownTicket
	}
	return s.answerSlip(c, id, printerOf(s.layout(), actor))
}

// getDeskSlipPicture draws a number's slip for the guide desk's browser to print.
func (s *Service) getDeskSlipPicture(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{}); err != nil {
		return err
	}
	l := s.layout()
	printer, _ := l.Printer(l.Settings.DeskPrinter)
	return s.answerSlip(c, queue.TicketID(c.Param("ticket")), printer)
}

// answerSlip draws a slip on the paper of a printer; on that of 80 mm when it is nil.
func (s *Service) answerSlip(c echo.Context, id queue.TicketID, printer *queue.Printer) error {
	slip, err := s.slipAgain(id, c.QueryParam("lang") == "en", c.QueryParam("again") != "")
	if err != nil {
		return err
	}
	return picture(c, slip, printer)
}

func picture(c echo.Context, slip escpos.Slip, printer *queue.Printer) error {
	if printer == nil {
		printer = &queue.Printer{}
	}
	return printing.Picture(c, slip, printing.Profile(printer))
}
