package queue

import "slices"

// CheckKind says which of the day's two checks it is.
type CheckKind string

// The checks: before the doors open, and after they are closed.
const (
	CheckMorning CheckKind = "morning"
	CheckEvening CheckKind = "evening"
)

// checkItems are what is looked at in each, in order.
var checkItems = map[CheckKind][]string{
	CheckMorning: {"clock", "kiosks", "paper", "printers", "screens", "voice", "windows", "network"},
	CheckEvening: {"tickets", "windows", "faults", "cards", "left_behind", "power", "doors"},
}

// CheckItems gives what is looked at in a check, in order; nil for a kind that is none.
func CheckItems(kind CheckKind) []string { return slices.Clone(checkItems[kind]) }

// mostCheckNote bounds what is noted beside an item.
const mostCheckNote = 100

// CheckItem is how one thing was found.
type CheckItem struct {
	Key string `json:"key"`
	OK  bool   `json:"ok"`
	// Note says what is wrong, or what was done.
	Note string `json:"note,omitempty"`
}

// DayCheck is a check as somebody has made it.
type DayCheck struct {
	Kind  CheckKind   `json:"kind"`
	Items []CheckItem `json:"items"`
	At    Instant     `json:"at"`
	By    Helper      `json:"by"`
}

// RecordCheck says how the hall was found before it opens or after it has closed (晨检、晚检). A later one of the same kind
// stands in place of the earlier.
type RecordCheck struct {
	Kind  CheckKind
	Items []CheckItem
	By    Helper
}

// CheckRecorded: the hall was looked at.
type CheckRecorded struct {
	Check DayCheck `json:"check"`
}

var _ = register(func() Event { return new(CheckRecorded) })

// Kind implements Event.
func (*CheckRecorded) Kind() string { return "check_recorded" }

func (c RecordCheck) decide(s *State, at Instant) ([]Event, error) {
	keys := make([]string, len(c.Items))
	for i, item := range c.Items {
		keys[i] = item.Key
		if len([]rune(item.Note)) > mostCheckNote {
			return nil, s.refuse(c, ErrBadRequest, "a note is longer than 100 characters")
		}
		if !item.OK && item.Note == "" {
			return nil, s.refuse(c, ErrReasonRequired, item.Key)
		}
	}
	if len(keys) == 0 || !slices.Equal(keys, checkItems[c.Kind]) {
		return nil, s.refuse(c, ErrBadRequest, "kind or items are not those of a check")
	}
	return []Event{&CheckRecorded{DayCheck{c.Kind, c.Items, at, c.By}}}, nil
}

func (e *CheckRecorded) apply(s *State, _ *Entry) {
	for i := range s.checks {
		if s.checks[i].Kind == e.Check.Kind {
			s.checks[i] = e.Check
			return
		}
	}
	s.checks = append(s.checks, e.Check)
}

// Checks gives today's checks.
func (s *State) Checks() []DayCheck { return s.checks }

func (c RecordCheck) String() string { return "record the " + string(c.Kind) + " check" }
