package queue

// Answered gives what was carried out for an idempotency key, false when nothing is known of it.
func (s *State) Answered(request string) (Answered, bool) {
	if request == "" {
		return Answered{}, false
	}
	a, ok := s.requests[request]
	return a, ok
}

// Repeats tells whether what o asks for was carried out before, and is only answered again.
func (h *Hall) Repeats(o Origin) (is bool) {
	h.View(func(s *State) { _, is = s.Answered(o.Request) })
	return is
}
