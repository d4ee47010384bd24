package kiosk

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// hallAnswer is what every face needs before it can draw.
type hallAnswer struct {
	At          queue.Instant      `json:"at"`
	Assets      string             `json:"assets"`
	Name        queue.Text         `json:"name"`
	TimeZone    string             `json:"time_zone"`
	Zones       []queue.Zone       `json:"zones"`
	Departments []queue.Department `json:"departments"`
	Groups      []group            `json:"groups"`
	Hours       string             `json:"hours"`
	State       queue.HallState    `json:"state"`
	// OpensAt is the next session's start while the hall is not open, IssuingFrom when numbers can be taken again.
	OpensAt     queue.Instant `json:"opens_at,omitempty"`
	IssuingFrom queue.Instant `json:"issuing_from,omitempty"`
	// Emergency is there while everybody has to leave.
	Emergency *queue.Emergency `json:"emergency,omitempty"`
	// Trial is there while the hall is tried out.
	Trial    *queue.Trial `json:"trial,omitempty"`
	Theme    queue.Theme  `json:"theme,omitzero"`
	Help     queue.Text   `json:"help"`
	Hotline  string       `json:"hotline"`
	Demo     bool         `json:"demo"`
	Settings faceSettings `json:"settings"`
	// Printing is how the printer of the kiosk that asks is; absent where nothing prints.
	Printing *printing.Answer `json:"printing,omitempty"`
	// Me is what the asker may be.
	Me []queue.Grant `json:"me"`
}

// group is one group of services.
type group struct {
	ID   queue.ServiceGroup `json:"id"`
	Name queue.Text         `json:"name"`
}

// faceSettings are the settings that faces go by.
type faceSettings struct {
	MaxCalls           int    `json:"max_calls"`
	MinPresenceSeconds int    `json:"min_presence_seconds"`
	KioskIdleSeconds   int    `json:"kiosk_idle_seconds"`
	DeadPressMS        int    `json:"dead_press_ms"`
	RequeueMax         int    `json:"requeue_max"`
	ElderAge           int    `json:"elder_age"`
	IdentityDays       int    `json:"identity_days"`
	CancelHours        int    `json:"cancel_hours"`
	MissDays           int    `json:"miss_days"`
	FeedbackDays       int    `json:"feedback_days"`
	PublicBoard        bool   `json:"public_board"`
	PublicURL          string `json:"public_url"`
}

// getHall tells a face where it is, what the hall does now, and what the face itself may be.
func (s *Service) getHall(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	answer := hallAnswer{
		Assets: *s.assets.Load(), Demo: s.demo, Printing: s.printingNow(c.Request().Context(), actor), Me: append([]queue.Grant{}, actor.Grants...),
	}
	at := s.hall.Now()
	answer.At = at
	s.hall.View(func(state *queue.State) {
		answer.layOut(state.Layout())
		answer.State, answer.OpensAt = state.HallStateAt(at)
		_, answer.IssuingFrom = state.IssuingAt(at)
		answer.Emergency, answer.Trial = state.Emergency(), state.Trial()
	})
	return c.JSON(http.StatusOK, answer)
}

// layOut fills in what the layout tells.
func (a *hallAnswer) layOut(l *queue.Layout) {
	a.Name, a.TimeZone, a.Hours = l.Name, l.TimeZone, l.Hours.String()
	a.Zones = append([]queue.Zone{}, l.Zones...)
	a.Departments = append([]queue.Department{}, l.Departments...)
	a.Groups = groups(l)
	a.Theme = l.Theme
	a.Help, a.Hotline = l.Settings.Help, l.Settings.Hotline
	a.Settings = faceSettings{
		MaxCalls: l.Settings.MaxCalls, MinPresenceSeconds: l.Settings.MinPresenceSeconds,
		KioskIdleSeconds: l.Settings.KioskIdleSeconds, DeadPressMS: l.Settings.DeadPressMS,
		ElderAge: l.Settings.ElderAge, IdentityDays: l.Settings.IdentityDays,
		CancelHours: l.Settings.CancelHours, MissDays: l.Settings.MissDays,
		FeedbackDays: l.Settings.FeedbackDays,
		RequeueMax:   l.Settings.RequeueMax, PublicBoard: l.Settings.PublicBoard, PublicURL: l.Settings.PublicURL,
	}
}

// groups gives the groups of l's services in the order of the services. A group is called what its id says.
func groups(l *queue.Layout) []group {
	all := []group{}
	seen := map[queue.ServiceGroup]bool{"": true}
	for i := range l.Services {
		if id := l.Services[i].Group; !seen[id] {
			seen[id] = true
			all = append(all, group{id, queue.Text{ZH: string(id)}})
		}
	}
	return all
}
