package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

const appointments = "/api/v1/appointments"

// bookable lets social take two appointments a slot.
func bookable(l *queue.Layout) { l.Services[0].SlotCapacity = 2 }

// book asks for a slot of social, written 2006-01-02T15:04 by the hall's clock, for an ID number.
func (g *rig) book(slot, id string) *asked {
	g.t.Helper()
	return g.ask("", http.MethodPost, appointments, bookingOf(slot, id))
}

func bookingOf(slot, id string) string {
	return fmt.Sprintf(`{"service":"social","slot":"%s:00+08:00","id_number":"%s"}`, slot, id)
}

// at moves the clock to a time of the hall's.
func (g *rig) at(moment string) {
	g.t.Helper()
	t, err := time.Parse("2006-01-02T15:04-07:00", moment+"+08:00")
	if err != nil {
		g.t.Fatal(err)
	}
	g.clock.Store(t.UnixMilli())
	_, _ = g.hall.Do(g.t.Context(), queue.Origin{}, queue.Cancel{}) // refused, but the day may turn
}

func (g *rig) checkIn(who, body string) *asked {
	g.t.Helper()
	return g.ask(who, http.MethodPost, "/api/v1/check-in", body)
}

func coded(code string) string { return `{"code":"` + code + `"}` }

func TestSlotsAreThoseThatCanBeBooked(t *testing.T) {
	g := newRig(t, bookable)
	g.book("2026-11-24T09:30", youngID).want(http.StatusCreated)
	days := g.ask("", http.MethodGet, "/api/v1/services/social/slots", "").want(http.StatusOK).list()
	if len(days) != 5 || days[0]["date"] != "2026-11-24" || days[4]["date"] != "2026-11-28" {
		t.Fatalf("days %v", days)
	}
	slot, _ := days[0]["slots"].([]any)[19].(map[string]any)
	if slot["start"] != "2026-11-24T01:30:00.000Z" || slot["end"] != "2026-11-24T02:00:00.000Z" || slot["left"] != 1.0 {
		t.Errorf("the slot at 9:30: %v", slot)
	}
	if days := g.ask("", http.MethodGet, "/api/v1/services/tax/slots", "").want(http.StatusOK).list(); len(days) != 0 {
		t.Errorf("tax takes no appointments, but has %v", days)
	}
	g.ask("", http.MethodGet, "/api/v1/services/nothing/slots", "").want(http.StatusNotFound, "unknown_service")
	services := g.ask("", http.MethodGet, "/api/v1/services", "").list()
	if services[0]["bookable"] != true || services[1]["bookable"] != nil {
		t.Errorf("bookable: %v and %v", services[0]["bookable"], services[1]["bookable"])
	}
}

func TestWhatCannotBeBooked(t *testing.T) {
	g := newRig(t, bookable)
	const slot = "2026-11-24T09:30"
	g.book(slot, "").want(http.StatusBadRequest, "id_required")
	g.book(slot, youngID[:17]+"0").want(http.StatusBadRequest, "invalid_id_number")
	g.book("2026-11-24T09:31", youngID).want(http.StatusNotFound, "unknown_slot")
	g.book("2026-11-23T18:00", youngID).want(http.StatusNotFound, "unknown_slot")
	g.book("2099-11-24T09:30", youngID).want(http.StatusNotFound, "unknown_slot")
	g.pass(time.Minute)
	g.ask("", http.MethodPost, appointments, `{"service":"nothing","slot":"2026-11-24T01:30:00Z","id_number":"`+youngID+`"}`).want(http.StatusNotFound, "unknown_service")
	g.ask("", http.MethodPost, appointments, `{"service":"social","slot":"half past nine","id_number":"`+youngID+`"}`).want(http.StatusBadRequest, "bad_request")
	g.ask("", http.MethodPost, appointments, strings.Replace(bookingOf(slot, youngID), `{`, `{"phone":"12",`, 1)).want(http.StatusBadRequest, "bad_request")
	for _, name := range []string{"booking-2099-11", "booking-2026-12"} {
		if _, err := os.Stat(filepath.Join(g.dir, "keys", name+".key")); err == nil {
			t.Errorf("there is a key %s", name)
		}
	}
	g.book(slot, youngID).want(http.StatusCreated)
	g.book("2026-11-24T15:00", youngID).want(http.StatusConflict, "duplicate_holder")
	g.book("2026-11-25T15:00", youngID).want(http.StatusCreated)
	g.pass(time.Minute)
	g.book(slot, oldID).want(http.StatusCreated)
	g.book(slot, olderID).want(http.StatusConflict, "quota_reached")
}

