package kiosk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"slices"
	"sync"

	"github.com/paidui/paidui/queue"
)

// words knows the access word of every ticket that can be asked for. A word is 128 bits of an HMAC of the ticket's id
// under the hall's key: nothing of it is in the journal, and a retry gets the same.
type words struct {
	key  []byte
	macs sync.Pool // of hash.Hash under key

	mu      sync.Mutex
	day     string // as State.DayName names it
	indexed int    // how many of the day's tickets are in tickets
	tickets map[string]queue.TicketID
}

// of gives the access word of id, 22 characters.
func (w *words) of(id queue.TicketID) string {
	mac, ok := w.macs.Get().(hash.Hash)
	if !ok {
		mac = hmac.New(sha256.New, w.key)
	}
	defer w.macs.Put(mac)
	mac.Reset()
	var room [64]byte
	mac.Write(append(append(room[:0], "ticket "...), id...))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(room[:0])[:16])
}

// Word gives the access word of a ticket.
func (s *Service) Word(id queue.TicketID) string { return s.words.of(id) }

// Lookup gives the ticket that word opens: one of today's, or one of the days before that
// its citizen may still ask for.
func (s *Service) Lookup(word string) (queue.TicketID, bool) {
	w := &s.words
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range w.fresh(s.hall) {
		w.tickets[w.of(id)] = id
	}
	id, ok := w.tickets[word]
	return id, ok
}

// fresh gives the tickets that are not indexed yet and counts them as indexed; on another day it begins anew.
func (w *words) fresh(hall *queue.Hall) (ids []queue.TicketID) {
	hall.View(func(s *queue.State) {
		if w.tickets == nil || s.DayName() != w.day {
			w.day, w.indexed, w.tickets = s.DayName(), 0, map[string]queue.TicketID{}
			ids = slices.Clone(s.PastTickets())
		}
		issued := s.Tickets()
		for _, t := range issued[w.indexed:] {
			ids = append(ids, t.ID)
		}
		w.indexed = len(issued)
	})
	return ids
}
