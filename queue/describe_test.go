package queue

import (
	"fmt"
	"strings"
)

// describe writes an event as scripts show it.
func describe(ev Event) string {
	out := ev.Kind()
	if te, ok := ev.(TicketEvent); ok {
		out += " " + describeTicket(te.After())
	}
	if we, ok := ev.(WindowEvent); ok {
		out += " " + describeWindow(we.AfterWindow())
	}
	if ae, ok := ev.(AppointmentEvent); ok {
		a := ae.AfterAppointment()
		out += fmt.Sprintf(" %s %s", a.ID, a.Status)
	}
	switch e := ev.(type) {
	case *Transferred:
		out += fmt.Sprintf(" %s→%d %s to %s, left %s", e.FromWindow, e.ToWindow, e.Position, e.Ticket.Service, e.Left.Status)
	case *SentOn:
		out += fmt.Sprintf(" to %s, left %s took=%s", e.Ticket.Service, describeTicket(&e.Left), e.Service.Duration())
	case *OutcomeSet:
		out += describeSlip(e.Slip)
	case *Deferred:
		out += fmt.Sprintf(" ahead=%d", e.PeopleAhead)
	case *Reopened:
		out += fmt.Sprintf(" undone=%s took=%s", e.Undone, e.Service.Duration())
	case *Paused:
		out += describeLeaving(&e.ofLeaving)
	case *Consulted:
		out += fmt.Sprintf(" consultations=%d", e.AfterWindow().Consultations)
	case *StayedOn:
		out += " for " + (&ofLeaving{LeftAlone: e.For}).detail()
	case *TakenOver:
		out += fmt.Sprintf(" from=%s paused=%s pauses=%d", e.Shift.Staff, e.Shift.Paused.Duration(), e.Shift.PauseCount)
	case *ServiceSuspended:
		out += fmt.Sprintf(" %s %s issuing=%v", e.Service, e.Suspension.Reason, e.Suspension.Issuing)
	case *ServiceUnsuspended:
		out += " " + string(e.Service)
	case *EmergencyRaised:
		out += " " + e.Emergency.Text.ZH
	case *HelpAsked:
		out += describeHelp(&e.Help)
	case *HelpAnswered:
		out += describeHelp(&e.Help)
	case *StaffNoticePosted:
		out += fmt.Sprintf(" #%d %s", e.Notice.ID, e.Notice.Text)
	case *StaffNoticeRead:
		out += fmt.Sprintf(" #%d by %q @%d", e.ID, e.Read.Staff, e.Read.Window)
	case *StaffNoticeWithdrawn:
		out += fmt.Sprintf(" #%d", e.ID)
	case *FeedbackGiven:
		f := e.Feedback
		out += fmt.Sprintf(" #%d %s %s of %s by %q %s", f.ID, f.Kind, f.Category, f.Service, f.Staff, f.Sealed)
	case *Audited:
		a := e.Audit
		out += fmt.Sprintf(" %s %s from %s n=%d %s", a.Deed, a.Of, a.From, a.Count, a.Note)
	case *AlertAcknowledged:
		a := e.Alert
		out += fmt.Sprintf(" %s %s since %s n=%d: %s", a.ID, a.Level, a.Since.Time().In(shanghai).Format("15:04"), a.Count, a.Acknowledged.Reason)
	case CardEvent:
		c := e.AfterCard()
		out += strings.TrimRight(fmt.Sprintf(" #%d %s %s %s / %s / %s %s", c.ID, c.Level, c.Name, c.Reason, c.Appeal, c.Ruling, c.Note), "/ ")
	case FollowUpEvent:
		f := e.AfterFollowUp()
		out += fmt.Sprintf(" #%d %s level=%d by %s and %s", f.ID, f.Number, f.Level, f.CallBackBy, f.CorrectBy)
		if f.CalledBack != "" {
			out += " / " + f.CalledBack + " / " + f.Correction
		}
	case *CheckRecorded:
		out += " " + string(e.Check.Kind)
		for _, item := range e.Check.Items {
			if !item.OK {
				out += " " + item.Key + "=" + item.Note
			}
		}
	case *Printed:
		out += fmt.Sprintf(" %s %s%s on %s: %s", e.Paper, e.Ticket, e.Service, e.Printer, e.State)
	case *SubstituteAppointed:
		out += fmt.Sprintf(" %s until %s", e.Staff, e.Until)
	case *LayoutChanged:
		if text := e.Layout.Settings.SlipTemplate; text != "" {
			out += " slip template " + text
		}
		for _, v := range e.Layout.Services {
			if v.Retired {
				out += " retired " + string(v.ID)
			}
		}
		for _, w := range e.Layout.Windows {
			if w.Retired {
				out += " retired " + w.Number.String()
			}
		}
	case *Issued:
		out += fmt.Sprintf(" ahead=%d", e.PeopleAhead)
		if e.Estimate != nil {
			out += fmt.Sprintf(" estimate=%s–%s", e.Estimate.P50.Duration(), e.Estimate.P90.Duration())
		}
	case *Requeued:
		out += fmt.Sprintf(" ahead=%d", e.PeopleAhead)
	case *Called:
		out += fmt.Sprintf(" waited=%s zones=%v", e.Ticket.WaitedFor.Duration(), e.Zones)
	case *Finished:
		out += fmt.Sprintf(" took=%s", e.Service.Duration()) + describeSlip(e.Slip)
	case *Rated:
		out += fmt.Sprintf(" level=%d", e.Level)
	case *SignedOut:
		out += fmt.Sprintf(" paused=%s forgotten=%v", e.Shift.Paused.Duration(), e.Shift.Forgotten)
		if e.Shift.PauseCount > 0 || e.Shift.LeftAlone > 0 {
			out += fmt.Sprintf(" pauses=%d away=%s left-alone=%d", e.Shift.PauseCount, e.Shift.Away.Duration(), e.Shift.LeftAlone)
		}
		out += describeLeaving(&e.ofLeaving)
	case *TrialStarted:
		out += " until " + e.Trial.Until.Time().In(shanghai).Format("2006-01-02 15:04")
	case *DayClosed:
		out += " " + string(e.Date)
	case *DayOpened:
		c := e.Carried
		out += fmt.Sprintf(" %s tickets=%d windows=%d rateable=%d", e.Date, len(c.Tickets), len(c.Windows), len(c.Past))
		if len(c.Helps)+len(c.Notices) > 0 {
			out += fmt.Sprintf(" helps=%d notices=%d", len(c.Helps), len(c.Notices))
		}
		if len(c.FollowUps) > 0 {
			out += fmt.Sprintf(" follow-ups=%d", len(c.FollowUps))
		}
		if len(c.Cards) > 0 {
			out += fmt.Sprintf(" cards=%d", len(c.Cards))
		}
		for i := range c.Slips {
			out += describeSlip(&c.Slips[i])
		}
	case *NumbersMoved:
		out += fmt.Sprintf(" first=%d", e.First)
	}
	return out
}

