package queue

import (
	"cmp"
	"slices"
)

// CheckIn turns an appointment into a ticket when its citizen comes: within the time around the slot that the settings
// give with the slot's place in the order; later as a walk-in number, even where the quota is reached. Holder is the
// citizen's under the day's key and may be empty.
type CheckIn struct {
	Appointment AppointmentID
	Source      Source
	Holder      Holder
	// Typed and Sealed go with Holder, as in Take.
	Typed  bool
	Sealed string
	From   ZoneID
	// Class is that of the walk-in number of who comes late; empty: normal.
	Class Class
}

// CheckedIn: an appointment became a ticket.
type CheckedIn struct{ ofAppointment }

var _ = register(func() Event { return new(CheckedIn) })

// Kind implements Event.
func (*CheckedIn) Kind() string { return "checked_in" }

func (c CheckIn) decide(s *State, at Instant) ([]Event, error) {
	if s.aside != nil { // the appointment is real
		return nil, s.refuse(c, ErrTrial)
	}
	a, ok := s.appointments[c.Appointment]
	if !ok {
		return nil, s.refuse(c, ErrUnknownAppointment)
	}
	if a.Status != AppointmentBooked {
		return nil, s.refuse(c, ErrWrongState, "the appointment is "+string(a.Status))
	}
	settings := &s.layout.Settings
	if opens := a.Slot.Add(-Millis(settings.CheckInEarlyMinutes) * Minute); at < opens {
		return nil, &Refused{Op: c.String(), Err: ErrTooEarly, Detail: opens.Time().In(s.loc).Format("2006-01-02 15:04"), From: opens}
	}
	service, ok := s.layout.Service(a.Service)
	if !ok {
		return nil, s.refuse(c, ErrUnknownService)
	}
	if c.Class != "" && !c.Class.Valid() {
		return nil, s.refuse(c, ErrBadRequest, "class is not known")
	}
	if DateOf(a.Slot, s.loc) != s.date {
		return nil, s.refuse(c, ErrTooLate)
	}
	take := Take{Service: a.Service, Class: ClassAppointment, Source: SourceAppointment, Holder: c.Holder, Slot: a.Slot, From: c.From}
	take.Typed, take.Sealed = c.Typed, c.Sealed
	came := *a
	came.Status = AppointmentCheckedIn
	if at > a.Slot.Add(Millis(settings.CheckInLateMinutes)*Minute) {
		take.Class, take.Slot, came.Status = cmp.Or(c.Class, ClassNormal), 0, AppointmentLate
	}
	if err := s.calm(c); err != nil {
		return nil, err
	}
	if err := s.admitHolder(c, service, c.Holder, c.Typed); err != nil {
		return nil, err
	}
	t := s.issue(take, service, at)
	came.Ticket = t.ID
	ahead := s.PeopleAhead(&t)
	return []Event{&CheckedIn{ofAppointment{came}}, &Issued{of{t}, ahead, s.EstimateOf(&t, at), ""}}, nil
}

// sortedAppointments gives the appointments by id, so that what is made from them is the same every time.
func (s *State) sortedAppointments() []*Appointment {
	all := make([]*Appointment, 0, len(s.appointments))
	for _, a := range s.appointments {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *Appointment) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// carryAppointments gives what a later day asks for: appointments of today and later, and misses that may still count.
func (s *State) carryAppointments(today Date, at Instant) (booked []Appointment, misses []Miss) {
	for _, a := range s.sortedAppointments() {
		if DateOf(a.Slot, s.loc) >= today {
			booked = append(booked, *a)
		}
	}
	kept := 2 * Millis(s.layout.Settings.MissDays) * 24 * 60 * Minute
	for _, m := range s.misses {
		if at.Since(m.Slot) <= kept {
			misses = append(misses, m)
		}
	}
	return booked, misses
}

func (c CheckIn) String() string { return "check in appointment " + string(c.Appointment) }
