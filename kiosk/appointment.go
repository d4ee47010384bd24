package kiosk

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	qrcode "github.com/skip2/go-qrcode"

	"github.com/paidui/paidui/queue"
)

// appointmentAnswer is an appointment as the bearer of its code reads it. Nothing of an ID or phone number is in it.
type appointmentAnswer struct {
	ID          queue.AppointmentID     `json:"id"`
	Service     queue.ServiceID         `json:"service"`
	ServiceName queue.Text              `json:"service_name"`
	Slot        queue.Instant           `json:"slot"`
	SlotEnd     queue.Instant           `json:"slot_end"`
	Code        string                  `json:"code"`
	Status      queue.AppointmentStatus `json:"status"`
	// From and Until bound when it can be checked in with the slot's place in the order; later it gives a walk-in
	// number. CancelUntil is the last moment at which its citizen can give it back.
	From        queue.Instant `json:"from"`
	Until       queue.Instant `json:"until"`
	CancelUntil queue.Instant `json:"cancel_until"`
	// Number is the ticket's that it became.
	Number string `json:"number,omitempty"`
	// URL is what the QR code holds.
	URL string `json:"url"`
}

// appointment makes the answer about a.
func (s *Service) appointment(l *queue.Layout, a *queue.Appointment) appointmentAnswer {
	set, code := &l.Settings, s.code(a.ID)
	answer := appointmentAnswer{
		ID: a.ID, Service: a.Service, Slot: a.Slot, Code: code, Status: a.Status, URL: bookURL(l, code),
		SlotEnd:     a.Slot.Add(queue.Millis(set.SlotMinutes) * queue.Minute),
		From:        a.Slot.Add(-queue.Millis(set.CheckInEarlyMinutes) * queue.Minute),
		Until:       a.Slot.Add(queue.Millis(set.CheckInLateMinutes) * queue.Minute),
		CancelUntil: a.Slot.Add(-queue.Millis(set.CancelHours) * 60 * queue.Minute),
	}
	if service, ok := l.Service(a.Service); ok {
		answer.ServiceName = service.Name
	}
	_, answer.Number, _ = strings.Cut(string(a.Ticket), "-")
	return answer
}

// bookURL is what an appointment's QR code holds: its page, or the code alone, for the hall's own scanners, where phones
// do not reach the hall.
func bookURL(l *queue.Layout, code string) string {
	if l.Settings.PublicURL == "" {
		return code
	}
	return strings.TrimSuffix(l.Settings.PublicURL, "/") + "/book/" + code
}

// errNoAppointment cannot happen: only a command about an appointment is answered with one.
var errNoAppointment = errors.New("the entry is about no appointment")

func (s *Service) answerAppointment(c echo.Context, status int, e *queue.Entry) error {
	a := e.Appointment()
	if a == nil {
		return errNoAppointment
	}
	return c.JSON(status, s.appointment(s.layout(), a))
}

// codeOf gives the appointment of the code in the URL. Who has named too many that there are not is told nothing more.
func (s *Service) codeOf(c echo.Context) (queue.AppointmentID, error) {
	return codeHolder(s, c, func() (queue.AppointmentID, bool) {
		o, ok := s.lookUpCode(c.Param("code"))
		return o.appointment, ok && o.appointment != ""
	}, queue.ErrUnknownAppointment)
}

// getAppointment gives an appointment as it is now.
func (s *Service) getAppointment(c echo.Context) error {
	id, err := s.codeOf(c)
	if err != nil {
		return err
	}
	var answer appointmentAnswer
	found := false
	s.hall.View(func(state *queue.State) {
		if a, ok := state.Appointment(id); ok {
			answer, found = s.appointment(state.Layout(), a), true
		}
	})
	if !found { // the day has turned since the look-up
		return queue.ErrUnknownAppointment
	}
	return c.JSON(http.StatusOK, answer)
}

// getAppointmentQR draws what an appointment's QR code holds.
func (s *Service) getAppointmentQR(c echo.Context) error {
	id, err := s.codeOf(c)
	if err != nil {
		return err
	}
	png, err := qrcode.Encode(bookURL(s.layout(), s.code(id)), qrcode.Medium, qrPixels)
	if err != nil {
		return fmt.Errorf("draw code: %w", err)
	}
	return c.Blob(http.StatusOK, "image/png", png)
}

// postCancelAppointment gives a slot back. A desk may do so until it begins.
func (s *Service) postCancelAppointment(c echo.Context) error {
	id, err := s.codeOf(c)
	if err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = "citizen"
	cancel := queue.CancelBooking{Appointment: id}
	if grant, ok := queue.ActorFrom(ctx).May(queue.RightIssue, queue.Place{}); ok && grant.Role == queue.RoleDesk {
		origin.By, cancel.Staff = grant.String(), true
	}
	entry, err := s.hall.Do(ctx, origin, cancel)
	if err != nil {
		return err
	}
	return s.answerAppointment(c, http.StatusOK, &entry)
}