// TestFromBookingToNumber is an appointment whose citizen comes too early, and then in time.
func TestFromBookingToNumber(t *testing.T) {
	g := newRig(t, bookable)
	body := strings.Replace(bookingOf("2026-11-24T10:00", youngID), `{`, `{"phone":"`+anyPhone+`",`, 1)
	booked := g.keyed("", appointments, body, "k").want(http.StatusCreated)
	code := booked.str("code")
	if len(code) != 8 || strings.ContainsAny(code, "ILOU") || booked.str("status") != "booked" || booked.str("url") != "http://hall.test:8080/book/"+code {
		t.Fatalf("booked %s", booked.Body)
	}
	for field, want := range map[string]string{
		"from": "2026-11-24T01:30:00.000Z", "until": "2026-11-24T02:15:00.000Z", "cancel_until": "2026-11-24T00:00:00.000Z", "slot_end": "2026-11-24T02:30:00.000Z",
	} {
		if booked.str(field) != want {
			t.Errorf("%s %s, want %s", field, booked.str(field), want)
		}
	}
	g.restart()
	if again := g.keyed("", appointments, body, "k").want(http.StatusCreated); again.Body.String() != booked.Body.String() {
		t.Errorf("first %s, then %s", booked.Body, again.Body)
	}
	g.keyed("", appointments, bookingOf("2026-11-24T10:00", oldID), "k").want(http.StatusUnprocessableEntity, "key_reused")
	if mine := g.ask("", http.MethodGet, appointments+"/"+strings.ToLower(code), "").want(http.StatusOK); mine.Body.String() != booked.Body.String() {
		t.Errorf("booked %s, reads %s", booked.Body, mine.Body)
	}
	if qr := g.ask("", http.MethodGet, appointments+"/"+code+"/qr.png", "").want(http.StatusOK); !strings.HasPrefix(qr.Body.String(), "\x89PNG") {
		t.Error("the QR code is no picture")
	}
	g.at("2026-11-24T09:29")
	early := g.checkIn("kiosk", coded(code)).want(http.StatusConflict, "too_early")
	if from := early.str("from"); from != "2026-11-24T01:30:00.000Z" {
		t.Errorf("too early, from %s", from)
	}
	g.at("2026-11-24T09:35")
	came := g.keyed("kiosk", "/api/v1/check-in", coded(booked.str("url")), "c").want(http.StatusCreated)
	if came.str("number") != "A001" || came.str("class") != "appointment" || came.str("source") != "appointment" || came.str("id_last4") != "0129" || came.str("access") == "" {
		t.Errorf("came: %s", came.Body)
	}
	if again := g.keyed("kiosk", "/api/v1/check-in", coded(booked.str("url")), "c").want(http.StatusCreated); again.Body.String() != came.Body.String() {
		t.Errorf("came %s, then %s", came.Body, again.Body)
	}
	g.checkIn("kiosk", coded(code)).want(http.StatusConflict, "wrong_state")
	if after := g.ask("", http.MethodGet, appointments+"/"+code, "").want(http.StatusOK); after.str("status") != "checked_in" || after.str("number") != "A001" {
		t.Errorf("after it: %s", after.Body)
	}
	if contains(g.log.String(), code) {
		t.Error("the code is in the log")
	}
}

