package escpos

import "strings"

// State is what a printer says of itself. The zero State is a printer that says nothing.
type State struct {
	Known     bool `json:"known"` // it answered every question; without this "nothing wrong" means nothing
	Offline   bool `json:"offline"`
	PaperOut  bool `json:"paper_out"`
	PaperLow  bool `json:"paper_low"` // the roll is near its end; it prints all the same
	CoverOpen bool `json:"cover_open"`
	Fault     bool `json:"fault"` // the knife, the head's heat or another error of the machine
}

// Stopped tells whether the printer said that it will not print.
func (s State) Stopped() bool { return s.Offline || s.PaperOut || s.CoverOpen || s.Fault }

// Word names the state by what a person has to do something about first: paper_out, cover_open, fault, offline, unknown,
// paper_low or ok.
func (s State) Word() string {
	switch {
	case s.PaperOut:
		return "paper_out"
	case s.CoverOpen:
		return "cover_open"
	case s.Fault:
		return "fault"
	case s.Offline:
		return "offline"
	case !s.Known:
		return "unknown"
	case s.PaperLow:
		return "paper_low"
	}
	return "ok"
}

// Stopped is the error of a slip that did not print because of what State says.
type Stopped struct{ State State }

func (e *Stopped) Error() string {
	return "printer has stopped: " + strings.ReplaceAll(e.State.Word(), "_", " ")
}

// The questions of DLE EOT n. A printer answers each at once with one byte, even when its buffer is full.
const (
	askPrinter = 1 + iota
	askOffline
	askError
	askPaper
)

// isAnswer tells an answer to DLE EOT by its fixed bits (0xx1xx10) from whatever else a printer may send.
func isAnswer(b byte) bool { return b&0x93 == 0x12 }

// learn adds what the answer to one question says.
func (s *State) learn(question, answer byte) {
	bit := func(n int) bool { return answer>>n&1 == 1 }
	switch question {
	case askPrinter:
		s.Offline = bit(3)
	case askOffline:
		s.CoverOpen = bit(2)
		s.PaperOut = s.PaperOut || bit(5)
		s.Fault = s.Fault || bit(6)
	case askError:
		s.Fault = s.Fault || bit(2) || bit(3) || bit(5) || bit(6) // mechanics, knife, cannot recover, recovers by itself
	case askPaper:
		s.PaperLow = bit(2) || bit(3)
		s.PaperOut = s.PaperOut || bit(5) || bit(6)
	}
}
