package kiosk

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// wish is how a page wants a slip. English is what the kiosk was in; WithoutSlip takes the number although the printer
// has stopped.
type wish struct {
	Lang        string `json:"lang"`
	WithoutSlip bool   `json:"without_slip"`
}

func (w wish) english() bool { return w.Lang == "en" }

// slipOrder is what is to be done about the slip of a number that is being issued.
type slipOrder struct {
	printer *queue.Printer // nil: nothing, and nothing is said of it
	wish    wish
	// repeated: the number was issued before, and its slip printed or not.
	repeated bool
}

// printerOf gives the printer of the kiosk that asks; nil when it has none or is not known.
func printerOf(l *queue.Layout, actor *queue.Actor) *queue.Printer {
	for _, g := range actor.Grants {
		if g.Role != queue.RoleKiosk {
			continue
		}
		if k, ok := l.Kiosk(g.Kiosk); ok {
			if printer, ok := l.Printer(k.Printer); ok {
				return printer
			}
		}
	}
	return nil
}

// deskPrinter gives the guide desk's printer; nil when its browser prints.
func deskPrinter(l *queue.Layout) *queue.Printer {
	if printer, ok := l.Printer(l.Settings.DeskPrinter); ok && !byBrowser(printer) {
		return printer
	}
	return nil
}

func byBrowser(p *queue.Printer) bool { return p.Address == queue.BrowserAddress }

// orderSlip looks after the slip of a number that a kiosk is about to issue. A printer that has stopped is told before:
// an unprinted number would be counted as waiting, and its citizen might not have seen it.
func (s *Service) orderSlip(ctx context.Context, actor *queue.Actor, grant queue.Grant, origin *queue.Origin, w wish) (slipOrder, error) {
	o := slipOrder{wish: w, repeated: s.hall.Repeats(*origin)}
	if grant.Role == queue.RoleKiosk {
		o.printer = printerOf(s.layout(), actor)
	}
	if o.printer == nil || byBrowser(o.printer) || w.WithoutSlip || o.repeated {
		return o, nil
	}
	return o, s.ready(ctx, o.printer)
}

// ready refuses when a printer has stopped.
func (s *Service) ready(ctx context.Context, printer *queue.Printer) error {
	if state := s.printers.State(ctx, printer.ID); state.Stopped() {
		return &printing.Stopped{State: state.Word()}
	}
	return nil
}

// printSlip has the slip of an issued number printed, once however often it is answered, and tells what is known of it
// at once; nil where nothing prints.
func (s *Service) printSlip(o slipOrder, t *queue.Ticket, line lineView) *printing.Answer {
	switch {
	case o.printer == nil:
		return nil
	case o.wish.WithoutSlip:
		return &printing.Answer{OK: new(bool), State: printing.WithoutSlip}
	case byBrowser(o.printer):
		return &printing.Answer{State: printing.ByBrowser}
	}
	if !o.repeated {
		paper := s.paper(t, line, o.wish.english())
		s.printers.Print(firstSlip(t.ID), o.printer.ID, s.slipOf(paper))
	}
	return &printing.Answer{State: printing.Underway}
}

// firstSlip is the key under which the slip that comes with a number is printed.
func firstSlip(id queue.TicketID) string { return "ticket " + string(id) }

// getPrint tells what became of the slip that came with a number, waiting for it a little.
func (s *Service) getPrint(c echo.Context) error {
	id, ok := s.Lookup(c.Param("access"))
	if !ok {
		return queue.ErrUnknownTicket
	}
	job, ok := s.printers.Job(firstSlip(id))
	if !ok {
		return echo.ErrNotFound
	}
	return c.JSON(http.StatusOK, job.Answer(c.Request().Context()))
}

// printingNow tells a kiosk whether its slips come out; nil to all others. That the roll is near its end is not the
// citizens' to know.
func (s *Service) printingNow(ctx context.Context, actor *queue.Actor) *printing.Answer {
	printer := printerOf(s.layout(), actor)
	switch {
	case printer == nil:
		return nil
	case byBrowser(printer):
		return &printing.Answer{State: printing.ByBrowser}
	}
	state := s.printers.State(ctx, printer.ID)
	state.PaperLow = false
	return &printing.Answer{State: state.Word()}
}
