package queue

// SetSlipTemplate gives slips another template from now on; an empty one is that which they have by themselves. It is a
// command of its own so that two who change different things at once lose neither. Whether the template can be read is
// for who sends it to see: the domain does not know printers.
type SetSlipTemplate struct {
	Template string
}

func (c SetSlipTemplate) decide(s *State, _ Instant) ([]Event, error) {
	next := *s.layout
	next.Settings.SlipTemplate = c.Template
	if err := CheckLayout(&next); err != nil {
		return nil, s.refuse(c, ErrBadRequest, err.Error())
	}
	return []Event{&LayoutChanged{next}}, nil
}

func (c SetSlipTemplate) String() string { return "set slip template" }
