package queue

import (
	"strconv"
	"strings"
)

// idToday gives the id of today's ticket with that number; another than the real one's while the hall is tried out.
func (s *State) idToday(number TicketNo) TicketID {
	var room [idRoom]byte
	return TicketID(append(s.appendDay(room[:0]), number...))
}

// idRoom is as long as ids get, but for long prefixes.
const idRoom = 48

// appendDay writes what the day's ids begin with.
func (s *State) appendDay(text []byte) []byte {
	text = append(append(text, s.date.Compact()...), '-')
	if s.aside != nil {
		text = append(strconv.AppendUint(append(text, "trial"...), s.trial.Seq, 10), '-')
	}
	return text
}

// nextNumber gives the next of the prefix's numbers; those entered from the reserve are passed over.
func (s *State) nextNumber(prefix string) int {
	var room [idRoom]byte
	day := s.appendDay(room[:0])
	for n := s.numbers[prefix] + 1; ; n++ {
		if _, taken := s.places[TicketID(appendNo(day, prefix, n))]; !taken {
			return n
		}
	}
}

// admitReserve tells whether a number from the reserve can be entered at the moment at: one of the service's prefix that
// nobody has today, before the day's last session ends.
func (s *State) admitReserve(c Take, service *Service, at Instant) error {
	n, err := strconv.Atoi(strings.TrimPrefix(string(c.Number), service.Prefix))
	if err != nil || n < 1 || c.Number != ticketNo(service.Prefix, n) {
		return s.refuse(c, ErrBadRequest, "it is not a number of the service")
	}
	if service.Retired {
		return s.refuse(c, ErrNotIssuing, "the service is being closed")
	}
	if _, ok := s.session(at); !ok {
		return s.refuse(c, ErrNotIssuing, "the day's sessions are over")
	}
	if _, taken := s.Ticket(s.idToday(c.Number)); taken {
		return s.refuse(c, ErrWrongState, "number "+string(c.Number)+" has been issued today")
	}
	return s.admitHolder(c, service, c.Holder, c.Typed)
}
