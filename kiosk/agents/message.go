package agents

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/paidui/paidui/kiosk/escpos"
)

// ReaderState is how the card reader of a kiosk is.
type ReaderState string

// The states of a reader.
const (
	ReaderNone  ReaderState = "none"  // the agent carries no cards
	ReaderOK    ReaderState = "ok"    // its program runs, or its service answers
	ReaderFault ReaderState = "fault" // neither does
)

// fromAgent is one frame of an agent's: its first is Hello, and each has one field.
type fromAgent struct {
	Hello   *hello   `json:"hello,omitempty"`
	State   *told    `json:"state,omitempty"`
	Card    *Card    `json:"card,omitempty"`
	Printed *printed `json:"printed,omitempty"`
}

// hello says who opens the line.
type hello struct {
	// Instance is another one for each process, so that a relay knows whom it gave a slip before.
	Instance string `json:"instance"`
	State    told   `json:"state"`
}

// told is how the agent's machines are. It comes when that changes, and as the agent's sign of life.
type told struct {
	// Printer is nil where the agent has none.
	Printer *escpos.State `json:"printer,omitempty"`
	Reader  ReaderState   `json:"reader"`
	// Lying: the card that was read last has not been taken away.
	Lying bool `json:"lying,omitempty"`
}

// Card is a card that has been laid on a reader.
type Card struct {
	// IDNumber is a number that has been found good; empty for a card that could not be read.
	IDNumber string `json:"id_number,omitempty"`
}

// printed is how a slip's printing ended.
type printed struct {
	ID string `json:"id"`
	// Error is a key of printErrors; empty when the slip is printed.
	Error string `json:"error,omitempty"`
	// State is why the printer stopped.
	State escpos.State `json:"state,omitzero"`
	// Detail is for the log.
	Detail string `json:"detail,omitempty"`
}

// toAgent is one frame of a relay's.
type toAgent struct {
	Job *order `json:"job,omitempty"`
}

// order has a slip printed.
type order struct {
	ID   string `json:"id"`
	Data []byte `json:"data"`
	// WithinMS is how long somebody waits for it yet, in milliseconds: it is not begun after that.
	WithinMS int64 `json:"within_ms"`
}

// toPage is one frame of a relay's to a kiosk's page; one that says nothing new is a sign of life.
type toPage struct {
	Board board `json:"board"`
	Card  *Card `json:"card,omitempty"`
}

// board is what a page shows of its reader.
type board struct {
	// Lying: there is a card on it.
	Lying bool `json:"lying"`
}

// Bounds of what an agent may say.
const (
	mostName   = 64
	mostDetail = 300
	idLength   = 18
)

// errMessage says nothing of what was in the message: that may have been a card.
var errMessage = errors.New("message was not understood")

// readFromAgent reads a frame. Fields that it does not know are ignored.
func readFromAgent(text []byte) (fromAgent, error) {
	var m fromAgent
	if json.Unmarshal(text, &m) != nil {
		return fromAgent{}, errMessage
	}
	if m.Hello != nil && !isName(m.Hello.Instance) || m.Printed != nil && !isName(m.Printed.ID) {
		return fromAgent{}, errMessage
	}
	if m.Card != nil && !isIDNumber(m.Card.IDNumber) {
		m.Card.IDNumber = ""
	}
	if m.Hello != nil {
		m.Hello.State.known()
	}
	if m.State != nil {
		m.State.known()
	}
	if m.Printed != nil {
		m.Printed.Detail = plain(m.Printed.Detail)
	}
	return m, nil
}

// known makes a word for the reader's state that is not known, such as a later version's, one that is.
func (t *told) known() {
	if t.Reader != ReaderNone && t.Reader != ReaderOK {
		t.Reader = ReaderFault
	}
}

// isName tells whether s is an identifier that an agent or a relay has made.
func isName(s string) bool {
	return s != "" && len(s) <= mostName && strings.Trim(s, "0123456789abcdef") == ""
}

// isIDNumber tells whether s has an ID number's form. The agent has checked the number, and the hall does again.
func isIDNumber(s string) bool {
	if len(s) != idLength {
		return false
	}
	return strings.Trim(strings.TrimSuffix(s, "X"), "0123456789") == ""
}

// plain makes a text from outside one that can stand in a log.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r == '\uFFFD' {
			return ' '
		}
		return r
	}, s)
	if len(s) > mostDetail {
		s = strings.ToValidUTF8(s[:mostDetail], "")
	}
	return s
}

// printErrors are the errors of printing that have a name on the line. What has none is "failed" and its detail.
var printErrors = map[string]error{
	"no_printer":  escpos.ErrNoPrinter,
	"unsupported": escpos.ErrUnsupported,
	"dropped":     escpos.ErrDropped,
	"stuck":       escpos.ErrStuck,
	"unconfirmed": escpos.ErrUnconfirmed,
}

// The names that stand for no error of escpos.
const (
	errorStopped = "stopped" // State says why
	errorFailed  = "failed"
)

// outcomeOf words how printing the slip id ended.
func outcomeOf(id string, err error) printed {
	var stopped *escpos.Stopped
	switch {
	case err == nil:
		return printed{ID: id}
	case errors.As(err, &stopped):
		return printed{ID: id, Error: errorStopped, State: stopped.State}
	}
	for name, known := range printErrors {
		if errors.Is(err, known) {
			return printed{ID: id, Error: name, Detail: plain(err.Error())}
		}
	}
	return printed{ID: id, Error: errorFailed, Detail: plain(err.Error())}
}

// err gives back the error.
func (p *printed) err() error {
	switch p.Error {
	case "":
		return nil
	case errorStopped:
		return &escpos.Stopped{State: p.State}
	}
	if known, ok := printErrors[p.Error]; ok {
		return known
	}
	if p.Detail == "" {
		return errors.New("slip was not printed")
	}
	return errors.New(p.Detail)
}
