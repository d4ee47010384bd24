package counter

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

func TestWindowNumber(t *testing.T) {
	for text, want := range map[string]queue.WindowNumber{
		"3": 3, "120": 120, "0": -1, "-3": -1, "03": -1, "+3": -1, " 3": -1, "3.0": -1, "": -1, "x": -1, "99999999999999999999": -1,
	} {
		if got := windowNumber(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestShort(t *testing.T) {
	if err := short("reason", strings.Repeat("长", 5), 5); err != nil {
		t.Errorf("five of five characters: %v", err)
	}
	if err := short("reason", strings.Repeat("长", 6), 5); !errors.Is(err, queue.ErrBadRequest) {
		t.Errorf("six of five characters: %v", err)
	}
}

// untouched fails the test when a body is read.
type untouched struct{ t *testing.T }

func (u untouched) Bind(any, echo.Context) error {
	u.t.Error("the body was read")
	return nil
}

// TestNothingIsReadForWhoMayNot goes through all orders as a counter of another window.
func TestNothingIsReadForWhoMayNot(t *testing.T) {
	hall, err := queue.Open(t.Context(), new(queue.MemoryJournal), func() queue.Instant { return 1 })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hall.Close() })
	e := echo.New()
	e.Binder = untouched{t}
	var got error
	e.HTTPErrorHandler = func(err error, _ echo.Context) { got = err }
	New(hall, func(*queue.Ticket) string { return "" }).Routes(e.Group("/api/v1"))
	orders := 0
	for _, route := range e.Routes() {
		if route.Method != http.MethodPost {
			continue
		}
		orders++
		for _, c := range []struct {
			grants []queue.Grant
			want   error
		}{
			{nil, queue.ErrUnauthorized},
			{[]queue.Grant{{Role: queue.RoleCounter, Window: 5}, {Role: queue.RoleAdmin}, {Role: queue.RoleScreen, Window: 3}}, queue.ErrForbidden},
		} {
			r := httptest.NewRequest(http.MethodPost, strings.ReplaceAll(route.Path, ":window", "3"), nil)
			e.ServeHTTP(httptest.NewRecorder(), r.WithContext(queue.WithActor(r.Context(), &queue.Actor{Grants: c.grants})))
			if !errors.Is(got, c.want) {
				t.Errorf("%s with %v: %v, want %v", route.Path, c.grants, got, c.want)
			}
		}
	}
	if orders < 9 {
		t.Errorf("only %d orders", orders)
	}
}
