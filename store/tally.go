package store

import (
	"encoding/binary"

	"github.com/paidui/paidui/queue"
)

// table is what a tally needs of a bucket; Verify gives it maps instead.
type table interface {
	// Get gives the value under key, nil when there is none.
	Get(key []byte) []byte
	Put(key, value []byte) error
}

// tally folds entries into visits, shifts, days and registers. Whatever is in these buckets is the fold of the journal, by this
// code alone. A trial day leaves nothing in them.
type tally struct {
	visits, shifts, days table
	// registers gives a register by its bucket's name.
	registers func(name []byte) table
	words     speller
}

func (t *tally) entry(e *queue.Entry) error {
	if date, ok := e.Opens(); ok {
		key := []byte(date)
		if err := t.days.Put(key, seal(key, binary.BigEndian.AppendUint64(nil, e.Seq-1))); err != nil {
			return err
		}
	}
	if e.Trial {
		return nil
	}
	for _, ev := range e.Events {
		if err := t.event(ev, e.Seq); err != nil {
			return err
		}
	}
	return nil
}

func (t *tally) event(ev queue.Event, seq uint64) error {
	switch ev := ev.(type) {
	case *queue.AlertAcknowledged:
		return t.register(seenBucket, seq, &ev.Alert)
	case *queue.Called:
		if call := ev.OutOfOrder(); call != nil {
			if err := t.register(outOfOrder, call.Visit, call); err != nil {
				return err
			}
		}
		return t.visit(ev.After(), false)
	case *queue.SignedOut:
		return t.shift(&queue.ShiftRecord{Shift: ev.Shift})
	case *queue.TakenOver:
		if err := t.shift(&queue.ShiftRecord{Shift: ev.Shift}); err != nil {
			return err
		}
		return t.shift(running(ev.AfterWindow()))
	case queue.WindowEvent:
		return t.shift(running(ev.AfterWindow()))
	case *queue.Rated:
		return t.rate(ev.After())
	case *queue.FeedbackGiven: // its ticket may be cut down as well, and the visit is none other than before
		return t.register(feedbackBucket, uint64(ev.Feedback.ID), &ev.Feedback)
	case queue.FollowUpEvent:
		return t.register(followUpBucket, uint64(ev.AfterFollowUp().ID), ev.AfterFollowUp())
	case queue.CardEvent:
		return t.register(cardsBucket, uint64(ev.AfterCard().ID), ev.AfterCard())
	case *queue.Requeued:
		if err := t.recovered(ev.Recovered); err != nil {
			return err
		}
		return t.visit(ev.After(), false)
	case *queue.Arrived:
		if err := t.recovered(ev.Recovered); err != nil {
			return err
		}
		return t.visit(ev.After(), false)
	case queue.LeavesVisit:
		if err := t.visit(ev.LeftVisit(), false); err != nil {
			return err
		}
		return t.visit(ev.After(), false)
	case queue.TicketEvent:
		_, issued := ev.(*queue.Issued)
		return t.visit(ev.After(), issued)
	}
	return nil
}

// visit rewrites the record of the ticket's present visit; first tells that it begins with the ticket's issue.
func (t *tally) visit(ticket *queue.Ticket, first bool) error {
	r, err := recordVisit(ticket, t.words)
	if err != nil {
		return err
	}
	if first {
		r.Flags |= flagFirst // there is none before it
		return t.putVisit(ticket.Visit, &r)
	}
	held, ok, err := t.held(ticket.Visit)
	if err != nil {
		return err
	}
	if ok {
		r.Flags |= held.Flags & (flagFirst | flagRecovered)
	}
	return t.putVisit(ticket.Visit, &r)
}

// rate notes a rating. Its ticket may be of an earlier day and cut down to what a rating needs, so that the rest of
// the record stays as it is.
func (t *tally) rate(ticket *queue.Ticket) error {
	r, ok, err := t.held(ticket.Visit)
	if err != nil {
		return err
	}
	if !ok {
		return t.visit(ticket, false)
	}
	r.Rating = uint8(ticket.Rating)
	return t.putVisit(ticket.Visit, &r)
}

// recovered notes that the citizen of visit id came back, so that it counts as no no-show.
func (t *tally) recovered(id uint64) error {
	r, ok, err := t.held(id)
	if err != nil || !ok {
		return err
	}
	r.Flags |= flagRecovered
	return t.putVisit(id, &r)
}

// held gives the visit's record as it is so far.
func (t *tally) held(id uint64) (r visitRecord, ok bool, err error) {
	key := seqKey(id)
	value := t.visits.Get(key)
	if value == nil {
		return r, false, nil
	}
	r, err = decodeVisit(key, value)
	return r, err == nil, err
}

func (t *tally) putVisit(id uint64, r *visitRecord) error {
	key := seqKey(id)
	var room [visitSize]byte
	return t.visits.Put(key, seal(key, r.appendTo(room[:0])))
}

func (t *tally) shift(s *queue.ShiftRecord) error {
	key := seqKey(s.ID)
	value, err := encodeShift(key, s, t.words)
	if err != nil {
		return err
	}
	return t.shifts.Put(key, value)
}
