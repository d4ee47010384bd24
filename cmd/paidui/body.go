package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// Bounds of an order's body.
const (
	mostBody   = 1 << 20
	bodyWithin = 15 * time.Second
	mostKey    = 200
)

// orderBinder reads an order: the JSON object in its body, of which nothing means {}, and its idempotency key, which it
// puts into the request's context as queue.Origin. Handlers call it when they have seen that the asker has the right.
type orderBinder struct{}

// Bind implements echo.Binder. Errors are queue.ErrBadRequest with what is wrong, or 413.
func (orderBinder) Bind(into any, c echo.Context) error {
	key, err := idempotencyKey(c.Request())
	if err != nil {
		return err
	}
	body, err := readBody(c)
	if err != nil {
		return err
	}
	if err := decodeBody(body, into); err != nil {
		return err
	}
	if key != "" {
		r := c.Request()
		c.SetRequest(r.WithContext(queue.WithOrigin(r.Context(), originOf(c, key, body))))
	}
	return nil
}

// idempotencyKey gives the request's key; empty when it has none.
func idempotencyKey(r *http.Request) (string, error) {
	keys := r.Header.Values("Idempotency-Key")
	if len(keys) == 0 {
		return "", nil
	}
	good := len(keys) == 1 && len(keys[0]) >= 1 && len(keys[0]) <= mostKey
	for _, b := range []byte(keys[0]) {
		good = good && b >= ' ' && b <= '~'
	}
	if !good {
		return "", badRequest(fmt.Sprintf("Idempotency-Key is not one of 1 to %d printable characters", mostKey))
	}
	return keys[0], nil
}

// originOf makes a key unique over all that anybody asks: the same one from another credential or for another route is
// another request. Who has only a ticket's word is known by that.
func originOf(c echo.Context, key string, body []byte) queue.Origin {
	credential := queue.ActorFrom(c.Request().Context()).Credential
	if word := c.Param("access"); word != "" {
		credential = word
	}
	var room [256]byte
	asked := room[:0]
	for _, part := range [...]string{credential, c.Request().Method, c.Request().URL.Path, key} {
		asked = append(strconv.AppendInt(asked, int64(len(part)), 10), '|')
		asked = append(append(asked, part...), '|')
	}
	request, digest := sha256.Sum256(asked), sha256.Sum256(body)
	return queue.Origin{Request: hex.EncodeToString(request[:16]), Digest: hex.EncodeToString(digest[:8])}
}

// readBody gives a request's body; {} for none.
func readBody(c echo.Context) ([]byte, error) {
	line := http.NewResponseController(c.Response())
	// A request in a test has no line to set a deadline on.
	_ = line.SetReadDeadline(time.Now().Add(bodyWithin))
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, mostBody))
	if err == nil {
		// Of a body that broke off the server would wait for the rest before it answers: there the deadline stays.
		_ = line.SetReadDeadline(time.Time{})
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, echo.ErrStatusRequestEntityTooLarge
	case err != nil:
		return nil, badRequest("the body broke off")
	}
	if body = bytes.TrimSpace(body); len(body) == 0 {
		return []byte("{}"), nil
	}
	return body, nil
}

// decodeBody reads one JSON object. Fields that into does not know are ignored.
func decodeBody(body []byte, into any) error {
	if !utf8.Valid(body) {
		return badRequest("the body is not UTF-8")
	}
	if len(body) == 0 || body[0] != '{' {
		return badRequest("the body is not a JSON object")
	}
	err := json.Unmarshal(body, into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return badRequest(fmt.Sprintf("the body is not JSON: %v at byte %d", syntax, syntax.Offset))
	case errors.As(err, &kind):
		return badRequest(fmt.Sprintf("%s cannot be a %s", kind.Field, kind.Value))
	}
	return badRequest(err.Error())
}

func badRequest(detail string) error {
	return &queue.Refused{Op: "read request", Err: queue.ErrBadRequest, Detail: detail}
}
