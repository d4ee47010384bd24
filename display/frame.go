package display

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// Mark is how far a screen has come: it knows every call of its profile up to Seq. Rev tells apart the frames of one Seq;
// a screen that comes back has none. The zero Mark knows nothing.
type Mark struct {
	// Epoch is the journal and business day that Seq was given in.
	Epoch    string
	Seq, Rev uint64
}

// Frame is what a screen is sent. One without a Board is a heartbeat: nothing is new.
type Frame struct {
	Seq   uint64 `json:"seq"`
	Epoch string `json:"epoch"`
	// Assets names the version of the pages: another than its own tells a page to load itself anew.
	Assets string `json:"assets,omitempty"`
	// At is the hall's time when the frame was made.
	At    queue.Instant   `json:"at,omitempty"`
	Board json.RawMessage `json:"board,omitempty"`
	// Speak are the profile's calls since the mark that are not too old, in order; empty and there in a frame with a Board.
	Speak []Speak `json:"speak,omitzero"`
	// Voice is there in a frame without a Board that tells one screen, and no other, of its zone's voice.
	Voice *VoiceWord `json:"voice,omitempty"`

	rev  uint64
	gone bool // the hall no longer has the profile
}

// text gives the frame's JSON. The board is text already, which Marshal would read through once more while every screen waits.
func (f *Frame) text() ([]byte, error) {
	bare := *f
	bare.Board = nil
	text, err := json.Marshal(&bare)
	if err != nil || f.Board == nil {
		return text, err
	}
	text = append(slices.Grow(text, len(f.Board)+10)[:len(text)-1], `,"board":`...)
	return append(append(text, f.Board...), '}'), nil
}

// Mark gives the mark of a screen that has the frame.
func (f *Frame) Mark() Mark { return Mark{Epoch: f.Epoch, Seq: f.Seq, Rev: f.rev} }

// Speak is one call or recall as voices speak it.
type Speak struct {
	Seq    uint64             `json:"seq"`
	Number queue.TicketNo     `json:"number"`
	Window queue.WindowNumber `json:"window"`
	Place  queue.Text         `json:"place"`
	Text   string             `json:"text"`
	TextEN string             `json:"text_en"`
	// Clips are those of package voice; Repeat is how often they are played.
	Clips     []string `json:"clips"`
	Repeat    int      `json:"repeat"`
	CallCount int      `json:"call_count"`
}

// speak words c for the profile's listeners.
func (p Profile) speak(c *queue.Call, l *queue.Layout) Speak {
	said, place := p.say(c, l)
	text := said.Text()
	return Speak{
		Seq: c.Seq, Number: c.Number, Window: c.Window, Place: place, Text: text.ZH, TextEN: text.EN,
		Clips: said.Clips(), Repeat: l.Settings.SpeakRepeat, CallCount: c.CallCount,
	}
}

// say gives what is said of c, and where screens send its citizen. The place is said to those who stand elsewhere, and
// to whom another window sent on.
func (p Profile) say(c *queue.Call, l *queue.Layout) (said voice.Call, place queue.Text) {
	said = voice.Call{
		Ticket: c.Number, Window: c.Window, Count: c.CallCount, Last: c.CallCount > 1 && c.CallCount >= l.Settings.MaxCalls,
		Transferred: c.Transferred, Yao: l.Settings.DigitOne == queue.OneYao,
	}
	place = c.Place
	if c.Transferred { // its citizen comes from another window and may not know the way
		said.Place = place
	}
	here := p.standsIn(l)
	if w, ok := l.Window(c.Window); ok && w.Zone != here {
		if there, ok := l.Zone(w.Zone); ok {
			if place.ZH == "" {
				place = there.Name
			}
			if zone, ok := l.Zone(here); !ok || zone.Floor != there.Floor {
				said.Floor = there.Floor
			}
		}
		said.Place = place
	}
	return said, place
}

// epoch names a business day of a journal.
func epoch(journalID string, date queue.Date) string { return journalID + "/" + string(date) }

// knows tells whether sequence numbers of that epoch mean something on the day today: it is the same journal, then or
// earlier, since numbers run on over the days.
func knows(journalID string, today queue.Date, name string) bool {
	day, ok := strings.CutPrefix(name, journalID+"/")
	if !ok {
		return false
	}
	date, err := queue.ParseDate(day)
	return err == nil && date <= today
}
