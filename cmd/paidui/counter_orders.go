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
// often it is sent. An answer is decoded into into, unless that is nil. Errors are *orderRefused or errNoAnswer.
func (o *callerOrders) ask(ctx context.Context, method, path string, body, into any) error {
	content, err := json.Marshal(body)
	if err != nil {
		return err
	}
	key := rand.Text()
	ctx, cancel := context.WithTimeout(ctx, giveUpAfter)
	defer cancel()
	for {
		err := o.once(ctx, method, path, key, content, into)
		var refused *orderRefused
		if err == nil || errors.As(err, &refused) && refused.Status != http.StatusServiceUnavailable && refused.Status != http.StatusBadGateway {
			return err
		}
		select {
		case <-time.After(tryAgainIn):
		case <-ctx.Done():
			return errNoAnswer
		}
	}
}

// once sends a request a single time.
func (o *callerOrders) once(ctx context.Context, method, path, key string, content []byte, into any) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, o.base.String()+"/api/v1"+path, bytes.NewReader(content))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+o.token)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Idempotency-Key", key)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode >= http.StatusBadRequest {
		return problemIn(response)
	}
	answer, err := io.ReadAll(response.Body)
	if err != nil || into == nil {
		return err
	}
	return json.Unmarshal(answer, into)
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
