package queue

import (
	"errors"
	"slices"
)

// SetUp replaces the layout while the hall runs. A service that people still wait for, or a window where somebody is
// signed in, does not vanish when the new layout leaves it out: it is retired, and goes when the day ends. Staff who
// are signed in must stay.
type SetUp struct {
	Layout Layout
	// Over is the revision that Layout was made from, so that two who change the hall at once do not undo one another's
	// work unseen; zero: whichever is in force.
	Over uint64
}

// LayoutChanged: the hall was set up anew.
type LayoutChanged struct {
	Layout Layout `json:"layout"`
}

var _ = register(func() Event { return new(LayoutChanged) })

// Kind implements Event.
func (*LayoutChanged) Kind() string { return "layout_changed" }

func (c SetUp) decide(s *State, _ Instant) ([]Event, error) {
	if c.Over != 0 && c.Over != s.revision {
		return nil, s.refuse(c, ErrSetUpMeanwhile)
	}
	if err := CheckLayout(&c.Layout); err != nil {
		return nil, s.refuseLayout(c, ErrBadRequest, err)
	}
	next := c.Layout
	next.Services, next.Windows = slices.Clone(next.Services), slices.Clone(next.Windows)
	for i := range s.layout.Services {
		s.retireService(&next, &s.layout.Services[i])
	}
	for i := range s.layout.Windows {
		s.retireWindow(&next, &s.layout.Windows[i])
	}
	for _, w := range s.windows {
		if _, ok := next.StaffMember(w.Staff); !ok && w.Staff != "" && w.Shift != 0 {
			return nil, s.refuse(c, ErrInUse, "staff "+string(w.Staff))
		}
	}
	if err := CheckLayout(&next); err != nil {
		return nil, s.refuseLayout(c, ErrInUse, err)
	}
	return []Event{&LayoutChanged{next}}, nil
}

// refuseLayout refuses c for a fault of its layout, which pages show in words.
func (s *State) refuseLayout(c Command, why *Refusal, err error) error {
	refused := &Refused{Op: c.String(), Detail: err.Error(), Err: why}
	_ = errors.As(err, &refused.Fault)
	return refused
}

// retireService keeps a service that next leaves out while tickets of it are open, at the windows that had it.
func (s *State) retireService(next *Layout, service *Service) {
	if _, ok := next.Service(service.ID); ok || !s.inUse(service.ID) {
		return
	}
	kept := *service
	kept.Retired, kept.NextStep, kept.Department = true, "", ""
	kept.Zones = nil
	next.Services = append(next.Services, kept)
	for i := range next.Windows {
		w := &next.Windows[i]
		if before, ok := s.layout.Window(w.Number); ok && before.serves(service.ID) {
			w.Services = append(slices.Clone(w.Services), service.ID)
		}
	}
}

// retireWindow keeps a window that next leaves out while somebody is signed in there.
func (s *State) retireWindow(next *Layout, w *Window) {
	if _, ok := next.Window(w.Number); ok || s.Window(w.Number).Shift == 0 {
		return
	}
	kept := *w
	kept.Retired = true
	unknown := func(id ServiceID) bool { _, ok := next.Service(id); return !ok }
	kept.Services = slices.DeleteFunc(slices.Clone(kept.Services), unknown)
	kept.Fallback = slices.DeleteFunc(slices.Clone(kept.Fallback), unknown)
	next.Windows = append(next.Windows, kept)
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

// nextLayout gives the layout of another day: without what was retired, unless it is still in use.
func (s *State) nextLayout() Layout {
	next := *s.layout
	gone := func(id ServiceID) bool {
		service, ok := s.layout.Service(id)
		return ok && service.Retired && !s.inUse(id)
	}
	next.Services = slices.DeleteFunc(slices.Clone(next.Services), func(v Service) bool { return gone(v.ID) })
	next.Windows = slices.DeleteFunc(slices.Clone(next.Windows), func(w Window) bool {
		return w.Retired && s.Window(w.Number).Shift == 0
	})
	for i := range next.Windows {
		w := &next.Windows[i]
		w.Services = slices.DeleteFunc(slices.Clone(w.Services), gone)
		w.Fallback = slices.DeleteFunc(slices.Clone(w.Fallback), gone)
	}
	return next
}

func (l *LayoutChanged) apply(s *State, e *Entry) {
	s.revisions = append(s.revisions, Revision{e.Seq, e.At, e.By, s.layout})
	s.revision = e.Seq
	s.setLayout(&l.Layout)
}

func (c SetUp) String() string { return "set up" }
