package queue

// WaitedAt is how long t's present visit waited until its first call, or until at when it has not been called. Closed
// time does not count: who is carried over the noon break does not wait in it.
func (s *State) WaitedAt(t *Ticket, at Instant) Millis {
	if t.FirstCalledAt != 0 {
		if t.WaitedFor != 0 {
			return t.WaitedFor
		}
		at = t.FirstCalledAt
	}
	waited := at.Since(t.WaitFrom)
	spans := s.today
	for i := 1; i < len(spans); i++ {
		closed, opened := max(spans[i-1].Close, t.WaitFrom), spans[i].Open
		if at >= opened && closed < opened {
			waited -= opened.Since(closed)
		}
	}
	return max(0, waited)
}