func TestCheckInByIDNumber(t *testing.T) {
	g := newRig(t, bookable)
	g.book("2026-11-24T10:00", youngID).want(http.StatusCreated)
	g.book("2026-11-25T10:00", youngID).want(http.StatusCreated)
	other := g.book("2026-11-24T10:30", oldID).want(http.StatusCreated).str("code")
	g.checkIn("kiosk", `{`+realNames+`}`).want(http.StatusNotFound, "unknown_appointment") // today there is none
	g.at("2026-11-24T10:05")
	mine := g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/mine", `{"card":true,`+realNames+`}`).want(http.StatusOK).object()
	if found, _ := mine["appointments"].([]any); len(found) != 1 {
		t.Errorf("the card's appointments today: %v", mine)
	}
	g.checkIn("kiosk", `{}`).want(http.StatusNotFound, "unknown_appointment")
	g.checkIn("kiosk", `{"code":"`+other+`",`+realNames+`}`).want(http.StatusNotFound, "unknown_appointment")
	g.checkIn("kiosk", `{"id_number":"`+olderID+`"}`).want(http.StatusNotFound, "unknown_appointment")
	g.checkIn("kiosk", `{"card":true,`+realNames+`}`).want(http.StatusCreated)
	g.takeAs("kiosk", `"card":true,`+realNames, http.StatusConflict, "duplicate_holder")
	g.checkIn("desk", `{"code":"`+other+`","id_number":"`+oldID+`"}`).want(http.StatusCreated)
}

// TestALateBookingIsAWalkIn is moment 14: the bus came 16 minutes after the slot, and the quota is reached.
func TestALateBookingIsAWalkIn(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { bookable(l); l.Services[0].Quota = 1 })
	code := g.book("2026-11-24T10:00", youngID).want(http.StatusCreated).str("code")
	g.at("2026-11-24T10:00")
	g.take()
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusConflict, "quota_reached")
	g.at("2026-11-24T10:16")
	if came := g.checkIn("kiosk", coded(code)).want(http.StatusCreated); came.str("class") != "normal" || came.str("number") != "A002" {
		t.Errorf("came late: %s", came.Body)
	}
	if after := g.ask("", http.MethodGet, appointments+"/"+code, "").str("status"); after != "late" {
		t.Errorf("status %s", after)
	}
	g.book("2026-11-25T10:00", olderID).want(http.StatusCreated)
	g.at("2026-11-25T10:16")
	old := g.checkIn("kiosk", `{"card":true,"id_number":"`+olderID+`"}`).want(http.StatusCreated)
	if old.str("class") != "elder" {
		t.Errorf("an old citizen, late, with a card: %s", old.Body)
	}
}

func TestCancellingABooking(t *testing.T) {
	g := newRig(t, bookable)
	first := g.book("2026-11-24T10:00", youngID).want(http.StatusCreated)
	second := g.book("2026-11-24T10:00", oldID).want(http.StatusCreated).str("code")
	cancel := func(who, code string) *asked { return g.ask(who, http.MethodPost, appointments+"/"+code+"/cancel", "") }
	if status := cancel("", first.str("code")).want(http.StatusOK).str("status"); status != "cancelled" {
		t.Errorf("status %s", status)
	}
	cancel("", first.str("code")).want(http.StatusConflict, "wrong_state")
	g.book("2026-11-24T10:00", youngID).want(http.StatusCreated)
	g.at("2026-11-24T08:01")
	cancel("", second).want(http.StatusConflict, "too_late")
	cancel("kiosk", second).want(http.StatusConflict, "too_late")
	cancel("desk", second).want(http.StatusOK)
	g.checkIn("kiosk", coded(first.str("code"))).want(http.StatusConflict, "wrong_state")
}

// TestMissesLimitBooking is moment 17, over the end of a month: misses are found under the keys of both.
func TestMissesLimitBooking(t *testing.T) {
	g := newRig(t, bookable)
	g.book("2026-11-27T10:00", youngID).want(http.StatusCreated)
	g.book("2026-11-28T10:00", youngID).want(http.StatusCreated)
	for _, day := range []string{"2026-11-27", "2026-11-28", "2026-11-30"} {
		g.at(day + "T09:00")
	}
	g.book("2026-12-01T10:00", youngID).want(http.StatusCreated)
	g.at("2026-12-01T09:00")
	g.at("2026-12-02T09:00")
	g.pass(time.Minute)
	g.book("2026-12-03T10:00", youngID).want(http.StatusConflict, "booking_limit")
	g.book("2026-12-03T10:00", oldID).want(http.StatusCreated)
	g.at("2026-12-31T10:01")
	g.book("2027-01-01T10:00", youngID).want(http.StatusCreated)
}

