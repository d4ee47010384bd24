package display

import (
	"time"

	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// Matter is what an utterance is about.
type Matter string

// The matters.
const (
	MatterCall      Matter = "call"
	MatterOpening   Matter = "opening"
	MatterClosing   Matter = "closing"
	MatterSorry     Matter = "sorry"
	MatterTest      Matter = "test"
	MatterEmergency Matter = "emergency"
)

// Utterance is one sentence in one language that a page is given to say.
type Utterance struct {
	ID     uint64 `json:"id"`
	Matter Matter `json:"matter"`
	// Seq is the call's; absent for other matters.
	Seq    uint64   `json:"seq,omitempty"`
	Text   string   `json:"text"`
	TextEN string   `json:"text_en"`
	Clips  []string `json:"clips"`
	// GapMS lie between the end of what was said before and this.
	GapMS int64 `json:"gap_ms"`
	// Said is the call up to which all have been said once this has been.
	Said uint64 `json:"said"`
	// Cut: what the page is saying is broken off.
	Cut bool `json:"cut,omitempty"`
}

// announcement is something to be said, in several sentences of which the first is what counts.
type announcement struct {
	matter  Matter
	call    queue.Call // of MatterCall
	at      queue.Instant
	until   queue.Instant // it is left out later; zero: never
	words   voice.Words
	repeat  int
	english bool
	rest    []sentence // what has not been given out
	said    bool       // once
}

// sentence is a part of an announcement. It is left out when as many calls wait as it yields to; 0: never.
type sentence struct {
	clips  []string
	gap    time.Duration
	yields int
}

// What lies between two sentences: a breath, or two calls would sound like one; a second before a call is said again.
const (
	breath  = 500 * time.Millisecond
	respite = time.Second
	rounds  = 1500 * time.Millisecond // of an emergency
)

// How many calls that wait make the English of the one being said give way, and how many its repeats.
const (
	englishYields = 1
	repeatYields  = 2
)

// begin lines up all that the announcement consists of.
func (a *announcement) begin() {
	if a.matter == MatterEmergency {
		a.rest = []sentence{{clips: a.words.Clips, gap: rounds}, {clips: a.words.ClipsEN, gap: breath}}
		return
	}
	a.rest = []sentence{{clips: a.words.Clips, gap: breath}}
	for range a.repeat - 1 {
		a.rest = append(a.rest, sentence{a.words.Clips, respite, repeatYields})
	}
	if a.english {
		a.rest = append(a.rest, sentence{a.words.ClipsEN, breath, englishYields})
	}
}

// calls tells whether the announcement calls the ticket.
func (a *announcement) calls(ticket queue.TicketID) bool {
	return a.matter == MatterCall && a.call.Ticket == ticket
}
