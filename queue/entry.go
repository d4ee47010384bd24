package queue

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// Entry is one command's effect: all its events or none, one sequence number, one place in the journal.
type Entry struct {
	Seq uint64
	At  Instant
	// By says who caused it, as Origin.By did; empty for the hall itself.
	By string
	// Request is the caller's idempotency key and Digest that of what was asked with it; both may be empty.
	Request, Digest string
	// Trial: it is about a trial day alone, and counts for nothing once that is over: neither in figures nor in registers.
	Trial  bool
	Events []Event
	// Hash is the journal's own chain, in hexadecimal, and Previous the Hash that the entry holds of the one before, empty in
	// the first; filled in when read from a journal that keeps one.
	Hash, Previous string
}

// Event is something that happened. Its JSON form, with its kind beside its fields, is what the journal keeps for ever.
type Event interface {
	// Kind names the event in the journal; it never changes.
	Kind() string
	apply(s *State, e *Entry)
}

// TicketEvent is an Event about one ticket.
type TicketEvent interface {
	Event
	// After gives the ticket as it stands after the event, for reading only: states keep it.
	After() *Ticket
}

// WindowEvent is an Event about one window's shift.
type WindowEvent interface {
	Event
	// AfterWindow gives the window's state as it stands after the event.
	AfterWindow() *WindowState
}

// of is what every event about a ticket embeds.
type of struct {
	Ticket Ticket `json:"ticket"`
}

// After implements TicketEvent.
func (o *of) After() *Ticket { return &o.Ticket }

func (o *of) apply(s *State, _ *Entry) { s.put(&o.Ticket) }

// ofWindow is what every event about a window embeds.
type ofWindow struct {
	Window WindowState `json:"window"`
}

// AfterWindow gives the window's state as it stands after the event.
func (o *ofWindow) AfterWindow() *WindowState { return &o.Window }

func (o *ofWindow) apply(s *State, _ *Entry) { s.putWindow(o.Window) }

// kinds makes an empty event of each kind. A kind is added, never renamed or taken away.
var kinds = map[string]func() Event{}

// register adds event kinds; each event's file does so for its own.
func register(makers ...func() Event) struct{} {
	for _, m := range makers {
		kinds[m().Kind()] = m
	}
	return struct{}{}
}

// Kinds gives the kind of every event there is, sorted.
func Kinds() []string {
	names := make([]string, 0, len(kinds))
	for k := range kinds {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}

// wireEntry is an entry as it is read: its head, its events, and its hash. MarshalJSON writes the same.
type wireEntry struct {
	wireHead
	Events []json.RawMessage `json:"events"`
	Hash   string            `json:"hash,omitempty"`
}

type wireHead struct {
	Seq     uint64  `json:"seq"`
	At      Instant `json:"at"`
	By      string  `json:"by"`
	Request string  `json:"request,omitempty"`
	Digest  string  `json:"digest,omitempty"`
	Trial   bool    `json:"trial,omitempty"`
}

// MarshalJSON writes the entry with its events as {"kind":…, fields}.
func (e Entry) MarshalJSON() ([]byte, error) {
	text, err := json.Marshal(wireHead{e.Seq, e.At, e.By, e.Request, e.Digest, e.Trial})
	if err != nil {
		return nil, err
	}
	text = append(slices.Grow(text[:len(text)-1], 512), `,"events":[`...)
	for i, ev := range e.Events {
		body, err := json.Marshal(ev)
		if err != nil {
			return nil, fmt.Errorf("event %s: %w", ev.Kind(), err)
		}
		if i > 0 {
			text = append(text, ',')
		}
		// body is an object: {"kind":"…" takes the place of its brace.
		text = append(append(append(text, `{"kind":"`...), ev.Kind()...), '"')
		if len(body) > 2 {
			text = append(text, ',')
		}
		text = append(text, body[1:]...)
	}
	text = append(text, ']')
	if e.Hash != "" {
		hash, err := json.Marshal(e.Hash)
		if err != nil {
			return nil, err
		}
		text = append(append(text, `,"hash":`...), hash...)
	}
	return append(text, '}'), nil
}

// UnmarshalJSON reads what MarshalJSON wrote. An unknown kind is an error: a newer version wrote it.
func (e *Entry) UnmarshalJSON(data []byte) error {
	var w wireEntry
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("entry: %w", err)
	}
	read := Entry{w.Seq, w.At, w.By, w.Request, w.Digest, w.Trial, make([]Event, len(w.Events)), w.Hash, ""}
	for i, raw := range w.Events {
		kind, err := kindOf(raw)
		if err != nil {
			return fmt.Errorf("entry %d: event %d: %w", w.Seq, i, err)
		}
		maker, ok := kinds[kind]
		if !ok {
			return fmt.Errorf("entry %d: event of unknown kind %q; a newer version wrote it", w.Seq, kind)
		}
		read.Events[i] = maker()
		if err := json.Unmarshal(raw, read.Events[i]); err != nil {
			return fmt.Errorf("entry %d: event %s: %w", w.Seq, kind, err)
		}
	}
	*e = read
	return nil
}

// kindOf gives the kind of an event as it was written. MarshalJSON writes it first, so that it is found without a pass
// over the whole.
func kindOf(raw json.RawMessage) (string, error) {
	if rest, ok := bytes.CutPrefix(raw, []byte(`{"kind":"`)); ok {
		if end := bytes.IndexAny(rest, `"\\`); end >= 0 && rest[end] == '"' {
			return string(rest[:end]), nil
		}
	}
	var head struct {
		Kind string `json:"kind"`
	}
	err := json.Unmarshal(raw, &head)
	return head.Kind, err
}

// Ticket gives the ticket the entry ended with, which is what its command's answer shows: the after-image of the last
// event about a ticket. It is nil when no event is about a ticket.
func (e *Entry) Ticket() *Ticket {
	for _, ev := range slices.Backward(e.Events) {
		if t, ok := ev.(TicketEvent); ok {
			return t.After()
		}
	}
	return nil
}

// Window gives the window state the entry ended with; nil when no event is about a window's shift.
func (e *Entry) Window() *WindowState {
	for _, ev := range slices.Backward(e.Events) {
		if w, ok := ev.(WindowEvent); ok {
			return w.AfterWindow()
		}
	}
	return nil
}
