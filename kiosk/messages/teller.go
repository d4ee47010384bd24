package messages

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/paidui/paidui/queue"
)

// When a citizen is told to come: at so many people ahead, or when half of those in their place wait less than that,
// whichever is first. With many windows open, three people are gone in a minute.
const (
	soonAhead  = 3
	soonWithin = 10 * queue.Minute
	// soonEvery is how long a forecast lasts. Forecasts are the teller's own, at moments that the journal decides: those of
	// the hall are made when there is time, and a restart would not make them again.
	soonEvery = 20 * queue.Second
)

// teller folds the journal and says what is to be told. The same entries, from a day's first on, always give the same.
type teller struct {
	journal string
	texts   func(key string) (zh, en string)
	state   *queue.State
	// told are the visits whose citizens know that their turn is near.
	told map[queue.TicketID]uint64
	// foreseen is when the last forecast was made; zero when it is out of date.
	foreseen queue.Instant
}

func newTeller(journal string, texts func(key string) (zh, en string)) *teller {
	return &teller{journal: journal, texts: texts, state: queue.NewState(), told: map[queue.TicketID]uint64{}}
}

// see gives the messages that e gives rise to.
func (t *teller) see(e queue.Entry) []queue.Message {
	services := t.touched(&e)
	t.state.Apply(e)
	var messages []queue.Message
	called := map[queue.ServiceID]bool{}
	for _, event := range e.Events {
		switch event := event.(type) {
		case *queue.DayOpened:
			t.newDay(e.At)
		case *queue.Issued:
			messages = append(messages, t.issued(&e, event)...)
		case *queue.Called:
			called[event.Ticket.Service] = true
			if event.Ticket.Why != queue.WhyWalkUp {
				messages = append(messages, t.called(&e, event))
			}
		case *queue.MarkedNoShow:
			messages = append(messages, t.noShow(&e, &event.Ticket))
		case *queue.Returned:
			t.told[event.Ticket.ID] = event.Ticket.Visit
		case *queue.Arrived:
			t.told[event.Ticket.ID] = event.Ticket.Visit
		case *queue.Booked:
			messages = append(messages, t.booked(&e, &event.Appointment))
		}
	}
	for _, id := range services {
		messages = append(messages, t.soon(&e, id, called[id])...)
	}
	return messages
}

// touched gives the services whose queue e may change: those of its tickets before and after, all of them when a window
// opens or closes.
func (t *teller) touched(e *queue.Entry) []queue.ServiceID {
	var services []queue.ServiceID
	seen := map[queue.ServiceID]bool{}
	add := func(id queue.ServiceID) {
		if !seen[id] {
			seen[id] = true
			services = append(services, id)
		}
	}
	for _, event := range e.Events {
		switch event := event.(type) {
		case queue.TicketEvent:
			after := event.After()
			if before, ok := t.state.Ticket(after.ID); ok {
				add(before.Service)
			}
			add(after.Service)
		case queue.WindowEvent:
			t.foreseen = 0
			for i := range t.state.Layout().Services {
				add(t.state.Layout().Services[i].ID)
			}
		}
	}
	return services
}

// newDay forgets what was told. Who goes over midnight in a hall that never closes and is near already is not told again.
func (t *teller) newDay(at queue.Instant) {
	clear(t.told)
	for i := range t.state.Layout().Services {
		for _, near := range t.near(t.state.Layout().Services[i].ID, true, at) {
			t.told[near.ID] = near.Visit
		}
	}
}

// near gives those waiting for service whose turn is near at the moment at; nobody while nothing moves: no window serves
// it and none has just called from it.
func (t *teller) near(service queue.ServiceID, called bool, at queue.Instant) []*queue.Ticket {
	s := t.state
	waiting := s.WaitingCount(service)
	if waiting == 0 || s.SuspensionView(service) != nil || !called && !s.ServedAt(service, at) {
		return nil
	}
	if t.foreseen == 0 || at.Since(t.foreseen) > soonEvery {
		t.foreseen = at
		s.Foresee(s.Outlook(at).Forecast())
	}
	up := s.UpNext([]queue.ServiceID{service}, waiting)
	n := min(soonAhead+1, waiting)
	for ; n < waiting; n++ {
		if e := s.EstimateOf(up[n], at); e == nil || e.P50 > soonWithin {
			break
		}
	}
	return up[:n]
}

