package queue

import "slices"

// The views are tickets, windows and services as programs and pages read them. They are made from events' after-images
// and the layout, so that a repeated request gets its first answer again, and every face says the same.

// ClassPriority stands for every class with a head start wherever citizens look on. No ticket has it.
const ClassPriority Class = "priority"

// Public gives what may be shown of c to citizens: normal, priority, appointment or return, never why somebody has
// priority.
func (c Class) Public() Class {
	switch c {
	case "", ClassNormal:
		return ClassNormal
	case ClassAppointment, ClassReturn:
		return c
	}
	return ClassPriority
}

// TicketView is a ticket as staff and programs read it. It does not tell how its citizen rated: staff are shown ratings
// of a day that is over, and many together.
type TicketView struct {
	ID            TicketID     `json:"id"`
	Number        TicketNo     `json:"number"`
	Service       ServiceID    `json:"service"`
	ServiceName   Text         `json:"service_name"`
	Class         Class        `json:"class"`
	Source        Source       `json:"source"`
	Status        Status       `json:"status"`
	IssuedAt      Instant      `json:"issued_at"`
	CalledAt      Instant      `json:"called_at,omitempty"`
	FirstCalledAt Instant      `json:"first_called_at,omitempty"`
	CallCount     int          `json:"call_count,omitempty"`
	StartedAt     Instant      `json:"started_at,omitempty"`
	FinishedAt    Instant      `json:"finished_at,omitempty"`
	Window        WindowNumber `json:"window,omitempty"`
	WindowName    *Text        `json:"window_name,omitempty"`
	Place         *Text        `json:"place,omitempty"`
	Outcome       Outcome      `json:"outcome,omitempty"`
	CaseNo        string       `json:"case_no,omitempty"`
	// Due and PickUp are days that the citizen was told; Matters is absent for one.
	Due          Date `json:"due,omitempty"`
	PickUp       Date `json:"pick_up,omitempty"`
	Matters      int  `json:"matters,omitempty"`
	RequeueCount int  `json:"requeue_count,omitempty"`
	// Waited is how long the present visit waited for its first call; absent before it.
	Waited *Millis `json:"waited_ms,omitempty"`
	Why    Why     `json:"why,omitempty"`
	// Needs are what the citizen needs at the window, of AllNeeds.
	Needs []string `json:"needs,omitempty"`
	// IDLast4 are the last four of the holder's ID number. Whoever has the ticket in hand is shown them by who can
	// unseal them; nobody else is.
	IDLast4 string `json:"id_last4,omitempty"`
}

// TicketView gives t as staff and programs read it. What the layout no longer knows has no name.
func (l *Layout) TicketView(t *Ticket) TicketView {
	v := TicketView{
		ID: t.ID, Number: t.Number, Service: t.Service, Class: t.Class, Source: t.Source, Status: t.Status,
		IssuedAt: t.IssuedAt, CalledAt: t.CalledAt, FirstCalledAt: t.FirstCalledAt, CallCount: t.CallCount,
		StartedAt: t.StartedAt, FinishedAt: t.FinishedAt, Window: t.Window, Outcome: t.Outcome,
		CaseNo: t.CaseNo, Due: t.Due, PickUp: t.PickUp, Matters: t.Matters, RequeueCount: t.RequeueCount, Why: t.Why, Needs: t.Needs.List(),
	}
	if service, ok := l.Service(t.Service); ok {
		v.ServiceName = service.Name
	}
	if w, ok := l.Window(t.Window); ok {
		v.WindowName, v.Place = &w.Name, &w.Location
	}
	if t.FirstCalledAt != 0 {
		waited := t.WaitedFor
		v.Waited = &waited
	}
	return v
}

// Public gives v as its citizen may see it: without the class that gave priority, without why it was called, and
// without anything of an ID number.
func (v TicketView) Public() TicketView {
	v.Class, v.Why, v.IDLast4 = v.Class.Public(), "", ""
	return v
}

