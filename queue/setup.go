package queue

// SetUp replaces the layout. Nothing that is in use may vanish: services with people waiting, windows with somebody
// signed in, staff who are.
type SetUp struct {
	Layout Layout
}

// LayoutChanged: the hall was set up anew.
type LayoutChanged struct {
	Layout Layout `json:"layout"`
}

var _ = register(func() Event { return new(LayoutChanged) })

// Kind implements Event.
func (*LayoutChanged) Kind() string { return "layout_changed" }

func (c SetUp) decide(s *State, _ Instant) ([]Event, error) {
	if err := CheckLayout(&c.Layout); err != nil {
		return nil, s.refuse(c, ErrBadRequest, err.Error())
	}
	for id := range s.queues {
		if _, ok := c.Layout.Service(id); !ok && s.inUse(id) {
			return nil, s.refuse(c, ErrInUse, "service "+string(id))
		}
	}
	for n, w := range s.windows {
		if _, ok := c.Layout.Window(n); !ok && w.Shift != 0 {
			return nil, s.refuse(c, ErrInUse, n.String())
		}
		if _, ok := c.Layout.StaffMember(w.Staff); !ok && w.Staff != "" {
			return nil, s.refuse(c, ErrInUse, "staff "+string(w.Staff))
		}
	}
	return []Event{&LayoutChanged{c.Layout}}, nil
}

// inUse tells whether a ticket of service is not over.
func (s *State) inUse(service ServiceID) bool {
	for _, t := range s.issued {
		if t.Service == service && t.Open() {
			return true
		}
	}
	return false
}

func (l *LayoutChanged) apply(s *State, _ *Entry) { s.setLayout(&l.Layout) }

func (c SetUp) String() string { return "set up" }
