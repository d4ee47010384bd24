package main

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/kiosk/messages"
	"github.com/paidui/paidui/queue"
)

// messageStore is what the store keeps for the gateway outside the hall.
type messageStore interface {
	messages.Outbox
	// DropMessageMark forgets how far the journal has been made into messages.
	DropMessageMark() error
	// DeadMessages gives the messages that were given up, MessageCounts how many wait and how many were given up.
	DeadMessages() ([]queue.Message, error)
	MessageCounts() (pending, dead int, err error)
}

// openMessages makes the service that tells citizens through a gateway, where one is configured, and its metrics.
func (s *server) openMessages() (err error) {
	s.metrics.registry.MustRegister(
		gauge("paidui_messages_pending", "Messages that the gateway does not have yet.", func() float64 {
			pending, _, _ := s.cfg.Store.MessageCounts()
			return float64(pending)
		}),
		gauge("paidui_messages_dead", "Messages that were given up and are kept.", func() float64 {
			_, dead, _ := s.cfg.Store.MessageCounts()
			return float64(dead)
		}),
	)
	if s.cfg.Webhook == (messages.Target{}) {
		return nil
	}
	s.messages, err = messages.New(messages.Config{
		Hall: s.cfg.Hall, Outbox: s.cfg.Store, Journal: s.cfg.Store.ID(), Clock: s.cfg.Clock, Text: assets.Text, Log: s.log,
		Phone:  func(sealed string) string { return s.kiosk.Identity(&queue.Ticket{Sealed: sealed}).Phone },
		Target: s.cfg.Webhook,
	})
	return err
}

// messagesAgain is when messages are begun anew after their journal or outbox could not be read.
const messagesAgain = time.Minute

// startMessages makes and delivers messages until the function that it gives is called, which returns when that has
// ended. Without a gateway it forgets how far messages had been made, so that one that is attached later is not told
// what happened long before.
func (s *server) startMessages(ctx context.Context) (stop func()) {
	if s.messages == nil {
		if err := s.cfg.Store.DropMessageMark(); err != nil {
			s.log.Error("mark of messages was not forgotten", "error", err)
		}
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			err := s.messages.Run(ctx)
			if err == nil {
				return
			}
			s.log.Error("messages stopped and will be begun anew", "error", err)
			select {
			case <-time.After(messagesAgain):
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

// deadMessage is a message that was given up, without what it says.
type deadMessage struct {
	ID          string              `json:"id"`
	Type        queue.MessageType   `json:"type"`
	Timestamp   queue.Instant       `json:"timestamp"`
	Ticket      queue.TicketID      `json:"ticket,omitempty"`
	Appointment queue.AppointmentID `json:"appointment,omitempty"`
	Tries       int                 `json:"tries"`
	LastError   string              `json:"last_error"`
	DeadAt      queue.Instant       `json:"dead_at"`
}

// getDeadMessages lists what the gateway would not take, first given up first.
func (s *server) getDeadMessages(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightJournal, queue.Place{}); err != nil {
		return err
	}
	dead, err := s.cfg.Store.DeadMessages()
	if err != nil {
		return err
	}
	answer := make([]deadMessage, len(dead))
	for i, m := range dead {
		answer[i] = deadMessage{m.ID, m.Type, m.At, m.Ticket, m.Appointment, m.Tries, m.LastError, m.DeadAt}
	}
	return c.JSON(http.StatusOK, answer)
}

// postRetryMessage has a message that was given up tried once more. For one that is pending already nothing changes.
func (s *server) postRetryMessage(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightJournal, queue.Place{}); err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	found, err := s.retryMessage(c.Param("id"))
	switch {
	case err != nil:
		return err
	case !found:
		return echo.ErrNotFound
	}
	return c.JSON(http.StatusOK, status{"pending"})
}

func (s *server) retryMessage(id string) (found bool, err error) {
	if s.messages != nil {
		return s.messages.Retry(id)
	}
	_, found, err = s.cfg.Store.RetryMessage(id, s.cfg.Clock())
	return found, err
}