func describeLeaving(l *ofLeaving) string {
	if len(l.LeftAlone) == 0 {
		return ""
	}
	out := " leaves " + l.detail()
	if l.Anyway {
		out += " anyway"
	}
	return out
}

func describeHelp(h *Help) string {
	out := fmt.Sprintf(" #%d %s", h.ID, h.Kind)
	for _, part := range []string{string(h.Device), h.Note, string(h.Zone)} {
		if part != "" {
			out += " " + part
		}
	}
	if h.Window != 0 {
		out += fmt.Sprintf(" @%d", h.Window)
	}
	if h.Kiosk != 0 {
		out += fmt.Sprintf(" kiosk %d", h.Kiosk)
	}
	if h.Presses > 1 {
		out += fmt.Sprintf(" presses=%d since %s", h.Presses, h.At.Time().In(shanghai).Format("15:04:05"))
	}
	if !h.Open() {
		out += strings.TrimRight(fmt.Sprintf(" answered by %s %d %s %s", h.AnsweredBy.Role, h.AnsweredBy.Window, h.AnsweredBy.Staff, h.Answer), " ")
	}
	return out
}

func describeSlip(slip *MissingSlip) string {
	if slip == nil {
		return ""
	}
	out := fmt.Sprintf(" slip=%s@%d", slip.Number, slip.Window)
	for _, paper := range slip.Papers {
		out += "·" + paper.ZH
	}
	if slip.Note != "" {
		out += "(" + slip.Note + ")"
	}
	if slip.Taken != "" {
		out += " taken=" + string(slip.Taken)
	}
	return out + " until=" + string(slip.Until)
}

func describeTicket(t *Ticket) string {
	out := fmt.Sprintf("%s %s", t.Number, t.Status)
	if t.Class != ClassNormal {
		out += " " + string(t.Class)
	}
	if t.Typed {
		out += " typed"
	}
	if t.Window != 0 {
		out += fmt.Sprintf(" @%d", t.Window)
	}
	if t.atWindow() {
		out += fmt.Sprintf(" calls=%d why=%s", t.CallCount, t.Why)
	}
	if t.CallReason != "" {
		out += " reason=" + t.CallReason
	}
	if t.NotBefore > t.CalledAt && t.Status == StatusWaiting {
		out += " not-before=" + t.NotBefore.Time().In(shanghai).Format("15:04")
	}
	if t.StartInferred {
		out += " start-inferred"
	}
	if t.FinishInferred {
		out += " finish-inferred"
	}
	if t.Outcome != "" {
		out += " " + string(t.Outcome)
	}
	if t.Due != "" || t.PickUp != "" {
		out += fmt.Sprintf(" due=%s pick-up=%s", t.Due, t.PickUp)
	}
	if t.Matters != 0 {
		out += fmt.Sprintf(" matters=%d", t.Matters)
	}
	if t.Return != "" && t.Status == StatusWaiting {
		out += fmt.Sprintf(" return=%s for=%d", t.Return, t.ForWindow)
	}
	return out
}

func describeWindow(w *WindowState) string {
	out := fmt.Sprintf("@%d", w.Number)
	if w.Shift == 0 {
		return out + " closed"
	}
	if w.Staff != "" {
		out += " staff=" + string(w.Staff)
	}
	if w.Substitute {
		out += " substitute"
	}
	if opens := w.OpensAt; opens > w.SignedInAt {
		out += " opens=" + opens.Time().In(shanghai).Format("15:04")
	}
	if w.Pause != nil {
		out += fmt.Sprintf(" paused %s %s", w.Pause.Kind(), w.Pause.Reason)
	}
	return out
}
