// Package messages tells citizens who are not in the hall about their numbers, through a gateway for text messages or
// WeChat that the centre attaches: a webhook signed by the Standard Webhooks specification, tried again for a day.
//
// Invariants a change must not break:
//   - The hall never waits for a message: the journal is watched, not asked, and a slow gateway holds up messages alone.
//   - Every message is written together with the mark of the entry it was made from, and is made of journal entries
//     alone. So a restart neither loses one nor sends it under another id; the gateway may get it twice under the same.
//   - A phone number is opened for the moment of sending. It stands in no record, log or error, and neither does what
//     the gateway answers, or the secret.
package messages

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/paidui/paidui/queue"
)

// Outbox keeps messages until the gateway has them. Its writes are durable on return, each in one transaction; after an
// error nothing was written or the hall ends too.
type Outbox interface {
	// DayStart gives the seq before a day's first entry; for the zero Date that of the last day.
	DayStart(ctx context.Context, date queue.Date) (uint64, error)
	// MessageMark gives how far the journal has been made into messages; false before the first.
	MessageMark() (queue.MessageMark, bool, error)
	// PutMessages makes messages pending and sets the mark.
	PutMessages(mark queue.MessageMark, messages ...queue.Message) error
	// PendingMessages gives what the gateway does not have yet.
	PendingMessages() ([]queue.Message, error)
	// SettleMessages takes away what was delivered, keeps what is to be tried again, and gives up what is dead. The ids
	// are those of earlier dead that had to make room.
	SettleMessages(delivered []string, again, dead []queue.Message) (dropped []string, err error)
	// RetryMessage makes a dead message pending from the moment at on and gives it; nil when it is pending already. False:
	// there is no such message.
	RetryMessage(id string, at queue.Instant) (*queue.Message, bool, error)
}

// Config is what messages are made of and where they go.
type Config struct {
	Hall   *queue.Hall
	Outbox Outbox
	// Journal names the hall's journal, so that a restored one gives its messages other ids.
	Journal string
	Clock   queue.Clock
	// Text gives the Chinese and English text of a key such as msg.called, with placeholders in braces.
	Text func(key string) (zh, en string)
	// Phone opens what a ticket or an appointment has sealed; empty where no phone number was given or its key is gone.
	// A nil Phone knows of none.
	Phone func(sealed string) string
	Log   *slog.Logger
	// Target is where messages go.
	Target Target
	// Transport carries requests; nil: the network.
	Transport http.RoundTripper
}

// Service makes messages and delivers them.
type Service struct {
	cfg    Config
	signer *standardwebhooks.Webhook
	client *http.Client

	mu       sync.Mutex
	incoming []queue.Message // not yet seen by the deliverer
	wake     chan struct{}
}

// New gives a service that does nothing before Run. The error tells what is wrong with the target, without the secret.
func New(cfg Config) (*Service, error) {
	signer, err := cfg.Target.signer()
	if err != nil {
		return nil, err
	}
	if cfg.Phone == nil {
		cfg.Phone = func(string) string { return "" }
	}
	if cfg.Transport == nil {
		network := http.DefaultTransport.(*http.Transport).Clone()
		network.MaxIdleConnsPerHost = mostAtOnce
		cfg.Transport = network
	}
	client := &http.Client{
		Transport: cfg.Transport, Timeout: answerWithin,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Service{cfg: cfg, signer: signer, client: client, wake: make(chan struct{}, 1)}, nil
}

// Run makes and delivers messages until ctx or the hall ends, or the store can no longer be read, which is the error.
// What is being sent when ctx ends stays pending.
func (s *Service) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := s.load(ctx); err != nil {
		return ended(err)
	}
	delivering := make(chan struct{})
	go func() {
		defer close(delivering)
		s.deliver(ctx)
	}()
	err := s.watch(ctx)
	cancel()
	<-delivering
	return ended(err)
}

// ended gives err unless it only says that the work is over.
func ended(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, queue.ErrClosed) {
		return nil
	}
	return err
}

// load offers what was left pending. What should have been sent long ago, when the server was off, is given up: nobody is
// called to a window a day later.
func (s *Service) load(ctx context.Context) error {
	pending, err := s.cfg.Outbox.PendingMessages()
	if err != nil {
		return fmt.Errorf("read pending messages: %w", err)
	}
	now := s.cfg.Clock()
	var good, late []queue.Message
	for _, m := range pending {
		if now.Since(m.NextTry) > tooOld {
			m.DeadAt, m.LastError = now, "it could not be sent in time"
			late = append(late, m)
			continue
		}
		good = append(good, m)
	}
	if len(late) > 0 {
		s.cfg.Log.Warn("messages of another day given up", "messages", len(late))
		if !s.written(ctx, func() error { _, err := s.cfg.Outbox.SettleMessages(nil, nil, late); return err }) {
			return ctx.Err()
		}
	}
	s.offer(good)
	return nil
}

// Retry makes a dead message pending at once; one that is pending stays so. False: there is no such message.
func (s *Service) Retry(id string) (bool, error) {
	m, ok, err := s.cfg.Outbox.RetryMessage(id, s.cfg.Clock())
	if err == nil && m != nil {
		s.offer([]queue.Message{*m})
	}
	return ok, err
}

// offer hands messages to the deliverer without waiting for it.
func (s *Service) offer(messages []queue.Message) {
	s.mu.Lock()
	s.incoming = append(s.incoming, messages...)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// offered takes what has been offered.
func (s *Service) offered() []queue.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	messages := s.incoming
	s.incoming = nil
	return messages
}

// writeAgain is when a write is tried again that the store refused, as on a full disk.
const writeAgain = 5 * time.Second

// written tries write until it works; false when ctx ended first.
func (s *Service) written(ctx context.Context, write func() error) bool {
	for {
		err := write()
		if err == nil {
			return true
		}
		s.cfg.Log.Error("messages were not written and will be tried again", "error", err)
		select {
		case <-time.After(writeAgain):
		case <-ctx.Done():
			return false
		}
	}
}