// CitizenTicketView is a ticket as its citizen reads it, with its place in the queue.
type CitizenTicketView struct {
	TicketView
	PeopleAhead int `json:"people_ahead"`
	// EstimatedWait is null where nothing honest can be said, and for a ticket that does not wait.
	EstimatedWait *Estimate `json:"estimated_wait_ms"`
	// Defer is there while the citizen may ask to be called later, NotBefore after they did and until it is over.
	Defer     *DeferView `json:"defer,omitempty"`
	NotBefore Instant    `json:"not_before,omitempty"`
	// Rating is the citizen's own; RatingAskedAt when the window asked for it once more.
	Rating        int     `json:"rating,omitempty"`
	RatingAskedAt Instant `json:"rating_asked_at,omitempty"`
	// Suspended is there while a waiting ticket's service stands still.
	Suspended *SuspensionView `json:"suspended,omitempty"`
	// RateUntil is there while a finished ticket may be rated: until when.
	RateUntil Instant `json:"rate_until,omitempty"`
	// Missing is there for a finished ticket whose papers were incomplete.
	Missing *MissingSlipView `json:"missing,omitempty"`
}

// DeferView is what asking to be called later does: Behind people go first, or where fewer wait, Minutes pass. Left is
// how often it may still be asked.
type DeferView struct {
	Left    int `json:"left"`
	Behind  int `json:"behind"`
	Minutes int `json:"minutes"`
}

// CitizenTicketView gives t as its citizen reads it at the moment at.
func (s *State) CitizenTicketView(t *Ticket, at Instant) CitizenTicketView {
	v := CitizenTicketView{TicketView: s.layout.TicketView(t).Public(), Rating: t.Rating, RatingAskedAt: t.RatingAskedAt}
	if t.Status == StatusWaiting {
		v.PeopleAhead = s.PeopleAhead(t)
		v.EstimatedWait = s.EstimateOf(t, at)
		v.Suspended = s.SuspensionView(t.Service)
		if t.NotBefore > at {
			v.NotBefore = t.NotBefore
		}
		settings := &s.layout.Settings
		if left := settings.DeferMax - t.DeferCount; left > 0 {
			v.Defer = &DeferView{left, settings.DeferBehind, settings.DeferMinutes}
		}
	}
	if s.stillRateable(t, at) {
		v.RateUntil = s.rateUntil(t)
	}
	if slip, ok := s.slips[t.ID]; ok {
		v.Missing = s.MissingSlipView(slip)
	}
	return v
}

// PauseView is a pause sign with its kind.
type PauseView struct {
	Kind PauseKind `json:"kind"`
	PauseSign
}

// WindowView is a window as staff and programs read it. Its Ticket is there where the reader may see it.
type WindowView struct {
	Number   WindowNumber `json:"number"`
	Name     Text         `json:"name"`
	Location Text         `json:"location"`
	Zone     ZoneID       `json:"zone"`
	Status   WindowStatus `json:"status"`
	Services []ServiceID  `json:"services"`
	Fallback []ServiceID  `json:"fallback"`
	// OpensAt is there while the window is preparing.
	OpensAt Instant `json:"opens_at,omitempty"`
	Staff   *Staff  `json:"staff,omitempty"`
	// Substitute: Staff stands in for somebody (顶岗).
	Substitute bool        `json:"substitute,omitempty"`
	Pause      *PauseView  `json:"pause,omitempty"`
	Ticket     *TicketView `json:"ticket,omitempty"`
}

