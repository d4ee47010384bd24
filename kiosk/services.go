package kiosk

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// serviceAnswer is a service as a kiosk offers it, with what it is found by.
type serviceAnswer struct {
	queue.ServiceView
	Keywords []string `json:"keywords,omitempty"`
	Frequent bool     `json:"frequent,omitempty"`
	// Bookable: it takes appointments.
	Bookable bool `json:"bookable,omitempty"`
	// Initials are those of the name and then of each keyword.
	Initials []string `json:"initials,omitempty"`
	// OpenWindows are those of Windows that serve now.
	OpenWindows []queue.WindowNumber `json:"open_windows"`
	// Pause is there while none of them is open and one is paused: when it is back, or where people are served.
	Pause *pauseAnswer `json:"pause,omitempty"`
}

// pauseAnswer is a pause sign without its reason.
type pauseAnswer struct {
	BackAt queue.Instant      `json:"back_at,omitempty"`
	GoTo   queue.WindowNumber `json:"go_to,omitempty"`
}

// getServices lists what numbers can be taken for.
func (s *Service) getServices(c echo.Context) error {
	at := s.hall.Now()
	answers := []serviceAnswer{}
	s.hall.View(func(state *queue.State) {
		services := state.Layout().Services
		for i := range services {
			a := serviceAnswer{
				ServiceView: state.ServiceView(&services[i], at), Keywords: services[i].Keywords, Frequent: services[i].Frequent,
				Bookable:    services[i].SlotCapacity > 0 && !services[i].Retired,
				OpenWindows: []queue.WindowNumber{},
			}
			for _, n := range a.Windows {
				if w := state.Window(n); w.StatusAt(at) == queue.WindowOpen {
					a.OpenWindows = append(a.OpenWindows, n)
				}
			}
			if sign := state.PauseOf(a.ID, at); sign != nil {
				a.Pause = &pauseAnswer{sign.BackAt, sign.GoTo}
			}
			answers = append(answers, a)
		}
	})
	for i := range answers {
		a := &answers[i]
		for _, words := range append([]string{a.Name.ZH}, a.Keywords...) {
			a.Initials = append(a.Initials, initials(words))
		}
	}
	return c.JSON(http.StatusOK, answers)
}
