package queue

// Book keeps a slot for a citizen. Holder is theirs under the key of the slot's month; Former are the same citizen's
// under the keys of earlier months, by which misses are found.
type Book struct {
	Service ServiceID
	Slot    Instant
	Holder  Holder
	Former  []Holder
	Sealed  string
}

// Booked: a slot is kept.
type Booked struct{ ofAppointment }

// CancelBooking gives a slot back. Staff may do so until it begins; citizens only so long before as the settings say.
type CancelBooking struct {
	Appointment AppointmentID
	Staff       bool
}

// BookingCancelled: a slot was given back.
type BookingCancelled struct{ ofAppointment }

// BookingMissed: nobody came for a slot.
type BookingMissed struct{ ofAppointment }

var _ = register(
	func() Event { return new(Booked) }, func() Event { return new(BookingCancelled) }, func() Event { return new(BookingMissed) })

// Kind implements Event.
func (*Booked) Kind() string { return "booked" }

// Kind implements Event.
func (*BookingCancelled) Kind() string { return "booking_cancelled" }

// Kind implements Event.
func (*BookingMissed) Kind() string { return "booking_missed" }

func (c Book) decide(s *State, at Instant) ([]Event, error) {
	service, ok := s.layout.Service(c.Service)
	if !ok || service.Retired {
		return nil, s.refuse(c, ErrUnknownService)
	}
	if c.Holder == "" {
		return nil, s.refuse(c, ErrBadRequest, "an appointment needs its holder")
	}
	slot, ok := s.slot(service, c.Slot, at)
	if !ok {
		return nil, s.refuse(c, ErrUnknownSlot)
	}
	if slot.Left == 0 {
		return nil, s.refuse(c, ErrQuotaReached, "the slot is full")
	}
	if until := s.bookingLimit(append([]Holder{c.Holder}, c.Former...), at); until > at {
		return nil, s.refuse(c, ErrBookingLimit, until.Time().In(s.loc).Format("2006-01-02"))
	}
	date := DateOf(c.Slot, s.loc)
	for _, a := range s.appointments {
		if a.Holder == c.Holder && a.Status == AppointmentBooked && DateOf(a.Slot, s.loc) == date {
			return nil, s.refuse(c, ErrDuplicateHolder, "an appointment on "+string(date))
		}
	}
	return []Event{&Booked{ofAppointment{Appointment{
		ID: s.appointmentID(service.ID, c.Slot), Service: service.ID, Slot: c.Slot, Status: AppointmentBooked, BookedAt: at,
		Holder: c.Holder, Sealed: c.Sealed,
	}}}}, nil
}

// slot gives the slot of service that begins at start, when it can be booked at the moment at.
func (s *State) slot(service *Service, start, at Instant) (Slot, bool) {
	date := DateOf(start, s.loc)
	for _, d := range s.BookableDates(at) {
		if d != date {
			continue
		}
		for _, slot := range s.SlotsOn(service, date) {
			if slot.Start == start {
				return slot, true
			}
		}
	}
	return Slot{}, false
}

// bookingLimit gives until when a citizen may not book, who missed too many appointments in a short time; zero when
// they may.
func (s *State) bookingLimit(holders []Holder, at Instant) Instant {
	settings := &s.layout.Settings
	if settings.MissLimit == 0 {
		return 0
	}
	day := 24 * 60 * Minute
	within := Millis(settings.MissDays) * day
	var slots []Instant
	for _, m := range s.misses {
		for _, h := range holders {
			if m.Holder == h {
				slots = append(slots, m.Slot)
			}
		}
	}
	for i := range slots {
		if i+1 >= settings.MissLimit && slots[i].Since(slots[i+1-settings.MissLimit]) <= within {
			if until := slots[i].Add(within); until > at {
				return until
			}
		}
	}
	return 0
}

func (c CancelBooking) decide(s *State, at Instant) ([]Event, error) {
	a, ok := s.appointments[c.Appointment]
	if !ok {
		return nil, s.refuse(c, ErrUnknownAppointment)
	}
	if a.Status != AppointmentBooked {
		return nil, s.refuse(c, ErrWrongState, "the appointment is "+string(a.Status))
	}
	latest := a.Slot
	if !c.Staff {
		latest = latest.Add(-Millis(s.layout.Settings.CancelHours) * 60 * Minute)
	}
	if at > latest {
		return nil, s.refuse(c, ErrTooLate)
	}
	cancelled := *a
	cancelled.Status = AppointmentCancelled
	return []Event{&BookingCancelled{ofAppointment{cancelled}}}, nil
}

// missedToday gives the events for the day's appointments whose citizens did not come.
func (s *State) missedToday(end Instant) []Event {
	var events []Event
	for _, a := range s.sortedAppointments() {
		if a.Status == AppointmentBooked && a.Slot <= end {
			missed := *a
			missed.Status = AppointmentMissed
			events = append(events, &BookingMissed{ofAppointment{missed}})
		}
	}
	return events
}

func (m *BookingMissed) apply(s *State, e *Entry) {
	m.ofAppointment.apply(s, e)
	s.misses = append(s.misses, Miss{m.Appointment.Holder, m.Appointment.Slot})
}

func (c Book) String() string { return "book " + string(c.Service) + " at " + c.Slot.String() }

func (c CancelBooking) String() string { return "cancel appointment " + string(c.Appointment) }
