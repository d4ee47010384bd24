package kiosk

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// missingPrintBody is POST …/missing-slip.
type missingPrintBody struct {
	Ticket queue.TicketID `json:"ticket"`
}

// getMissingSlip draws the slip of missing papers of a ticket on the paper of a window's printer, for a browser to print. A
// citizen who lost it gets it again at any window and at the desk.
func (s *Service) getMissingSlip(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{}); err != nil {
		return err
	}
	printer, err := s.windowPrinter(c.Param("window"))
	if err != nil {
		return err
	}
	slip, err := s.missingSlip(queue.TicketID(c.QueryParam("ticket")))
	if err != nil {
		return err
	}
	return picture(c, slip, printer)
}

// postMissingSlip prints a slip of missing papers at a window. Where its browser prints, the answer says so.
func (s *Service) postMissingSlip(c echo.Context) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{})
	if err != nil {
		return err
	}
	var body missingPrintBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	printer, err := s.windowPrinter(c.Param("window"))
	if err != nil {
		return err
	}
	return s.printMissing(c, grant, printer, body.Ticket)
}

// postDeskMissingSlip prints a slip of missing papers at the guide desk, as postMissingSlip does at a window.
func (s *Service) postDeskMissingSlip(c echo.Context) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightDesk, queue.Place{})
	if err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	return s.printMissing(c, grant, deskPrinter(s.layout()), queue.TicketID(c.Param("ticket")))
}

func (s *Service) printMissing(c echo.Context, grant queue.Grant, printer *queue.Printer, ticket queue.TicketID) error {
	slip, err := s.missingSlip(ticket)
	if err != nil {
		return err
	}
	if printer == nil {
		return c.JSON(http.StatusOK, printing.Answer{State: printing.ByBrowser})
	}
	return s.printAgain(c, printJob{
		note: queue.NotePrinted{Paper: queue.PaperMissing, Ticket: ticket}, by: grant, printer: printer,
		slip: func() (escpos.Slip, error) { return slip, nil },
	})
}

// windowPrinter gives the printer of the window in the URL; nil when its browser prints.
func (s *Service) windowPrinter(number string) (*queue.Printer, error) {
	l := s.layout()
	n, _ := strconv.Atoi(number)
	w, ok := l.Window(queue.WindowNumber(n))
	if !ok {
		return nil, queue.ErrUnknownWindow
	}
	printer, _ := l.Printer(w.Printer)
	return printer, nil
}

// missingSlip gives the slip of missing papers of a ticket for paper. Its QR code holds the page of the ticket, which the
// hall's scanners read as well.
func (s *Service) missingSlip(ticket queue.TicketID) (escpos.Slip, error) {
	v, ok := s.returnView(ticket)
	if !ok {
		return nil, queue.ErrUnknownTicket
	}
	l := s.layout()
	slip := s.printers.MissingSlip(l, v, phoneURL(l, s.words.of(ticket)))
	if s.onTrial() {
		slip = slip.ForTrial(false)
	}
	return slip, nil
}
