package queue

import "cmp"

// returning gives c as the number of somebody who comes back with the papers that were missing: at the service where they
// were, with the head start of ClassReturn unless their own is larger.
func (s *State) returning(c Take) (Take, error) {
	slip, ok := s.slips[c.Return]
	if !ok {
		return c, s.refuse(c, ErrUnknownCode)
	}
	if s.SlipUsed(slip) {
		used := &Refused{Op: c.String(), Err: ErrCodeUsed}
		if t, ok := s.Ticket(slip.Taken); ok {
			used.Ticket, used.Detail = t.Number, "it gave "+string(t.Number)
		}
		return c, used
	}
	if c.Service = cmp.Or(c.Service, slip.Service); c.Service != slip.Service {
		return c, s.refuse(c, ErrBadRequest, "the papers are missing at another service")
	}
	c.Class = cmp.Or(c.Class, ClassReturn)
	if settings := &s.layout.Settings; c.Class.Valid() && settings.headStart(c.Class) < settings.headStart(ClassReturn) {
		c.Class = ClassReturn
	}
	return c, nil
}

// admitReturn is admit for who comes back with missing papers. What bounds the numbers of those who come anew does not
// hold for them: neither the session's quota, nor what can still be served in it, nor how many numbers they have open.
func (s *State) admitReturn(c Take, service *Service, at Instant) error {
	if service.Retired {
		return s.refuse(c, ErrNotIssuing, "the service is being closed")
	}
	if stop, ok := s.suspended[service.ID]; ok && !stop.Issuing {
		return s.refuse(c, ErrSuspended, stop.Reason)
	}
	if _, ok := s.issuing(at); !ok {
		return s.refuse(c, ErrNotIssuing)
	}
	_, err := s.openNumbers(c, service, c.Holder, c.Typed)
	return err
}

// preferredWindow gives the window where the papers of c's citizen were looked at, while it still serves their service.
func (s *State) preferredWindow(c Take) WindowNumber {
	slip, ok := s.slips[c.Return]
	if !ok {
		return 0
	}
	if w, ok := s.layout.Window(slip.Window); !ok || w.Retired || !w.offers(c.Service) {
		return 0
	}
	return slip.Window
}
