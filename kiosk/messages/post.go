package messages

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/paidui/paidui/queue"
)

// Bounds of the gateway's answer. Nothing of it is kept.
const (
	answerWithin = 10 * time.Second
	mostAnswer   = 1 << 10
)

// verdict is how a try ended.
type verdict struct {
	// delivered: the gateway has it. gone: it wants no more of it. interrupted: the server stops, and it was no try.
	delivered, gone, interrupted bool
	// failure says why it was not delivered.
	failure string
}

// post sends m once.
func (s *Service) post(ctx context.Context, m queue.Message) verdict {
	body, err := s.body(&m)
	if err != nil {
		return verdict{gone: true, failure: err.Error()}
	}
	now := s.cfg.Clock().Time()
	signature, err := s.signer.Sign(m.ID, now, body)
	if err != nil {
		return verdict{failure: err.Error()}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.cfg.Target.URL, bytes.NewReader(body))
	if err != nil {
		return verdict{failure: plain(err)}
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("User-Agent", "paidui")
	r.Header.Set(standardwebhooks.HeaderWebhookID, m.ID)
	r.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
	r.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)
	answer, err := s.client.Do(r)
	if err != nil {
		return verdict{interrupted: ctx.Err() != nil, failure: plain(err)}
	}
	defer func() { _ = answer.Body.Close() }()
	// What is read leaves the connection open for the next; what broke off changes nothing about the status.
	_, _ = io.CopyN(io.Discard, answer.Body, mostAnswer)
	return judge(answer.StatusCode)
}

// judge reads the gateway's status.
func judge(status int) verdict {
	switch {
	case status >= 200 && status < 300:
		return verdict{delivered: true}
	case status == http.StatusGone:
		return verdict{gone: true, failure: "the gateway answered 410"}
	case status >= 300 && status < 400:
		return verdict{failure: fmt.Sprintf("the gateway answered %d, and redirects are not followed", status)}
	}
	return verdict{failure: fmt.Sprintf("the gateway answered %d", status)}
}

// body writes what the gateway is sent, with the phone number while it can be opened.
func (s *Service) body(m *queue.Message) ([]byte, error) {
	b := Body{Type: m.Type, Timestamp: m.At}
	if err := json.Unmarshal(m.Data, &b.Data); err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	if m.Sealed != "" {
		b.Data.Phone = s.cfg.Phone(m.Sealed)
	}
	return json.Marshal(b)
}

// plain says what a request failed for, without its URL, which may hold a secret.
func plain(err error) string {
	var of *url.Error
	if errors.As(err, &of) {
		if of.Timeout() {
			return "the gateway did not answer in time"
		}
		err = of.Err
	}
	return err.Error()
}
