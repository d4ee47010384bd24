package main

import (
	"log/slog"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// TestHallPicture makes the picture of the README, from the demo hall in the middle of a morning:
//
//	PAIDUI_SHOTS=$PWD/docs/img go test -run Picture ./cmd/paidui
//
// It leaves hall.png in the folder, beside those of the manual. The people of the demo are as always; only its clock is held, so that the picture is
// the same each time.
func TestHallPicture(t *testing.T) {
	if os.Getenv("PAIDUI_SHOTS") == "" {
		t.Skip("no picture was asked for: PAIDUI_SHOTS names no folder")
	}
	chromium(t)
	s, url := morning(t)
	hall := open(t, "hall", url+"/hall/1F", hallScreen)
	hall.see(`.hall [data-call]`)
	hall.see(`.earlier-row:nth-child(5)`)
	number := nextCall(t, s, "1F")
	hall.see(`.big-fresh[data-call="` + number + `"]`)
	hall.fine("hall", true, false)
}

// morning serves a demo hall whose clock stands at five past ten.
func morning(t *testing.T) (*simulation, string) {
	t.Helper()
	layout, err := demoLayout()
	if err != nil {
		t.Fatal(err)
	}
	doors := queue.At(time.Date(2026, 11, 23, 10, 5, 0, 0, layout.Location()))
	clock, dir := holdClock(doors.Add(-demoMorning)), t.TempDir()
	if _, err := createHall(t.Context(), dir, layout, clock.now); err != nil {
		t.Fatal(err)
	}
	opened, err := store.Open(dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	hall, err := queue.Open(t.Context(), opened, clock.now)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	s := newSimulation(hall, layout, clock, 1, log)
	live(t, s, doors)
	server, err := newServer(serverConfig{Hall: hall, Store: opened, Clock: clock.now, Log: log, Demo: s.visit})
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewServer(server.Handler())
	t.Cleanup(func() {
		server.hub.Close()
		listening.Close()
		_ = hall.Close()
		_ = opened.Close()
	})
	return s, listening.URL
}

// nextCall lets the simulated people go on until somebody is called in a zone, and gives the number.
func nextCall(t *testing.T, s *simulation, zone queue.ZoneID) (number string) {
	t.Helper()
	for range 1000 {
		if _, err := s.next(s.clock.now().Add(60 * queue.Minute)); err != nil {
			t.Fatal(err)
		}
		s.hall.View(func(st *queue.State) {
			for _, w := range s.layout.Windows {
				if c := st.Current(w.Number); w.Zone == zone && c != nil && c.Status == queue.StatusCalled && c.CalledAt == s.clock.now() {
					number = string(c.Number)
				}
			}
		})
		if number != "" {
			return number
		}
	}
	t.Fatal("nobody is called any more")
	return ""
}
