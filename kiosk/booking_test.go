package kiosk

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

func TestCodesAreReadAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"KZ45DKFT": "KZ45DKFT", "kz45 dkft": "KZ45DKFT", "KZ45-DKFT ": "KZ45DKFT", "http://hall.test/book/kz45dkft": "KZ45DKFT",
		"oO0iIlL1": "00011111", "KZ45DKFU": "", "KZ45DKF": "", "KZ45DKFTT": "", "": "", "预约": "", "KZ45DKFT/": "",
	} {
		if got := readCode(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestACodeOpensOneAppointment(t *testing.T) {
	s, hall, clock := running(t)
	l := *s.layout()
	l.Services[0].SlotCapacity = 2
	do(t, hall, queue.SetUp{Layout: l})
	slot := queue.Instant(clock.Load()).Add(24 * 60 * queue.Minute)
	for i := range 2 {
		do(t, hall, queue.Book{Service: "social", Slot: slot, Holder: queue.Holder(fmt.Sprint("h", i))})
	}
	one, two := queue.AppointmentID("20261124-0900-social-1"), queue.AppointmentID("20261124-0900-social-2")
	if len(s.code(one)) != codeLength || s.code(one) == s.code(two) {
		t.Fatalf("codes %s and %s", s.code(one), s.code(two))
	}
	for _, id := range []queue.AppointmentID{one, two} {
		if got, ok := s.lookUpCode(s.code(id)); !ok || got != (opened{appointment: id}) {
			t.Errorf("the code of %s opens %v", id, got)
		}
	}
	if id, ok := s.lookUpCode(s.code("20261124-0900-social-3")); ok {
		t.Errorf("the code of an appointment that is not there opens %v", id)
	}
	if id, ok := New(hall, []byte("another key"), new(memoryKeys), nil, "", false).lookUpCode(s.code(one)); ok {
		t.Errorf("under another key the code opens %v", id)
	}
	clock.Add(2 * 24 * 3600_000)
	_, _ = hall.Do(t.Context(), queue.Origin{}, queue.Cancel{}) // refused, but the day turns
	if _, ok := s.lookUpCode(s.code(one)); ok {
		t.Error("the code of an appointment of yesterday still opens it")
	}
}

func TestAddressesOfOneHousehold(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7/32", "::ffff:192.0.2.7": "192.0.2.7/32", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "invalid Prefix",
	} {
		if got := network(address).String(); got != want {
			t.Errorf("%q is of %s, want %s", address, got, want)
		}
	}
}

// TestQuietAddressesAreForgotten: what is kept of addresses does not grow for ever.
func TestQuietAddressesAreForgotten(t *testing.T) {
	limits, at := addressLimits{perMinute: 1}, queue.Instant(0)
	take := func(address string) error {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = address + ":1"
		c := echo.New()
		c.IPExtractor = echo.ExtractIPDirect()
		_, err := limits.take(c.NewContext(r, httptest.NewRecorder()), at)
		return err
	}
	for i := range mostLimited {
		if err := take(fmt.Sprintf("10.1.%d.%d", i/250, i%250)); err != nil {
			t.Fatal(err)
		}
	}
	if err := take("10.1.0.0"); !errors.Is(err, queue.ErrRateLimited) {
		t.Errorf("a second time in the minute: %v", err)
	}
	at = at.Add(queue.Minute)
	if err := take("192.0.2.7"); err != nil || len(limits.per) != 1 {
		t.Errorf("a minute later %d addresses are kept, %v", len(limits.per), err)
	}
}
