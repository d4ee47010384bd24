package messages

import (
	"context"
	"fmt"

	"github.com/paidui/paidui/queue"
)

// batch is how many entries are made into messages in one transaction, and how far the journal is read ahead.
const batch = 256

// tooOld is when something that happened is no longer told, such as by a server that was off over the weekend.
const tooOld = 24 * 60 * queue.Minute

// watch makes the journal into messages from the mark on, until ctx or the hall ends. Without a mark it begins with what
// happens from now on.
func (s *Service) watch(ctx context.Context) error {
	mark, err := s.begin(ctx)
	if err != nil {
		return err
	}
	from, err := s.cfg.Outbox.DayStart(ctx, mark.Date)
	if err != nil {
		return fmt.Errorf("find day %s: %w", mark.Date, err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	entries, ended := make(chan queue.Entry, batch), make(chan error, 1)
	go func() {
		ended <- s.cfg.Hall.Watch(ctx, from, func(e queue.Entry) error {
			select {
			case entries <- e:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	told := newTeller(s.cfg.Journal, s.cfg.Text)
	for {
		select {
		case e := <-entries:
			if !s.put(ctx, told, mark, gather(e, entries)) {
				return ctx.Err()
			}
		case err := <-ended:
			// What was read before the end is written: the hall is closed, the store is not.
			for len(entries) > 0 && ctx.Err() == nil && s.put(ctx, told, mark, gather(<-entries, entries)) {
			}
			return err
		}
	}
}

// begin gives the mark, which is the hall's present state where there is none.
func (s *Service) begin(ctx context.Context) (queue.MessageMark, error) {
	mark, ok, err := s.cfg.Outbox.MessageMark()
	if err != nil {
		return mark, fmt.Errorf("read mark of messages: %w", err)
	}
	if ok {
		return mark, nil
	}
	s.cfg.Hall.View(func(state *queue.State) { mark = queue.MessageMark{Seq: state.Seq(), Date: state.Date()} })
	if !s.written(ctx, func() error { return s.cfg.Outbox.PutMessages(mark) }) {
		return mark, ctx.Err()
	}
	return mark, nil
}

// gather gives e and what waits behind it.
func gather(e queue.Entry, entries <-chan queue.Entry) []queue.Entry {
	all := []queue.Entry{e}
	for len(all) < batch {
		select {
		case e := <-entries:
			all = append(all, e)
		default:
			return all
		}
	}
	return all
}

// put writes the messages of entries behind the mark, with a mark of their own, and offers them for delivery. Entries
// without messages are written only where they begin a day, which is where reading begins after a restart: reading the
// others again does no harm. False: ctx ended.
func (s *Service) put(ctx context.Context, t *teller, mark queue.MessageMark, entries []queue.Entry) bool {
	var messages []queue.Message
	newDay := false
	now := s.cfg.Clock()
	for _, e := range entries {
		said := t.see(e)
		if e.Seq <= mark.Seq {
			continue
		}
		if _, opens := e.Opens(); opens {
			newDay = true
		}
		if now.Since(e.At) <= tooOld {
			messages = append(messages, said...)
		}
	}
	if len(messages) == 0 && !newDay {
		return true
	}
	next := queue.MessageMark{Seq: entries[len(entries)-1].Seq, Date: t.state.Date()}
	if !s.written(ctx, func() error { return s.cfg.Outbox.PutMessages(next, messages...) }) {
		return false
	}
	s.offer(messages)
	return true
}
