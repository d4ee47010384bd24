package main

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// devices adds how machines are enrolled, seen and revoked.
func (s *server) devices(api *echo.Group) {
	api.GET("/devices", s.getDevices)
	api.POST("/devices/codes", s.postDeviceCode)
	api.POST("/devices/:device/revoke", s.postRevoke)
}

// deviceView is an enrolled device, a token, or a code that waits.
type deviceView struct {
	ID        string               `json:"id"`
	Kind      queue.CredentialKind `json:"kind"`
	Grants    []queue.Grant        `json:"grants"`
	CreatedAt queue.Instant        `json:"created_at"`
	// Until is when a code lapses. SeenAt and SeenFrom are since the hall was started.
	Until    queue.Instant `json:"until,omitempty"`
	SeenAt   queue.Instant `json:"seen_at,omitempty"`
	SeenFrom string        `json:"seen_from,omitempty"`
	// Here: it is the one that asks.
	Here bool `json:"here"`
}

// getDevices lists what is enrolled.
func (s *server) getDevices(c echo.Context) error {
	if err := s.need(c, queue.RightDevices, queue.Place{}); err != nil {
		return err
	}
	all, err := s.access.Devices()
	if err != nil {
		return storageFault(err)
	}
	asks := deviceOf(queue.ActorFrom(c.Request().Context()).Credential)
	views := make([]deviceView, len(all))
	for i, d := range all {
		kind := d.Kind
		if d.Once {
			kind = queue.KindCode
		}
		views[i] = deviceView{d.ID, kind, d.Grants, d.CreatedAt, d.Until, d.SeenAt, d.SeenFrom, d.ID == asks}
	}
	return c.JSON(http.StatusOK, views)
}

// machines are the roles that an operator may enrol.
var machines = map[queue.Role]bool{queue.RoleKiosk: true, queue.RoleScreen: true, queue.RoleCounter: true}

// postDeviceCode gives a code by which one device is enrolled within ten minutes.
func (s *server) postDeviceCode(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightDevices, queue.Place{})
	if err != nil {
		return err
	}
	var body struct {
		Grant queue.Grant `json:"grant"`
	}
	if err := c.Bind(&body); err != nil {
		return err
	}
	wanted := body.Grant
	wanted.Account, wanted.Department = "", ""
	if _, all := actor.May(queue.RightAccounts, queue.Place{}); !all && (!machines[wanted.Role] || wanted.Staff != "") {
		return queue.ErrForbidden
	}
	if !wanted.Role.Personal() && !machines[wanted.Role] || wanted.Role == queue.RoleChief {
		return badRequest("no device can be that")
	}
	var wrong error
	s.cfg.Hall.View(func(state *queue.State) { wrong = checkGrant(state.Layout(), wanted) })
	if wrong != nil {
		return badRequest(wrong.Error())
	}
	code, until, err := s.access.NewCode([]queue.Grant{wanted})
	if err != nil {
		return storageFault(err)
	}
	if err := s.record(c, grant.String(), queue.AuditEvent{Deed: queue.DeedCode, Of: wanted.String()}); err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, struct {
		Code  string        `json:"code"`
		Until queue.Instant `json:"until"`
		Grant queue.Grant   `json:"grant"`
	}{code, until, wanted})
}

// postRevoke makes a device's secret good for nothing, and cuts its sockets. An operator's right ends where the device is
// an administrator's.
func (s *server) postRevoke(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightDevices, queue.Place{})
	if err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	if _, all := actor.May(queue.RightAccounts, queue.Place{}); !all {
		if err := s.onlyMachine(c.Param("device")); err != nil {
			return err
		}
	}
	gone, err := s.access.Revoke(c.Param("device"))
	if err != nil {
		return storageFault(err)
	}
	s.lookAtLines(c.Request().Context())
	note := (&queue.Actor{Grants: gone.Grants}).String()
	if err := s.record(c, grant.String(), queue.AuditEvent{Deed: queue.DeedRevoked, Of: gone.ID, Note: note}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, struct {
		ID string `json:"id"`
	}{gone.ID})
}

// onlyMachine refuses a device that is more than a machine.
func (s *server) onlyMachine(id string) error {
	all, err := s.access.Devices()
	if err != nil {
		return storageFault(err)
	}
	for _, d := range all {
		for _, g := range d.Grants {
			if d.ID == id && !machines[g.Role] {
				return queue.ErrForbidden
			}
		}
	}
	return nil
}
