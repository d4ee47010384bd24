package queue

import "strconv"

// AppointmentID names an appointment for ever: its slot, its service and a count, 20261125-0930-social-2.
type AppointmentID string

// AppointmentStatus is where an appointment stands.
type AppointmentStatus string

// The statuses of an appointment. One that came too late got a walk-in number, which is no miss.
const (
	AppointmentBooked    AppointmentStatus = "booked"
	AppointmentCancelled AppointmentStatus = "cancelled"
	AppointmentCheckedIn AppointmentStatus = "checked_in"
	AppointmentLate      AppointmentStatus = "late"
	AppointmentMissed    AppointmentStatus = "no_show"
)

// Appointment is a slot kept for one citizen, before there is a ticket.
type Appointment struct {
	ID       AppointmentID     `json:"id"`
	Service  ServiceID         `json:"service"`
	Slot     Instant           `json:"slot"`
	Status   AppointmentStatus `json:"status"`
	BookedAt Instant           `json:"booked_at"`
	// Holder names the citizen under the key of the slot's month; Sealed is what only that key opens.
	Holder Holder `json:"holder,omitempty"`
	Sealed string `json:"sealed,omitempty"`
	// Ticket is what it became when its citizen came.
	Ticket TicketID `json:"ticket,omitempty"`
}

// Miss is an appointment whose citizen did not come.
type Miss struct {
	Holder Holder  `json:"holder"`
	Slot   Instant `json:"slot"`
}

// ofAppointment is what every event about an appointment embeds.
type ofAppointment struct {
	Appointment Appointment `json:"appointment"`
}

// AfterAppointment gives the appointment as it stands after the event.
func (o *ofAppointment) AfterAppointment() *Appointment { return &o.Appointment }

func (o *ofAppointment) apply(s *State, _ *Entry) {
	a := o.Appointment
	s.appointments[a.ID] = &a
}

// AppointmentEvent is an Event about one appointment.
type AppointmentEvent interface {
	Event
	AfterAppointment() *Appointment
}

// Appointment gives the appointment the entry ended with; nil when no event is about one.
func (e *Entry) Appointment() *Appointment {
	for i := len(e.Events) - 1; i >= 0; i-- {
		if a, ok := e.Events[i].(AppointmentEvent); ok {
			return a.AfterAppointment()
		}
	}
	return nil
}

// Appointment gives the appointment with id, when it is of today or later.
func (s *State) Appointment(id AppointmentID) (*Appointment, bool) {
	a, ok := s.appointments[id]
	return a, ok
}

// Appointments gives those of today and later, in no order.
func (s *State) Appointments() map[AppointmentID]*Appointment { return s.appointments }

// Slot is a time for which a service takes appointments.
type Slot struct {
	Start Instant `json:"start"`
	End   Instant `json:"end"`
	// Left is how many appointments can still be booked for it.
	Left int `json:"left"`
}

// SlotsOn gives the slots of service on date; none when the service takes no appointments or the day is closed.
func (s *State) SlotsOn(service *Service, date Date) []Slot {
	if service.SlotCapacity == 0 || service.Retired {
		return nil
	}
	taken := map[Instant]int{}
	for _, a := range s.appointments {
		if a.Service == service.ID && a.Status != AppointmentCancelled {
			taken[a.Slot]++
		}
	}
	length := Millis(s.layout.Settings.SlotMinutes) * Minute
	var slots []Slot
	for _, span := range s.layout.Hours.On(date, s.loc) {
		for start := span.Open; start.Add(length) <= span.Close; start = start.Add(length) {
			slots = append(slots, Slot{start, start.Add(length), max(0, service.SlotCapacity-taken[start])})
		}
	}
	return slots
}

// BookableDates gives the days for which appointments can be booked at the moment at: those within the number of
// workdays ahead that the settings give.
func (s *State) BookableDates(at Instant) []Date {
	settings := &s.layout.Settings
	var dates []Date
	day := DateOf(at, s.loc)
	for workday, looked := 0, 0; workday < settings.BookLastWorkday && looked < 60; looked++ {
		day = day.AddDays(1)
		if s.layout.Hours.regular(day) {
			workday++
		}
		if len(s.layout.Hours.On(day, s.loc)) > 0 && workday >= settings.BookFirstWorkday {
			dates = append(dates, day)
		}
	}
	return dates
}

// appointmentID gives the next id for a slot of service.
func (s *State) appointmentID(service ServiceID, slot Instant) AppointmentID {
	head := slot.Time().In(s.loc).Format("20060102-1504-") + string(service) + "-"
	for n := 1; ; n++ {
		id := AppointmentID(head + strconv.Itoa(n))
		if _, taken := s.appointments[id]; !taken {
			return id
		}
	}
}
