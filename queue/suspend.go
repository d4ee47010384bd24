package queue

// SuspendService stops calls for a service whose own system is down, and with Issuing false its numbers too. Places
// are kept.
type SuspendService struct {
	Service ServiceID
	Reason  string
	BackAt  Instant
	Issuing bool
}

// UnsuspendService lets a service go on.
type UnsuspendService struct {
	Service ServiceID
}

// Suspension is why a service stands still.
type Suspension struct {
	Reason string  `json:"reason"`
	Since  Instant `json:"since"`
	// BackAt is when it is expected to go on; zero: not known.
	BackAt  Instant `json:"back_at,omitempty"`
	Issuing bool    `json:"issuing"`
}

// ServiceSuspended: a service stands still.
type ServiceSuspended struct {
	Service    ServiceID  `json:"service"`
	Suspension Suspension `json:"suspension"`
}

// ServiceUnsuspended: a service goes on. Suspension is what ended.
type ServiceUnsuspended struct {
	Service    ServiceID  `json:"service"`
	Suspension Suspension `json:"suspension"`
}

var _ = register(func() Event { return new(ServiceSuspended) }, func() Event { return new(ServiceUnsuspended) })

// Kind implements Event.
func (*ServiceSuspended) Kind() string { return "service_suspended" }

// Kind implements Event.
func (*ServiceUnsuspended) Kind() string { return "service_unsuspended" }

func (c SuspendService) decide(s *State, at Instant) ([]Event, error) {
	if _, ok := s.layout.Service(c.Service); !ok {
		return nil, s.refuse(c, ErrUnknownService)
	}
	if c.Reason == "" {
		return nil, s.refuse(c, ErrReasonRequired)
	}
	if c.BackAt != 0 && c.BackAt <= at {
		return nil, s.refuse(c, ErrBadRequest, "back_at is in the past")
	}
	// A second suspension says anew why and until when; its beginning stays.
	since := at
	if before, ok := s.suspended[c.Service]; ok {
		since = before.Since
	}
	return []Event{&ServiceSuspended{c.Service, Suspension{c.Reason, since, c.BackAt, c.Issuing}}}, nil
}

func (c UnsuspendService) decide(s *State, _ Instant) ([]Event, error) {
	if _, ok := s.layout.Service(c.Service); !ok {
		return nil, s.refuse(c, ErrUnknownService)
	}
	ended, ok := s.suspended[c.Service]
	if !ok {
		return nil, s.refuse(c, ErrWrongState, "the service is not suspended")
	}
	return []Event{&ServiceUnsuspended{c.Service, ended}}, nil
}

func (e *ServiceSuspended) apply(s *State, _ *Entry) { s.suspended[e.Service] = e.Suspension }

func (e *ServiceUnsuspended) apply(s *State, entry *Entry) {
	delete(s.suspended, e.Service)
	s.halted[e.Service] = append(s.halted[e.Service], Span{e.Suspension.Since, entry.At})
}

// Suspension gives why service stands still, when it does.
func (s *State) Suspension(service ServiceID) (Suspension, bool) {
	v, ok := s.suspended[service]
	return v, ok
}

func (c SuspendService) String() string { return "suspend service " + string(c.Service) }

func (c UnsuspendService) String() string { return "unsuspend service " + string(c.Service) }
