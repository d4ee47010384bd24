package office

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// auditRow is something that somebody did, apart from the ordinary round of numbers: who, what, when and from where.
type auditRow struct {
	Seq uint64        `json:"seq"`
	At  queue.Instant `json:"at"`
	By  string        `json:"by"`
	// Deed is a queue.Deed, or the kind of the event that it was.
	Deed  string `json:"deed"`
	Of    string `json:"of,omitempty"`
	From  string `json:"from,omitempty"`
	Count int    `json:"count,omitempty"`
	Note  string `json:"note,omitempty"`
}

func (r auditRow) cells() []cell {
	return []cell{
		{"seq", int64(r.Seq)}, {"at", r.At.String()}, {"by", r.By}, {"deed", r.Deed}, {"of", r.Of}, {"from", r.From},
		count("count", r.Count), {"note", r.Note},
	}
}

// getAudit tells what was done on a day, oldest first; with deed, that alone.
func (s *Service) getAudit(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightAudit, queue.Place{}); err != nil {
		return err
	}
	day, err := date(c, "date", s.dateOf(s.hall.Now()))
	if err != nil {
		return err
	}
	rows := []auditRow{}
	err = s.entries(c.Request().Context(), day, func(e *queue.Entry) {
		for _, ev := range e.Events {
			if row, ok := audited(e, ev); ok && (c.QueryParam("deed") == "" || c.QueryParam("deed") == row.Deed) {
				rows = append(rows, row)
			}
		}
	})
	if err != nil {
		return err
	}
	if c.QueryParam("format") == "csv" {
		return sendCSV(c, "audit-"+string(day)+".csv", tableOf(rows))
	}
	return c.JSON(http.StatusOK, rows)
}

// entries gives see those of a business day.
func (s *Service) entries(ctx context.Context, day queue.Date, see func(*queue.Entry)) error {
	after, err := s.store.DayStart(ctx, day)
	if err != nil {
		return err
	}
	for begun := false; ; {
		entries, err := s.store.Read(ctx, after, pastBatch)
		if err != nil {
			return err
		}
		for i := range entries {
			e := &entries[i]
			switch opens, ok := e.Opens(); {
			case !begun && opens != day: // DayStart is 0 for a day that is not there
				return badQuery("the journal has no day " + string(day))
			case begun && ok:
				return nil
			}
			begun, after = true, e.Seq
			see(e)
		}
		if len(entries) == 0 {
			if !begun {
				return badQuery("the journal has no day " + string(day))
			}
			return nil
		}
	}
}

// alsoAudited are the kinds of event that an audit asks for beside the deeds: what changes the hall or goes outside its
// rules.
var alsoAudited = []string{
	"layout_changed", "called", "card_given", "card_ruled", "emergency_raised", "emergency_ended", "service_suspended", "service_unsuspended",
	"substitute_appointed", "numbers_moved", "trial_started", "trial_ended",
}

// audited gives the row of an event; false for one of the ordinary round.
func audited(e *queue.Entry, ev queue.Event) (auditRow, bool) {
	row := auditRow{Seq: e.Seq, At: e.At, By: e.By, Deed: ev.Kind()}
	switch ev := ev.(type) {
	case *queue.Audited:
		a := ev.Audit
		row.Deed, row.Of, row.From, row.Count, row.Note = string(a.Deed), a.Of, a.From, a.Count, a.Note
		return row, true
	case *queue.Called:
		t := ev.After()
		row.Of, row.Note = string(t.Number), t.CallReason
		return row, t.Why == queue.WhySpecific || t.Why == queue.WhyWalkUp && t.CallReason != ""
	case queue.CardEvent:
		card := ev.AfterCard()
		row.Of, row.Note = string(card.Staff), string(card.Level)+" "+card.Reason
	case *queue.ServiceSuspended:
		row.Of, row.Note = string(ev.Service), ev.Suspension.Reason
	case *queue.ServiceUnsuspended:
		row.Of = string(ev.Service)
	case *queue.SubstituteAppointed:
		row.Of = string(ev.Staff)
	}
	return row, slices.Contains(alsoAudited, ev.Kind())
}
