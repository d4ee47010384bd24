package queue

import "encoding/json"

// MessageType says what a Message tells. Gateways know them by these names, which never change.
type MessageType string

// The types of messages.
const (
	MessageIssued MessageType = "ticket.issued"
	// MessageSoon: few people are ahead, or the wait is nearly over.
	MessageSoon   MessageType = "ticket.soon"
	MessageCalled MessageType = "ticket.called"
	MessageNoShow MessageType = "ticket.no_show"
	MessageBooked MessageType = "appointment.booked"
)

// Message is what a citizen is told by a gateway outside the hall, as it is kept until the gateway has it. It holds no
// phone number: Sealed is the ticket's, and opened when the message is sent.
type Message struct {
	// ID is the same at every try, so that the gateway knows a repetition.
	ID          string        `json:"id"`
	Type        MessageType   `json:"type"`
	At          Instant       `json:"at"`
	Ticket      TicketID      `json:"ticket,omitempty"`
	Appointment AppointmentID `json:"appointment,omitempty"`
	Sealed      string        `json:"sealed,omitempty"`
	// Data is what the gateway is told, but for the phone number.
	Data json.RawMessage `json:"data"`

	// Tries were made in vain, the last for LastError; the next is at NextTry.
	Tries     int     `json:"tries,omitempty"`
	NextTry   Instant `json:"next_try"`
	LastError string  `json:"last_error,omitempty"`
	// DeadAt is when it was given up.
	DeadAt Instant `json:"dead_at,omitempty"`
}

// MessageMark is how far the journal has been made into messages: the last entry, and its business day.
type MessageMark struct {
	Seq  uint64 `json:"seq"`
	Date Date   `json:"date"`
}
