package display

import "github.com/paidui/paidui/queue"

// TicketBoard is the phone of one ticket's citizen.
type TicketBoard struct {
	head
	Ticket queue.CitizenTicketView `json:"ticket"`
}

func drawTicket(s *queue.State, at queue.Instant, id queue.TicketID) (any, bool) {
	t, ok := s.Ticket(id)
	if !ok {
		t, ok = s.Past(id)
	}
	if !ok {
		return nil, false
	}
	return &TicketBoard{drawHead(s, KindTicket), s.CitizenTicketView(t, at)}, true
}
