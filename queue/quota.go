package queue

import "fmt"

// sessionQuota is one service in one session.
type sessionQuota struct {
	service ServiceID
	session Instant
}

// admit tells whether c can be issued one more number of service at the moment at: the session's quota, what can still
// be served before it ends, and what the holder has open already.
func (s *State) admit(c Take, service *Service, at Instant) error {
	if err := s.calm(c); err != nil {
		return err
	}
	if service.Retired {
		return s.refuse(c, ErrNotIssuing, "the service is being closed")
	}
	if stop, ok := s.suspended[service.ID]; ok && !stop.Issuing {
		return s.refuse(c, ErrSuspended, stop.Reason)
	}
	span, ok := s.issuing(at)
	if !ok {
		return s.refuse(c, ErrNotIssuing)
	}
	if !s.layout.Hours.AlwaysOpen() && s.aside == nil && !s.servable(service, span, at) {
		return s.refuse(c, ErrNotIssuing, "those who wait fill the rest of the session")
	}
	if service.Quota > 0 && s.taken[sessionQuota{service.ID, span.Open}] >= service.Quota {
		return s.refuse(c, ErrQuotaReached, fmt.Sprintf("all %d numbers of the session are taken", service.Quota))
	}
	return s.admitHolder(c, service, c.Holder, c.Typed)
}

// admitHolder holds a holder to one open number of a service, and to the hall's limit over all services. Numbers that
// are cancelled, expired or passed over do not count; nor do typed ones, which anybody may have taken in the holder's
// name, against the holder's card.
func (s *State) admitHolder(c Command, service *Service, holder Holder, typed bool) error {
	count, err := s.openNumbers(c, service, holder, typed)
	if most := s.layout.Settings.HolderOpenMax; err == nil && most > 0 && count >= most {
		return s.refuse(c, ErrQuotaReached, fmt.Sprintf("the holder has %d open numbers", count))
	}
	return err
}

// openNumbers counts a holder's numbers that are open and count; one of the same service is refused. Nobody has none.
func (s *State) openNumbers(c Command, service *Service, holder Holder, typed bool) (count int, err error) {
	if holder == "" {
		return 0, nil
	}
	for _, t := range s.open[holder] {
		if t.Status == StatusNoShow || t.Typed && !typed {
			continue
		}
		if t.Service == service.ID {
			return count, &Refused{Op: c.String(), Err: ErrDuplicateHolder, Detail: string(t.Number), Ticket: t.Number}
		}
		count++
	}
	return count, nil
}

// servable tells whether one more ticket of service can be served before the session ends, judged by the windows that
// the layout gives it, signed in or not, and by its mean service time. What else those windows serve is left out: it
// is better to issue one number too many than to send somebody home before an idle window.
func (s *State) servable(service *Service, span Span, at Instant) bool {
	windows := 0
	for i := range s.layout.Windows {
		if w := &s.layout.Windows[i]; w.serves(service.ID) && w.Mode != ModeTidal && !w.Retired {
			windows++
		}
	}
	if windows == 0 {
		windows = 1
	}
	work := Millis(s.WaitingCount(service.ID)+1) * s.meanService(service.ID) / Millis(windows)
	return work <= span.Close.Since(max(at, span.Open))
}