// soon tells those who have come near, once in a visit.
func (t *teller) soon(e *queue.Entry, service queue.ServiceID, called bool) []queue.Message {
	var messages []queue.Message
	for ahead, near := range t.near(service, called, e.At) {
		if t.told[near.ID] == near.Visit || near.NotBefore > e.At {
			continue
		}
		t.told[near.ID] = near.Visit
		messages = append(messages, t.ofTicket(e, near, queue.MessageSoon, func(d *Data) {
			d.PeopleAhead, d.EstimatedWait = &ahead, t.state.EstimateOf(near, e.At)
		}))
	}
	return messages
}

// issued tells of a number. Who is near from the start learns it by that, and is not told again.
func (t *teller) issued(e *queue.Entry, event *queue.Issued) []queue.Message {
	ticket, ok := t.state.Ticket(event.Ticket.ID)
	if !ok || ticket.Status != queue.StatusWaiting {
		return nil // served where it was issued
	}
	soon := false
	for _, near := range t.near(ticket.Service, false, e.At) {
		soon = soon || near == ticket
	}
	if soon {
		t.told[ticket.ID] = ticket.Visit
	}
	return []queue.Message{t.ofTicket(e, ticket, queue.MessageIssued, func(d *Data) {
		d.PeopleAhead, d.EstimatedWait, d.Soon = &event.PeopleAhead, event.Estimate, soon
	})}
}

func (t *teller) called(e *queue.Entry, event *queue.Called) queue.Message {
	return t.ofTicket(e, &event.Ticket, queue.MessageCalled, func(d *Data) {
		d.Window, d.WindowName, d.Place = event.Ticket.Window, said(event.WindowName), said(event.Place)
	})
}

func (t *teller) noShow(e *queue.Entry, ticket *queue.Ticket) queue.Message {
	return t.ofTicket(e, ticket, queue.MessageNoShow, func(d *Data) { d.Window = ticket.Window })
}

// booked tells of an appointment.
func (t *teller) booked(e *queue.Entry, a *queue.Appointment) queue.Message {
	start := a.Slot.Time().In(t.state.Location())
	length := queue.Millis(t.state.Layout().Settings.SlotMinutes) * queue.Minute
	d := Data{Appointment: a.ID, Service: a.Service, ServiceName: t.serviceName(a.Service), Slot: a.Slot}
	d.Text = t.text("msg.booked", map[string]queue.Text{
		"service": d.ServiceName,
		"date":    {ZH: start.Format("2006-01-02")},
		"slot":    {ZH: start.Format("15:04") + "–" + start.Add(length.Duration()).Format("15:04")},
		"hours":   {ZH: strconv.Itoa(t.state.Layout().Settings.CancelHours)},
	})
	m := t.message(e, queue.MessageBooked, "", &d)
	m.Appointment, m.Sealed = a.ID, a.Sealed
	return m
}

// ofTicket makes a message about a ticket; fill adds what its type has beside.
func (t *teller) ofTicket(e *queue.Entry, ticket *queue.Ticket, of queue.MessageType, fill func(*Data)) queue.Message {
	d := Data{
		Ticket: ticket.ID, Number: ticket.Number, Service: ticket.Service, ServiceName: t.serviceName(ticket.Service),
		Slot: ticket.Slot,
	}
	fill(&d)
	d.Text, d.Trial = t.text(textKeys[of], t.words(&d, ticket)), e.Trial
	if e.Trial {
		d.Text = t.text("msg.trial", map[string]queue.Text{"text": d.Text})
	}
	m := t.message(e, of, ticket.Number, &d)
	m.Ticket, m.Sealed = ticket.ID, ticket.Sealed
	return m
}

// message gives a message with an id that is made of its entry, so that it is the same whenever it is made.
func (t *teller) message(e *queue.Entry, of queue.MessageType, number queue.TicketNo, d *Data) queue.Message {
	id := fmt.Sprintf("msg_%s_%d_%s", t.journal, e.Seq, kinds[of])
	if number != "" {
		id += "_" + string(number)
	}
	raw, err := json.Marshal(d)
	if err != nil {
		panic(fmt.Sprintf("message %s: %v", id, err)) // cannot be: Data is strings and numbers
	}
	return queue.Message{ID: id, Type: of, At: e.At, Data: raw, NextTry: e.At}
}
