package readers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// Bounds of the time between two questions, and how long an answer may take: some services wait for a card.
const (
	usualEvery   = 500 * time.Millisecond
	fastestEvery = 100 * time.Millisecond
	answerWithin = 10 * time.Second
)

// service is the vendor's local service, which is asked again and again.
type service struct {
	url, field string
	every      time.Duration
	client     *http.Client
	log        *slog.Logger
}

func newService(url string, o Options) *service {
	every := o.Every
	if every == 0 {
		every = usualEvery
	}
	return &service{
		url: url, field: o.Field, every: max(every, fastestEvery), log: o.Log,
		client: &http.Client{
			// No proxy: it is on this computer.
			Transport: &http.Transport{DialContext: dialLoopback, MaxIdleConns: 1, DisableCompression: true},
			Timeout:   answerWithin,
			// A redirection would lead who knows where.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// Run implements Reader.
func (s *service) Run(ctx context.Context, found func(number string), works func(bool)) {
	defer s.client.CloseIdleConnections()
	was := ""
	for {
		text, err := s.ask(ctx)
		if ctx.Err() != nil {
			return
		}
		works(err == nil)
		is := ""
		if err != nil {
			is = masked([]byte(err.Error())) // it may quote what a service sent that speaks no HTTP
		}
		if is != was && is != "" {
			s.log.Warn("card reader's service", "error", is)
		}
		was = is
		if n, ok := number(text, s.field); ok {
			found(n)
		}
		clear(text)
		if !wait(ctx, s.every) {
			return
		}
	}
}

// errLong is an answer that no reader gives.
var errLong = errors.New("its answer is too long")

// ask gives one answer.
func (s *service) ask(ctx context.Context) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url, nil)
	if err != nil {
		return nil, err
	}
	answer, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers HTTP %d", answer.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, mostText+1))
	if err == nil && len(text) > mostText {
		return nil, errLong
	}
	return text, err
}
