package queue

// Answered gives what was carried out for an idempotency key, false when nothing is known of it.
func (s *State) Answered(request string) (Answered, bool) {
	if request == "" {
		return Answered{}, false
	}
	a, ok := s.requests[request]
	return a, ok
}