func TestAddressesAreLimited(t *testing.T) {
	g := newRig(t, bookable)
	g.keyed("", appointments, bookingOf("2026-11-24T10:00", youngID), "k").want(http.StatusCreated)
	for range 9 {
		g.book("2026-11-24T10:00", "").want(http.StatusBadRequest)
	}
	if after := g.book("2026-11-24T10:00", oldID).want(http.StatusTooManyRequests, "rate_limited").Header().Get("Retry-After"); after != "6" {
		t.Errorf("retry after %q", after)
	}
	code := g.keyed("", appointments, bookingOf("2026-11-24T10:00", youngID), "k").want(http.StatusCreated).str("code")
	for range 30 { // good codes are not counted
		g.ask("", http.MethodGet, appointments+"/"+code, "").want(http.StatusOK)
	}
	for i := range 20 {
		g.ask("", http.MethodGet, fmt.Sprintf("%s/AAAAAA%02d", appointments, i), "").want(http.StatusNotFound, "unknown_appointment")
	}
	g.ask("", http.MethodGet, appointments+"/"+code, "").want(http.StatusTooManyRequests, "rate_limited")
}

// TestBookersAreNowhere looks for ID number, phone number and code in the journal, a backup, the log and all files.
func TestBookersAreNowhere(t *testing.T) {
	t.Parallel()
	g := newRig(t, bookable)
	body := strings.Replace(bookingOf("2026-11-24T10:00", youngID), `{`, `{"phone":"`+anyPhone+`",`, 1)
	code := g.keyed("", appointments, body, "k").want(http.StatusCreated).str("code")
	g.at("2026-11-24T10:00")
	comes := `{"code":"` + code + `",` + realNames + `}`
	g.keyed("kiosk", "/api/v1/check-in", comes, "c").want(http.StatusCreated)
	found := map[string]string{"log": g.log.String()}
	for _, path := range []string{"journal?limit=1000", "backup"} {
		found[path] = g.ask("admin", http.MethodGet, "/api/v1/"+path, "").want(http.StatusOK).Body.String()
	}
	if !contains(found["journal?limit=1000"], `"sealed":"booking-2026-11.`) {
		t.Error("the journal has no appointment: nothing was looked at")
	}
	g.stop()
	for path, text := range filesBelow(t, g.dir) {
		found[path] = text
	}
	all := seeds([]string{body, comes})
	all["the code"] = code
	for where, text := range found {
		for name, seed := range all {
			if contains(strings.ToLower(text), strings.ToLower(seed)) {
				t.Errorf("%s is in %s", name, where)
			}
		}
	}
}

func TestBookingsHaveTheDescribedFields(t *testing.T) {
	g := newRig(t, bookable)
	schemas := readDescription(t).Components["schemas"]
	booked := g.book("2026-11-24T10:00", youngID).want(http.StatusCreated)
	day := g.ask("", http.MethodGet, "/api/v1/services/social/slots", "").list()[0]
	g.at("2026-11-24T10:00")
	came := g.checkIn("kiosk", coded(booked.str("code"))).want(http.StatusCreated).object()
	after := g.ask("", http.MethodGet, appointments+"/"+booked.str("code"), "").want(http.StatusOK).object()
	early := g.book("2026-11-26T10:00", oldID).want(http.StatusCreated).str("code")
	for schema, answers := range map[string][]map[string]any{
		"Appointment": {booked.object(), after}, "DaySlots": {day}, "Slip": {came},
		"Problem": {g.checkIn("kiosk", coded(early)).want(http.StatusConflict, "too_early").object()},
	} {
		description, _ := schemas[schema].(map[string]any)
		properties, _ := description["properties"].(map[string]any)
		for _, answer := range answers {
			for field := range answer {
				if properties[field] == nil {
					t.Errorf("%s: field %s is not described", schema, field)
				}
			}
		}
	}
}
