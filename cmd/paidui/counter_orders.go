package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Times of a caller's orders. A press that nobody has answered by then may come too late to be what is wanted.
const (
	answerWithin = 6 * time.Second
	giveUpAfter  = 30 * time.Second
	tryAgainIn   = 300 * time.Millisecond
)

// callerOrders sends what a caller presses. It is safe for many goroutines.
type callerOrders struct {
	base  *url.URL
	token string
}

// orderRefused is a refusal of the server's, in words for people.
type orderRefused struct{ problem }

func (r *orderRefused) Error() string { return r.Text.ZH }

// errNoAnswer: nobody answered; what was asked may have been done or not.
var errNoAnswer = errors.New("no answer")

// ask sends a request until it is answered, always with the same idempotency key, so that it has one effect however
// often it is sent, and gives the answer. Nothing to say is an empty body. Errors are *orderRefused or errNoAnswer.
func (o *callerOrders) ask(ctx context.Context, method, path string, body map[string]any) ([]byte, error) {
	if body == nil {
		body = map[string]any{} // nil is null in JSON, which is no body of any route
	}
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	key := rand.Text()
	ctx, cancel := context.WithTimeout(ctx, giveUpAfter)
	defer cancel()
	for {
		answer, err := o.once(ctx, method, path, key, content)
		var refused *orderRefused
		if err == nil || errors.As(err, &refused) && refused.Status != http.StatusServiceUnavailable && refused.Status != http.StatusBadGateway {
			return answer, err
		}
		select {
		case <-time.After(tryAgainIn):
		case <-ctx.Done():
			return nil, errNoAnswer
		}
	}
}

// once sends a request a single time.
func (o *callerOrders) once(ctx context.Context, method, path, key string, content []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, o.base.String()+"/api/v1"+path, bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+o.token)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Idempotency-Key", key)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode >= http.StatusBadRequest {
		return nil, problemIn(response)
	}
	return io.ReadAll(response.Body)
}

// problemIn reads the problem document that answers a request; its sentence is never empty.
func problemIn(response *http.Response) error {
	r := &orderRefused{}
	// An answer of something between, such as a proxy, is none; then the status alone speaks.
	_ = json.NewDecoder(io.LimitReader(response.Body, mostBody)).Decode(&r.problem)
	if r.Status = response.StatusCode; r.Text.ZH == "" {
		r.Text.ZH = fmt.Sprintf("%s (%d)", zh("error.internal"), response.StatusCode)
	}
	return r
}
