package kiosk

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// bookingKeys is the kind of the keys of a month, under which appointments' holders stand.
const bookingKeys = "booking"

// bookingKey names the key under which the holders of appointments on date stand.
func bookingKey(date queue.Date) string { return bookingKeys + "-" + month(date) }

func month(date queue.Date) string { return string(date[:len("2006-01")]) }

// bookingRoutes adds what a citizen needs to have a slot kept and to come for it.
func (s *Service) bookingRoutes(api *echo.Group) {
	api.GET("/services/:service/slots", s.getSlots)
	api.POST("/appointments", s.postAppointments)
	api.GET("/appointments/:code", s.getAppointment)
	api.GET("/appointments/:code/qr.png", s.getAppointmentQR)
	api.POST("/appointments/:code/cancel", s.postCancelAppointment)
	api.POST("/check-in", s.postCheckIn)
}

// daySlots are the slots of one day.
type daySlots struct {
	Date  queue.Date   `json:"date"`
	Slots []queue.Slot `json:"slots"`
}

// getSlots lists the days and slots for which a service can be booked now, the full ones too.
func (s *Service) getSlots(c echo.Context) error {
	at, days, known := s.hall.Now(), []daySlots{}, false
	s.hall.View(func(state *queue.State) {
		service, ok := state.Layout().Service(queue.ServiceID(c.Param("service")))
		if known = ok; !ok {
			return
		}
		for _, date := range state.BookableDates(at) {
			if slots := state.SlotsOn(service, date); len(slots) > 0 {
				days = append(days, daySlots{date, slots})
			}
		}
	})
	if !known {
		return queue.ErrUnknownService
	}
	return c.JSON(http.StatusOK, days)
}

// bookBody is POST /appointments.
type bookBody struct {
	Service queue.ServiceID `json:"service"`
	Slot    queue.Instant   `json:"slot"`
	claim
}

// postAppointments keeps a slot for somebody who gives their ID number.
func (s *Service) postAppointments(c echo.Context) error {
	var body bookBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = "citizen"
	repeated := s.hall.Repeats(origin)
	if !repeated {
		if _, err := s.bookings.take(c, s.hall.Now()); err != nil {
			return err
		}
	}
	book := queue.Book{Service: body.Service, Slot: body.Slot}
	if !repeated {
		if err := s.applyBooking(&body, &book); err != nil {
			return err
		}
	}
	if err := s.secret(&origin); err != nil {
		return err
	}
	entry, err := s.hall.Do(ctx, origin, book)
	if err != nil {
		return err
	}
	return s.answerAppointment(c, http.StatusCreated, &entry)
}

// secret makes a request's digest one that nobody can try ID numbers or codes against.
func (s *Service) secret(origin *queue.Origin) error {
	today, _ := s.today()
	key, err := s.seals.keys.MakeKey(dayKey(today))
	if err != nil {
		return unsealed(err)
	}
	origin.Digest = s.digest(origin, key)
	return nil
}

// applyBooking puts into book, as the hall may know it, who books. Only for a day that can be booked is there a key, so
// that nobody can have keys made for the years to come.
func (s *Service) applyBooking(body *bookBody, book *queue.Book) error {
	today, _ := s.today()
	phone, err := body.phone()
	if err != nil {
		return err
	}
	if body.IDNumber == "" {
		return &queue.Refused{Op: "book", Err: queue.ErrIDRequired}
	}
	number, err := ParseIDNumber(body.IDNumber, today)
	if err != nil {
		return &queue.Refused{Op: "read ID number", Err: queue.ErrInvalidIDNumber, Detail: err.Error()}
	}
	date, from, ok := s.bookable(book.Slot)
	if !ok {
		return &queue.Refused{Op: "book", Err: queue.ErrUnknownSlot}
	}
	name := bookingKey(date)
	key, err := s.seals.keys.MakeKey(name)
	if err != nil {
		return unsealed(err)
	}
	book.Holder, book.Former = holder(key, number), s.former(number, from, date)
	book.Sealed, err = seal(name, key, Identity{Last4: number.Last4(), BirthYear: number.BirthYear(), Phone: phone})
	if err != nil {
		return unsealed(err)
	}
	return nil
}

// bookable gives the date of a slot, when that day can be booked now, and from which date on misses may still count.
func (s *Service) bookable(slot queue.Instant) (date, from queue.Date, ok bool) {
	at := s.hall.Now()
	s.hall.View(func(state *queue.State) {
		date = queue.DateOf(slot, state.Location())
		from = queue.DateOf(at, state.Location()).AddDays(-2 * state.Layout().Settings.MissDays)
		for _, d := range state.BookableDates(at) {
			ok = ok || d == date
		}
	})
	return date, from, ok
}

// former gives who an ID number's holder is under the keys of the months from one date to that before another, as far as
// they have not been shredded.
func (s *Service) former(number IDNumber, from, to queue.Date) (holders []queue.Holder) {
	last := ""
	for d := from; month(d) < month(to); d = d.AddDays(1) {
		if month(d) == last {
			continue
		}
		last = month(d)
		if key, ok := s.seals.keys.Key(bookingKey(d)); ok {
			holders = append(holders, holder(key, number))
		}
	}
	return holders
}