// WindowView gives the window with the shift w as it is at the moment at, without a ticket.
func (l *Layout) WindowView(w *WindowState, at Instant) WindowView {
	v := WindowView{Number: w.Number, Status: w.StatusAt(at), Services: []ServiceID{}, Fallback: []ServiceID{}}
	if place, ok := l.Window(w.Number); ok {
		v.Name, v.Location, v.Zone = place.Name, place.Location, place.Zone
		v.Services, v.Fallback = append(v.Services, place.Services...), append(v.Fallback, place.Fallback...)
	}
	if v.Status == WindowPreparing {
		v.OpensAt = w.OpensAt
	}
	if staff, ok := l.StaffMember(w.Staff); ok {
		member := *staff
		v.Staff, v.Substitute = &member, w.Substitute
	}
	if w.Pause != nil {
		v.Pause = &PauseView{w.Pause.Kind(), *w.Pause}
	}
	return v
}

// WindowView gives window n as it is at the moment at, with the ticket that keeps it busy.
func (s *State) WindowView(n WindowNumber, at Instant) WindowView {
	shift := s.Window(n)
	v := s.layout.WindowView(&shift, at)
	if t := s.Current(n); t != nil {
		ticket := s.layout.TicketView(t)
		v.Ticket = &ticket
	}
	return v
}

// ServiceView is a service as a kiosk offers it.
type ServiceView struct {
	ID         ServiceID    `json:"id"`
	Prefix     string       `json:"prefix"`
	Name       Text         `json:"name"`
	Department DepartmentID `json:"department,omitempty"`
	Group      ServiceGroup `json:"group,omitempty"`
	// Zone is where its people wait: that of the first of Windows.
	Zone ZoneID `json:"zone,omitempty"`
	// Issuing: numbers can be taken now. Open: at least one of Windows is open.
	Issuing bool `json:"issuing"`
	Open    bool `json:"open"`
	// Windows have the service among their own, signed in or not.
	Windows      []WindowNumber `json:"windows"`
	WaitingCount int            `json:"waiting_count"`
	// EstimatedWait is what somebody who takes a number now would be told; null where nothing honest can be said.
	EstimatedWait *Estimate `json:"estimated_wait_ms"`
	// NotIssuing says why not, as a HallState or the code of a refusal; OpensAt from when on numbers can be taken. Absent
	// while Issuing or not known.
	NotIssuing string  `json:"not_issuing,omitempty"`
	OpensAt    Instant `json:"opens_at,omitempty"`
	// Suspended is there while the service stands still.
	Suspended *SuspensionView `json:"suspended,omitempty"`
	NextStep  ServiceID       `json:"next_step,omitempty"`
	// RealName says whether an ID card is asked for; absent: it is not.
	RealName RealName `json:"real_name,omitempty"`
}

// SuspensionView is a suspension as citizens may read it: until when, not why.
type SuspensionView struct {
	Since   Instant `json:"since"`
	BackAt  Instant `json:"back_at,omitempty"`
	Issuing bool    `json:"issuing"`
}

// SuspensionView gives the suspension of service as citizens may read it; nil while it goes on.
func (s *State) SuspensionView(service ServiceID) *SuspensionView {
	stop, ok := s.suspended[service]
	if !ok {
		return nil
	}
	return &SuspensionView{Since: stop.Since, BackAt: stop.BackAt, Issuing: stop.Issuing}
}

// ServiceView gives service as a kiosk offers it at the moment at.
func (s *State) ServiceView(service *Service, at Instant) ServiceView {
	count := s.WaitingCount(service.ID)
	v := ServiceView{
		ID: service.ID, Prefix: service.Prefix, Name: service.Name, Department: service.Department, Group: service.Group,
		Open: s.ServedAt(service.ID, at), Windows: []WindowNumber{}, WaitingCount: count,
		EstimatedWait: s.EstimateNext(service.ID, at), Suspended: s.SuspensionView(service.ID), NextStep: service.NextStep,
		RealName: service.RealName,
	}
	for i := range s.layout.Windows {
		if w := &s.layout.Windows[i]; slices.Contains(w.Services, service.ID) {
			v.Windows = append(v.Windows, w.Number)
			if v.Zone == "" {
				v.Zone = w.Zone
			}
		}
	}
	v.Issuing, v.NotIssuing, v.OpensAt = s.issuable(service, at)
	return v
}
