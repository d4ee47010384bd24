package queue

import (
	"context"
	"fmt"
	"strings"
)

// Grant is one thing a credential may be: a role, at a window or in a zone. Zero Window or empty Zone: everywhere the
// role goes. Kiosk is which kiosk a credential of RoleKiosk is; zero: one that the layout does not know. Department is
// whose chief one of RoleChief is. Account is who has logged in to have the grant; empty: whoever holds the device.
type Grant struct {
	Role       Role         `json:"role"`
	Window     WindowNumber `json:"window,omitempty"`
	Zone       ZoneID       `json:"zone,omitempty"`
	Staff      StaffNo      `json:"staff,omitempty"`
	Kiosk      KioskNumber  `json:"kiosk,omitempty"`
	Department DepartmentID `json:"department,omitempty"`
	Account    AccountName  `json:"account,omitempty"`
}

// String gives the grant for logs and the journal: counter window 3 staff 1001.
func (g Grant) String() string {
	s := string(g.Role)
	if g.Window != 0 {
		s += fmt.Sprintf(" window %d", g.Window)
	}
	if g.Kiosk != 0 {
		s += fmt.Sprintf(" %d", g.Kiosk)
	}
	if g.Zone != "" {
		s += " zone " + string(g.Zone)
	}
	if g.Department != "" {
		s += " of " + string(g.Department)
	}
	switch {
	case g.Staff != "":
		s += " staff " + string(g.Staff)
	case g.Account != "":
		s += " account " + string(g.Account)
	}
	return s
}

// Place is where a right is asked for; zero fields are nowhere in particular.
type Place struct {
	Window WindowNumber
	Zone   ZoneID
}

// Actor is who asks: the grants of a credential.
type Actor struct {
	// Credential names the credential without giving it away; empty when none came.
	Credential string
	Grants     []Grant
	// Account is who has logged in; empty when nobody has.
	Account AccountName
	// Locked: who has logged in is away from the counter, and what they may is kept for them.
	Locked bool
}

// May gives the grant by which the actor may do right at place. A grant that is bound to a window or a zone holds
// there only.
func (a *Actor) May(right Right, place Place) (Grant, bool) {
	for _, g := range a.Grants {
		if !has(right, g.Role) {
			continue
		}
		if (g.Window == 0 || place.Window == 0 || g.Window == place.Window) && (g.Zone == "" || place.Zone == "" || g.Zone == place.Zone) {
			return g, true
		}
	}
	return Grant{}, false
}

// Need is May as an error: ErrUnauthorized without any grant, ErrForbidden with the wrong ones, ErrLocked while what is
// missing is locked away.
func (a *Actor) Need(right Right, place Place) (Grant, error) {
	if g, ok := a.May(right, place); ok {
		return g, nil
	}
	switch {
	case a.Locked:
		return Grant{}, ErrLocked
	case len(a.Grants) == 0:
		return Grant{}, ErrUnauthorized
	}
	return Grant{}, ErrForbidden
}

// Kiosk gives which of the hall's kiosks the actor is: ErrUnauthorized without any grant, ErrForbidden when it is none that
// the layout knows by its number.
func (a *Actor) Kiosk() (KioskNumber, error) {
	for _, g := range a.Grants {
		if g.Role == RoleKiosk && g.Kiosk != 0 {
			return g.Kiosk, nil
		}
	}
	if len(a.Grants) == 0 {
		return 0, ErrUnauthorized
	}
	return 0, ErrForbidden
}

// May tells whether the grant's role has the right, wherever the grant holds.
func (g Grant) May(right Right) bool { return has(right, g.Role) }

// String lists the grants.
func (a *Actor) String() string {
	parts := make([]string, len(a.Grants))
	for i, g := range a.Grants {
		parts[i] = g.String()
	}
	return strings.Join(parts, ", ")
}

type actorKey struct{}

// WithActor puts who asks into the context.
func WithActor(ctx context.Context, a *Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom gives who asks; an actor without grants when nobody was put there.
func ActorFrom(ctx context.Context) *Actor {
	if a, ok := ctx.Value(actorKey{}).(*Actor); ok {
		return a
	}
	return &Actor{}
}
