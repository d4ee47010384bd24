package queue

import "slices"

// Paper is what people ask to have on paper, beside the slip that comes with every number.
type Paper string

// What there is on paper: a number's slip again, a slip of missing papers, a service's guide, and what staff try a
// printer with.
const (
	PaperSlip    Paper = "slip"
	PaperMissing Paper = "missing_slip"
	PaperGuide   Paper = "guide"
	PaperTrial   Paper = "trial"
)

var papers = []Paper{PaperSlip, PaperMissing, PaperGuide, PaperTrial}

// NotePrinted notes what came out of a printer when somebody asked for it, so that a request that is repeated, after a
// restart too, gets its answer again and no second paper; and who had whose slip once more. What was not printed is not
// noted: the same request may be made again.
type NotePrinted struct {
	Paper Paper
	// Ticket is the one whose slip it is, Service that of a guide; else empty.
	Ticket  TicketID
	Service ServiceID
	Printer PrinterID
	// State is the printer's word as it was told to who asked; browser where the page itself prints.
	State string
}

// Printed: somebody had something on paper.
type Printed struct {
	Paper   Paper     `json:"paper"`
	Ticket  TicketID  `json:"ticket,omitempty"`
	Service ServiceID `json:"service,omitempty"`
	Printer PrinterID `json:"printer"`
	State   string    `json:"state"`
}

var _ = register(func() Event { return new(Printed) })

// Kind implements Event.
func (*Printed) Kind() string { return "printed" }

func (c NotePrinted) decide(s *State, _ Instant) ([]Event, error) {
	if !slices.Contains(papers, c.Paper) || c.State == "" {
		return nil, s.refuse(c, ErrBadRequest, "what was printed, or how, is missing")
	}
	return []Event{&Printed{c.Paper, c.Ticket, c.Service, c.Printer, c.State}}, nil
}

// apply changes nothing: the request stands in the entry.
func (e *Printed) apply(*State, *Entry) {}

func (c NotePrinted) String() string {
	return "note " + string(c.Paper) + " printed on " + string(c.Printer)
}
