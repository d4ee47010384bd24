package printing

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// AnswerNoted notes in the journal what somebody had on paper, or finds what was noted when the same request came before,
// and answers from that.
func (p *Printers) AnswerNoted(c echo.Context, origin queue.Origin, note queue.NotePrinted) error {
	entry, err := p.cfg.Hall.Do(c.Request().Context(), origin, note)
	if err != nil {
		return err
	}
	for _, e := range entry.Events {
		printed, ok := e.(*queue.Printed)
		switch {
		case !ok:
			continue
		case printed.State == ByBrowser:
			return c.JSON(http.StatusOK, Answer{State: ByBrowser})
		}
		return c.JSON(http.StatusOK, Answer{new(true), printed.State})
	}
	return fmt.Errorf("entry %d: nothing was printed", entry.Seq)
}
