package queue

// AppointSubstitute lets Staff stand in for others until the end of the day Until (顶岗); the plate says so. An Until
// in the past ends it.
type AppointSubstitute struct {
	Staff StaffNo
	Until Date
}

// SubstituteAppointed: somebody stands in until a date.
type SubstituteAppointed struct {
	Staff StaffNo `json:"staff"`
	Until Date    `json:"until"`
}

var _ = register(func() Event { return new(SubstituteAppointed) })

// Kind implements Event.
func (*SubstituteAppointed) Kind() string { return "substitute_appointed" }

func (c AppointSubstitute) decide(s *State, _ Instant) ([]Event, error) {
	if _, ok := s.layout.StaffMember(c.Staff); !ok {
		return nil, s.refuse(c, ErrUnknownStaff)
	}
	if _, err := ParseDate(string(c.Until)); err != nil {
		return nil, s.refuse(c, ErrBadRequest, err.Error())
	}
	return []Event{&SubstituteAppointed{c.Staff, c.Until}}, nil
}

func (e *SubstituteAppointed) apply(s *State, _ *Entry) {
	if e.Until < s.date {
		delete(s.substitute, e.Staff)
		return
	}
	s.substitute[e.Staff] = e.Until
}

// substitutes tells whether a member of staff stands in for others at the moment at.
func (s *State) substitutes(no StaffNo, at Instant) bool {
	until, ok := s.substitute[no]
	return ok && DateOf(at, s.loc) <= until
}

// SubstituteUntil gives the last day on which a member of staff stands in for others; "" when they do not.
func (s *State) SubstituteUntil(no StaffNo) Date { return s.substitute[no] }

func (c AppointSubstitute) String() string { return "appoint substitute " + string(c.Staff) }
