package messages

import (
	"strconv"
	"strings"

	"github.com/paidui/paidui/queue"
)

// Body is what the gateway is sent.
type Body struct {
	Type queue.MessageType `json:"type"`
	// Timestamp is when it happened, whenever it is sent.
	Timestamp queue.Instant `json:"timestamp"`
	Data      Data          `json:"data"`
}

// Data is what a message tells. What a type has no use for is left out.
type Data struct {
	Ticket      queue.TicketID      `json:"ticket,omitempty"`
	Number      queue.TicketNo      `json:"number,omitempty"`
	Appointment queue.AppointmentID `json:"appointment,omitempty"`
	Slot        queue.Instant       `json:"slot,omitempty"`
	Service     queue.ServiceID     `json:"service"`
	ServiceName queue.Text          `json:"service_name"`
	Window      queue.WindowNumber  `json:"window,omitempty"`
	WindowName  *queue.Text         `json:"window_name,omitempty"`
	Place       *queue.Text         `json:"place,omitempty"`
	// PeopleAhead and EstimatedWait are of ticket.issued and ticket.soon.
	PeopleAhead   *int            `json:"people_ahead,omitempty"`
	EstimatedWait *queue.Estimate `json:"estimated_wait_ms,omitempty"`
	// Soon: the number was near its turn when it was issued, and no ticket.soon will follow.
	Soon bool `json:"soon,omitempty"`
	// Trial: the number is of a trial day, and the text says so.
	Trial bool `json:"trial,omitempty"`
	// Phone is absent where the citizen gave none, and once the key of its day is gone.
	Phone string `json:"phone,omitempty"`
	// Text is the whole message, ready to be sent.
	Text queue.Text `json:"text"`
}

// kinds are the types as they stand in ids, textKeys the keys of their texts.
var (
	kinds = map[queue.MessageType]string{
		queue.MessageIssued: "issued", queue.MessageSoon: "soon", queue.MessageCalled: "called",
		queue.MessageNoShow: "no_show", queue.MessageBooked: "booked",
	}
	textKeys = map[queue.MessageType]string{
		queue.MessageIssued: "msg.issued", queue.MessageSoon: "msg.soon", queue.MessageCalled: "msg.called",
		queue.MessageNoShow: "msg.noshow",
	}
)

// said gives text, nil when it says nothing.
func said(text queue.Text) *queue.Text {
	if text == (queue.Text{}) {
		return nil
	}
	return &text
}

func (t *teller) serviceName(id queue.ServiceID) queue.Text {
	if service, ok := t.state.Layout().Service(id); ok {
		return service.Name
	}
	return queue.Text{ZH: string(id)}
}

// words are what the texts of a ticket's messages name.
func (t *teller) words(d *Data, ticket *queue.Ticket) map[string]queue.Text {
	words := map[string]queue.Text{
		"ticket": {ZH: string(ticket.Number)}, "service": d.ServiceName, "window": {ZH: strconv.Itoa(int(ticket.Window))},
		"help": t.state.Layout().Settings.Help, "zone": {ZH: "大厅", EN: "the hall"},
	}
	if d.PeopleAhead != nil {
		words["n"] = queue.Text{ZH: strconv.Itoa(*d.PeopleAhead)}
	}
	if zone, ok := t.state.Layout().Zone(ticket.From); ok {
		words["zone"] = zone.Name
	}
	return words
}

// text fills a text's placeholders. A word without English stands in Chinese.
func (t *teller) text(key string, words map[string]queue.Text) queue.Text {
	words["center"] = t.state.Layout().Name
	var zh, en []string
	for name, word := range words {
		if word.EN == "" {
			word.EN = word.ZH
		}
		zh, en = append(zh, "{"+name+"}", word.ZH), append(en, "{"+name+"}", word.EN)
	}
	inZH, inEN := t.texts(key)
	return queue.Text{ZH: strings.NewReplacer(zh...).Replace(inZH), EN: strings.NewReplacer(en...).Replace(inEN)}
}
