package display

import "github.com/paidui/paidui/queue"

// TicketBoard is the phone of one ticket's citizen.
type TicketBoard struct {
	head
	Ticket queue.CitizenTicketView `json:"ticket"`
}

func drawTicket(s *queue.State, at queue.Instant, id queue.TicketID) (any, bool) {
	board := &TicketBoard{head: drawHead(s, KindTicket)}
	t, ok := s.Ticket(id)
	if !ok {
		// A number of an earlier day is real, whatever the hall does today.
		t, ok = s.Past(id)
		board.Trial = nil
	}
	if !ok {
		return nil, false
	}
	board.Ticket = s.CitizenTicketView(t, at)
	return board, true
}
