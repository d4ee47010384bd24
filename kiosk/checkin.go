package kiosk

import (
	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// checkInBody is POST /check-in: the code of an appointment or of a slip of missing papers, or what its QR code holds; or an
// appointment's citizen's ID number. Code and number must be of one appointment.
type checkInBody struct {
	Code string `json:"code"`
	claim
	wish
}

// postCheckIn gives their number to who comes to an appointment, or comes back with papers that were missing.
func (s *Service) postCheckIn(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightIssue, queue.Place{})
	if err != nil {
		return err
	}
	var body checkInBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	origin := queue.OriginFrom(c.Request().Context())
	origin.By = grant.String()
	var command queue.Command = queue.CheckIn{}
	if !s.hall.Repeats(origin) {
		if id, ok := s.returnOf(body.Code); ok {
			command, err = s.returner(&body.claim, grant, id)
		} else {
			command, err = s.comer(&body)
		}
		if err != nil {
			return err
		}
	}
	if err := s.secret(&origin); err != nil {
		return err
	}
	return s.issue(c, actor, grant, origin, command, body.wish)
}

// comer finds the appointment of who comes and what goes with their number: what they say of themselves now, else what
// they said when they booked.
func (s *Service) comer(body *checkInBody) (checkIn queue.CheckIn, err error) {
	take := queue.Take{Class: queue.ClassNormal}
	if err := s.apply(&body.claim, &take, &queue.Origin{}); err != nil {
		return checkIn, err
	}
	a, ok := s.appointmentFor(body)
	if !ok {
		return checkIn, queue.ErrUnknownAppointment
	}
	checkIn = queue.CheckIn{
		Appointment: a.ID, Source: queue.SourceAppointment, Holder: take.Holder, Typed: take.Typed, Sealed: take.Sealed, Class: take.Class,
	}
	if checkIn.Sealed != "" {
		return checkIn, nil
	}
	booked := s.seals.open(a.Sealed)
	if booked == (Identity{}) {
		return checkIn, nil
	}
	today, _ := s.today()
	key, err := s.seals.keys.MakeKey(dayKey(today))
	if err == nil {
		checkIn.Sealed, err = seal(dayKey(today), key, booked)
	}
	if err != nil {
		return checkIn, unsealed(err)
	}
	return checkIn, nil
}

// appointmentFor finds the appointment of a code, whose holder the ID number must name if there is one, or of an ID
// number alone.
func (s *Service) appointmentFor(body *checkInBody) (found queue.Appointment, ok bool) {
	if body.Code == "" {
		return s.appointmentToday(body.IDNumber)
	}
	o, ok := s.lookUpCode(body.Code)
	var date queue.Date
	s.hall.View(func(state *queue.State) {
		var a *queue.Appointment
		if a, ok = state.Appointment(o.appointment); ok {
			found, date = *a, queue.DateOf(a.Slot, state.Location())
		}
	})
	if ok && body.IDNumber != "" {
		ok = found.Holder == s.bookedAs(body.IDNumber, date)
	}
	return found, ok
}

// appointmentToday finds an ID number's holder's appointment of today; the one still to come before any that is not.
func (s *Service) appointmentToday(text string) (found queue.Appointment, ok bool) {
	today, _ := s.today()
	of := s.bookedAs(text, today)
	s.hall.View(func(state *queue.State) {
		for _, a := range state.Appointments() {
			if of == "" || a.Holder != of || queue.DateOf(a.Slot, state.Location()) != today {
				continue
			}
			if !ok || a.Status == queue.AppointmentBooked || found.Status != queue.AppointmentBooked && a.ID > found.ID {
				found, ok = *a, true
			}
		}
	})
	return found, ok
}

// bookedAs gives who an ID number's holder is in appointments on date; empty where nobody booked for that month.
func (s *Service) bookedAs(text string, date queue.Date) queue.Holder {
	today, _ := s.today()
	number, err := ParseIDNumber(text, today)
	if err != nil {
		return ""
	}
	key, ok := s.seals.keys.Key(bookingKey(date))
	if !ok {
		return ""
	}
	return holder(key, number)
}
